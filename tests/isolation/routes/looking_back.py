"""The season audit and the training history before it: for coaches who look after Ana, and the same for herself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from athletes.models import Activity, ActivitySource
from athletes.training_history import Figures, take_one
from tests.isolation.actors import ANA, BEN, COACH, ZOE
from tests.isolation.rules import Route, Way, about_ana, api, api_of_ana, api_written, at, athletes, of_ana
from tests.isolation.world import World
from tests.season import MONDAY

WEEK = MONDAY - timedelta(weeks=8)
"""Of which something is said, and in which Ana ran."""


def make(world: World) -> dict[str, Any]:
    day = WEEK + timedelta(days=2)
    run, _ = take_one(world.cast.ana, Figures(day, distance_km=12), ActivitySource.CSV, by=world.cast.coach)
    return {"run": run}


def run_of(world: World) -> Activity:
    run: Activity = world.made["run"]
    return run


def a_file(world: World) -> dict[str, Any]:
    return {"files_sent": SimpleUploadedFile("runs.csv", b"date,km\n2026-10-04,9\n")}


def an_import(world: World) -> dict[str, Any]:
    return {"entered_at": run_of(world).entered_at.isoformat()}


def typed(world: World) -> dict[str, Any]:
    return {"numbers": "30 34", "last_week": MONDAY - timedelta(days=1)}


def said(world: World) -> dict[str, Any]:
    return {"label": "taper", "distance_km": "33", "note": "Lighter"}


def answered(world: World) -> dict[str, Any]:
    return {"tired": "The heat"}


def nothing(world: World) -> dict[str, Any]:
    return {}


Sent = Callable[[World], dict[str, Any]]


def both(path: str, tail: Callable[[World], str], *, get: bool = True, sent: Sent | None = None, one: bool = False,
         writes: bool | Collection[str] = True, step: bool = False) -> dict[str, Route]:  # fmt: skip
    """The route for coaches and the one for oneself; with `one` it is about a row of Ana's, which others have not."""
    others, read = (404, 404) if one else (302, 200)
    return {
        f"athletes/<int:pk>/{path}": Route(
            lambda world: of_ana(tail(world))(world),
            get=Way(about_ana(read_only=302 if step else 200)) if get else None,
            post=Way(about_ana(302), sent, writes=writes) if sent else None,
        ),
        f"me/{path}": Route(
            lambda world: f"/me/{tail(world)}",
            get=Way(athletes(200, others=read)) if get else None,
            post=Way(athletes(302, others=others), sent, writes=writes) if sent else None,
        ),
    }


ROUTES: dict[str, Route] = {
    **both("history/", lambda world: "history/"),
    **both("history/files/", lambda world: "history/files/", get=False, sent=a_file),
    **both("history/files/undo/", lambda world: "history/files/undo/", get=False, sent=an_import, writes={COACH}),
    **both("history/weeks/", lambda world: "history/weeks/", get=False, sent=typed),
    **both("history/weeks/<str:monday>/", lambda world: f"history/weeks/{WEEK}/", sent=said),
    **both(
        "history/activities/<int:activity_pk>/race/",
        lambda world: f"history/activities/{run_of(world).pk}/race/",
        get=False,
        sent=lambda world: {"race": "1"},
        one=True,
    ),
    **both(
        "history/activities/<int:activity_pk>/remove/",
        lambda world: f"history/activities/{run_of(world).pk}/remove/",
        sent=nothing,
        one=True,
    ),
    # Each has one that is open, which is gone on with.
    **both("season-audit/", lambda world: "season-audit/", sent=nothing, writes=False),
    **both("season-audit/<slug:step>/", lambda world: "season-audit/tired/", sent=answered, step=True),
    "api/v1/athletes/<int:pk>/activities": Route(
        api_of_ana("/activities"),
        get=Way(api()),
        post=Way(api_written(201), lambda world: {"local_date": "2026-10-04", "distance_km": 9}),
    ),
}
SEEN = [
    (COACH, of_ana("season-audit/"), ("tired-of-ana",)),
    (COACH, of_ana("history/"), ("week-of-ana",)),
    *(
        (who, at(f"/me/{page}/"), (f"{word}-of-{name}",))
        for who, name in ((ANA, "ana"), (BEN, "ben"), (ZOE, "zoe"))
        for page, word in (("season-audit", "tired"), ("history", "week"))
    ),
]
