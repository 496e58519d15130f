"""Every address of the site, every way to ask it, and every part of the cast: who gets what, and what a refusal tells.

A route without a rule fails. A refusal writes nothing and names nobody. The REST routes have their matrix in tests/api.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.api.test_actors import OTHERS, READING
from tests.pages import Strict, faults
from tests.season import FRIDAY, MONDAY, NOW, YESTERDAY, stored
from tests.world import (
    ACTORS,
    ANA,
    BEN,
    COACH,
    DEACTIVATED,
    FORMER,
    HIDDEN_FROM,
    NOBODY,
    OF_ANA,
    OF_THE_OTHERS,
    OF_THE_TEAM,
    READER,
    RIVAL,
    SIGN_IN,
    STRANGER,
    ZOE,
    World,
    make_world,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once: every test runs in a savepoint of its own and leaves the world as it was."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


# --- What they may -----------------------------------------------------------------------------

Expected = dict[str, int]
"""Status by actor."""


def everyone_signed_in(status: int) -> Expected:
    return {**dict.fromkeys(ACTORS, status), NOBODY: SIGN_IN, DEACTIVATED: SIGN_IN}


def coaches(reading: int, *, elsewhere: int, read_only: int) -> Expected:
    """For staff: `elsewhere` is what the other team's coach gets, `read_only` who reads only."""
    return {**everyone_signed_in(403), COACH: reading, RIVAL: elsewhere, READER: read_only}


def athletes(own: int, *, others: int) -> Expected:
    return {**everyone_signed_in(403), ANA: own, BEN: others, ZOE: others}


PUBLIC = dict.fromkeys(ACTORS, 200)
TEAM_PAGE = coaches(200, elsewhere=200, read_only=200)
ATHLETE_READ = coaches(200, elsewhere=404, read_only=200)
ATHLETE_FORM = coaches(200, elsewhere=404, read_only=403)
ATHLETE_WRITTEN = coaches(302, elsewhere=404, read_only=403)
OWN_PAGE = athletes(200, others=200)
OWN_DAY_WRITTEN = athletes(302, others=302)
DOOR = {**everyone_signed_in(302), FORMER: 200, STRANGER: 200}
"""Coaches to the morning, athletes to today; who has no team is told so."""
INTO_THE_TEAM = {**everyone_signed_in(404), ANA: 302, BEN: 302, COACH: 302, READER: 302}
SIGNING_IN = {**everyone_signed_in(302), NOBODY: 200, DEACTIVATED: 200}


@dataclass(frozen=True)
class Way:
    """One method of one route: what it answers to whom, what is sent, and whether a success is seen in the tables."""

    expected: Expected
    sent: Callable[[World], dict[str, Any]] = lambda world: {}
    writes: bool = True


@dataclass(frozen=True)
class Route:
    url: Callable[[World], str]
    get: Way | None = None
    post: Way | None = None
    others: tuple[str, ...] = ()
    """Further methods that it takes."""


NEW_ATHLETE = {
    "name": "Mia Neu", "email": "", "zone": "Asia/Tokyo", "level": "beginner", "age_group": "18_49",
    "baseline_km_per_week": "32.5", "weekdays": ["1", "3", "5"],
}  # fmt: skip


def of_ana(path: str) -> Callable[[World], str]:
    return lambda world: f"/athletes/{world.cast.ana.pk}/{path}"


def of_ben(path: str) -> Callable[[World], str]:
    return lambda world: f"/athletes/{world.cast.ben.pk}/{path}"


def check_in_answers(world: World) -> dict[str, Any]:
    return {"client_id": uuid4(), "mood": "4"}


