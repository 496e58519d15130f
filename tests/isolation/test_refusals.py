"""What a refusal must not tell apart, and requests that did not come from a form of ours."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from athletes.models import Athlete, Team
from tests.isolation.actors import (
    ANA,
    COACH,
    FOREIGN_TOKEN,
    NOBODY,
    OF_ANA,
    OF_BEN,
    OF_THE_TEAM,
    OTHER_GROUP,
    OTHER_GROUP_TOKEN,
    OTHER_GUARDIAN,
    OWNER,
    RIVAL,
    STRANGER,
    WRITE_TOKEN,
    ZOE,
)
from tests.isolation.asking import API, client_of, said, send
from tests.isolation.routes import WAYS
from tests.isolation.rules import WELL, Way
from tests.isolation.world import World
from tests.pages import faults
from tests.season import stored

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LOOKUPS = [name for name, (_, _, way) in WAYS.items() if 404 in way.expected.values() and "<" in name]
"""What looks an object up by its number."""
POSTS = [name for name, (_, method, _) in WAYS.items() if method == "post"]
ABOUT_ONE_ATHLETE = [name for name, (route, _, _) in WAYS.items() if "athletes/<int:pk>" in name and not route.archived]
NEVER = "9223372036854775807"
STRANGERS = (RIVAL, OTHER_GROUP, OTHER_GUARDIAN, ZOE, FOREIGN_TOKEN, OTHER_GROUP_TOKEN)


def somebody_who_may(way: Way) -> str:
    candidates = (NOBODY, OWNER, COACH, ANA, WRITE_TOKEN, *way.expected)
    return next((actor for actor in candidates if way.expected[actor] in WELL), OWNER)  # signing out leads to the door


def with_numbers(url: str, number: str) -> str:
    return "/".join(
        number if part.isdigit() else str(uuid4()) if re.fullmatch(r"[0-9a-f-]{36}", part) else part
        for part in url.split("/")
    )


def without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf" not in line.lower()]


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_foreign_object_is_answered_like_one_that_never_was(world: World, name: str) -> None:
    route, method, way = WAYS[name]
    strangers = [actor for actor in STRANGERS if way.expected[actor] == 404]
    assert strangers
    for actor in strangers:
        client, foreign = client_of(world, actor), route.url(world)
        answers = [send(client, method, url, way.sent(world)) for url in (foreign, with_numbers(foreign, NEVER))]
        assert [answer.status_code for answer in answers] == [404, 404], actor
        pages = [without_tokens(answer.content.decode()) for answer in answers]
        assert pages[0] == pages[1], actor


@pytest.mark.parametrize("number", ["0", "9223372036854775808", "9" * 40], ids=["0", "2^63", "forty digits"])
@pytest.mark.parametrize("name", [name for name in LOOKUPS if "<int:" in name])
def test_a_number_that_no_row_can_have_is_not_found(world: World, name: str, number: str) -> None:
    route, method, way = WAYS[name]
    client = client_of(world, somebody_who_may(way))
    assert send(client, method, with_numbers(route.url(world), number), way.sent(world)).status_code == 404


@pytest.mark.parametrize("name", ABOUT_ONE_ATHLETE)
def test_an_athlete_who_is_archived_is_not_found(world: World, name: str) -> None:
    """Not with a link that was kept either."""
    route, method, way = WAYS[name]
    if "weeks/of/" in name:
        return  # it only counts days
    Athlete.objects.in_team(world.cast.team).update(archived_at=timezone.now(), user=None)
    before = stored()
    answer = send(client_of(world, somebody_who_may(way)), method, route.url(world), way.sent(world))
    assert answer.status_code == 404
    assert stored() == before


COACHING = [
    name
    for name, (_, _, way) in WAYS.items()
    if API in name or (way.expected[COACH] in WELL and way.expected[STRANGER] == 403)
]


@pytest.mark.parametrize("name", COACHING)
def test_a_coach_who_owes_the_team_a_second_factor_sees_nobody(world: World, name: str) -> None:
    route, method, way = WAYS[name]
    Team.objects.filter(pk=world.cast.team.pk).update(requires_second_factor=True)
    before = stored()
    actor = WRITE_TOKEN if API in name else COACH
    answer = send(client_of(world, actor), method, route.url(world), way.sent(world))
    if API in name:
        assert answer.status_code == (200 if way.expected[NOBODY] == 200 else 403)
    else:
        assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
    assert [word for word in (*OF_ANA, *OF_BEN, *OF_THE_TEAM) if word in said(answer)] == []
    assert stored() == before


# --- Forms that did not come from us -----------------------------------------------------------


def browser_of(world: World, way: Way) -> Client:
    """Of somebody who may go this way, with the cookie that a form's token is held against."""
    client = client_of(world, somebody_who_may(way), enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "t" * 32
    return client


WITHOUT_A_TOKEN = {"POST /reminders/stop/<str:token>/": "mail programs post it by themselves; its address is the key"}
PAGE_POSTS = [name for name in POSTS if API not in name]


@pytest.mark.parametrize("name", [name for name in PAGE_POSTS if name not in WITHOUT_A_TOKEN])
@pytest.mark.parametrize("token", ["", "x" * 32], ids=["no token", "a wrong token"])
def test_a_form_without_its_token_is_refused(world: World, name: str, token: str) -> None:
    route, _, way = WAYS[name]
    client, before = browser_of(world, way), stored()

    answer = client.post(route.url(world), {**way.sent(world), "csrfmiddlewaretoken": token})

    assert answer.status_code == 403
    assert "reload" in said(answer), "it says what to do"
    assert stored() == before
    assert faults(answer) == []


@pytest.mark.parametrize("name", PAGE_POSTS)
def test_a_body_far_too_large_is_refused(world: World, name: str) -> None:
    route, _, way = WAYS[name]
    client, before = browser_of(world, way), stored()

    url = route.url(world)
    limit = getattr(resolve(urlsplit(url).path).func, "max_body_bytes", settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    answer = client.post(url, way.sent(world), CONTENT_LENGTH=str(limit + 1))

    assert answer.status_code == 413
    assert "more than fits at once" in said(answer), "it says what was wrong"
    assert stored() == before
    assert faults(answer) == []
