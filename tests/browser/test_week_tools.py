"""A recovery week that is looked at before it is inserted, and a draft that the athlete sees only when published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from plans import drafts
from plans.changes import By
from plans.engine.operations import InsertRest
from plans.models import Cause, Plan
from plans.plan_rows import load_state
from tests.browser.both_themes import violations
from tests.browser.test_story import sign_in
from tests.cast import Cast
from tests.season import MONDAY, NOW, THURSDAY, begin

NEXT = MONDAY + timedelta(weeks=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def plan(transactional_db: None, cast: Cast, clock: time_machine.Traveller) -> Plan:
    return begin(cast.ana, cast.coach)


def test_a_recovery_week_is_looked_at_then_inserted_then_taken_back(desk: Page, plan: Plan, cast: Cast) -> None:
    weeks = len(load_state(plan).weeks)
    sign_in(desk, cast.coach.email)
    desk.goto(f"/athletes/{plan.athlete_id}/weeks/{NEXT}/")
    desk.get_by_text("Whole week").click()
    desk.get_by_role("link", name="Recovery week after this one").click()
    expect(desk.get_by_text("later weeks move back")).to_be_visible()
    assert len(load_state(plan).weeks) == weeks
    note = desk.get_by_label("Why it is fine here")
    if note.count():
        note.fill("after the cold")
    desk.get_by_role("button", name="Insert the recovery week").click()
    toast = desk.locator(".toast")
    expect(toast).to_be_visible()
    assert len(load_state(plan).weeks) == weeks + 1
    with desk.expect_navigation():
        toast.get_by_role("button", name="Undo").click()
    assert len(load_state(plan).weeks) == weeks


def test_a_draft_reaches_the_athlete_when_it_is_published(desk: Page, phone: Page, plan: Plan, cast: Cast) -> None:
    sign_in(desk, cast.coach.email)
    desk.goto(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/")
    desk.get_by_text("Whole week").click()
    desk.get_by_role("button", name="Begin a draft").click()
    desk.get_by_text("Whole week").click()
    with desk.expect_navigation():
        desk.get_by_role("link", name="Insert a rest day").click()
    desk.get_by_label("Day").select_option(THURSDAY.isoformat())
    expect(desk.locator("#ripples")).to_contain_text("Thu easy run")
    desk.get_by_role("button", name="Rest on this day").click()
    expect(desk.get_by_text("does not see it yet")).to_be_visible()
    sign_in(phone, cast.ana_user.email)
    phone.goto("/my-week/")
    expect(phone.locator("main")).to_contain_text("Easy run 34")
    desk.get_by_role("link", name="Look over and publish").click()
    desk.get_by_label("Why it is fine here").fill("an exam")
    desk.get_by_role("button", name="Publish").click()
    expect(desk.locator(".toast")).to_contain_text("Published")
    phone.reload()
    expect(phone.get_by_role("listitem").filter(has_text="Thu 19")).to_contain_text("Rest")


def test_axe_finds_nothing(desk: Page, phone: Page, plan: Plan, cast: Cast) -> None:
    drafts.begin(plan, cast.coach)
    drafts.edit(plan, [InsertRest(THURSDAY)], By(Cause.COACH, cast.coach))
    week = f"/athletes/{plan.athlete_id}/weeks/{NEXT}"
    paths = [
        f"{week}/scale/", f"{week}/recovery/", f"{week}/rest-day/", f"{week}/skip/",
        f"{week}/copy/?to={NEXT + timedelta(weeks=1)}", f"/athletes/{plan.athlete_id}/draft/",
        f"/athletes/{plan.athlete_id}/weeks-visible/", "/team/planning/",
    ]  # fmt: skip
    found: list[str] = []
    for page in (desk, phone):
        sign_in(page, cast.coach.email)
        for path in paths:
            page.goto(path)
            found += violations(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert found == []