ROUTES: dict[str, Route] = {
    "healthz": Route(lambda world: "/healthz", get=Way(PUBLIC)),
    "sign-in/": Route(
        lambda world: "/sign-in/",
        get=Way(SIGNING_IN),
        post=Way(SIGNING_IN, lambda world: {"username": "nobody@example.org", "password": "wrong"}, writes=False),
        others=("put",),  # Django's own view takes it for a post
    ),
    "sign-out/": Route(lambda world: "/sign-out/", post=Way(everyone_signed_in(302), writes=False)),
    "teams/<int:pk>/choose/": Route(
        lambda world: f"/teams/{world.cast.team.pk}/choose/", post=Way(INTO_THE_TEAM, writes=False)
    ),
    "": Route(lambda world: "/", get=Way(DOOR)),
    "help/": Route(lambda world: "/help/", get=Way(everyone_signed_in(200))),
    "help/rules/": Route(lambda world: "/help/rules/", get=Way(everyone_signed_in(200))),
    "athletes/": Route(lambda world: "/athletes/", get=Way(TEAM_PAGE)),
    "athletes/new/": Route(
        lambda world: "/athletes/new/",
        get=Way(coaches(200, elsewhere=200, read_only=403)),
        post=Way(coaches(302, elsewhere=302, read_only=403), lambda world: NEW_ATHLETE),
    ),
    "athletes/<int:pk>/": Route(of_ana(""), get=Way(ATHLETE_READ)),
    "athletes/<int:pk>/edit/": Route(
        of_ana("edit/"), get=Way(ATHLETE_FORM), post=Way(ATHLETE_WRITTEN, lambda world: NEW_ATHLETE)
    ),
    "athletes/<int:pk>/plan/new/": Route(
        of_ben("plan/new/"),
        get=Way(ATHLETE_READ),
        post=Way(ATHLETE_WRITTEN, lambda world: {"start": "2026-11-23"}),
    ),
    "athletes/<int:pk>/plans/<int:plan_pk>/end/": Route(
        lambda world: f"/athletes/{world.cast.ana.pk}/plans/{world.ana.plan.pk}/end/", post=Way(ATHLETE_WRITTEN)
    ),
    "athletes/<int:pk>/plans/<int:plan_pk>/reopen/": Route(
        lambda world: f"/athletes/{world.cast.ben.pk}/plans/{world.ended.pk}/reopen/", post=Way(ATHLETE_WRITTEN)
    ),
    "athletes/<int:pk>/away/": Route(
        of_ana("away/"),
        get=Way(ATHLETE_READ),
        post=Way(
            ATHLETE_WRITTEN,
            lambda world: {"kind": "travel", "first_day": "2026-12-01", "last_day": "2026-12-03"},
        ),
    ),
    "athletes/<int:pk>/away/<int:away_pk>/remove/": Route(
        lambda world: f"/athletes/{world.cast.ana.pk}/away/{world.ana.away.pk}/remove/", post=Way(ATHLETE_WRITTEN)
    ),
    "athletes/<int:pk>/weeks/<day:monday>/": Route(of_ana(f"weeks/{MONDAY}/"), get=Way(ATHLETE_READ)),
    "athletes/<int:pk>/weeks/of/<day:day>/": Route(
        # It only counts days; the page that it leads to is the one that looks.
        of_ana(f"weeks/of/{FRIDAY}/"),
        get=Way(coaches(302, elsewhere=302, read_only=302)),
    ),
    "athletes/<int:pk>/weeks/<day:monday>/edit/": Route(
        of_ana(f"weeks/{MONDAY}/edit/"),
        post=Way(
            ATHLETE_WRITTEN,
            lambda world: {"op": "add", "kind": "mobility", "day": FRIDAY, "revision": 3},
        ),
    ),
    "athletes/<int:pk>/changes/<int:change_pk>/undo/": Route(
        lambda world: f"/athletes/{world.cast.ana.pk}/changes/{world.ana.change.pk}/undo/", post=Way(ATHLETE_WRITTEN)
    ),
    "morning/": Route(lambda world: "/morning/", get=Way(TEAM_PAGE)),
    "decisions/<int:pk>/answer/": Route(
        lambda world: f"/decisions/{world.ana.asked.pk}/answer/",
        post=Way(ATHLETE_WRITTEN, lambda world: {"answer": "kept"}),
    ),
    "answers/<int:pk>/undo/": Route(lambda world: f"/answers/{world.ana.answered.pk}/undo/", post=Way(ATHLETE_WRITTEN)),
    "today/": Route(lambda world: "/today/", get=Way(OWN_PAGE)),
    "my-week/": Route(lambda world: "/my-week/", get=Way(OWN_PAGE)),
    "today/sessions/<uuid:pk>/report/": Route(
        lambda world: f"/today/sessions/{world.ana.session.pk}/report/",
        post=Way(athletes(302, others=404), lambda world: {"outcome": "done"}),
    ),
    "check-in/": Route(lambda world: "/check-in/", get=Way(OWN_PAGE), post=Way(OWN_DAY_WRITTEN, check_in_answers)),
    "check-in/<str:day>/": Route(
        lambda world: f"/check-in/{YESTERDAY}/", get=Way(OWN_PAGE), post=Way(OWN_DAY_WRITTEN, check_in_answers)
    ),
    "check-in/<str:day>/clear/": Route(lambda world: f"/check-in/{YESTERDAY}/clear/", post=Way(OWN_DAY_WRITTEN)),
    "check-in/<str:day>/restore/": Route(lambda world: f"/check-in/{MONDAY}/restore/", post=Way(OWN_DAY_WRITTEN)),
}
OPEN = {"healthz", "sign-in/"}
API = "api/v1/"

