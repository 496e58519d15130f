"""A team's thresholds: set, replayed and put back by those who run the team."""

from __future__ import annotations

from typing import Any

from athletes.models import Group
from plans.rulebooks import change_thresholds, version_of
from tests.isolation.actors import COACH, RIVAL
from tests.isolation.foreign_keys import Names
from tests.isolation.rules import Route, Way, at, managers
from tests.isolation.world import World


def make(world: World) -> dict[str, Any]:
    """One version of each team's rules."""
    change_thresholds(world.cast.team, {"cooldown_days": 8}, world.cast.coach, "rule-of-harvest: calmer")
    change_thresholds(world.cast.other_team, {"cooldown_days": 9}, world.cast.rival, "rule-of-rival: calmer")
    hills = Group.objects.in_team(world.cast.team).get(name="Hill squad")
    change_thresholds(world.cast.team, {"cooldown_days": 10}, world.cast.coach, group=hills)
    return {}


def squad(world: World, name: str = "Hill squad") -> int:
    return int(Group.objects.across_teams().get(name=name).pk)


def wanted(world: World) -> dict[str, Any]:
    """Both teams are at the same version."""
    return {"seen": version_of(world.cast.team), "flagged_logs_to_ease": 4}


ROUTES: dict[str, Route] = {
    "team/rules/": Route(at("/team/rules/"), get=Way(managers(elsewhere=200))),
    "team/rules/preview/": Route(at("/team/rules/preview/"), post=Way(managers(elsewhere=200), wanted, writes=False)),
    "team/rules/replay/": Route(at("/team/rules/replay/"), post=Way(managers(elsewhere=200), wanted, writes=False)),
    "team/rules/roll-out/": Route(
        at("/team/rules/roll-out/"),
        post=Way(managers(302, elsewhere=404), lambda world: {"group": squad(world), "seen": 1}),
    ),
    "team/rules/save/": Route(at("/team/rules/save/"), post=Way(managers(302, elsewhere=302), wanted)),
    "team/rules/versions/<int:version>/put-back/": Route(
        at("/team/rules/versions/1/put-back/"),
        post=Way(managers(302, elsewhere=302), lambda world: {"seen": version_of(world.cast.team)}),
    ),
}
SEEN = [
    (COACH, at("/team/rules/"), ("rule-of-harvest",)),
    (RIVAL, at("/team/rules/"), ("rule-of-rival",)),
]
NAMES_A_ROW = {
    ("rules._group", "group"): Names(
        "POST /team/rules/save/",
        own=squad,
        foreign=lambda world: {"another team's": squad(world, "Rival squad"), "nobody's": 999_999},
        sent=lambda world: {"seen": 1, "flagged_logs_to_ease": 4},
    )
}
