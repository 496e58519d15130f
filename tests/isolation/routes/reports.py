"""The hand-over of an offseason."""

from __future__ import annotations

from collections.abc import Callable

from tests.isolation.rules import Route, Way, about_ana, at, athletes
from tests.isolation.world import World


def of_her_plan(path: str) -> Callable[[World], str]:
    return lambda world: f"/athletes/{world.cast.ana.pk}/plans/{world.ana.plan.pk}/{path}"


ROUTES: dict[str, Route] = {
    "athletes/<int:pk>/plans/<int:plan_pk>/hand-over/": Route(
        of_her_plan("hand-over/"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(302), lambda world: {"targets": "A calm spring."}),
    ),
    "athletes/<int:pk>/plans/<int:plan_pk>/hand-over.csv": Route(
        of_her_plan("hand-over.csv"), get=Way(about_ana(read_only=200))
    ),
    "athletes/<int:pk>/plans/<int:plan_pk>/hand-over.json": Route(
        of_her_plan("hand-over.json"), get=Way(about_ana(read_only=200))
    ),
    "me/hand-over/": Route(at("/me/hand-over/"), get=Way(athletes(200, others=200))),
}
