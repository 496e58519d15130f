"""Templates: read by every coach of the team, written by those who run it, given to one's own athletes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from plans.models import TemplateVersion
from plans.planning import default_template_version
from plans.templates import as_file, duplicate, open_draft
from tests.isolation.actors import COACH, OTHER_STAFF, READER, RIVAL
from tests.isolation.foreign_keys import Names
from tests.isolation.rules import Expected, Route, Way, at, managers, team_page
from tests.isolation.world import World
from tests.season import MONDAY


def make(world: World) -> dict[str, Any]:
    """A template of each team's own with a draft."""
    made: dict[str, Any] = {}
    for name, team, coach in (
        ("own", world.cast.team, world.cast.coach),
        ("rival", world.cast.other_team, world.cast.rival),
    ):
        version = duplicate(team, default_template_version(), f"Template of {name}", coach)
        made[f"{name}_template"], made[f"{name}_draft"] = version.pk, open_draft(version, team, coach).pk
    return made


def own(path: str = "") -> Callable[[World], str]:
    return lambda world: f"/team/templates/{world.made['own_template']}/{path}"


def draft(path: str = "") -> Callable[[World], str]:
    return lambda world: f"/team/template-drafts/{world.made['own_draft']}/{path}"


def staff(status: int = 200) -> Expected:
    """For every coach of the team."""
    return {**team_page(status, read_only=status), **dict.fromkeys(OTHER_STAFF, 404)}


def writers(status: int) -> Expected:
    """For coaches who may write, whomever they look after."""
    return {**staff(status), READER: 403}


def file(world: World) -> dict[str, Any]:
    version = TemplateVersion.objects.get(pk=world.made["own_template"])
    return {"file": SimpleUploadedFile("template.json", as_file(version))}


SEEN_0 = {"seen": 0}
WORDS = {"seen": 0, "title": "Another", "goal": "Rest."}

ROUTES: dict[str, Route] = {
    "team/templates/": Route(at("/team/templates/"), get=Way(team_page())),
    "team/templates/import/": Route(at("/team/templates/import/"), post=Way(managers(302, elsewhere=302), file)),
    "team/templates/<int:pk>/": Route(own(), get=Way(staff())),
    "team/templates/<int:pk>/file/": Route(own("file/"), get=Way(staff())),
    "team/templates/<int:pk>/preview/": Route(own("preview/"), get=Way(staff())),
    "team/templates/<int:pk>/duplicate/": Route(
        own("duplicate/"), post=Way(managers(302, elsewhere=404), lambda world: {"title": "Copy"})
    ),
    "team/templates/<int:pk>/retire/": Route(own("retire/"), post=Way(managers(302, elsewhere=404))),
    "team/templates/<int:pk>/bring-back/": Route(
        own("bring-back/"), post=Way(managers(302, elsewhere=404), writes=False)
    ),
    "team/templates/<int:pk>/draft/": Route(own("draft/"), post=Way(managers(302, elsewhere=404), writes=False)),
    "team/templates/<int:pk>/assign/": Route(
        own("assign/"),
        get=Way(staff()),
        post=Way(writers(422), lambda world: {"start": MONDAY}, writes=False),
    ),
    "team/templates/<int:pk>/assign/<slug:key>/": Route(
        own("assign/nothing/"), get=Way(staff(404)), post=Way(writers(404), writes=False)
    ),
    "team/templates/<int:pk>/assign/<slug:key>/done/": Route(own("assign/nothing/done/"), get=Way(staff(404))),
    "team/templates/<int:pk>/assign/<slug:key>/undo/": Route(
        own("assign/nothing/undo/"), post=Way(writers(404), writes=False)
    ),
    "team/templates/<int:pk>/update/": Route(
        own("update/"), get=Way(staff()), post=Way(writers(302), lambda world: {"reach": "overwrite"}, writes=False)
    ),
    "team/templates/<int:pk>/update/<slug:key>/": Route(
        own("update/nothing/"), get=Way(staff(404)), post=Way(writers(404), writes=False)
    ),
    "team/templates/<int:pk>/update/<slug:key>/undo/": Route(
        own("update/nothing/undo/"), post=Way(writers(404), writes=False)
    ),
    "team/template-drafts/<int:pk>/": Route(draft(), get=Way(staff())),
    "team/template-drafts/<int:pk>/words/": Route(
        draft("words/"),
        get=Way(managers(elsewhere=404)),
        post=Way(managers(302, elsewhere=404), lambda world: WORDS),
    ),
    "team/template-drafts/<int:pk>/gates/": Route(
        draft("gates/"),
        get=Way(managers(elsewhere=404)),
        post=Way(managers(302, elsewhere=404), lambda world: {**SEEN_0, "maintenance_weeks": 2}),
    ),
    "team/template-drafts/<int:pk>/phases/<slug:kind>/": Route(
        draft("phases/foundation/"),
        get=Way(managers(elsewhere=404)),
        post=Way(managers(422, elsewhere=404), lambda world: SEEN_0, writes=False),
    ),
    "team/template-drafts/<int:pk>/weeks/<int:number>/": Route(
        draft("weeks/1/"),
        get=Way(managers(elsewhere=404)),
        post=Way(managers(422, elsewhere=404), lambda world: SEEN_0, writes=False),
    ),
    "team/template-drafts/<int:pk>/weeks/<int:number>/again/": Route(
        draft("weeks/1/again/"), post=Way(managers(302, elsewhere=404), lambda world: SEEN_0)
    ),
    "team/template-drafts/<int:pk>/weeks/<int:number>/drop/": Route(
        draft("weeks/1/drop/"), post=Way(managers(302, elsewhere=404), lambda world: SEEN_0)
    ),
    "team/template-drafts/<int:pk>/undo/": Route(
        draft("undo/"), post=Way(managers(302, elsewhere=404), lambda world: SEEN_0, writes=False)
    ),
    "team/template-drafts/<int:pk>/publish/": Route(
        draft("publish/"), post=Way(managers(302, elsewhere=404), lambda world: {**SEEN_0, "note": "Less"})
    ),
    "team/template-drafts/<int:pk>/discard/": Route(draft("discard/"), post=Way(managers(302, elsewhere=404))),
}
SEEN = [
    (COACH, at("/team/templates/"), ("Template of own",)),
    (RIVAL, at("/team/templates/"), ("Template of rival",)),
]
NAMES_A_ROW = {
    ("PlanForm", "template"): Names(
        "POST /athletes/<int:pk>/plan/new/",
        own=lambda world: world.made["own_template"],
        foreign=lambda world: {"another team's": world.made["rival_template"], "nobody's": 999_999},
        sent=lambda world: {"start": MONDAY},
    ),
    ("templates.template_preview", "athlete"): Names(
        "GET /team/templates/<int:pk>/preview/",
        own=lambda world: world.cast.ana.pk,
        foreign=lambda world: {"another team's": world.cast.zoe.pk, "an archived one": world.archived.pk},
        writes=False,
    ),
    ("assigning.template_assign", "athlete"): Names(
        "POST /team/templates/<int:pk>/assign/",
        own=lambda world: world.cast.ana.pk,
        foreign=lambda world: {"another team's": world.cast.zoe.pk, "an archived one": world.archived.pk},
        sent=lambda world: {"start": MONDAY},
        writes=False,
    ),
}
