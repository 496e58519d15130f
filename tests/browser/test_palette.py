"""The palette in a real browser: found and opened without the mouse, and calm when nothing is found."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.both_themes import violations
from tests.browser.test_story import sign_in
from tests.cast import Cast, an_athlete


@pytest.fixture
def signed_in(desk: Page, transactional_db: None, cast: Cast) -> Page:
    an_athlete(cast.team, "Jürgen Müller")
    sign_in(desk, cast.coach.email)
    desk.goto("/athletes/")
    return desk


def test_an_athlete_is_reached_by_the_keyboard(signed_in: Page, complaints: list[str]) -> None:
    page = signed_in
    page.get_by_role("link", name="Find").focus()
    page.keyboard.press("Control+k")
    asked = page.get_by_role("combobox", name="An athlete or a page")
    expect(asked).to_be_focused()
    page.keyboard.type("mull")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    expect(asked).to_have_attribute("aria-activedescendant", "place-1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jürgen Müller")
    assert complaints == []


def test_arrows_choose_and_escape_gives_the_focus_back(signed_in: Page, complaints: list[str]) -> None:
    page = signed_in
    link = page.get_by_role("link", name="Find")
    link.click()
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.type("zzz")
    expect(page.get_by_text("Nobody and no page is called so.")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    assert complaints == []
