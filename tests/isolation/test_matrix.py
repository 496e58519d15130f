"""Every route, every method, every actor: what it answers, what it leaves in the tables, and what it tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.isolation.actors import (
    ACTORS,
    ANA,
    GUARDIAN,
    HIDDEN_FROM,
    NOBODY,
    OF_ANA,
    OF_THE_TEAM,
    OTHER_GROUP,
    OWNER,
    RIVAL,
    SIGNED_IN,
    STRANGER,
    WRITE_TOKEN,
    words_of,
)
from tests.isolation.asking import API, addresses, client_of, said, send, status_of
from tests.isolation.routes import ROUTES, SEEN, WAYS
from tests.isolation.rules import SIGN_IN, WELL, Route, Way
from tests.isolation.world import World
from tests.pages import faults
from tests.season import stored

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

Count = Callable[[str, object], None]


# --- The site map ------------------------------------------------------------------------------


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        path = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from patterns(entry, path)
        else:
            yield path, entry


def test_every_route_has_a_rule_and_every_rule_a_route() -> None:
    routes = {path for path, _ in patterns(get_resolver())}
    assert (sorted(routes - ROUTES.keys()), sorted(ROUTES.keys() - routes)) == ([], []), (
        "without a rule, without a route"
    )


def test_every_view_asks_for_a_sign_in_unless_it_is_marked() -> None:
    marked = {path for path, entry in patterns(get_resolver()) if not getattr(entry.callback, "login_required", True)}
    open_by_rule = {path for path, route in ROUTES.items() if route.is_open}
    assert {path for path in marked if not path.startswith(API[1:])} == open_by_rule


@pytest.mark.parametrize("name", WAYS)
def test_every_actor_has_an_answer(name: str) -> None:
    assert set(WAYS[name][2].expected) == set(ACTORS)


# --- The matrix --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WAYS)
def test_everybody_gets_what_the_table_says(world: World, name: str, record_property: Count) -> None:
    route, method, way = WAYS[name]
    wrong: list[str] = []
    before = stored()

    def ask(actor: str) -> None:
        answer = send(client_of(world, actor), method, route.url(world), way.sent(world))
        wrong.extend(f"{actor}: {fault}" for fault in faults_of(answer, actor, way))

    refused = [actor for actor in ACTORS if way.expected[actor] not in WELL]
    reading = [a for a in ACTORS if a not in refused and (method == "get" or not way.writes_for(a))]
    writing = [actor for actor in ACTORS if actor not in refused and actor not in reading]
    for actors, leaving_out in ((refused, ()), (reading, LOOKS)):
        with rolled_back():
            for actor in actors:
                ask(actor)
            if stored(*leaving_out) != without(before, leaving_out):
                wrong += [f"the tables changed for one of {actors}"]
    for actor in writing:
        with rolled_back():
            ask(actor)
            if stored(*LOOKS) == without(before, LOOKS):
                wrong.append(f"{actor}: wrote nothing")
    record_property("cells", len(ACTORS))
    assert not wrong, "\n".join(["", *wrong])


LOOKS = ("athletes_look", "plans_reading")
"""That somebody looked, and how far they read, is written down where they may look, and not where they are refused."""


RANDOM = re.compile(r"[\w+/=-]{60,}")
"""Tokens and drawn codes, in which a short name stands by chance once in some hundred runs."""


def faults_of(answer: Any, actor: str, way: Way) -> list[str]:
    expected, text = way.expected[actor], RANDOM.sub(" ", said(answer))
    found = []
    if status_of(answer) != expected:
        found.append(f"{status_of(answer)} and not {expected}")
    may_read = way.shows if expected in WELL else ()
    found += [f"reads {word}" for word in HIDDEN_FROM[actor] if word not in may_read and word in text]
    if expected == 401 and not answer.headers.get("WWW-Authenticate", "").startswith(("Bearer", "Session")):
        found.append("is not told how to sign in")
    if expected >= 400 and answer.headers["Content-Type"] == "application/json":
        error = answer.json()["error"]
        found += [] if error["code"] and error["message"] else ["is not told why"]
    if not answer.streaming:
        named = "\n".join(addresses(answer))
        found += [f"has {word} in an address" for word in PRIVATE_WORDS if word in named]
    return found + faults(answer)


PRIVATE_WORDS = [word for name in ("ana", "ben", "zoe") for word in words_of(name).values()]


def without(tables: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: rows for name, rows in tables.items() if name not in names}


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


METHODS = ("get", "post", "put", "patch", "delete", "head", "options")


@pytest.mark.parametrize("path", ROUTES, ids=[f"/{path}" for path in ROUTES])
def test_no_route_takes_another_method(world: World, path: str, record_property: Count) -> None:
    route = ROUTES[path]
    methods = [method for method in METHODS if method not in {*route.ways, *route.others}]
    before, wrong = stored(), []
    for actor in SOME_OF_EACH:
        client = client_of(world, actor)
        for method in methods:
            answer = send(client, method, route.url(world), {})
            expected = statuses_of_another_method(route, path, method, actor)
            if status_of(answer) not in expected:
                wrong.append(f"{method} by {actor}: {status_of(answer)} and not {expected}")
            wrong += [f"{method} by {actor}: reads {word}" for word in HIDDEN_FROM[actor] if word in said(answer)]
    record_property("cells", len(SOME_OF_EACH) * len(methods))
    assert not wrong, "\n".join(["", *wrong])
    assert stored(*LOOKS) == without(before, LOOKS)


SOME_OF_EACH = (NOBODY, ANA, GUARDIAN, OWNER, OTHER_GROUP, RIVAL, STRANGER, WRITE_TOKEN)
"""One of each kind: a method that no view takes is refused before anybody asks who somebody is in the team."""


def statuses_of_another_method(route: Route, path: str, method: str, actor: str) -> set[int]:
    """Not allowed, and whoever must sign in first is told only that.

    HEAD is GET without its body where a view takes it; OPTIONS tells which methods there are, or is refused like GET.
    """
    is_api = path.startswith(API[1:])
    is_in = next(iter(route.ways.values())).expected[actor] != 401 if is_api else actor in SIGNED_IN
    if not is_in and not route.is_open:
        return {401} if is_api else {SIGN_IN}
    telling = {200} if method == "options" else set()
    like_get = {route.get.expected[actor]} if route.get and method in ("head", "options") else set()
    return {405} | telling | like_get


# --- Without these the words that are looked for could die unnoticed ----------------------------


@pytest.mark.parametrize(("actor", "url", "words"), SEEN)
def test_what_must_be_hidden_is_there_to_be_found(
    world: World, actor: str, url: Callable[[World], str], words: tuple[str, ...]
) -> None:
    page = said(client_of(world, actor).get(url(world)))
    assert [word for word in words if word not in page] == []


def test_every_word_is_looked_for_where_it_can_be_found() -> None:
    seen = {word for _, _, words in SEEN for word in words}
    assert sorted({*OF_ANA, *OF_THE_TEAM} - seen) == []
