"""The morning in a real browser: thirty athletes by mouse and by keyboard, and what another coach does meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from plans.answers import give_answer
from plans.models import Answer, AnswerKind, Decision, Message
from tests.browser.both_themes import violations
from tests.browser.test_story import sign_in
from tests.cast import Cast, an_athlete
from tests.season import NOW, ask, begin

MANY = 30


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def asked(transactional_db: None, cast: Cast, clock: time_machine.Traveller) -> list[Decision]:
    """Three athletes: Ana, Ben and Cem."""
    return [ask(begin(athlete)) for athlete in (cast.ana, cast.ben, an_athlete(cast.team, "Cem K."))]


@pytest.fixture
def thirty(asked: list[Decision], cast: Cast) -> list[Decision]:
    return asked + [ask(begin(an_athlete(cast.team, f"Runner {n:02}"))) for n in range(3, MANY)]


def opened(page: Page, cast: Cast) -> Page:
    sign_in(page, cast.coach.email)
    expect(page.get_by_role("heading", name="Who needs me this morning?")).to_be_visible()
    page.wait_for_load_state("networkidle")
    return page


def looks_again(page: Page) -> None:
    """As when its tab is opened again, without waiting for a quarter of a minute."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def answered(cast: Cast) -> int:
    return Answer.objects.in_team(cast.team).filter(undone_at=None).count()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_thirty_are_answered_with_one_action_each(
    desk: Page, cast: Cast, thirty: list[Decision], by: str, complaints: list[str]
) -> None:
    page = opened(desk, cast)
    actions = 0
    if by == "keyboard":
        page.keyboard.press("j")
    for left in range(MANY, 0, -1):
        expect(page.locator(".need")).to_have_count(left)
        actions += 1
        if by == "mouse":
            page.locator(".need").first.get_by_role("button", name="Approve").click()
        else:
            expect(page.locator(".need").first).to_be_focused()
            page.keyboard.press("a" if left % 2 else "d")
    expect(page.get_by_text("Nobody needs an answer")).to_be_visible()
    assert actions == MANY
    assert answered(cast) == MANY
    assert complaints == []


def test_another_coachs_answer_appears_and_nothing_is_lost(desk: Page, cast: Cast, asked: list[Decision]) -> None:
    page = opened(desk, cast)
    ana, ben, cem = (page.locator(f"#decision-{decision.pk}") for decision in asked)
    cem.get_by_role("checkbox").check()
    ben.get_by_role("link", name="Ask Ben").click()
    question = ben.get_by_label("Your question")
    question.fill("Are you still limping?")

    give_answer(asked[0], AnswerKind.KEPT, cast.assistant)
    looks_again(page)

    expect(page.locator("#live")).to_have_text("1 line changed.")
    expect(ana).to_have_count(0)
    expect(page.locator("#needs-count")).to_have_text("2")
    expect(question).to_be_focused()
    expect(question).to_have_value("Are you still limping?")
    expect(cem.get_by_role("checkbox")).to_be_checked()


def test_asking_setting_aside_and_a_reason(desk: Page, cast: Cast, asked: list[Decision]) -> None:
    page = opened(desk, cast)
    ana, ben, cem = (page.locator(f"#decision-{decision.pk}") for decision in asked)
    page.keyboard.press("j")
    page.keyboard.press("q")
    expect(ana.get_by_label("Your question")).to_be_focused()
    ana.get_by_role("button", name="Send").click()
    expect(ana).to_contain_text("No answer yet.")
    assert Message.objects.in_team(cast.team).get().asks

    ben.focus()
    page.keyboard.press("s")
    expect(ben.get_by_role("button", name="In 2 hours")).to_be_focused()
    page.keyboard.press("Enter")
    expect(ben).to_have_count(0)
    expect(page.locator("#fold-later .count")).to_have_text("1")
    page.locator("#fold-later summary").click()
    expect(page.locator("#fold-later")).to_contain_text("set aside by Carla")

    cem.get_by_role("link", name="Keep, and why").click()
    cem.get_by_role("button", name="We talked about it").click()
    expect(cem).to_have_count(0)
    assert Answer.objects.in_team(cast.team).get().note == "We talked about it"


def test_many_at_once_by_keyboard(desk: Page, cast: Cast, asked: list[Decision]) -> None:
    page = opened(desk, cast)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Approve selected").click()
    expect(page.get_by_role("heading", name="Approve for 2 athletes?")).to_be_visible()
    assert answered(cast) == 0
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("heading", name="2 of 2 done")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Undo").click()
    expect(page.locator(".need")).to_have_count(3)
    assert answered(cast) == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    browser: Browser, live_server: object, cast: Cast, asked: list[Decision], width: int
) -> None:
    context = browser.new_context(base_url=str(live_server), viewport={"width": width, "height": 900})
    page = opened(context.new_page(), cast)
    for name in ("Keep, and why", "Ask Ana", "Later"):
        page.locator(".need").first.get_by_role("link", name=name).click()
        expect(page.locator(".need .aside")).to_be_visible()
        assert violations(page) == []
    assert page.evaluate("document.querySelector('main').scrollWidth") <= width
    context.close()