WAYS = {
    f"{method.upper()} /{path}": (route, method, way)
    for path, route in ROUTES.items()
    for method, way in (("get", route.get), ("post", route.post))
    if way is not None
}
POSTS = {name: (route, way) for name, (route, method, way) in WAYS.items() if method == "post"}


LOOKUPS = [name for name, (_, _, way) in WAYS.items() if 404 in way.expected.values()]
"""What looks an object up by its number."""


def client_of(world: World, actor: str) -> Client:
    client = Client()
    client.cookies = SimpleCookie(world.cookies[actor].output(header="", attrs=[]))
    return client


def browser_of(world: World, way: Way) -> Client:
    """Of somebody who may go this way, with the cookie that a form's token is held against."""
    client = client_of(world, somebody_who_may(way))
    client.handler.enforce_csrf_checks = True
    client.cookies["csrftoken"] = "t" * 32
    return client


def somebody_who_may(way: Way) -> str:
    return next(actor for actor in (NOBODY, COACH, ANA) if way.expected[actor] in (200, 302))


# --- The site map ------------------------------------------------------------------------------


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        path = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from patterns(entry, path)
        else:
            yield path, entry


def test_every_route_has_a_rule() -> None:
    routes = dict(patterns(get_resolver()))
    assert {path for path in routes if not path.startswith(API)} == ROUTES.keys()
    assert {entry.name for path, entry in routes.items() if path.startswith(API)} == READING.keys() | OTHERS


def test_every_view_asks_for_a_sign_in_unless_it_is_marked() -> None:
    marked = {path for path, entry in patterns(get_resolver()) if not getattr(entry.callback, "login_required", True)}
    assert {path for path in marked if not path.startswith(API)} == OPEN


@pytest.mark.parametrize("path", ROUTES, ids=[f"/{path}" for path in ROUTES])
def test_no_route_takes_another_method(world: World, path: str) -> None:
    route = ROUTES[path]
    taken = {method for method, way in (("get", route.get), ("post", route.post)) if way} | {*route.others}
    way = route.get or route.post
    assert way is not None
    client = client_of(world, somebody_who_may(way))
    for method in {"get", "post", "put", "patch", "delete"} - taken:
        assert getattr(client, method)(route.url(world)).status_code == 405, method
    assert stored() == world.before


