"""An athlete's day without a finger on the glass: every task by keyboard, with the focus where the eye would look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from plans.models import Change, Feedback, Message, Plan
from readiness.models import DailyLog, WeeklyReflection
from tests.browser.test_story import sign_in
from tests.cast import Cast
from tests.season import FRIDAY, MONDAY, NOW, THURSDAY, TUESDAY, begin, session_on

pytestmark = pytest.mark.slow
MOST_TABS = 60
SCALES = ("sleep_quality", "soreness", "fatigue", "mood", "stress", "appetite")


@pytest.fixture
def plan(phone: Page, cast: Cast, transactional_db: None) -> Iterator[Plan]:
    with time_machine.travel(NOW):
        plan = begin(cast.ana, cast.coach)
        sign_in(phone, cast.ana_user.email)
        yield plan


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; it is seen all the way."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """(selector) => {
              const here = document.activeElement;
              const box = here.closest("label") ?? here;
              const { outlineStyle, boxShadow } = getComputedStyle(box);
              const inner = getComputedStyle(here);
              const seen = [outlineStyle, inner.outlineStyle].some((each) => each !== "none") || boxShadow !== "none";
              return [here.matches(selector), seen];
            }""",
            selector,
        )
        if found[0]:
            assert found[1], f"{selector} has the focus, and nothing shows it"
            return
    raise AssertionError(f"{MOST_TABS} times Tab do not lead to {selector}")


def test_a_check_in(phone: Page, cast: Cast, plan: Plan, complaints: list[str]) -> None:
    phone.goto("/check-in/")
    for name in SCALES:
        tab_to(phone, f"input[name={name}]")
        phone.keyboard.press("Space")
        phone.keyboard.press("ArrowRight")
        phone.keyboard.press("ArrowRight")
    tab_to(phone, "form[data-kept] .is-big")
    phone.keyboard.press("Enter")
    said = phone.locator(".note[data-tone=positive]").first
    expect(said).to_contain_text("Logged.")
    assert phone.evaluate("document.activeElement.matches('[data-focus]')"), "the focus is on what changed"
    expect(phone.locator("#live")).to_contain_text("Logged.")
    log = DailyLog.objects.in_team(cast.team).get()
    assert {getattr(log, name) for name in SCALES} == {3}
    assert complaints == []


def test_a_report_a_day_late(phone: Page, cast: Cast, plan: Plan) -> None:
    phone.goto("/my-sessions/")
    tab_to(phone, f'a[href="/my-sessions/{session_on(plan, TUESDAY).pk}/"]')
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="How was it?")).to_be_visible()
    tab_to(phone, "input[name=rpe]")
    phone.keyboard.press("Space")
    for _ in range(4):
        phone.keyboard.press("ArrowRight")
    tab_to(phone, "button[value=done]")
    phone.keyboard.press("Enter")
    # With the script the session says so, before it was there the list of all.
    expect(phone.locator(".note[data-tone=positive]").first).to_be_visible()
    assert Feedback.objects.in_team(cast.team).get().rpe == 4


def test_two_days_change_places_and_back(phone: Page, cast: Cast, plan: Plan) -> None:
    phone.goto("/my-week/")
    tab_to(phone, "summary[aria-label='Swap Thursday with another day']")
    phone.keyboard.press("Enter")
    tab_to(phone, f"button[value='{FRIDAY}']")
    phone.keyboard.press("Enter")
    expect(phone.locator("#toast")).to_contain_text("Your coach sees it.")
    assert session_on(plan, FRIDAY).kind == "easy"
    tab_to(phone, "#toast button")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("It is as it was.")).to_be_visible()
    assert session_on(plan, THURSDAY).kind == "easy"
    assert Change.objects.in_team(cast.team).count() == 2


def test_a_look_back_a_word_to_the_coach_and_out(phone: Page, cast: Cast, plan: Plan) -> None:
    phone.goto(f"/progress/weeks/{MONDAY - timedelta(weeks=1)}/")
    tab_to(phone, "input[name=energy]")
    phone.keyboard.press("Space")
    tab_to(phone, "textarea[name=went_well]")
    phone.keyboard.type("Hills")
    tab_to(phone, "main .button.is-primary")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Written down.").first).to_be_visible()
    assert WeeklyReflection.objects.in_team(cast.team).get().went_well == "Hills"

    phone.goto("/messages/")
    tab_to(phone, "textarea[name=text]")
    phone.keyboard.type("Off to the hills")
    tab_to(phone, "main button.is-big")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Sent. Your coaches see it.").first).to_be_visible()
    assert Message.objects.in_team(cast.team).get().text == "Off to the hills"

    tab_to(phone, ".topbar .menu > summary")
    phone.keyboard.press("Enter")
    tab_to(phone, "form[data-signs-out] button")
    phone.keyboard.press("Enter")
    expect(phone.get_by_label("E-mail")).to_be_visible()
