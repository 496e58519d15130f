"""What athletes may do alone: the team's policy and list, exceptions, and Ana's way out of a session."""

from __future__ import annotations

from typing import Any

from plans.changes import By, make_change
from plans.contingencies import listed, set_list
from plans.engine.operations import Set
from plans.models import Cause, Plan, Session
from tests.isolation.actors import BEN, COACH, RIVAL, ZOE
from tests.isolation.rules import Route, Way, about_ana, at, athletes, managers, of_ana
from tests.isolation.world import World
from tests.season import FRIDAY, SATURDAY, SUNDAY, WEDNESDAY, session_on

ROWING = {"title": "Rowing", "cue": "Long strokes.", "instead_of": ["easy_run"]}


def make(world: World) -> dict[str, Any]:
    """Both teams have a list of their own; Ana chose something today."""
    for team, coach, title in (
        (world.cast.team, world.cast.coach, "Rowing at Harvest's"),
        (world.cast.other_team, world.cast.rival, "Rowing at Rival's"),
    ):
        stand_ins, _version = listed(team)
        set_list(team, {**stand_ins, "no_time": [{**ROWING, "title": title}, *stand_ins["no_time"]]}, coach)
    plan = Plan.objects.in_team(world.cast.team).get(athlete=world.cast.ana, ended_at=None)
    session = session_on(plan, WEDNESDAY, "strength")
    later = Session.objects.in_team(plan.team).filter(plan=plan).latest("day")
    change = make_change(plan, [Set(str(later.pk), (("rpe", 2),))], By(Cause.ATHLETE, world.cast.ana_user))
    assert change is not None
    # What the other areas send was made for the revision before.
    Plan.objects.in_team(world.cast.team).filter(pk=plan.pk).update(revision=plan.revision)
    return {"instead": session.pk, "own_change": change.pk}


def seen(world: World) -> dict[str, Any]:
    return {"seen": listed(world.cast.team)[1]}


def instead(world: World) -> str:
    return f"/today/sessions/{world.made['instead']}/instead/"


ROUTES: dict[str, Route] = {
    "team/contingencies/": Route(
        at("/team/contingencies/"),
        get=Way(managers(elsewhere=200)),
        post=Way(managers(302, elsewhere=302), lambda world: {"situations": ["no_time"]}),
    ),
    "team/contingencies/reset/": Route(at("/team/contingencies/reset/"), post=Way(managers(302, elsewhere=302), seen)),
    "team/contingencies/put-back/<slug:key>/": Route(
        at("/team/contingencies/put-back/nothing/"), post=Way(managers(302, elsewhere=302), writes=False)
    ),
    "team/contingencies/<slug:situation>/add/": Route(
        at("/team/contingencies/no_time/add/"),
        get=Way(managers(elsewhere=200)),
        post=Way(managers(302, elsewhere=302), lambda world: {**ROWING, **seen(world)}),
    ),
    "team/contingencies/<slug:situation>/<int:position>/": Route(
        at("/team/contingencies/no_time/0/"),
        get=Way(managers(elsewhere=200)),
        post=Way(managers(302, elsewhere=302), lambda world: {**ROWING, **seen(world)}),
    ),
    "team/contingencies/<slug:situation>/<int:position>/drop/": Route(
        at("/team/contingencies/no_time/0/drop/"),
        post=Way(managers(302, elsewhere=302), seen),
    ),
    "team/contingencies/<slug:situation>/<int:position>/up/": Route(
        at("/team/contingencies/no_time/1/up/"),
        post=Way(managers(302, elsewhere=302), seen),
    ),
    "athletes/<int:pk>/contingencies/": Route(
        of_ana("contingencies/"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(302), lambda world: {"situations": ["no_time"]}),
    ),
    "my-week/swap/": Route(
        # Everybody's own days: Ana's are locked, which she is told, and Ben has no plan.
        at("/my-week/swap/"),
        post=Way(
            {**athletes(302, others=302), BEN: 404},
            lambda world: {"day": SATURDAY, "with": SUNDAY},
            writes=(ZOE,),
        ),
    ),
    "today/instead/<slug:situation>/": Route(at("/today/instead/no_time/"), get=Way(athletes(302, others=302))),
    "today/sessions/<uuid:pk>/instead/": Route(
        instead,
        get=Way(athletes(200, others=404)),
        post=Way(athletes(302, others=404), lambda world: {"day": FRIDAY}),
    ),
    "today/changes/<int:pk>/undo/": Route(
        lambda world: f"/today/changes/{world.made['own_change']}/undo/", post=Way(athletes(302, others=404))
    ),
}
SEEN = [
    (COACH, at("/team/contingencies/"), ("Harvest",)),
    (RIVAL, at("/team/contingencies/"), ("Rival",)),
]
