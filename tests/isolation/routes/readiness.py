"""Readiness: the check-in, which is always one's own."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

from readiness import reminders
from readiness.models import Reminder, WeeklyReflection
from tests.isolation.actors import ANA, BEN, ZOE
from tests.isolation.rules import Route, Way, at, athletes, public
from tests.isolation.world import World
from tests.notices.push_service import Browser
from tests.season import MONDAY, YESTERDAY

LAST_MONDAY = MONDAY - timedelta(weeks=1)
OWN_PAGE, OWN_DAY_WRITTEN = athletes(200, others=200), athletes(302, others=302)


def make(world: World) -> dict[str, Any]:
    Reminder.objects.create(team=world.cast.team, athlete=world.cast.ana, wind_down_at=time(21, 30))
    for name in ("ana", "ben", "zoe"):
        athlete = getattr(world.cast, name)
        WeeklyReflection.objects.create(
            team=athlete.team, athlete=athlete, monday=LAST_MONDAY, energy=3, went_well=f"log-of-{name}"
        )
    return {}


def answers(world: World) -> dict[str, Any]:
    return {"client_id": uuid4(), "mood": "4"}


def a_phone(world: World) -> dict[str, Any]:
    return {"endpoint": "https://fcm.googleapis.com/fcm/send/abc", **Browser().keys}


ROUTES: dict[str, Route] = {
    "me/reminders/": Route(
        at("/me/reminders/"),
        get=Way(OWN_PAGE),
        post=Way(athletes(302, others=302), lambda world: {"check_in_at": "07:00"}),
    ),
    "me/reminders/phone/": Route(at("/me/reminders/phone/"), post=Way(athletes(204, others=204), a_phone)),
    "me/reminders/phone/test/": Route(
        # Nobody's phone hears yet: it says so.
        at("/me/reminders/phone/test/"),
        post=Way(athletes(302, others=302), writes=False),
    ),
    # Whoever has the link has the mail; it stops one reminder and shows nothing.
    "reminders/stop/<str:token>/": Route(
        lambda world: f"/reminders/stop/{reminders.stop_token(world.cast.ana, reminders.WIND_DOWN)}/",
        get=Way(public()),
        post=Way(public()),
        is_open=True,
    ),
    "progress/weeks/<str:monday>/": Route(
        at(f"/progress/weeks/{LAST_MONDAY}/"),
        get=Way(OWN_PAGE),
        post=Way(athletes(302, others=302), lambda world: {"energy": "4", "went_well": "hills"}),
    ),
    "check-in/": Route(at("/check-in/"), get=Way(OWN_PAGE), post=Way(OWN_DAY_WRITTEN, answers)),
    "check-in/<str:day>/": Route(at(f"/check-in/{YESTERDAY}/"), get=Way(OWN_PAGE), post=Way(OWN_DAY_WRITTEN, answers)),
    "check-in/<str:day>/body/": Route(
        at(f"/check-in/{YESTERDAY}/body/"),
        get=Way(OWN_PAGE),
        post=Way(OWN_DAY_WRITTEN, lambda world: {"client_id": uuid4(), "on_map": "left calf", "pain": "2"}),
    ),
    "check-in/<str:day>/clear/": Route(at(f"/check-in/{YESTERDAY}/clear/"), post=Way(OWN_DAY_WRITTEN)),
    "check-in/<str:day>/restore/": Route(at(f"/check-in/{MONDAY}/restore/"), post=Way(OWN_DAY_WRITTEN)),
}
SEEN = [
    (who, at(f"/check-in/{YESTERDAY}/?edit=1"), (f"log-of-{name}", f"pain-of-{name}"))
    for who, name in ((ANA, "ana"), (BEN, "ben"), (ZOE, "zoe"))
] + [(who, at(f"/progress/weeks/{LAST_MONDAY}/"), (f"log-of-{name}",)) for who, name in ((ANA, "ana"), (ZOE, "zoe"))]
