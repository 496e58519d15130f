"""The coach's week: looked at, checked, edited, undone and redone."""

from __future__ import annotations

from uuid import uuid4

from tests.isolation.actors import COACH, RIVAL
from tests.isolation.foreign_keys import Names
from tests.isolation.rules import Route, Way, about_ana, of_ana, team_page
from tests.isolation.world import World
from tests.season import FRIDAY, MONDAY, SUNDAY, WEDNESDAY, session_on

WEEK = f"weeks/{MONDAY}/"


def sessions_of_others(world: World) -> dict[str, object]:
    return {
        "a team-mate's": session_on(world.ended, WEDNESDAY, "strength").pk,
        "another team's": world.zoe.session.pk,
        "nobody's": uuid4(),
    }


def _strength(world: World) -> object:
    return session_on(world.ana.plan, WEDNESDAY, "strength").pk


ROUTES: dict[str, Route] = {
    "athletes/<int:pk>/weeks/<day:monday>/": Route(of_ana(WEEK), get=Way(about_ana(read_only=200))),
    "athletes/<int:pk>/weeks/of/<day:day>/": Route(
        # It only counts days; the page that it leads to is the one that looks.
        of_ana(f"weeks/of/{FRIDAY}/"),
        get=Way(team_page(302, read_only=302)),
    ),
    "athletes/<int:pk>/weeks/<day:monday>/edit/": Route(
        of_ana(f"{WEEK}edit/"),
        post=Way(about_ana(302), lambda world: {"op": "add", "kind": "mobility", "day": FRIDAY, "revision": 3}),
    ),
    "athletes/<int:pk>/weeks/<day:monday>/changes/": Route(
        of_ana(f"{WEEK}changes/"), get=Way(about_ana(read_only=200))
    ),
    "athletes/<int:pk>/weeks/<day:monday>/check/": Route(
        of_ana(f"{WEEK}check/?op=add&kind=mobility&day={FRIDAY}"), get=Way(about_ana(read_only=200))
    ),
    "athletes/<int:pk>/weeks/<day:monday>/arrange/": Route(
        of_ana(f"{WEEK}arrange/?op=add&kind=mobility"), get=Way(about_ana(read_only=200))
    ),
    "athletes/<int:pk>/weeks/<day:monday>/sessions/<uuid:session>/": Route(
        lambda world: of_ana(f"{WEEK}sessions/{_strength(world)}/")(world),
        get=Way(about_ana(read_only=200)),
        post=Way(
            about_ana(302),
            lambda world: {
                "op": "set", "session": _strength(world), "duration_min": 20, "rpe": 5, "line": ["Slow and deep"],
                "revision": 3,
            },
        ),
    ),
    "athletes/<int:pk>/changes/<int:change_pk>/undo/": Route(
        lambda world: of_ana(f"changes/{world.ana.change.pk}/undo/")(world), post=Way(about_ana(302))
    ),
    # What was never undone is refused in words; that it is redone where it was is tests/plans/test_undo_redo.py.
    "athletes/<int:pk>/changes/<int:change_pk>/redo/": Route(
        lambda world: of_ana(f"changes/{world.ana.change.pk}/redo/")(world), post=Way(about_ana(409), writes=False)
    ),
}  # fmt: skip
SEEN = [
    (COACH, of_ana(f"{WEEK}changes/"), ("note-of-ana", "Carla")),
    (RIVAL, lambda world: f"/athletes/{world.cast.zoe.pk}/{WEEK}changes/", ("note-of-zoe",)),
]
_EDIT = "POST /athletes/<int:pk>/weeks/<day:monday>/edit/"
NAMES_A_ROW = {
    ("EditForm", "session"): Names(
        _EDIT,
        own=lambda world: world.ana.session.pk,
        foreign=sessions_of_others,
        sent=lambda world: {"op": "drop", "revision": 3},
        refused=(409,),
    ),
    ("EditForm", "other"): Names(
        _EDIT,
        own=lambda world: session_on(world.ana.plan, SUNDAY, "easy").pk,
        foreign=sessions_of_others,
        sent=lambda world: {"op": "exchange", "session": _strength(world), "revision": 3, "note": "so"},
        refused=(409,),
    ),
}
