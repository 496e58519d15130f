"""The coach's week in a real browser: every drag by mouse and by keyboard, where the focus goes and what is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Browser, Locator, Page, expect

from plans.models import Plan
from tests.browser.both_themes import violations
from tests.browser.test_story import sign_in
from tests.cast import Cast
from tests.season import FRIDAY, MONDAY, NOW, SATURDAY, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY, WEEK, begin, words_of


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def plan(transactional_db: None, cast: Cast, clock: time_machine.Traveller) -> Plan:
    return begin(cast.ana, cast.coach)


def opened(page: Page, cast: Cast, plan: Plan) -> Page:
    sign_in(page, cast.coach.email)
    page.goto(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/")
    page.wait_for_load_state("networkidle")
    return page


@pytest.fixture
def week(desk: Page, cast: Cast, plan: Plan) -> Page:
    return opened(desk, cast, plan)


def day(page: Page, date: object) -> Locator:
    return page.locator(f"#day-{date}")


def card(page: Page, date: object, title: str) -> Locator:
    return day(page, date).locator(".session", has=page.get_by_role("heading", name=title, exact=True))


def said(page: Page) -> Locator:
    return page.locator("#live")


def drag(page: Page, what: Locator, to: Locator, seen: str = "") -> None:
    """By mouse, in a few steps as a hand does; `seen` is what the day says meanwhile."""
    what.scroll_into_view_if_needed()
    start, end = what.bounding_box(), to.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] - 6)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    if seen:
        expect(page.locator(".day-says")).to_contain_text(seen)
    page.mouse.up()


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


MOVED = [each.replace("Thu easy", "Fri easy") for each in WEEK]
SWAPPED = ["Tue easy", "Wed cross_training", "Wed strength", "Thu cadence", "Sat long", "Sun easy", "Sun strength"]
COPIED = [*WEEK[:3], "Thu easy", "Fri mobility", *WEEK[4:]]


class TestByMouse:
    def test_a_card_to_another_day(self, week: Page, plan: Plan) -> None:
        drag(week, card(week, THURSDAY, "Easy run"), day(week, FRIDAY), seen="No limit speaks.")

        expect(card(week, FRIDAY, "Easy run")).to_be_focused()
        expect(said(week)).to_contain_text("Easy run 34 min moved to Fri.")
        expect(card(week, FRIDAY, "Easy run")).to_contain_text("first planned Thu")
        assert words_of(plan) == MOVED

    def test_a_card_onto_another_one(self, week: Page, plan: Plan) -> None:
        drag(week, card(week, THURSDAY, "Easy run"), card(week, TUESDAY, "Cadence game"))

        expect(card(week, TUESDAY, "Easy run")).to_be_visible()
        assert words_of(plan) == SWAPPED

    def test_from_the_library_to_a_day(self, week: Page, plan: Plan) -> None:
        drag(week, week.locator(".library-item[data-kind=mobility]"), day(week, FRIDAY), seen="No limit speaks.")

        expect(card(week, FRIDAY, "Mobility")).to_be_focused()
        assert words_of(plan) == COPIED

    def test_limits_speak_while_dragging_and_before_saving(self, week: Page, plan: Plan) -> None:
        strength = card(week, SUNDAY, "Strength")
        drag(week, strength, day(week, FRIDAY), seen="not on the day before a hard or long run")

        note = week.get_by_label("Why it is fine here")
        expect(week.get_by_role("alert")).to_be_focused()
        assert words_of(plan) == WEEK
        note.fill("No gym on Sunday")
        week.get_by_role("button", name="Do it with this note").click()
        expect(card(week, FRIDAY, "Strength")).to_be_focused()
        expect(said(week)).to_contain_text("limit speaks.")

    def test_nowhere_is_no_change(self, week: Page, plan: Plan) -> None:
        drag(week, card(week, THURSDAY, "Easy run"), week.get_by_role("heading", name="Ana R."))

        expect(said(week)).to_have_text("Easy run stays where it was.")
        assert words_of(plan) == WEEK


class TestByKeyboard:
    def test_a_card_to_another_day(self, week: Page, plan: Plan) -> None:
        card(week, THURSDAY, "Easy run").focus()
        keys(week, "m", "ArrowRight")
        expect(said(week)).to_contain_text("Friday. No limit speaks.")
        keys(week, "Enter")

        expect(card(week, FRIDAY, "Easy run")).to_be_focused()
        expect(said(week)).to_contain_text("Easy run 34 min moved to Fri.")
        assert words_of(plan) == MOVED

    def test_a_card_onto_another_one(self, week: Page, plan: Plan) -> None:
        card(week, THURSDAY, "Easy run").focus()
        keys(week, "m", "ArrowLeft", "ArrowLeft", "ArrowDown")
        expect(said(week)).to_contain_text("instead of Cadence game")
        keys(week, "Enter")

        expect(card(week, TUESDAY, "Easy run")).to_be_visible()
        assert words_of(plan) == SWAPPED

    def test_from_the_library_to_a_day(self, week: Page, plan: Plan) -> None:
        week.locator(".library-item[data-kind=mobility]").focus()
        keys(week, "m", *["ArrowRight"] * 4, "Enter")

        expect(card(week, FRIDAY, "Mobility")).to_be_focused()
        assert words_of(plan) == COPIED

    def test_arrows_lead_over_the_days_and_escape_leaves_it(self, week: Page, plan: Plan) -> None:
        card(week, TUESDAY, "Cadence game").focus()
        keys(week, "ArrowRight", "ArrowDown")
        expect(card(week, WEDNESDAY, "Strength")).to_be_focused()
        keys(week, "ArrowRight", "ArrowRight")
        expect(day(week, FRIDAY)).to_be_focused()
        keys(week, "ArrowRight")
        expect(card(week, SATURDAY, "Long run")).to_be_focused()
        keys(week, "m", "ArrowLeft", "Escape")
        expect(said(week)).to_have_text("Long run stays where it was.")
        expect(card(week, SATURDAY, "Long run")).to_be_focused()
        assert words_of(plan) == WEEK

    def test_copy_drop_undo_redo(self, week: Page, plan: Plan) -> None:
        card(week, WEDNESDAY, "Cross-training").focus()
        keys(week, "Delete")
        expect(day(week, WEDNESDAY)).to_be_focused()
        expect(week.get_by_role("button", name="Undo: Wed cross-training 40 min taken out")).to_be_visible()
        keys(week, "u")
        expect(card(week, WEDNESDAY, "Cross-training")).to_be_focused()
        assert words_of(plan) == WEEK
        keys(week, "r")
        expect(card(week, WEDNESDAY, "Cross-training")).to_have_count(0)
        keys(week, "u")
        expect(card(week, WEDNESDAY, "Cross-training")).to_be_focused()
        keys(week, "c", "ArrowRight", "ArrowRight", "Enter")
        expect(card(week, FRIDAY, "Cross-training")).to_be_focused()
        assert words_of(plan) == [*WEEK[:4], "Fri cross_training", *WEEK[4:]]

    def test_edit_in_a_dialog(self, week: Page, plan: Plan) -> None:
        card(week, THURSDAY, "Easy run").focus()
        keys(week, "e")
        dialog = week.get_by_role("dialog")
        expect(dialog.get_by_role("heading", name="Easy run, Thursday")).to_be_focused()
        dialog.get_by_label("Minutes").fill("30")
        dialog.get_by_role("button", name="Add a line").click()
        dialog.get_by_label("Line 1", exact=True).fill("Soft ground, if there is some")
        keys(week, "Escape")
        expect(card(week, THURSDAY, "Easy run")).to_be_focused()
        keys(week, "e")
        dialog.get_by_label("Effort, 0 to 10").fill("2")
        dialog.get_by_role("button", name="Save").click()
        expect(card(week, THURSDAY, "Easy run")).to_contain_text("2 of 10")
        expect(card(week, THURSDAY, "Easy run")).to_be_focused()


def test_the_menu_does_all_of_it(week: Page, plan: Plan) -> None:
    menu = card(week, THURSDAY, "Easy run").locator(".menu")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Move to Friday").click()
    expect(card(week, FRIDAY, "Easy run")).to_be_focused()
    menu = card(week, FRIDAY, "Easy run").locator(".menu")
    menu.locator("summary").click()
    menu.get_by_role("link", name="Copy, swap, move more").click()
    dialog = week.get_by_role("dialog")
    dialog.get_by_label("Swap days", exact=True).check()
    dialog.get_by_label("Swap days with").select_option(label="Tue Cadence game")
    dialog.get_by_role("button", name="Do it").click()
    expect(card(week, TUESDAY, "Easy run")).to_be_visible()
    expect(card(week, FRIDAY, "Cadence game")).to_be_visible()


def test_a_finger_drags_after_a_long_press_and_scrolls_before(phone: Page, cast: Cast, plan: Plan) -> None:
    page = opened(phone, cast, plan)
    card(page, THURSDAY, "Easy run").scroll_into_view_if_needed()
    box, goal = card(page, THURSDAY, "Easy run").bounding_box(), day(page, FRIDAY).bounding_box()
    assert box
    assert goal
    touch = page.context.new_cdp_session(page)
    x, start, end = box["x"] + 120, box["y"] + box["height"] - 10, goal["y"] + 20

    def finger(kind: str, y: float | None = None) -> None:
        points = [] if y is None else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", start)
    expect(page.locator(".drag-ghost")).to_have_count(1)
    finger("touchMove", (start + end) / 2)
    finger("touchMove", end)
    finger("touchEnd")
    expect(card(page, FRIDAY, "Easy run")).to_be_visible()
    assert words_of(plan) == MOVED


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, live_server: object, cast: Cast, plan: Plan, width: int) -> None:
    context = browser.new_context(
        base_url=str(live_server),
        viewport={"width": width, "height": 900},
    )
    page = opened(context.new_page(), cast, plan)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = violations(page)
    card(page, THURSDAY, "Easy run").focus()
    keys(page, "e")
    expect(page.get_by_role("dialog")).to_be_visible()
    found += violations(page)
    context.close()
    assert found == []


def test_nobody_complains(week: Page, complaints: list[str]) -> None:
    keys(week, "?")
    expect(week.get_by_role("dialog", name="Keys")).to_be_visible()
    assert complaints == []
