"""Weeks as a whole, drafts, and how far ahead athletes see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from athletes import shelf
from athletes.access import actor_for
from plans import drafts
from plans.changes import By
from plans.engine.operations import InsertRest
from plans.models import Cause, Plan
from plans.views.week_copies import KIND
from tests.isolation.actors import COACH
from tests.isolation.foreign_keys import Names
from tests.isolation.rules import Route, Way, about_ana, about_ben, at, managers, of_ana, team_page
from tests.isolation.world import World
from tests.season import MONDAY, SATURDAY, THURSDAY

WEEK = timedelta(weeks=1)
LATER = MONDAY + 3 * WEEK


def make(world: World) -> dict[str, Any]:
    """A draft for her who runs beside Ben, and what the head coach has after copying a week of Ana's."""
    plan = Plan.objects.in_team(world.cast.team).select_related("athlete").get(athlete__name="Mia M.", ended_at=None)
    coach, actor = world.cast.coach, actor_for(world.cast.coach, world.cast.team.pk)
    assert actor is not None
    drafts.begin(plan, coach)
    for day in (THURSDAY, SATURDAY):
        drafts.edit(plan, [InsertRest(day)], By(Cause.COACH, coach))
    drafts.undo(plan, By(Cause.COACH, coach))
    result = [world.cast.ana.pk, True, "copied", world.ana.change.pk]
    kept = {"from": [world.cast.ana.pk, MONDAY.isoformat()], "results": [result], "takes_back": False}
    return {"drafted": plan.athlete_id, "copied": shelf.put(actor, KIND, kept)}


def tool(name: str, **sent: Any) -> Route:
    return Route(
        of_ana(f"weeks/{LATER}/{name}/"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(302), lambda world: {"revision": 3, "note": "camp", **sent}),
    )


def of_mia(path: str) -> Callable[[World], str]:
    return lambda world: f"/athletes/{world.made['drafted']}/draft/{path}"


def step(path: str, *, writes: bool = True) -> Route:
    return Route(of_mia(path), post=Way(about_ben(about_ana(302)), lambda world: {"step": 3}, writes=writes))


ROUTES: dict[str, Route] = {
    "athletes/<int:pk>/weeks/<day:monday>/scale/": tool("scale", percent=80, sessions="runs"),
    "athletes/<int:pk>/weeks/<day:monday>/rest-day/": tool("rest-day", day=LATER + timedelta(days=1)),
    "athletes/<int:pk>/weeks/<day:monday>/recovery/": tool("recovery"),
    "athletes/<int:pk>/weeks/<day:monday>/skip/": tool("skip"),
    "athletes/<int:pk>/weeks/<day:monday>/copy/": Route(
        of_ana(f"weeks/{LATER}/copy/"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(302), lambda world: {"target": f"{world.cast.ana.pk}/{LATER + WEEK}/3/", "note": "camp"}),
    ),
    "weeks/copies/<slug:key>/": Route(
        lambda world: f"/weeks/copies/{world.made['copied']}/",
        get=Way({**team_page(404, read_only=404), COACH: 200}),
        post=Way({**team_page(404, read_only=403), COACH: 302}),
    ),
    "athletes/<int:pk>/draft/": Route(
        of_mia(""),
        get=Way(about_ben(about_ana(read_only=200))),
        post=Way(about_ben(about_ana(302)), lambda world: {"revision": 0, "step": 3, "note": "ok"}),
    ),
    "athletes/<int:pk>/draft/begin/": Route(of_ana("draft/begin/"), post=Way(about_ana(302))),
    "athletes/<int:pk>/draft/undo/": step("undo/"),
    "athletes/<int:pk>/draft/redo/": step("redo/"),
    "athletes/<int:pk>/draft/discard/": step("discard/"),
    # Only what was discarded comes back.
    "athletes/<int:pk>/draft/restore/": step("restore/", writes=False),
    "athletes/<int:pk>/weeks-visible/": Route(
        of_ana("weeks-visible/"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(302), lambda world: {"weeks_visible": 2}),
    ),
    "team/planning/": Route(
        at("/team/planning/"),
        get=Way(managers(elsewhere=200)),
        post=Way(managers(302, elsewhere=302), lambda world: {"weeks_visible": 2}),
    ),
}
SEEN = [(COACH, of_ana(f"weeks/{LATER}/copy/"), ("Mia M.",)), (COACH, of_mia(""), ("Mia M.",))]
COPY = "GET /athletes/<int:pk>/weeks/<day:monday>/copy/"
NAMES_A_ROW = {
    ("CopyForm", "athlete"): Names(
        COPY,
        own=lambda world: world.made["drafted"],
        foreign=lambda world: {"another team's": world.cast.zoe.pk, "archived": world.archived.pk},
        writes=False,
    ),
    ("CopyForm", "group"): Names(
        COPY,
        own=lambda world: world.track.pk,
        foreign=lambda world: {"another team's": world.rival_squad.pk},
        writes=False,
    ),
}
