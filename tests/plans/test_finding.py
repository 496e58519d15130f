"""What a coach finds: whom they see and what they may open."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from athletes import looks
from athletes.models import User
from plans.finding import MOST, places
from tests.athletes.squads import actor_of
from tests.cast import Cast, an_athlete
from tests.pages import visible
from tests.season import HTMX


def words(user: User, query: str) -> list[str]:
    return [f"{each.words} {each.beside}".strip() for each in places(actor_of(user), query)]


def test_athletes_their_pages_and_pages_of_the_team(cast: Cast) -> None:
    an_athlete(cast.team, "Jürgen Müller")
    assert words(cast.coach, "mull") == ["Jürgen Müller"]
    assert words(cast.coach, "muller prof") == ["Jürgen Müller Profile"]
    assert words(cast.coach, "zoe") == []
    assert words(cast.coach, "rules") == ["Rules of the team Page", "The rules in words Page"]
    assert words(cast.assistant, "rules") == ["The rules in words Page"]


def test_first_whom_one_looked_at_last(cast: Cast) -> None:
    assert words(cast.coach, "")[0] == "Morning Page"
    looks.note(actor_of(cast.coach), [cast.ben], "athlete")
    assert words(cast.coach, "")[:2] == ["Ben O.", "Morning Page"]
    assert words(cast.assistant, "")[0] == "Morning Page"


@pytest.mark.parametrize("query", ["", "an", "an prof"])
def test_one_query_and_a_few_places_for_many(cast: Cast, query: str) -> None:
    actor = actor_of(cast.coach)
    list(actor.athletes[:1])
    with CaptureQueriesContext(connection) as few:
        places(actor, query)
    for n in range(30):
        an_athlete(cast.team, f"Ann No. {n}")
    with CaptureQueriesContext(connection) as many:
        assert len(places(actor, query)) <= MOST
    assert (len(few), len(many)) == (1, 1)


def test_a_page_without_javascript_and_a_list_for_the_palette(coach: Client, cast: Cast) -> None:
    page = coach.get("/find/?q=ana")
    assert "Ana R." in visible(page)
    assert "data-palette-open" in page.content.decode()
    part = coach.get("/find/?q=ana", headers=HTMX).content.decode()
    assert part.lstrip().startswith('<li role="option" id="place-1"')
    assert "<html" not in part
    assert "Nobody and no page is called so." in visible(coach.get("/find/?q=%3Cb%3Ezz"))
    assert "<b>zz" not in coach.get("/find/?q=%3Cb%3Ezz").content.decode()
    assert coach.get("/find/?q=" + "x" * 500 + "%00").status_code == 200


def test_athletes_have_no_palette(ana: Client) -> None:
    assert ana.get("/find/").status_code == 403
    assert "palette" not in ana.get("/today/").content.decode()
