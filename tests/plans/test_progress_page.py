"""The athlete's progress page: consistency first, own normals, and what was written about the weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from athletes.consents import ConsentGiver, withdraw
from athletes.models import ConsentKind
from plans.models import Outcome, Plan, Session, TimeAwayKind
from plans.reports import report
from plans.time_away import enter_time_away
from readiness.logging_days import write_log
from readiness.models import Source, WeeklyReflection
from tests.cast import Cast
from tests.season import MONDAY, NOW, START, WEDNESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LAST_MONDAY = MONDAY - timedelta(weeks=1)
WEEK = f"/progress/weeks/{LAST_MONDAY}/"
WORDS = {"energy": "4", "went_well": "Hills <b>felt</b> light", "next_week": "Sleep first"}


def page(client: Client, url: str = "/progress/") -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def tell(plan: Plan, first: date, last: date, outcome: str = Outcome.DONE) -> None:
    for session in Session.objects.in_team(plan.team_id).filter(plan=plan, day__range=(first, last)):
        values = dict.fromkeys(("rpe", "duration_min", "distance_km", "felt_relaxed", "leg_feel", "enjoyment"))
        report(plan.athlete, session, session.day, {**values, "outcome": outcome, "note": ""})


def test_before_the_first_plan_there_is_what_comes(ana: Client) -> None:
    assert "With your first plan you see here how steadily it goes." in page(ana)


def test_steady_days_come_first(ana: Client, plan: Plan) -> None:
    tell(plan, MONDAY - timedelta(weeks=1), MONDAY - timedelta(days=1))
    assert "10 of 10 days as they were meant" in page(ana), "last week, the rest days of the first one, and this Monday"
    tell(plan, START, START + timedelta(days=6), Outcome.RESTED)
    said = page(ana)
    assert "10 of 15 days as they were meant" in said
    assert 'title="Tue 3 Nov: rested"' in said
    assert 'title="Mon 2 Nov: rest, as planned"' in said


def test_days_away_are_left_out(cast: Cast, ana: Client, plan: Plan) -> None:
    tell(plan, LAST_MONDAY, MONDAY - timedelta(days=1))
    enter_time_away(cast.ana, TimeAwayKind.TRAVEL, LAST_MONDAY, LAST_MONDAY, cast.ana_user, LAST_MONDAY)
    said = page(ana)
    assert "9 of 9 days as they were meant" in said
    assert 'title="Mon 9 Nov: ill or away"' in said


def test_the_same_queries_for_one_week_and_for_many(
    cast: Cast, ana: Client, plan: Plan, django_assert_num_queries: Any
) -> None:
    page(ana)
    with CaptureQueriesContext(connection) as first:
        page(ana)
    tell(plan, START, WEDNESDAY)
    for n in range(20):
        write_log(cast.ana, WEDNESDAY - timedelta(days=n), {"mood": 4}, client_id=uuid4(), source=Source.IMPORT)
    with django_assert_num_queries(len(first)):
        page(ana)


class TestReflection:
    def test_it_is_written_read_by_both_and_taken_back(self, cast: Cast, ana: Client, coach: Client) -> None:
        assert f'href="{WEEK}"' in page(ana)
        assert ana.post(WEEK, WORDS).headers["Location"] == "/progress/"
        assert "Hills &lt;b&gt;felt&lt;/b&gt; light" in page(ana)
        assert "Hills &lt;b&gt;felt&lt;/b&gt; light" in page(coach, f"/athletes/{cast.ana.pk}/")
        assert ana.post(WEEK, {**WORDS, "went_well": "Everything"}).status_code == 302
        (row,) = WeeklyReflection.objects.in_team(cast.team)
        assert (row.monday, row.energy, row.went_well) == (LAST_MONDAY, 4, "Everything")
        ana.post(WEEK, {"take_back": "1"})
        assert not WeeklyReflection.objects.in_team(cast.team).exists()

    @pytest.mark.parametrize("day", [MONDAY, LAST_MONDAY - timedelta(weeks=1), WEDNESDAY, "last"])
    def test_only_a_week_that_is_nearly_over_and_not_long_ago(self, ana: Client, day: object) -> None:
        assert ana.get(f"/progress/weeks/{day}/").status_code == 404
        assert ana.post(f"/progress/weeks/{day}/", WORDS).status_code == 404

    def test_this_week_from_its_friday(self, ana: Client) -> None:
        with time_machine.travel(NOW + timedelta(days=2), tick=False):
            assert ana.get(f"/progress/weeks/{MONDAY}/").status_code == 200

    @pytest.mark.parametrize("sent", [{}, {"energy": "6"}, {"went_well": "x" * 501}])
    def test_what_cannot_be_kept_comes_back(self, cast: Cast, ana: Client, sent: dict[str, str]) -> None:
        assert ana.post(WEEK, sent).status_code == 422
        assert not WeeklyReflection.objects.in_team(cast.team).exists()

    def test_without_consent_it_is_neither_asked_nor_shown(self, cast: Cast, ana: Client, coach: Client) -> None:
        ana.post(WEEK, WORDS)
        withdraw(cast.ana, [ConsentKind.WELLNESS], ConsentGiver(cast.ana_user))
        assert "Hills" not in page(ana)
        assert "Hills" not in page(coach, f"/athletes/{cast.ana.pk}/")
        assert "There is no consent to keep it" in page(ana, WEEK)
        ana.post(WEEK, {"energy": "2"})
        (row,) = WeeklyReflection.objects.in_team(cast.team)
        assert row.energy == 4, "nothing is written without a consent, and nothing was deleted"
        withdraw(cast.ana, [ConsentKind.WELLNESS], ConsentGiver(cast.ana_user), delete=True)
        assert not WeeklyReflection.objects.in_team(cast.team).exists()
