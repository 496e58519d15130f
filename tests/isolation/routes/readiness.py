"""Readiness: the check-in, which is always one's own."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.isolation.actors import ANA, BEN, ZOE
from tests.isolation.rules import Route, Way, at, athletes
from tests.isolation.world import World
from tests.season import MONDAY, YESTERDAY

OWN_PAGE, OWN_DAY_WRITTEN = athletes(200, others=200), athletes(302, others=302)


def answers(world: World) -> dict[str, Any]:
    return {"client_id": uuid4(), "mood": "4"}


ROUTES: dict[str, Route] = {
    "check-in/": Route(at("/check-in/"), get=Way(OWN_PAGE), post=Way(OWN_DAY_WRITTEN, answers)),
    "check-in/<str:day>/": Route(at(f"/check-in/{YESTERDAY}/"), get=Way(OWN_PAGE), post=Way(OWN_DAY_WRITTEN, answers)),
    "check-in/<str:day>/clear/": Route(at(f"/check-in/{YESTERDAY}/clear/"), post=Way(OWN_DAY_WRITTEN)),
    "check-in/<str:day>/restore/": Route(at(f"/check-in/{MONDAY}/restore/"), post=Way(OWN_DAY_WRITTEN)),
}
SEEN = [
    (who, at(f"/check-in/{YESTERDAY}/?edit=1"), (f"log-of-{name}", f"pain-of-{name}"))
    for who, name in ((ANA, "ana"), (BEN, "ben"), (ZOE, "zoe"))
]
