"""Pages about nobody."""

from __future__ import annotations

from tests.isolation.actors import WITHOUT_A_TEAM
from tests.isolation.rules import Route, Way, at, everybody, public

ROUTES: dict[str, Route] = {
    "healthz": Route(at("/healthz"), get=Way(public()), is_open=True),
    # Coaches to the morning, athletes to today, guardians to their wards; who has no team is told so.
    "": Route(at("/"), get=Way(everybody(302) | dict.fromkeys(WITHOUT_A_TEAM, 200))),
    "help/": Route(at("/help/"), get=Way(everybody(200))),
    "help/rules/": Route(at("/help/rules/"), get=Way(everybody(200))),
}
