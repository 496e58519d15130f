"""What the limits know of an athlete: kilometres as a range, runs as run, the day's colour, illness, silence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.changes import By, LimitBroken, make_change
from plans.engine.limits import History
from plans.engine.operations import Add, Drop, Move, Operation, Scale, Set
from plans.engine.rulebook import DEFAULT_RULEBOOK
from plans.engine.vocabulary import NOT_RUNNING
from plans.engine.week import PlanState, SessionState
from plans.models import Cause, Feedback, Plan, Session
from plans.plan_rows import load, load_state
from plans.rulebooks import change_thresholds
from plans.running_history import histories, history_of
from readiness.logging_days import write_log
from readiness.models import Source
from tests.cast import Cast, an_athlete
from tests.season import FRIDAY, MONDAY, START, THURSDAY, TUESDAY, WEDNESDAY, begin, session_on, stored

pytestmark = pytest.mark.slow

SECOND_MONDAY = START + timedelta(weeks=1)
"""Ana's weeks: 20 km, 22.5 km, and 25 km in the week of Wednesday, 18 November."""
FINE = dict.fromkeys(("fatigue", "soreness", "sleep_quality", "mood", "stress"), 4)
LOW = dict.fromkeys(FINE, 1)


def known(plan: Plan, today: date = WEDNESDAY) -> History:
    return history_of(plan, load([plan])[plan.pk].runs(today), today, DEFAULT_RULEBOOK)


def tell(plan: Plan, day: date, outcome: str = "done", km: float | None = None, kind: str = "") -> None:
    """The report of the day's run, or of the session of this kind."""
    sessions = Session.objects.in_team(plan.team).filter(plan=plan, day=day)
    session = sessions.get(kind=kind) if kind else sessions.exclude(kind__in=NOT_RUNNING).get()
    Feedback.objects.create(
        team=plan.team, athlete=plan.athlete, session=session, local_date=day, outcome=outcome, distance_km=km
    )


def runs_of(plan: Plan, monday: date) -> list[tuple[date, float]]:
    week = load_state(plan).week_of(monday)
    assert week
    return [(run.day, run.distance_km or 0) for run in week.runs]


def log(plan: Plan, day: date, **values: Any) -> None:
    write_log(plan.athlete, day, {**FINE, **values}, client_id=uuid4(), source=Source.CHECK_IN)


class TestKilometres:
    def test_nothing_reported_is_nothing_known(self, plan: Plan) -> None:
        found = known(plan)
        assert (found.done_km_low, found.done_km_high, found.done_runs_km) == ({}, {}, {})
        assert (found.baseline_km_per_week, found.today, found.longest_run_km) == (50, WEDNESDAY, None)

    def test_a_week_is_a_range_where_some_runs_were_not_reported(self, plan: Plan) -> None:
        (first, first_km), *others = runs_of(plan, START)
        tell(plan, first, km=4.5)
        found = known(plan)
        assert found.done_km_low == {START: 4.5}
        assert found.done_km_high == {START: round(4.5 + sum(km for _, km in others), 1)}
        assert found.done_runs_km == {first: (4.5,)}
        assert first_km != 4.5

    @pytest.mark.parametrize(
        ("outcome", "km", "counts"),
        [
            pytest.param("done", None, "as planned", id="done as planned"),
            pytest.param("done", 9.0, 9.0, id="done, longer"),
            pytest.param("rested", None, 0.0, id="rested"),
            pytest.param("something_else", None, 0.0, id="something else"),
            pytest.param("something_else", 3.0, 3.0, id="something else, a shorter run"),
        ],
    )
    def test_what_a_report_counts(self, plan: Plan, outcome: str, km: float | None, counts: Any) -> None:
        day, planned = runs_of(plan, START)[0]
        tell(plan, day, outcome, km)
        found = known(plan)
        expected = planned if counts == "as planned" else counts
        assert found.done_km_low == {START: expected}
        assert found.done_runs_km == {day: (expected,) if expected else ()}

    def test_of_this_week_the_days_that_are_over_count(self, plan: Plan) -> None:
        """Tuesday's run is reported, Thursday's is to come: neither done nor unreported."""
        tell(plan, TUESDAY)
        for today in (WEDNESDAY, THURSDAY):
            found = known(plan, today)
            assert found.done_km_low == found.done_km_high
            assert found.done_km_low == {MONDAY: runs_of(plan, MONDAY)[0][1]}

    def test_todays_run_counts_once_it_is_reported(self, plan: Plan) -> None:
        assert known(plan, THURSDAY).done_km_low == {}
        tell(plan, THURSDAY, km=8.0)
        found = known(plan, THURSDAY)
        assert found.done_km_low == {MONDAY: 8.0}
        assert found.done_km_high == {MONDAY: round(8 + runs_of(plan, MONDAY)[0][1], 1)}, "Tuesday was not reported"

    def test_strength_is_no_run(self, plan: Plan) -> None:
        tell(plan, START + timedelta(days=2), kind="strength")
        assert known(plan).done_runs_km == {}


