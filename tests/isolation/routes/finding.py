"""Finding: each coach whom they see."""

from __future__ import annotations

from tests.isolation.actors import COACH, GROUP_COACH, RIVAL
from tests.isolation.rules import Route, Way, at, team_page

ROUTES: dict[str, Route] = {"find/": Route(at("/find/?q=a"), get=Way(team_page()))}
SEEN = [
    (COACH, at("/find/?q=ana"), ("Ana R.",)),
    (GROUP_COACH, at("/find/?q=ana"), ("Ana R.",)),
    (RIVAL, at("/find/?q=zoe"), ("Zoe W.",)),
]
