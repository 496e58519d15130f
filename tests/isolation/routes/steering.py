"""What coaches say beforehand: automation, locks and holds."""

from __future__ import annotations

from typing import Any

from plans import steering
from plans.engine.steering import Automation, Mode
from plans.engine.vocabulary import Verdict
from plans.models import LockKind
from tests.isolation.actors import COACH, GROUP_COACH, RIVAL, words_of
from tests.isolation.rules import Route, Way, about_ana, at, managers, of_ana
from tests.isolation.world import World
from tests.season import SATURDAY, SUNDAY

MODES = {
    f"{verdict}-{name}": value
    for verdict in ("rest", "ease", "hold", "advance")
    for name, value in (("mode", "off"), ("within_days", 7), ("within_percent", 30))
}


def make(world: World) -> dict[str, Any]:
    """Days of Ana's and of Zoe's that are locked, one lock of Ana's that ended, and exceptions for both."""
    wanted = {Verdict.REST: Automation(Mode.APPLY)}
    for team, athlete, coach in (
        (world.cast.team, world.cast.ana, world.cast.coach),
        (world.cast.other_team, world.cast.zoe, world.cast.rival),
    ):
        steering.set_automation(team, wanted, coach, athlete)
    lock = steering.lock(world.cast.ana, LockKind.DAYS, SATURDAY, SUNDAY, world.cast.coach, words_of("ana")["note"])
    ended = steering.lock(world.cast.ana, LockKind.PHASE, SATURDAY, SUNDAY, world.cast.coach)
    steering.end_lock(ended, world.cast.coach)
    return {"lock": lock.pk, "ended_lock": ended.pk}


def lock_of_ana(name: str, path: str) -> Any:
    return lambda world: f"/athletes/{world.cast.ana.pk}/locks/{world.made[name]}/{path}"


ROUTES: dict[str, Route] = {
    "team/automation/": Route(
        at("/team/automation/"),
        get=Way(managers(elsewhere=200)),
        post=Way(managers(302, elsewhere=302), lambda world: MODES),
    ),
    "athletes/<int:pk>/automation/": Route(
        of_ana("automation/"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(302), lambda world: MODES),
    ),
    "athletes/<int:pk>/locks/": Route(
        of_ana("locks/"),
        post=Way(about_ana(302), lambda world: {"first_day": SATURDAY, "last_day": SUNDAY}),
    ),
    "athletes/<int:pk>/holds/": Route(of_ana("holds/"), post=Way(about_ana(302), lambda world: {"until": SUNDAY})),
    "athletes/<int:pk>/locks/<int:lock_pk>/end/": Route(lock_of_ana("lock", "end/"), post=Way(about_ana(302))),
    "athletes/<int:pk>/locks/<int:lock_pk>/restore/": Route(
        lock_of_ana("ended_lock", "restore/"), post=Way(about_ana(302))
    ),
}
SEEN = [
    (COACH, at("/team/automation/"), ("Ana R.",)),
    (RIVAL, at("/team/automation/"), ("Zoe W.",)),
    (GROUP_COACH, of_ana("automation/"), ("Ana R.",)),
]
