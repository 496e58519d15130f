"""How a rule is written: a route, its ways, and who is answered how."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from tests.isolation.actors import (
    ACTORS,
    ANA,
    ANA_READ_TOKEN,
    ANA_TOKEN,
    ASSISTANT,
    BEN,
    BEN_TOKEN,
    BOTH_TOKEN,
    COACH,
    DEAD_TOKENS,
    FOREIGN_ATHLETE_TOKEN,
    FOREIGN_TOKEN,
    GROUP_COACH,
    GROUP_TOKEN,
    GUARDIAN,
    GUARDIAN_TOKEN,
    OTHER_GROUP,
    OTHER_GROUP_TOKEN,
    OTHER_GUARDIAN,
    OTHER_STAFF,
    OWN_STAFF,
    OWNER,
    READ_TOKEN,
    READER,
    READER_TOKEN,
    RIVAL,
    SIGNED_IN,
    TOKENS,
    WRITE_TOKEN,
    ZOE,
)
from tests.isolation.world import World

SIGN_IN = 0
"""In place of a status: sent to the sign-in page."""
WELL = (200, 201, 202, 204, 302)

Expected = dict[str, int]
"""Status by actor."""


@dataclass(frozen=True)
class Way:
    """One method of one route: what it answers to whom, what is sent, and whether a success is seen in the tables."""

    expected: Expected
    sent: Callable[[World], dict[str, Any]] = lambda world: {}
    writes: bool | Collection[str] = True
    """False where success leaves nothing behind but a session, or for whom it does. A GET writes nothing anyhow."""
    shows: tuple[str, ...] = ()
    """Words that it may show to everybody who is answered well, such as the name of the team that one is invited to."""

    def writes_for(self, actor: str) -> bool:
        """Whether this actor's success is seen in the tables."""
        return self.writes if isinstance(self.writes, bool) else actor in self.writes


@dataclass(frozen=True)
class Route:
    """`url` asks for what is Ana's, or her team's. The remaining fields are its methods."""

    url: Callable[[World], str]
    get: Way | None = None
    post: Way | None = None
    put: Way | None = None
    patch: Way | None = None
    delete: Way | None = None
    others: tuple[str, ...] = ()
    """Further methods that a view of Django's or a library's takes as if they were one of these."""
    is_open: bool = False
    """Whether it answers without a sign-in; then the view is marked `login_not_required`."""
    archived: bool = False
    """Whether it is also about athletes who are archived."""

    @property
    def ways(self) -> dict[str, Way]:
        methods = {name: getattr(self, name) for name in ("get", "post", "put", "patch", "delete")}
        return {name: way for name, way in methods.items() if way is not None}


# --- Pages -------------------------------------------------------------------------------------


def everybody(status: int) -> Expected:
    """Everybody who is signed in."""
    return {**dict.fromkeys(ACTORS, SIGN_IN), **dict.fromkeys(SIGNED_IN, status)}


def public(status: int = 200) -> Expected:
    return dict.fromkeys(ACTORS, status)


def signing_in(status: int = 200, *, signed_in: int = 302) -> Expected:
    """For those who are not in yet; a token is no sign-in."""
    return {**dict.fromkeys(ACTORS, status), **dict.fromkeys(SIGNED_IN, signed_in)}


def team_page(status: int = 200, *, read_only: int = 200) -> Expected:
    """For the staff of any team, each about their own."""
    return {**everybody(403), **dict.fromkeys((*OWN_STAFF, *OTHER_STAFF), status), READER: read_only}


def about_ana(status: int = 200, *, read_only: int = 403) -> Expected:
    """For the coaches who look after her."""
    return {
        **everybody(403),
        **dict.fromkeys((OWNER, COACH, ASSISTANT, GROUP_COACH), status),
        READER: read_only,
        **dict.fromkeys((OTHER_GROUP, *OTHER_STAFF), 404),
    }


def managers(status: int = 200, *, elsewhere: int) -> Expected:
    """For owners and for head coaches of all groups; `elsewhere` is what those of the other team get."""
    return {**everybody(403), **dict.fromkeys((OWNER, COACH), status), **dict.fromkeys(OTHER_STAFF, elsewhere)}


def owners(status: int = 200, *, elsewhere: int) -> Expected:
    return {**everybody(403), OWNER: status, RIVAL: elsewhere}


def athletes(own: int, *, others: int) -> Expected:
    """For athletes; `others` is what a team-mate and an athlete of the other team get."""
    return {**everybody(403), ANA: own, BEN: others, ZOE: others}


def guardians(own: int, *, others: int) -> Expected:
    return {**everybody(403), GUARDIAN: own, OTHER_GUARDIAN: others}


# --- REST --------------------------------------------------------------------------------------


def api(reading: int = 200) -> Expected:
    """About Ana, read by a program: a browser's session is no token."""
    return {
        **dict.fromkeys(ACTORS, 401),
        **dict.fromkeys(TOKENS, reading),
        **dict.fromkeys(
            (OTHER_GROUP_TOKEN, BEN_TOKEN, GUARDIAN_TOKEN, FOREIGN_TOKEN, FOREIGN_ATHLETE_TOKEN, BOTH_TOKEN), 404
        ),
        **dict.fromkeys(DEAD_TOKENS, 401),
    }


def api_written(status: int) -> Expected:
    """About Ana, written by a program."""
    return api(status) | dict.fromkeys((READ_TOKEN, READER_TOKEN, ANA_READ_TOKEN), 403)


def api_of_the_team(status: int = 200) -> Expected:
    """About no one athlete: every token that is alive reads its own."""
    return {**dict.fromkeys(ACTORS, 401), **dict.fromkeys(TOKENS, status), **dict.fromkeys(DEAD_TOKENS, 401)}


def api_managed(status: int, *, elsewhere: int) -> Expected:
    """Written by those who manage a team."""
    return api_of_the_team(403) | {WRITE_TOKEN: status, FOREIGN_TOKEN: elsewhere, BOTH_TOKEN: elsewhere}


# --- Addresses and rows ------------------------------------------------------------------------


def at(path: str) -> Callable[[World], str]:
    return lambda world: path


def of_ana(path: str) -> Callable[[World], str]:
    return lambda world: f"/athletes/{world.cast.ana.pk}/{path}"


def of_ben(path: str) -> Callable[[World], str]:
    """Where Ana has none; only those see him who look after his group."""
    return lambda world: f"/athletes/{world.cast.ben.pk}/{path}"


def api_of_ana(path: str) -> Callable[[World], str]:
    return lambda world: f"/api/v1/athletes/{world.cast.ana.pk}{path}"


def about_ben(expected: Expected) -> Expected:
    """The same rule where it is Ben who is asked for: the two groups change places."""
    swap = {
        GROUP_COACH: OTHER_GROUP,
        ANA: BEN,
        GUARDIAN: OTHER_GUARDIAN,
        GROUP_TOKEN: OTHER_GROUP_TOKEN,
        ANA_TOKEN: BEN_TOKEN,
    }
    swap |= {there: here for here, there in swap.items()}
    return {actor: expected[swap.get(actor, actor)] for actor in expected}
