"""The squad board, and moving a cohort."""

from __future__ import annotations

from typing import Any

from athletes.access import actor_for
from plans.cohorts import Wanted, choose
from plans.views.cohorts import Work
from tests.isolation.actors import COACH, GROUP_COACH, OTHER_GROUP, RIVAL
from tests.isolation.foreign_keys import Names
from tests.isolation.rules import Route, Way, about_ana, at, team_page
from tests.isolation.world import World

MINE_ALONE = {**team_page(404, read_only=403), COACH: 302}


def make(world: World) -> dict[str, Any]:
    """What the head coach has between two pages: Ana's next phase, looked at and done."""
    actor = actor_for(world.cast.coach, world.cast.team.pk)
    assert actor is not None
    work = Work(Wanted("hold", note="held"), tuple(choose(actor, [world.cast.ana.pk])))
    done = Work(Wanted("hold"), results=((world.cast.ana.pk, world.ana.change.pk, "held"),))  # type: ignore[arg-type]
    return {"cohort": work.keep(actor), "cohort_done": done.keep(actor)}


def work(path: str = "", key: str = "cohort") -> Any:
    return lambda world: f"/board/moves/{world.made[key]}/{path}"


ROUTES: dict[str, Route] = {
    "board/": Route(at("/board/"), get=Way(team_page())),
    "board/phases/": Route(at("/board/phases/"), get=Way(team_page())),
    "board/moves/": Route(
        at("/board/moves/"),
        post=Way(about_ana(302), lambda world: {"move": "hold", "athlete": world.cast.ana.pk}, writes=False),
    ),
    "board/moves/<slug:key>/": Route(
        work(),
        get=Way({**team_page(404, read_only=404), COACH: 200}),
        post=Way(MINE_ALONE, lambda world: {"note": "held"}),
    ),
    "board/moves/<slug:key>/done/": Route(
        work("done/", "cohort_done"), get=Way({**team_page(404, read_only=404), COACH: 200})
    ),
    "board/moves/<slug:key>/undo/": Route(work("undo/", "cohort_done"), post=Way(MINE_ALONE)),
}
SEEN = [
    (COACH, at("/board/"), ("Ana R.", "Ben O.")),
    (GROUP_COACH, at("/board/"), ("Ana R.",)),
    (OTHER_GROUP, at("/board/phases/"), ("Ben O.",)),
    (RIVAL, at("/board/"), ("Zoe W.",)),
    (COACH, work(), ("Ana R.",)),
]
NAMES_A_ROW = {
    ("cohorts.board_moves", "athlete"): Names(
        "POST /board/moves/",
        own=lambda world: world.cast.ana.pk,
        foreign=lambda world: {
            "another team's": world.cast.zoe.pk,
            "an archived one": world.archived.pk,
            "nobody's": 999_999,
        },
        sent=lambda world: {"move": "hold"},
        writes=False,
    ),
}
