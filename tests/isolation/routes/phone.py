"""What a phone asks and sends by itself. What it sends is JSON, which `tests/plans/test_phone_entries.py` looks at."""

from __future__ import annotations

from tests.isolation.actors import ACTORS, ANA, BEN, SIGNED_IN, ZOE
from tests.isolation.rules import Expected, Route, Way, at, public


def _own(status: int) -> Expected:
    """For athletes, each about themselves; nobody is sent to another page."""
    return {
        **dict.fromkeys(ACTORS, 401),
        **dict.fromkeys(SIGNED_IN, 403),
        **dict.fromkeys((ANA, BEN, ZOE), status),
    }


ROUTES: dict[str, Route] = {
    "offline/": Route(at("/offline/"), get=Way(public()), is_open=True),
    "sw.js": Route(at("/sw.js"), get=Way(public()), is_open=True),
    "phone/state/": Route(at("/phone/state/"), get=Way(_own(200)), is_open=True),
    "phone/entries/": Route(at("/phone/entries/"), post=Way(_own(422), writes=False), is_open=True),
}
