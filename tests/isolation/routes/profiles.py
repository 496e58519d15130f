"""One athlete's profile, for coaches and for the athlete."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings

from athletes.models import AvailabilityException, Injury
from athletes.views.profile import REMOVED
from tests.isolation.actors import ANA, COACH, GROUP_COACH, RIVAL, words_of
from tests.isolation.rules import Route, Way, about_ana, at, athletes, of_ana
from tests.isolation.world import World
from tests.season import TUESDAY

AROUND = {"section": "around", "constraints_in_words": "Late shifts", "initial-constraints_in_words": ""}
INJURY = {"kind": "niggle", "place": "left calf", "since": "2026-11-10", "until": "", "note": ""}
OWN_PAGE = athletes(200, others=200)
WORDS = words_of("ana")
FULL_DAY = TUESDAY + timedelta(weeks=1)
"""A day of Ana's plan with a run."""


def make(world: World) -> dict[str, Any]:
    """The head coach and Ana have just taken back a date of hers, and may undo it; on another she has no time."""
    sessions = import_module(settings.SESSION_ENGINE)
    for actor in (COACH, ANA):
        session = sessions.SessionStore(world.cookies[actor][settings.SESSION_COOKIE_NAME].value)
        session[REMOVED] = [world.cast.ana.pk, "2026-12-01", 30, ""]
        session.save()
    own = {"team": world.cast.team, "athlete": world.cast.ana}
    return {
        "exception": AvailabilityException.objects.create(**own, date=FULL_DAY, available_min=0),
        "injury": Injury.objects.get(**own),
    }


def beneath(path: str, kind: str = "") -> tuple[Any, Any]:
    """Addresses of this page about Ana, for her coaches and for herself; `kind` is the row that it names."""

    def rest(world: World) -> str:
        return f"profile/{path.format(world.made[kind].pk) if kind else path}"

    return lambda world: of_ana(rest(world))(world), lambda world: f"/me/{rest(world)}"


REMOVE, MY_REMOVE = beneath("exceptions/{}/remove/", "exception")
BACK, MY_BACK = beneath("exceptions/put-back/")
CHANGE, MY_CHANGE = beneath("injuries/{}/", "injury")
FORGET, MY_FORGET = beneath("injuries/{}/remove/", "injury")

ROUTES: dict[str, Route] = {
    "athletes/<int:pk>/profile/": Route(
        of_ana("profile/"), get=Way(about_ana(read_only=200)), post=Way(about_ana(302), lambda world: AROUND)
    ),
    "athletes/<int:pk>/profile/exceptions/<int:exception_pk>/remove/": Route(REMOVE, post=Way(about_ana(302))),
    "athletes/<int:pk>/profile/exceptions/put-back/": Route(BACK, post=Way({**about_ana(404), COACH: 302})),
    "athletes/<int:pk>/profile/injuries/<int:injury_pk>/": Route(
        CHANGE, get=Way(about_ana()), post=Way(about_ana(302), lambda world: INJURY)
    ),
    "athletes/<int:pk>/profile/injuries/<int:injury_pk>/remove/": Route(
        FORGET, get=Way(about_ana()), post=Way(about_ana(302))
    ),
    "me/profile/": Route(
        at("/me/profile/"), get=Way(OWN_PAGE), post=Way(athletes(302, others=302), lambda world: AROUND)
    ),
    "me/profile/exceptions/<int:exception_pk>/remove/": Route(MY_REMOVE, post=Way(athletes(302, others=404))),
    "me/profile/exceptions/put-back/": Route(MY_BACK, post=Way(athletes(302, others=404))),
    "me/profile/injuries/<int:injury_pk>/": Route(
        MY_CHANGE, get=Way(athletes(200, others=404)), post=Way(athletes(302, others=404), lambda world: INJURY)
    ),
    "me/profile/injuries/<int:injury_pk>/remove/": Route(
        MY_FORGET, get=Way(athletes(200, others=404)), post=Way(athletes(302, others=404))
    ),
    "athletes/<int:pk>/weeks/<day:monday>/fit/": Route(
        of_ana(f"weeks/{FULL_DAY - timedelta(days=1)}/fit/"), post=Way(about_ana(302))
    ),
}
SEEN = [
    (COACH, of_ana("profile/"), (WORDS["wish"], WORDS["constraint"], WORDS["injury"], WORDS["exception"])),
    (ANA, at("/me/profile/"), (WORDS["wish"], WORDS["constraint"], WORDS["injury"], WORDS["exception"])),
    (GROUP_COACH, of_ana("profile/"), (WORDS["wish"],)),
    (RIVAL, lambda world: f"/athletes/{world.cast.zoe.pk}/profile/", (words_of("zoe")["wish"],)),
]
