"""The parts of an athlete's page: charts, the past, the conversation, and notes that the athlete does not read."""

from __future__ import annotations

from typing import Any

from plans.conversation import say
from plans.models import CoachNote
from tests.isolation.actors import ANA, COACH, OWNER, RIVAL, words_of
from tests.isolation.foreign_keys import Names
from tests.isolation.routes.weeks import sessions_of_others
from tests.isolation.rules import Expected, Route, Way, about_ana, at, athletes, of_ana
from tests.isolation.world import World


def make(world: World) -> dict[str, Any]:
    cast = world.cast
    for athlete, name in ((cast.ana, "ana"), (cast.zoe, "zoe")):
        say(athlete, cast.coach if name == "ana" else cast.rival, words_of(name)["note"], asks=True)
    note = CoachNote.objects.create(team=cast.team, athlete=cast.ana, author=cast.coach, text="noted-by-harvest")
    CoachNote.objects.create(team=cast.other_team, athlete=cast.zoe, author=cast.rival, text="noted-by-rival")
    return {"coach_note": note}


def of_the_note(path: str = "") -> Any:
    return lambda world: of_ana(f"notes/{world.made['coach_note'].pk}/{path}")(world)


def by_its_author(status: int) -> Expected:
    """Whoever else looks after her reads the note and does not change it."""
    return {**about_ana(403), COACH: status}


def by_author_or_manager(status: int) -> Expected:
    return {**about_ana(403), COACH: status, OWNER: status}


def said(world: World) -> dict[str, Any]:
    return {"text": "How is the calf?"}


ROUTES: dict[str, Route] = {
    "athletes/<int:pk>/charts/": Route(of_ana("charts/"), get=Way(about_ana(read_only=200))),
    "athletes/<int:pk>/past/": Route(of_ana("past/"), get=Way(about_ana(read_only=200))),
    "athletes/<int:pk>/messages/": Route(
        of_ana("messages/"), get=Way(about_ana(read_only=200)), post=Way(about_ana(302), said)
    ),
    "messages/": Route(
        at("/messages/"), get=Way(athletes(200, others=200)), post=Way(athletes(302, others=302), said)
    ),
    "athletes/<int:pk>/notes/": Route(
        of_ana("notes/"), get=Way(about_ana(read_only=200)), post=Way(about_ana(302), said)
    ),
    "athletes/<int:pk>/notes/<int:note_pk>/": Route(
        of_the_note(), get=Way(by_its_author(200)), post=Way(by_its_author(302), said)
    ),
    "athletes/<int:pk>/notes/<int:note_pk>/remove/": Route(
        of_the_note("remove/"), post=Way(by_author_or_manager(302))
    ),
    "athletes/<int:pk>/notes/<int:note_pk>/restore/": Route(
        # Nothing was removed: what is there stays there.
        of_the_note("restore/"), post=Way(by_author_or_manager(302), writes=False)
    ),
}  # fmt: skip
NAMES_A_ROW = {
    ("CoachMessageForm", "session"): Names(
        "POST /athletes/<int:pk>/messages/",
        own=lambda world: world.ana.session.pk,
        foreign=sessions_of_others,
        sent=said,
        refused=(404,),
    ),
}
SEEN = [
    (COACH, of_ana("messages/"), ("note-of-ana",)),
    (COACH, of_ana("notes/"), ("noted-by-harvest",)),
    (COACH, of_ana("past/"), ("note-of-ana",)),
    (RIVAL, lambda world: f"/athletes/{world.cast.zoe.pk}/notes/", ("noted-by-rival",)),
    (ANA, at("/messages/"), ("note-of-ana",)),
]
