"""A plan is made once, from a Monday on, on at least two weekdays; else it says why, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from athletes.models import Athlete, AvailabilityException, SeasonAudit
from athletes.protecting import ATTRIBUTES
from plans.beginnings import beginning_of
from plans.engine.limits import History, Severity, check_plan
from plans.engine.policy import PlanPolicy
from plans.engine.vocabulary import PhaseKind, SessionKind
from plans.models import Plan, TemplateVersion
from plans.plan_rows import load_state
from plans.planning import (
    check_start,
    create_plan,
    default_template,
    end_plan,
    generated,
    lengths_until,
    template_of,
)
from tests.cast import Cast, an_athlete
from tests.pages import visible
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
        assert check_plan(state, History(baseline_km_per_week=state.baseline_km_per_week)) == ()

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

    @pytest.mark.parametrize(
        "frame",
        [
            pytest.param([45] * 7, id="three quarters of an hour a day"),
            pytest.param([20, 60, 20, 60, 20, 60, 90], id="long on Sundays only"),
        ],
    )
    def test_no_day_of_a_plan_has_more_than_its_minutes(self, cast: Cast, frame: list[int]) -> None:
        mia = an_athlete(cast.team, "Mia", available_min_by_weekday=frame)

        for session in load_state(begin(mia)).sessions():
            assert session.duration_min <= frame[session.day.weekday()]

    def test_dates_with_other_minutes_are_kept(self, cast: Cast) -> None:
        saturday, tuesday = START + timedelta(days=5), START + timedelta(days=8)
        for day, minutes in ((saturday, 0), (tuesday, 25)):
            AvailabilityException.objects.create(team=cast.team, athlete=cast.ana, date=day, available_min=minutes)
        state = load_state(begin(cast.ana))

        assert [s for s in state.sessions() if s.day == saturday] == []
        assert [s.kind for s in state.weeks[0].runs].count(SessionKind.LONG) == 1, "it is run on another day"
        assert sum(s.duration_min for s in state.sessions() if s.day == tuesday) <= 25
        assert [b for b in check_plan(state, History(50)) if b.severity is Severity.HARD] == []

    def test_generating_alone_writes_nothing(self, cast: Cast) -> None:
        before = stored()
        assert len(generated(cast.ana, START, uuid4()).weeks) == 14
        assert stored() == before

    def test_what_is_protected_and_until_when_is_kept_and_shifts_the_weeks(self, cast: Cast) -> None:
        plan = create_plan(
            cast.ana,
            START,
            protects=["mobility"],
            deadline=START + timedelta(weeks=13, days=-1),
            typical_long_run_km=16,
        )

        plan.refresh_from_db()
        assert (plan.protects, plan.deadline, plan.typical_long_run_km) == (["mobility"], date(2027, 1, 31), 16)
        weeks = load_state(plan).weeks
        assert [week.phase for week in weeks].count(PhaseKind.MAINTENANCE) == 3
        assert len(weeks) == 13
        assert "Fri mobility" in words_of(plan)
        assert template_of(plan).phases[0].mobility.minutes_per_day == 15

    def test_a_team_s_own_thresholds_make_the_weeks(self, cast: Cast) -> None:
        careful = PlanPolicy(longest_min_intermediate=60)
        longest = [
            max(s.duration_min for s in load_state(plan).sessions() if s.kind == "long")
            for plan in (create_plan(cast.ana, START), create_plan(cast.ben, START, policy=careful))
        ]
        assert longest == [87, 60]

    def test_the_shipped_template_is_stored_as_its_own_version_beside_earlier_ones(self, cast: Cast) -> None:
        first = TemplateVersion.objects.create(team=None, slug="offseason-14-weeks", version=1, document={"version": 1})

        assert begin(cast.ana).template.version == 2
        first.refresh_from_db()
        assert first.document == {"version": 1}

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


class TestDeadline:
    @pytest.mark.parametrize(
        ("days", "weeks"),
        [
            pytest.param(7 * 20, 14, id="20 weeks: the default length"),
            pytest.param(7 * 14 - 1, 14, id="the Sunday of the 14th week"),
            pytest.param(7 * 14 - 2, 13, id="a day less"),
            pytest.param(7 * 12 - 1, 12, id="the Sunday of the 12th week"),
            pytest.param(7 * 12 - 2, None, id="a day too few"),
            pytest.param(-1, None, id="before it starts"),
        ],
    )
    def test_how_many_weeks_there_are(self, days: int, weeks: int | None) -> None:
        if weeks is None:
            with pytest.raises(ValidationError, match="needs 12 weeks before"):
                lengths_until(START, START + timedelta(days=days))
            return
        lengths = lengths_until(START, START + timedelta(days=days))
        assert lengths
        assert sum(lengths.values()) == weeks

    def test_no_deadline_is_the_default(self) -> None:
        assert lengths_until(START, None) is None


NEXT_MONDAY = MONDAY + timedelta(weeks=1)


class TestBeginning:
    """What the form shows first, and where it comes from."""

    def known(self, cast: Cast, **fields: Any) -> Athlete:
        Athlete.objects.in_team(cast.team).filter(pk=cast.ben.pk).update(**fields)
        return Athlete.objects.in_team(cast.team).get(pk=cast.ben.pk)

    def test_a_plan_begins_with_the_profile(self, cast: Cast) -> None:
        ben = self.known(
            cast, goals="Enjoy it again\nSub 40", protects=["speed"], typical_long_run_km=18.5,
            next_season_on=date(2027, 3, 1),
        )  # fmt: skip
        found = beginning_of(ben, WEDNESDAY)

        assert found.values == {
            "start": NEXT_MONDAY, "goal": "Enjoy it again", "protects": ["speed"], "typical_long_run_km": 18.5,
            "deadline": date(2027, 2, 28),
        }  # fmt: skip
        assert found.sources == {
            "goal": "From the profile.", "protects": "From the profile.", "typical_long_run_km": "From the profile.",
            "deadline": "The day before the next season.", "baseline": "From the profile.",
        }  # fmt: skip
        assert not found.audited

    def test_where_nothing_is_known_nothing_is_offered(self, cast: Cast) -> None:
        assert beginning_of(cast.ben, WEDNESDAY).values == {"start": NEXT_MONDAY}

    @pytest.mark.parametrize(
        ("season", "last"),
        [
            pytest.param(date(2027, 2, 15), date(2027, 2, 14), id="twelve weeks: it fits"),
            pytest.param(date(2027, 2, 14), None, id="a day less: it does not"),
            pytest.param(date(2026, 11, 1), None, id="the season that began"),
        ],
    )
    def test_the_last_day_is_offered_where_an_offseason_fits(self, cast: Cast, season: date, last: date | None) -> None:
        assert beginning_of(self.known(cast, next_season_on=season), WEDNESDAY).values.get("deadline") == last

    def test_what_the_season_audit_confirmed_says_so(self, cast: Cast) -> None:
        ben = self.known(cast, goals="Enjoy it", protects=["speed"], typical_long_run_km=18.5)
        SeasonAudit.objects.create(
            team=cast.team, athlete=ben, goals="Enjoy it", protects=["mobility"], typical_long_run_km=18.5,
            accepted_baseline_km=50, completed_at=datetime(2026, 11, 3, 12, tzinfo=UTC),
        )  # fmt: skip
        found = beginning_of(ben, WEDNESDAY)

        assert found.audited
        audit = "From the season audit of 3 Nov 2026."
        assert found.sources == {
            "goal": audit, "protects": "From the profile.", "typical_long_run_km": audit, "baseline": audit,
        }  # fmt: skip

    def test_an_open_audit_is_none_yet(self, coach: Client, cast: Cast) -> None:
        SeasonAudit.objects.create(team=cast.team, athlete=cast.ben, goals="Enjoy it")
        page = coach.get(plan_url(cast.ben))

        assert "Nobody has looked back at the last season yet." in visible(page)
        assert f'href="/athletes/{cast.ben.pk}/season-audit/"' in page.content.decode()

    def test_the_page_shows_the_minutes_that_are_used(self, coach: Client, cast: Cast) -> None:
        self.known(cast, available_min_by_weekday=[0, 45, 0, 60, 0, 0, 90])

        assert "Tue 45 , Thu 60 , Sun 90" in visible(coach.get(plan_url(cast.ben)))

    def test_every_attribute_of_a_profile_can_be_protected_by_a_plan(self) -> None:
        assert {name for name, _words in ATTRIBUTES} == set(default_template().variants)


class TestForm:
    def test_it_says_what_each_choice_shifts(self, coach: Client, cast: Cast) -> None:
        page = visible(coach.get(plan_url(cast.ben)))

        for attribute, variant in default_template().variants.items():
            assert f"{attribute.capitalize()}: {variant.shifts}" in page

    def test_a_coach_chooses_what_to_protect_and_until_when(self, coach: Client, cast: Cast) -> None:
        sent = {
            "start": "2026-11-23", "protects": ["endurance", "speed"], "deadline": "2027-02-14",
            "typical_long_run_km": "18.5",
        }  # fmt: skip
        page = visible(coach.post(plan_url(cast.ben), sent, follow=True))

        made = Plan.objects.in_team(cast.team).get(athlete=cast.ben)
        assert (made.protects, made.deadline) == (["endurance", "speed"], date(2027, 2, 14))
        assert made.typical_long_run_km == 18.5
        assert "Ben O. has a plan of 12 weeks." in page

    def test_it_offers_the_next_monday_and_says_what_the_plan_is_made_of(self, coach: Client, cast: Cast) -> None:
        page = coach.get(plan_url(cast.ben)).content.decode()

        assert 'name="start" value="2026-11-23"' in page
        assert "A plan for Ben O." in page
        assert "Intermediate, from 50" in page

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
            ({"start": "2026-11-09"}, "start", "9 Nov 2026 is in the past. The earliest start is Monday, 16 Nov"),
            ({"start": "2026-11-24"}, "start", "A plan starts on a Monday. The next one is 30 Nov 2026."),
            ({"start": "2028-01-03"}, "start", "3 Jan 2028 is too far ahead. The latest start is 15 Nov 2027."),
            ({"start": "9999-12-27"}, "start", "27 Dec 9999 is too far ahead. The latest start is 15 Nov 2027."),
            ({"start": "2026-02-30"}, "start", "Enter a valid date."),
            ({"start": "next Monday"}, "start", "Enter a valid date."),
            ({"start": ""}, "start", "This field is required."),
            ({}, "start", "This field is required."),
            ({"start": "2026-11-23", "goal": "x" * 201}, "goal", "Ensure this value has at most 200 characters"),
            (
                {"start": "2026-11-23", "deadline": "2027-02-13"}, "deadline",
                "needs 12 weeks before 13 Feb 2027; from 23 Nov 2026 there are 11. "
                "Start by Monday, 16 Nov 2026, or choose 14 Feb 2027 or later",
            ),
            ({"start": "2026-11-23", "deadline": "2026-11-01"}, "deadline", "there are 0."),
            ({"start": "2026-11-23", "deadline": "soon"}, "deadline", "Enter a valid date."),
            ({"start": "2026-11-23", "protects": ["speed", "economy", "mobility"]}, "protects", "Choose up to two"),
            ({"start": "2026-11-23", "protects": ["grace"]}, "protects", "grace is not one of the available choices"),
            ({"start": "2026-11-23", "typical_long_run_km": "0"}, "typical_long_run_km", "greater than or equal to 1"),
        ],
        ids=[
            "in the past", "a Tuesday", "too far ahead", "the last Monday there is", "no day", "no date", "empty",
            "nothing sent", "a goal too long", "a day too early", "a last day before the first", "no last day",
            "three attributes", "an attribute nobody knows", "no long run",
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
                "A plan needs at least two weekdays with 20 minutes. Say in the profile of Ana R. when there is time.",
                id="one weekday",
            ),
            pytest.param(
                lambda ana: Athlete.objects.in_team(ana.team).filter(pk=ana.pk).update(
                    available_min_by_weekday=[19, 60, 19, 0, 0, 0, 0]
                ),
                "A plan needs at least two weekdays with 20 minutes. Say in the profile of Ana R. when there is time.",
                id="one weekday with time for a run",
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