class TestHowTheyAre:
    def test_an_amber_or_red_day_is_known(self, plan: Plan) -> None:
        log(plan, MONDAY)
        log(plan, TUESDAY, **LOW)
        assert known(plan).low_days == {TUESDAY}

    def test_illness_and_the_way_back(self, plan: Plan) -> None:
        assert known(plan).setback is None
        log(plan, MONDAY, illness="systemic")
        log(plan, TUESDAY, illness="systemic")
        ill = known(plan).setback
        assert ill
        assert (ill.first_day, ill.days, ill.back_from) == (MONDAY, 2, THURSDAY)
        log(plan, WEDNESDAY)
        well = known(plan, FRIDAY).setback
        assert well
        assert (well.days, well.back_from, well.hard_from) == (2, THURSDAY, FRIDAY)

    @pytest.mark.parametrize(
        ("last", "gap"),
        [
            pytest.param(WEDNESDAY, None, id="today"),
            pytest.param(MONDAY - timedelta(days=1), None, id="two days between"),
            pytest.param(MONDAY - timedelta(days=2), 3, id="three days between"),
            pytest.param(None, 21, id="never"),
        ],
    )
    def test_days_without_a_log(self, plan: Plan, last: date | None, gap: int | None) -> None:
        if last:
            log(plan, last)
        assert known(plan).days_without_log == gap


def test_two_queries_for_any_number_of_plans_and_each_to_its_own(cast: Cast, plan: Plan) -> None:
    plans = [plan, *(begin(an_athlete(cast.team, name), cast.coach) for name in ("Cleo", "Dora")), begin(cast.zoe)]
    for n, each in enumerate(plans):
        each.athlete.refresh_from_db()
        tell(each, runs_of(each, START)[0][0], km=1.0 + n)
    rulebooks = dict.fromkeys([each.athlete_id for each in plans], DEFAULT_RULEBOOK)
    with CaptureQueriesContext(connection) as context:
        found = histories(plans, WEDNESDAY, rulebooks)
    assert len(context) == 2
    assert {id: history.done_km_low for id, history in found.items()} == {
        each.pk: {START: 1.0 + n} for n, each in enumerate(plans)
    }


