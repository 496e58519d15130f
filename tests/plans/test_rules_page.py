"""The guide to the rules as a page: everybody's, with the numbers of the reader's own team."""

from __future__ import annotations

import pytest
from django.test import Client

from plans.engine.rulebook import thresholds
from plans.rulebooks import change_thresholds
from tests.cast import Cast
from tests.pages import queries, text, visible

pytestmark = pytest.mark.slow

PAGE = "/help/rules/"


def of(cast: Cast, user: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, user))
    return client


@pytest.mark.parametrize("user", ["coach", "reader", "ana_user", "stranger"])
def test_everybody_reads_the_defaults(cast: Cast, user: str) -> None:
    page = of(cast, user).get(PAGE)
    assert "All numbers are the defaults." in visible(page)
    assert "<mark>" not in text(page)
    assert "Wellness at −2 SD or below" in visible(page)
    assert [name for name in thresholds() if f">{name}</code>" not in text(page)] == []


def test_a_teams_own_number_is_marked_with_the_default_beside_it(cast: Cast) -> None:
    change_thresholds(cast.team, {"wellness_red_z": -2.5}, cast.coach)
    for user in ("coach", "ana_user"):
        page = of(cast, user).get(PAGE)
        assert "1 number is your team's own" in visible(page)
        assert "Wellness at <mark>−2.5</mark> <span" in text(page)
        assert "Wellness at −2.5 (default −2) SD or below" in visible(page)


def test_names_and_numbers_are_in_the_readers_language(cast: Cast) -> None:
    change_thresholds(cast.team, {"wellness_red_z": -2.5}, cast.coach)
    for page in ("/help/rules/", "/team/rules/"):
        shown = visible(of(cast, "coach").get(page, headers={"Accept-Language": "de"}))
        assert "Befinden bei −2,5" in shown
        assert "Befinden: rot ab" in shown
        assert "Kleinste Streuung der Schlafstunden" in shown
        assert "0,25 bis 1,5" in shown


def test_another_teams_numbers_are_not_shown(cast: Cast) -> None:
    change_thresholds(cast.team, {"wellness_red_z": -2.5}, cast.coach)
    for user in ("rival", "stranger"):
        page = of(cast, user).get(PAGE)
        assert "All numbers are the defaults." in visible(page)
        assert "−2.5" not in visible(page).split("Thresholds")[1]


def test_it_is_found_from_the_help_and_from_the_foot_of_every_page(cast: Cast) -> None:
    page = text(of(cast, "ana_user").get("/help/"))
    assert page.count(f'href="{PAGE}"') == 2
    assert PAGE not in text(Client().get("/sign-in/"))


def test_every_link_on_the_page_has_its_place(cast: Cast) -> None:
    page = text(of(cast, "coach").get(PAGE))
    links = {part.split('"')[0] for part in page.split('href="#')[1:]} - {"main"}
    assert links
    assert [name for name in links if f'id="{name}"' not in page] == []


def test_it_costs_one_query_more_than_the_help(cast: Cast) -> None:
    coach = of(cast, "coach")
    assert queries(coach, PAGE) == queries(coach, "/help/") + 1
