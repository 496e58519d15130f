"""The morning: who needs an answer, answers one by one and for many, and what changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from athletes.models import Group
from tests.isolation.actors import ASSISTANT, COACH, GROUP_COACH, OTHER_GROUP, OTHER_STAFF, OWNER, RIVAL
from tests.isolation.foreign_keys import Names
from tests.isolation.rules import Route, Way, about_ana, at, team_page
from tests.isolation.world import World

WRITERS = (OWNER, COACH, ASSISTANT, GROUP_COACH)
"""Who answers about Ana; to others she is not there."""


def asked(part: str) -> Callable[[World], str]:
    return lambda world: f"/decisions/{world.ana.asked.pk}/{part}/"


def squad(world: World, name: str) -> int:
    return Group.objects.across_teams().get(name=name).pk


ROUTES: dict[str, Route] = {
    "morning/": Route(at("/morning/"), get=Way(team_page())),
    "morning/live/": Route(at("/morning/live/"), get=Way(team_page())),
    "morning/folds/<slug:fold>/": Route(at("/morning/folds/on-track/"), get=Way(team_page())),
    "morning/answers/": Route(
        # Whoever is not in scope is left out; without anybody left it leads back, and nothing is written.
        lambda world: f"/morning/answers/?answer=kept&decision={world.ana.asked.pk}",
        get=Way(team_page() | dict.fromkeys((OTHER_GROUP, *OTHER_STAFF), 302)),
        post=Way(
            team_page(read_only=403) | dict.fromkeys((OTHER_GROUP, *OTHER_STAFF), 302),
            lambda world: {"answer": "kept", "decision": world.ana.asked.pk},
            writes=WRITERS,
        ),
    ),
    "morning/answers/undo/": Route(
        at("/morning/answers/undo/"),
        post=Way(
            team_page(302, read_only=403),
            lambda world: {"answer": world.ana.answered.pk},
            writes=WRITERS,
        ),
    ),
    "decisions/<int:pk>/answer/": Route(asked("answer"), post=Way(about_ana(302), lambda world: {"answer": "kept"})),
    "decisions/<int:pk>/keep/": Route(asked("keep"), get=Way(about_ana(read_only=200))),
    "decisions/<int:pk>/ask/": Route(
        asked("ask"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(302), lambda world: {"text": "How are your legs?"}),
    ),
    "decisions/<int:pk>/snooze/": Route(
        asked("snooze"),
        get=Way(about_ana(read_only=200)),
        post=Way(about_ana(302), lambda world: {"until": "soon"}),
    ),
    "decisions/<int:pk>/wake/": Route(asked("wake"), post=Way(about_ana(302), writes=False)),
    "answers/<int:pk>/undo/": Route(lambda world: f"/answers/{world.ana.answered.pk}/undo/", post=Way(about_ana(302))),
}
SEEN = [
    (COACH, at("/morning/"), ("Ana R.",)),
    (COACH, at("/morning/folds/on-track/"), ("Ben O.",)),
    (GROUP_COACH, at("/morning/"), ("Ana R.",)),
    (OTHER_GROUP, at("/morning/folds/on-track/"), ("Ben O.",)),
    (OTHER_GROUP, at("/morning/"), ("Harvest Runners",)),
    (RIVAL, at("/morning/"), ("Zoe W.", "Rival Club", "Rolf")),
]
NAMES_A_ROW = {
    ("morning_page._scope", "group"): Names(
        "GET /morning/",
        own=lambda world: squad(world, "Hill squad"),
        foreign=lambda world: {"another team's": squad(world, "Rival squad")},
        writes=False,
    ),
}
