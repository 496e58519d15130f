"""The hand-over of an offseason."""

from __future__ import annotations

from collections.abc import Callable

from tests.isolation.actors import BEN
from tests.isolation.rules import Route, Way, about_ana, at, athletes, of_ana
from tests.isolation.world import World
from tests.season import MONDAY


def of_her_plan(path: str) -> Callable[[World], str]:
    return lambda world: f"/athletes/{world.cast.ana.pk}/plans/{world.ana.plan.pk}/{path}"


WITH_A_PLAN = {**athletes(200, others=200), BEN: 404}
ROUTES: dict[str, Route] = {
    "athletes/<int:pk>/plans/<int:plan_pk>/hand-over/": Route(
        of_her_plan("hand-over/"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(302), lambda world: {"targets": "A calm spring."}),
    ),
    "athletes/<int:pk>/plans/<int:plan_pk>/hand-over.csv": Route(
        of_her_plan("hand-over.csv"), get=Way(about_ana(read_only=200))
    ),
    "athletes/<int:pk>/plans/<int:plan_pk>/hand-over.pdf": Route(
        of_her_plan("hand-over.pdf"), get=Way(about_ana(read_only=200))
    ),
    "athletes/<int:pk>/plans/<int:plan_pk>/hand-over.json": Route(
        of_her_plan("hand-over.json"), get=Way(about_ana(read_only=200))
    ),
    "athletes/<int:pk>/weeks/<day:monday>/print/": Route(
        of_ana(f"weeks/{MONDAY}/print/"), get=Way(about_ana(read_only=200))
    ),
    "athletes/<int:pk>/print/": Route(of_ana("print/"), get=Way(about_ana(read_only=200))),
    "my-week/print/": Route(at("/my-week/print/"), get=Way(WITH_A_PLAN)),
    "me/season/print/": Route(at("/me/season/print/"), get=Way(WITH_A_PLAN)),
    "me/hand-over/": Route(at("/me/hand-over/"), get=Way(athletes(200, others=200))),
}