class TestChanges:
    """What was run decides what a change may be."""

    def longer(self, plan: Plan, km: float) -> list[Operation]:
        """Thursday's run of this week in so many kilometres."""
        return [Set(str(session_on(plan, THURSDAY).pk), (("distance_km", km),))]

    def by(self, plan: Plan, note: str = "She feels fine") -> By:
        return By(Cause.COACH, plan.created_by, note)

    def test_a_week_that_was_not_run_carries_less(self, plan: Plan) -> None:
        """Planned 22.5 km; run 8 km of them: 25 km were planned for this week, and more of them is a leap."""
        change = make_change(plan, self.longer(plan, 7.0), self.by(plan))
        assert change
        assert change.breaches == []
        for monday in (START, SECOND_MONDAY):
            for day, _km in runs_of(plan, monday):
                tell(plan, day, km=2.0)
        before = stored()
        with pytest.raises(LimitBroken) as refused:
            make_change(plan, self.longer(plan, 8.0), self.by(plan))
        assert refused.value.is_hard
        assert "V1" in {b.limit for b in refused.value.breaches}
        assert stored() == before

    def test_less_of_what_is_still_too_much_is_welcome(self, plan: Plan) -> None:
        for day, _km in runs_of(plan, SECOND_MONDAY) + runs_of(plan, START):
            tell(plan, day, km=2.0)
        state = load_state(plan)
        week = state.week_of(MONDAY)
        assert week
        lighter = [Scale(tuple(sorted(run.id for run in week.runs)), 0.9)]
        assert make_change(plan, lighter, self.by(plan))

    def test_the_limits_are_the_teams_own(self, plan: Plan) -> None:
        """Thursday is full of work for this team: 27.6 km after 22.5 km are a step of 23 %."""
        with pytest.raises(LimitBroken):
            make_change(plan, self.longer(plan, 9.0), self.by(plan, ""))
        change_thresholds(plan.team, {"week_step_ratio": 1.3, "longest_share_of_4_runs": 0.5}, plan.created_by)
        assert make_change(plan, self.longer(plan, 9.0), self.by(plan, ""))


def a_run(state: PlanState, day: date, **fields: Any) -> Operation:
    values = {"kind": "tempo", "duration_min": 40, "distance_km": 6.0, "rpe": 7, **fields}
    week = state.week_of(day)
    assert week
    return Add(SessionState(str(uuid4()), day, len(week.on(day)), day, **values))


@pytest.mark.parametrize(
    ("limit", "operations"),
    [
        pytest.param("V1", lambda p: [a_run(p, FRIDAY, distance_km=12.0, kind="easy", rpe=3)], id="a leap of a week"),
        pytest.param("V4", lambda p: [a_run(p, THURSDAY), a_run(p, FRIDAY)], id="two hard days in a row"),
        pytest.param("V4", lambda p: [a_run(p, FRIDAY), a_run(p, FRIDAY)], id="two hard sessions on a day"),
        pytest.param(
            "V6",
            lambda p: [
                a_run(p, WEDNESDAY + timedelta(days=n), kind="easy", rpe=2, distance_km=0.1, duration_min=1)
                for n in (2, 5, 9)
            ],
            id="eleven days without rest",
        ),
    ],
)
def test_a_hard_limit_is_passed_by_nobody(plan: Plan, limit: str, operations: Any) -> None:
    before = stored()
    for note in ("", "The athlete asked for it", "Signed by both coaches"):
        for cause in (Cause.COACH, Cause.ATHLETE, Cause.ANSWER, Cause.NIGHT):
            with pytest.raises(LimitBroken) as refused:
                make_change(plan, operations(load_state(plan)), By(cause, plan.created_by, note))
            assert limit in {b.limit for b in refused.value.breaches if b.severity == "hard"}
    assert stored() == before


class TestAlone:
    """What nobody looks at first."""

    def night(self, plan: Plan, *operations: Operation) -> Any:
        return make_change(plan, operations, By(Cause.NIGHT, None, "by itself"))

    def test_no_step_up_without_a_check_in(self, plan: Plan) -> None:
        """This week rises from 22.5 to 25 km as planned; a night may not add to that unheard."""
        more = Set(str(session_on(plan, THURSDAY).pk), (("distance_km", 6.5),))
        with pytest.raises(LimitBroken) as refused:
            self.night(plan, more)
        assert [b.sentence for b in refused.value.breaches if b.limit == "V14"]
        log(plan, TUESDAY)
        assert self.night(plan, more)

    def test_a_day_of_rest_needs_no_check_in(self, plan: Plan) -> None:
        assert self.night(plan, Drop(str(session_on(plan, THURSDAY).pk)))

    def test_a_coach_needs_none_to_move_a_run(self, plan: Plan) -> None:
        moved = Move(str(session_on(plan, THURSDAY).pk), FRIDAY, 0)
        assert make_change(plan, [moved], By(Cause.COACH, plan.created_by))
