"""The roster: list, forms, actions on many, import and export."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.utils import timezone

from athletes import shelf
from athletes.access import actor_for
from athletes.roster_bulk import Action, act
from athletes.roster_changes import in_scope
from athletes.roster_comparison import Wish, compare
from athletes.roster_sheets import read
from athletes.views.roster_bulk import keep_result
from athletes.views.roster_files import UPLOAD
from tests.isolation.actors import COACH, GROUP_COACH, OF_ANA, OTHER_GROUP, RIVAL
from tests.isolation.foreign_keys import Names
from tests.isolation.rules import Route, Way, about_ana, at, of_ana, team_page
from tests.isolation.world import World

NEW_ATHLETE = {
    "name": "Mia Neu", "email": "", "zone": "Asia/Tokyo", "level": "beginner", "age_group": "18_49",
    "baseline_km_per_week": "32.5", "weekdays": ["1", "3", "5"],
}  # fmt: skip
WISH = {"c0": "name", "c1": "baseline_km_per_week", "level": "beginner", "zone": "UTC"}
SHEET = read(b"Name,Baseline\nMia Neu,40\n")
MINE_ALONE = {**team_page(404, read_only=403), COACH: 200}


def make(world: World) -> dict[str, Any]:
    """What the head coach has between two pages: an upload, and what an action on Ana did."""
    actor = actor_for(world.cast.coach, world.cast.team.pk)
    assert actor is not None
    action, ana = Action("level", level="advanced"), in_scope(actor, [world.cast.ana.pk])
    lines, changes = act(actor, action, ana, now=timezone.now())
    result = keep_result(actor, action.title, [(None, line) for line in lines], changes)
    return {"roster_upload": shelf.put(actor, UPLOAD, asdict(SHEET)), "roster_result": result}


def upload(world: World) -> str:
    return f"/athletes/import/{world.made['roster_upload']}/"


def result(path: str) -> Any:
    return lambda world: f"/athletes/results/{world.made['roster_result']}/{path}"


def wished(world: World) -> dict[str, Any]:
    """What the page of the upload sends for new athletes of Ana's group."""
    actor = actor_for(world.cast.coach, world.cast.team.pk)
    assert actor is not None
    columns = (WISH["c0"], WISH["c1"])
    comparison = compare(actor, SHEET, Wish(columns, WISH["level"], WISH["zone"], Decimal(40), group=world.hill))
    return {**WISH, "baseline_km_per_week": "40", "group": world.hill.pk, "expected": comparison.fingerprint}


ROUTES: dict[str, Route] = {
    "athletes/": Route(at("/athletes/"), get=Way(team_page())),
    "athletes/new/": Route(
        at("/athletes/new/"),
        get=Way(team_page(read_only=403)),
        post=Way(team_page(302, read_only=403), lambda world: NEW_ATHLETE),
    ),
    "athletes/<int:pk>/edit/": Route(
        of_ana("edit/"), get=Way(about_ana()), post=Way(about_ana(302), lambda world: NEW_ATHLETE)
    ),
    "athletes/<int:pk>/cells/<slug:field>/": Route(
        of_ana("cells/level/"), get=Way(about_ana()), post=Way(about_ana(), lambda world: {"level": "beginner"})
    ),
    "athletes/bulk/": Route(
        at("/athletes/bulk/"),
        get=Way(about_ana(), lambda world: {"action": "archive", "athlete": world.cast.ana.pk}),
        post=Way(about_ana(302), lambda world: {"action": "archive", "athletes": world.cast.ana.pk}),
    ),
    "athletes/results/<slug:key>/": Route(result(""), get=Way({**team_page(404, read_only=404), COACH: 200})),
    "athletes/results/<slug:key>/undo/": Route(result("undo/"), post=Way({**MINE_ALONE, COACH: 302})),
    "athletes/export/<slug:file_format>/": Route(at("/athletes/export/csv/"), post=Way(team_page(read_only=403))),
    "athletes/import/": Route(
        at("/athletes/import/"), get=Way(team_page(read_only=403)), post=Way(team_page(422, read_only=403))
    ),
    "athletes/import/<slug:key>/": Route(upload, get=Way(MINE_ALONE), post=Way({**MINE_ALONE, COACH: 302}, wished)),
}
SEEN = [
    (COACH, at("/athletes/"), ("Ana R.", "Ben O.")),
    (GROUP_COACH, at("/athletes/"), ("Ana R.",)),
    (OTHER_GROUP, at("/athletes/"), ("Ben O.",)),
    (RIVAL, at("/athletes/"), ("Zoe W.",)),
    (COACH, of_ana("edit/"), (OF_ANA[1],)),
    (COACH, result(""), ("Ana R.",)),
    (COACH, upload, ("Mia Neu",)),
]
_RIVAL_SQUAD: dict[str, Any] = {
    "own": lambda world: world.hill.pk,
    "foreign": lambda world: {"the other team's": world.rival_squad.pk},
}
_ANA_OR_ZOE: dict[str, Any] = {
    "own": lambda world: world.cast.ana.pk,
    "foreign": lambda world: {"the other team's": world.cast.zoe.pk},
    "sent": lambda world: {"action": "archive"},
}
NAMES_A_ROW = {
    ("AthleteForm", "groups"): Names("POST /athletes/new/", **_RIVAL_SQUAD, sent=lambda world: NEW_ATHLETE, many=True),
    ("AthleteEditForm", "groups"): Names(
        "POST /athletes/<int:pk>/edit/", **_RIVAL_SQUAD, sent=lambda world: NEW_ATHLETE, many=True
    ),
    ("WishForm", "group"): Names("POST /athletes/import/<slug:key>/", **_RIVAL_SQUAD, sent=wished),
    ("roster_bulk._chosen", "athletes"): Names("POST /athletes/bulk/", **_ANA_OR_ZOE),
    ("roster_bulk._chosen", "athlete"): Names("GET /athletes/bulk/", **_ANA_OR_ZOE, many=True, writes=False),
}