# --- The matrix --------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("name", WAYS)
def test_everybody_gets_what_the_table_says(world: World, name: str, actor: str) -> None:
    route, method, way = WAYS[name]
    client = client_of(world, actor)

    answer = getattr(client, method)(route.url(world), way.sent(world))

    expected = way.expected[actor]
    if expected == SIGN_IN:
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/sign-in/")
    else:
        assert answer.status_code == expected
    written = method == "post" and way.writes and expected in (200, 302)
    assert (stored() != world.before) is written
    said = answer.content.decode() + str(answer.headers)
    assert [word for word in HIDDEN_FROM[actor] if word in said] == []
    assert faults(answer) == []


def test_what_must_be_hidden_is_there_to_be_found(world: World) -> None:
    """Without this the canaries could die unnoticed."""
    pages = {
        COACH: ("/morning/", of_ana("")(world), of_ana(f"weeks/{MONDAY}/")(world)),
        ANA: ("/today/", f"/check-in/{YESTERDAY}/?edit=1"),
        RIVAL: ("/morning/", f"/athletes/{world.cast.zoe.pk}/", f"/athletes/{world.cast.zoe.pk}/weeks/{MONDAY}/"),
        ZOE: (f"/check-in/{YESTERDAY}/?edit=1",),
    }
    seen = "".join(client_of(world, who).get(url).content.decode() for who, urls in pages.items() for url in urls)
    assert [word for word in (*OF_ANA, *OF_THE_TEAM, *OF_THE_OTHERS) if word not in seen] == []


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_foreign_object_is_answered_like_one_that_never_was(world: World, name: str) -> None:
    route, method, way = WAYS[name]
    actor = RIVAL if way.expected[RIVAL] == 404 else ZOE
    client = client_of(world, actor)
    foreign = route.url(world)
    never = "/".join(
        "9223372036854775807" if part.isdigit() else f"{uuid4()}" if part.count("-") == 4 else part
        for part in foreign.split("/")
    )
    answers = [getattr(client, method)(url, way.sent(world)) for url in (foreign, never)]
    assert [a.status_code for a in answers] == [404, 404]
    pages = [without_tokens(a.content.decode()) for a in answers]
    assert pages[0] == pages[1]


def without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf" not in line.lower()]


@pytest.mark.parametrize("number", ["0", "9223372036854775808", "9" * 40], ids=["0", "2^63", "forty digits"])
@pytest.mark.parametrize("name", [name for name in LOOKUPS if "<int:" in name])
def test_a_number_that_no_row_can_have_is_not_found(world: World, name: str, number: str) -> None:
    route, method, way = WAYS[name]
    url = "/".join(number if part.isdigit() else part for part in route.url(world).split("/"))
    client = client_of(world, COACH)
    assert getattr(client, method)(url, way.sent(world)).status_code == 404


# --- Forms that did not come from us -----------------------------------------------------------


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("token", ["", "x" * 32], ids=["no token", "a wrong token"])
def test_a_form_without_its_token_is_refused(world: World, name: str, token: str) -> None:
    route, way = POSTS[name]
    client = browser_of(world, way)

    answer = client.post(route.url(world), {**way.sent(world), "csrfmiddlewaretoken": token})

    assert answer.status_code == 403
    assert b"reload" in answer.content, "it says what to do"
    assert stored() == world.before
    assert faults(answer) == []


@pytest.mark.parametrize("name", POSTS)
def test_a_body_far_too_large_is_refused(world: World, name: str) -> None:
    route, way = POSTS[name]
    client = browser_of(world, way)

    answer = client.post(route.url(world), {**way.sent(world), "note": "x" * 300_000})

    assert answer.status_code == 400
    assert b"That was more than this page takes" in answer.content
    assert stored() == world.before
    assert faults(answer) == []


# --- What every page keeps ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "<script>x</script>", "<style>b{}</style>", '<p style="x">', '<p onclick="x">', '<a href="https://x.org">',
        '<img src="//x.org/a">', '<a href="javascript:x">', '<form action="http://x.org">', '<p hx-on:click="x">',
    ],
)  # fmt: skip
def test_a_page_that_is_not_strict_is_found_out(page: str) -> None:
    strict = Strict()
    strict.feed(f"<!doctype html><p>fine</p>{page}")
    assert strict.found != []
