"""The whole idea in one story: an athlete checks in sore, the night passes, the coach reads why and approves,
and the athlete sees the changed day and the reason. In a real browser, on the real pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import Page, expect

from athletes.models import Level
from plans import night
from plans.models import Answer, Decision, Session
from plans.planning import create_plan
from readiness.logging_days import write_log
from readiness.models import DailyLog, Source
from tests.cast import PASSWORD, Cast

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = date(2026, 11, 18)
"""The third week of Ana's foundation; the next run stands on Thursday."""


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at(WEDNESDAY, 7)) as traveller:
        yield traveller


@pytest.fixture
def season(transactional_db: None, cast: Cast, clock: time_machine.Traveller) -> Cast:
    """Ana has a plan for two weeks, three weeks of calm check-ins, and a bad Tuesday behind her."""
    ana = cast.ana
    ana.level, ana.nights_from = Level.INTERMEDIATE, WEDNESDAY
    ana.save()
    cast.ben.archived_at = cast.zoe.archived_at = at(WEDNESDAY, 0)
    cast.ben.save()
    cast.zoe.save()
    create_plan(ana, WEDNESDAY - timedelta(days=16), goal="Arrive at spring fresh.", created_by=cast.coach)
    for ago in range(21, 0, -1):
        items = {"fatigue": 4, "soreness": 4 - ago % 2, "sleep_quality": 4, "mood": 4, "stress": 3 + ago % 2}
        if ago == 1:
            items |= {"fatigue": 1, "soreness": 1}
        write_log(ana, WEDNESDAY - timedelta(days=ago), items, client_id=uuid4(), source=Source.CHECK_IN)
    return cast


def sign_in(page: Page, email: str) -> None:
    page.goto("/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_from_a_sore_morning_to_a_rest_day_that_is_understood(
    phone: Page, desk: Page, season: Cast, clock: time_machine.Traveller, complaints: list[str]
) -> None:
    ana = season.ana
    thursday = WEDNESDAY + timedelta(days=1)
    assert Session.objects.in_team(season.team).filter(plan__athlete=ana, day=thursday).exists()

    # The athlete, on the phone.
    sign_in(phone, season.ana_user.email)
    expect(phone.get_by_role("heading", name="Wednesday 18 Nov")).to_be_visible()
    for item, word in (("Sleep", "ok"), ("Soreness", "very sore"), ("Fatigue", "worn out"), ("Mood", "ok")):
        phone.get_by_role("group", name=item).get_by_text(word, exact=True).click()
    phone.get_by_role("button", name="Log").click()
    expect(phone.locator("main").get_by_text("Your coach sees this")).to_be_visible()
    log = DailyLog.objects.in_team(season.team).get(athlete=ana, local_date=WEDNESDAY)
    assert (log.soreness, log.fatigue) == (1, 1)

    # The night passes.
    clock.move_to(at(thursday, 4))
    tally = night.decide_chunk(night.owed(at(thursday, 4)), at(thursday, 4))
    assert (tally.decided, tally.failed) == (1, 0)

    # The coach, at the desk.
    clock.move_to(at(thursday, 8))
    sign_in(desk, season.coach.email)
    row = desk.get_by_role("listitem").filter(has_text="Ana R.")
    expect(row).to_contain_text("Well below own normal on 2 of the last 3 logs")
    expect(row).to_contain_text("Thu")
    row.get_by_role("button", name="Approve").click()
    expect(desk.locator("#toast").get_by_text("Ana R.: proposal approved.")).to_be_visible()
    expect(desk.locator("#needs-count")).to_have_text("0")
    answer = Answer.objects.in_team(season.team).get()
    assert (answer.kind, answer.answered_by) == ("approved", season.coach)

    # The athlete reads what came of it.
    phone.goto("/today/")
    expect(phone.get_by_role("heading", name="Rest day")).to_be_visible()
    expect(phone.get_by_text("a rest day was put in")).to_be_visible()
    expect(phone.get_by_text("Agreed by Carla")).to_be_visible()

    # The coach thinks again, and the day is as it was.
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("main").get_by_text("Ana R. asks again.")).to_be_visible()
    phone.goto("/today/")
    expect(phone.get_by_role("heading", name="Rest day")).to_be_hidden()
    assert Decision.objects.in_team(season.team).count() == 1
    assert complaints == []
