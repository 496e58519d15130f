"""A plan is made once, from a Monday on, on at least two weekdays; else it says why, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from athletes.models import Athlete
from plans.models import Plan
from plans.plan_rows import load_state
from plans.planning import check_start, create_plan, end_plan, generated, limits_of
from tests.cast import Cast, an_athlete
from tests.season import MONDAY, START, WEDNESDAY, WEEK, begin, stored, words_of


def plan_url(athlete: Athlete) -> str:
    return f"/athletes/{athlete.pk}/plan/new/"


class TestStart:
    """Wednesday, 18 November 2026, and what may be a start then."""

    @pytest.mark.parametrize(
        ("start", "code"),
        [
            pytest.param("2026-11-16", None, id="the Monday of this week"),
            pytest.param("2026-11-23", None, id="next Monday"),
            pytest.param("2027-11-15", None, id="a Monday within a year"),
            pytest.param("2026-11-09", "past", id="last Monday"),
            pytest.param("0001-01-01", "past", id="the first Monday there is"),
            pytest.param("2026-11-15", "past", id="yesterday's week, no Monday either"),
            pytest.param("2026-11-18", "monday", id="today, a Wednesday"),
            pytest.param("2026-11-29", "monday", id="a Sunday"),
            pytest.param("2027-11-22", "too_far", id="a Monday beyond a year"),
            pytest.param("9999-12-31", "too_far", id="the last day there is"),
        ],
    )
    def test_which_day_may_start_a_plan(self, start: str, code: str | None) -> None:
        if code is None:
            check_start(date.fromisoformat(start), WEDNESDAY)
            return
        with pytest.raises(ValidationError) as refusal:
            check_start(date.fromisoformat(start), WEDNESDAY)
        assert refusal.value.code == code

    def test_on_a_monday_the_day_itself_may_start(self) -> None:
        check_start(MONDAY, today=MONDAY)


class TestMaking:
    def test_fourteen_weeks_are_written_as_they_were_generated(self, cast: Cast) -> None:
        plan = begin(cast.ana, cast.coach)

        state = load_state(plan)
        assert (plan.level, float(plan.baseline_km_per_week), plan.revision) == ("intermediate", 50, 0)
        assert (plan.created_by, plan.ended_at, plan.goal) == (cast.coach, None, "Arrive at spring fresh.")
        assert [week.monday for week in state.weeks] == [START + timedelta(weeks=n) for n in range(14)]
        assert [p.kind for p in plan.phases.filter(team=plan.team)] == [
            "foundation", "maintenance", "potency", "reintegration",
        ]  # fmt: skip
        assert words_of(plan) == WEEK
        assert state.weeks[0].distance_km == 20.0, "two fifths of the baseline"
        assert limits_of(state) == ()

    @pytest.mark.parametrize(
        ("frame", "days"),
        [
            pytest.param([0, 90, 0, 90, 0, 90, 90], {1, 3, 5, 6}, id="four days"),
            pytest.param([60, 0, 0, 0, 0, 0, 60], {0, 6}, id="two days"),
        ],
    )
    def test_a_plan_stands_on_the_days_there_are(self, cast: Cast, frame: list[int], days: set[int]) -> None:
        mia = an_athlete(cast.team, "Mia", available_min_by_weekday=frame)

        assert {s.day.weekday() for s in load_state(begin(mia)).sessions()} <= days

    def test_generating_alone_writes_nothing(self, cast: Cast) -> None:
        before = stored()
        assert len(generated(cast.ana, START, uuid4()).weeks) == 14
        assert stored() == before

    def test_a_second_running_plan_is_refused(self, cast: Cast, plan: Plan) -> None:
        before = stored()
        with pytest.raises(ValidationError, match=r"Ana R\. already has a running plan"):
            create_plan(cast.ana, MONDAY)
        assert stored() == before

    def test_after_its_end_there_may_be_another(self, cast: Cast, plan: Plan) -> None:
        end_plan(plan)
        begin(cast.ana)

        plans = Plan.objects.in_team(cast.team).filter(athlete=cast.ana)
        assert [p.ended_at is None for p in plans.order_by("pk")] == [False, True]


class TestForm:
    def test_it_offers_the_next_monday_and_says_what_the_plan_is_made_of(self, coach: Client, cast: Cast) -> None:
        page = coach.get(plan_url(cast.ben)).content.decode()

        assert 'name="start" value="2026-11-23"' in page
        assert "A plan for Ben O." in page
        assert "14 weeks, Intermediate, from 50" in page

    def test_a_coach_gives_a_plan(self, coach: Client, cast: Cast) -> None:
        answer = coach.post(plan_url(cast.ben), {"start": "2026-11-23", "goal": "Fresh legs"}, follow=True)

        made = Plan.objects.in_team(cast.team).get(athlete=cast.ben)
        assert (made.start, made.goal, made.created_by) == (date(2026, 11, 23), "Fresh legs", cast.coach)
        page = answer.content.decode()
        assert "Ben O. has a plan of 14 weeks." in page
        assert "Fresh legs" in page

    @pytest.mark.parametrize(
        ("sent", "field", "error"),
        [
            ({"start": "2026-11-09"}, "start", "09 Nov 2026 is in the past. The earliest start is Monday, 16 Nov"),
            ({"start": "2026-11-24"}, "start", "A plan starts on a Monday. The next one is 30 Nov 2026."),
            ({"start": "2028-01-03"}, "start", "03 Jan 2028 is too far ahead. The latest start is 15 Nov 2027."),
            ({"start": "9999-12-27"}, "start", "27 Dec 9999 is too far ahead. The latest start is 15 Nov 2027."),
            ({"start": "2026-02-30"}, "start", "Enter a valid date."),
            ({"start": "next Monday"}, "start", "Enter a valid date."),
            ({"start": ""}, "start", "This field is required."),
            ({}, "start", "This field is required."),
            ({"start": "2026-11-23", "goal": "x" * 201}, "goal", "Ensure this value has at most 200 characters"),
        ],
        ids=[
            "in the past", "a Tuesday", "too far ahead", "the last Monday there is", "no day", "no date", "empty",
            "nothing sent", "a goal too long",
        ],
    )  # fmt: skip
    def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_written(
        self, coach: Client, cast: Cast, sent: dict[str, str], field: str, error: str
    ) -> None:
        before = stored()
        answer = coach.post(plan_url(cast.ben), sent)

        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        beside = answer.context["form"][field].as_field_group()
        assert error in beside
        assert beside in answer.content.decode()
        assert stored() == before

    @pytest.mark.parametrize(
        ("prepare", "error"),
        [
            pytest.param(
                lambda ana: Athlete.objects.in_team(ana.team).filter(pk=ana.pk).update(
                    available_min_by_weekday=[0, 60, 0, 0, 0, 0, 0]
                ),
                "A plan needs at least two weekdays. Edit Ana R. and choose when there is time.",
                id="one weekday",
            ),
            pytest.param(begin, "Ana R. already has a running plan. End it first.", id="a running plan"),
        ],
    )  # fmt: skip
    def test_an_athlete_who_cannot_have_one_gets_none(
        self, coach: Client, cast: Cast, prepare: Callable[[Athlete], object], error: str
    ) -> None:
        prepare(cast.ana)
        before = stored()
        answer = coach.post(plan_url(cast.ana), {"start": "2026-11-23"})

        assert answer.status_code == 422
        assert error in answer.content.decode()
        assert stored() == before
