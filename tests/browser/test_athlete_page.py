"""An athlete's page in a browser: a question that is asked, read and answered, what loads when it opens, and axe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from athletes.access import actor_for
from athletes.models import Athlete
from plans.coach_notes import add_note
from plans.conversation import say
from plans.models import CoachNote
from plans.planning import create_plan
from readiness.engine.logs import DayLog
from tests.browser.both_themes import violations
from tests.browser.test_story import sign_in
from tests.cast import Cast
from tests.plans.logs_written import write
from tests.season import NOW, START, WEDNESDAY, ask


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def ana(transactional_db: None, cast: Cast, clock: time_machine.Traveller) -> Athlete:
    """A plan that protects something, six weeks of check-ins, a decision that asks, and words on both sides."""
    plan = create_plan(
        cast.ana, START, created_by=cast.coach, goal="Arrive at spring fresh.", protects=["speed", "endurance"]
    )
    ask(plan)
    days = [WEDNESDAY - timedelta(days=n) for n in range(42) if n % 5]
    logs = {
        day: DayLog(day, fatigue=3 + day.day % 2, soreness=4, sleep_quality=4, mood=2 + day.day % 3, stress=4)
        for day in days
    }
    write(cast.ana, logs, sleep_h=8, resting_hr_bpm=50)
    return cast.ana


def test_asked_read_and_answered(phone: Page, desk: Page, ana: Athlete, cast: Cast, complaints: list[str]) -> None:
    sign_in(desk, cast.coach.email)
    desk.goto(f"/athletes/{ana.pk}/")
    conversation = desk.locator("#conversation")
    conversation.get_by_label("Message").fill("How is the calf?")
    conversation.get_by_label("A question").check()
    conversation.get_by_role("button", name="Send").click()
    expect(conversation).to_contain_text("Waits for an answer")
    expect(conversation.get_by_label("Message")).to_have_value("")
    expect(conversation.locator(".thread > li").last).to_be_focused()
    expect(desk.locator("#live")).to_have_text("Sent. Ana R. hears of it by mail.")

    sign_in(phone, cast.ana_user.email)
    expect(phone.locator("main")).to_contain_text("Carla asks: How is the calf?")
    phone.get_by_role("link", name="Answer").click()
    phone.get_by_label("Message").fill("Better.")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".thread")).to_contain_text("Better.")
    phone.goto("/today/")
    expect(phone.get_by_role("heading", name="Wednesday 18 Nov")).to_be_visible()
    expect(phone.get_by_text("Carla asks")).to_have_count(0)

    desk.reload()
    expect(conversation).to_contain_text("One new message")
    expect(conversation).to_contain_text("Better.")
    expect(conversation).not_to_contain_text("Waits for an answer")
    assert complaints == []


def test_a_note_is_kept_without_leaving_the_page(desk: Page, ana: Athlete, cast: Cast, complaints: list[str]) -> None:
    sign_in(desk, cast.coach.email)
    desk.goto(f"/athletes/{ana.pk}/")
    desk.locator("#notes").get_by_label("Note").fill("Shy.")
    desk.get_by_role("button", name="Keep the note").click()
    expect(desk.locator("#notes li").first).to_be_focused()
    expect(desk.locator("#live")).to_have_text("The note is kept.")
    assert CoachNote.objects.in_team(cast.team).get().text == "Shy."
    desk.locator("#notes").get_by_role("button", name="Remove").click()
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("#notes")).to_contain_text("Shy.")
    assert complaints == []


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, live_server: object, ana: Athlete, cast: Cast, width: int) -> None:
    say(ana, cast.coach, "How is the calf?", asks=True)
    say(ana, cast.ana_user, "Better.")
    say(ana, cast.coach, "And now?", asks=True)
    coach = actor_for(cast.coach)
    assert coach is not None
    add_note(ana, coach, "Shy.")
    context = browser.new_context(
        base_url=str(live_server),
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    found: list[str] = []
    sign_in(page, cast.coach.email)
    for path in ("", "messages/", "notes/", "past/"):
        page.goto(f"/athletes/{ana.pk}/{path}")
        if not path:
            page.locator("summary", has_text="Check-ins against the own normal").click()
            expect(page.locator(".item-chart").first).to_be_visible()
            for more in page.locator("details.more > summary").all():
                more.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found += violations(page)
    context.clear_cookies()
    sign_in(page, cast.ana_user.email)
    for path in ("/today/", "/messages/"):
        page.goto(path)
        found += violations(page)
    context.close()
    assert found == []
