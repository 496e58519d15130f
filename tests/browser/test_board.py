"""The squad board in a real browser: from week to week by keyboard, a cohort by drag and by its twins, taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Browser, Locator, Page, expect

from plans.models import Plan
from plans.planning import create_plan
from tests.browser.both_themes import violations
from tests.browser.test_story import sign_in
from tests.cast import Cast, an_athlete
from tests.season import MONDAY, NOW, begin


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def squad(transactional_db: None, cast: Cast, clock: time_machine.Traveller) -> list[Plan]:
    """Ana is in the last week of her foundation, Ben and Cleo in its first; Dora has no plan."""
    an_athlete(cast.team, "Dora")
    cleo = an_athlete(cast.team, "Cleo")
    return [begin(cast.ana, cast.coach), create_plan(cast.ben, MONDAY), create_plan(cleo, MONDAY)]


def opened(page: Page, cast: Cast, path: str) -> Page:
    sign_in(page, cast.coach.email)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"))


def phase(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def card(page: Page, name: str) -> Locator:
    return page.locator(".cohort-card", has_text=name)


def test_the_board_is_one_stop_and_arrows_go_from_week_to_week(
    desk: Page, cast: Cast, squad: list[Plan], complaints: list[str]
) -> None:
    page = opened(desk, cast, "/board/")
    page.get_by_role("link", name="Ana R.").focus()
    page.keyboard.press("ArrowRight")
    assert focused(page).startswith("Foundation 1 of 3")
    page.keyboard.press("End")
    assert "Reintegration" in focused(page)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Ben O."
    page.keyboard.press("ArrowRight")
    assert focused(page).startswith("Foundation 1 of 3")
    note = page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    assert "of baseline" in note
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.board')") is None
    page.keyboard.press("Tab")
    assert focused(page).startswith("Foundation 1 of 3")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.split('/board')[0]}/athletes/{cast.ben.pk}/weeks/{MONDAY}/")
    assert complaints == []


def test_filters_keep_their_place_and_say_how_many(desk: Page, cast: Cast, squad: list[Plan]) -> None:
    page = opened(desk, cast, "/board/")
    page.get_by_label("Phase").select_option("Foundation")
    expect(page.locator("#live")).to_have_text("3 athletes")
    expect(page.locator("[data-board]")).to_have_attribute("role", "grid")
    assert "phase=foundation" in page.url
    page.get_by_label("Name").fill("cleo")
    expect(page.locator("#live")).to_have_text("1 athlete")
    expect(page.get_by_label("Name")).to_be_focused()


def test_a_cohort_moves_by_ticks_and_is_taken_back_at_once(
    desk: Page, cast: Cast, squad: list[Plan], complaints: list[str]
) -> None:
    page = opened(desk, cast, "/board/phases/")
    page.get_by_role("checkbox", name="Tick all: Foundation").check()
    expect(page.locator("#live")).to_have_text("3 ticked")
    page.get_by_label("With those ticked").select_option("Hold one more week")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("row")).to_have_count(4)
    page.get_by_label("Note").fill("A club week.")
    page.get_by_role("button", name="Move them").click()
    expect(page.get_by_text("3 done · 0 as they were")).to_be_visible()
    page.get_by_role("button", name="Undo all").click()
    expect(page.get_by_role("heading", name="Taken back")).to_be_visible()
    expect(page.get_by_text("3 done · 0 as they were")).to_be_visible()
    assert complaints == []


def test_a_card_goes_to_the_next_phase_by_drag(desk: Page, cast: Cast, squad: list[Plan]) -> None:
    page = opened(desk, cast, "/board/phases/")
    card(page, "Ben O.").drag_to(phase(page, "Maintenance"))
    expect(page.get_by_role("heading", name="Advance to the next phase")).to_be_visible()
    expect(page.get_by_role("row", name="Ben O.")).to_contain_text("Maintenance from 23 Nov, 2 weeks are skipped.")


def test_and_by_its_key(desk: Page, cast: Cast, squad: list[Plan]) -> None:
    page = opened(desk, cast, "/board/phases/")
    card(page, "Ben O.").get_by_role("checkbox").focus()
    page.keyboard.press("ArrowDown")
    expect(card(page, "Cleo").get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("row", name="Cleo")).to_contain_text("Maintenance from 23 Nov, 2 weeks are skipped.")
    expect(page.get_by_role("row")).to_have_count(2)


def test_a_card_does_not_jump_over_a_phase(desk: Page, cast: Cast, squad: list[Plan]) -> None:
    page = opened(desk, cast, "/board/phases/")
    card(page, "Ben O.").drag_to(phase(page, "Reintegration"))
    expect(page.get_by_role("heading", name="Squad by phase")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, live_server: object, cast: Cast, squad: list[Plan], width: int) -> None:
    context = browser.new_context(
        base_url=str(live_server),
        viewport={"width": width, "height": 900},
        locale="en-GB",
    )
    page = opened(context.new_page(), cast, "/board/")
    found = violations(page)
    page.goto("/board/phases/")
    found += violations(page)
    page.get_by_role("checkbox", name="Ana R.").check()
    page.get_by_role("checkbox", name="Ben O.").check()
    page.get_by_label("With those ticked").select_option("Advance to the next phase")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("row")).to_have_count(3)
    found += violations(page)
    page.get_by_label("Note").fill("A club week.")
    page.get_by_role("button", name="Move them").click()
    expect(page.get_by_text("1 done · 1 as they were")).to_be_visible()
    found += violations(page)
    widths = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert found == []
    assert widths <= width
