"""Proposals: what each directive does to a plan, and that it can always be approved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.engine.applying import apply
from plans.engine.change_words import describe
from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.decisions import Directive
from plans.engine.limits import History, Severity, new_breaches
from plans.engine.operations import Drop, InsertRest, Move, Scale
from plans.engine.proposals import propose
from plans.engine.settling import settled
from plans.engine.vocabulary import Level, SessionKind
from plans.engine.week import PlanState
from tests.plans.engine.plans_made import a_plan, a_session, a_week, day
from tests.plans.engine.shipped import plan as shipped_plan

EASY_TUE = a_session("tue", day(0, 1), duration_min=30, distance_km=5.0)
EASY_THU = a_session("thu", day(0, 3))
TEMPO_WED = a_session("wed", day(0, 2), kind=SessionKind.TEMPO, rpe=6)
LONG_SAT = a_session("sat", day(0, 5), kind=SessionKind.LONG, duration_min=60, distance_km=8.0)
LIFT_TUE = a_session("lift", day(0, 1), kind=SessionKind.STRENGTH, position=1, distance_km=None)
MONDAY_NIGHT = day(0, 0)
SUNDAY_BEFORE = day(0, 0) - timedelta(days=1)


def words(plan: PlanState, directive: Directive, night: date) -> list[tuple[str, str]]:
    return [(line.before, line.after) for line in describe(plan, propose(directive, plan, night, DEFAULT_POLICY))]


def test_a_rest_day_takes_the_next_run_and_the_strength_beside_it() -> None:
    plan = a_plan(a_week(0, EASY_TUE, LIFT_TUE, EASY_THU))
    assert propose(Directive.REST_NEXT_RUN, plan, MONDAY_NIGHT, DEFAULT_POLICY) == (InsertRest(day(0, 1)),)
    assert words(plan, Directive.REST_NEXT_RUN, MONDAY_NIGHT) == [
        ("Tue easy run 30 min", "rest"),
        ("Tue strength 40 min", "rest"),
    ]


def test_a_hard_run_moves_two_days_on_when_a_day_is_free() -> None:
    plan = a_plan(a_week(0, TEMPO_WED, a_session("thu", day(0, 3))))
    operations = propose(Directive.REST_NEXT_RUN, plan, MONDAY_NIGHT, DEFAULT_POLICY)
    assert operations == (Move(TEMPO_WED.id, day(0, 4), 0), InsertRest(day(0, 2)))


def test_a_hard_run_without_a_free_day_goes() -> None:
    plan = a_plan(a_week(0, TEMPO_WED), available_weekdays=(0, 1, 2))
    operations = propose(Directive.REST_NEXT_RUN, plan, MONDAY_NIGHT, DEFAULT_POLICY)
    assert operations[0] == Drop(TEMPO_WED.id)


def test_nothing_is_proposed_where_no_run_is_near() -> None:
    assert propose(Directive.REST_NEXT_RUN, a_plan(a_week(0)), MONDAY_NIGHT, DEFAULT_POLICY) == ()


def test_while_ill_the_next_two_days_are_rest_and_hard_running_waits() -> None:
    plan = a_plan(a_week(0, EASY_TUE, TEMPO_WED, LONG_SAT))
    operations = propose(Directive.REST_WHILE_ILL, plan, MONDAY_NIGHT, DEFAULT_POLICY)
    after, _ = apply(plan, operations)
    assert not any(s.loads for s in after.sessions() if s.day in (day(0, 1), day(0, 2)))
    assert [s.day for s in after.sessions() if s.is_hard] == [day(0, 3)]


def test_the_shortest_easy_run_goes_and_not_the_long_one() -> None:
    plan = a_plan(a_week(0, EASY_TUE, EASY_THU, LONG_SAT, a_session("sun", day(0, 6))))
    assert propose(Directive.DROP_EASY_RUN, plan, SUNDAY_BEFORE, DEFAULT_POLICY)[0] == Drop(EASY_TUE.id)


def test_with_three_runs_left_each_easy_run_gives_a_fifth() -> None:
    plan = a_plan(a_week(0, EASY_TUE, EASY_THU, LONG_SAT))
    operations = propose(Directive.DROP_EASY_RUN, plan, SUNDAY_BEFORE, DEFAULT_POLICY)
    assert operations[0] == Scale(tuple(sorted([EASY_TUE.id, EASY_THU.id])), 0.8)


def test_a_week_without_data_runs_no_more_than_the_one_before() -> None:
    plan = a_plan(a_week(0, EASY_TUE, EASY_THU), a_week(1, a_session("next", day(1, 1), distance_km=15.0)))
    after, _ = apply(plan, propose(Directive.STOP_THE_RAMP, plan, day(0, 6), DEFAULT_POLICY))
    assert after.weeks[1].distance_km <= after.weeks[0].distance_km


def test_a_repeated_week_has_the_same_sessions_under_new_ids() -> None:
    plan = a_plan(a_week(0, EASY_TUE, LONG_SAT), a_week(1, a_session("next", day(1, 1))))
    after, _ = apply(plan, propose(Directive.REPEAT_WEEK, plan, day(0, 6), DEFAULT_POLICY))
    assert [w.template_week for w in after.weeks] == [1, 1, 2]
    assert [s.duration_min for s in after.weeks[1].sessions] == [30, 60]
    assert len({s.id for s in after.sessions()}) == 5
    assert propose(Directive.REPEAT_WEEK, plan, day(0, 6), DEFAULT_POLICY) == propose(
        Directive.REPEAT_WEEK, plan, day(0, 6), DEFAULT_POLICY
    )


def a_leap_after(easy: str) -> PlanState:
    """20 km, then 24 km: a fifth more, which is the most without a note; without one run of 5 km it is a leap."""
    runs = [a_session(f"{easy} {n}", day(0, n), distance_km=5.0) for n in (0, 2, 4, 6)]
    later = [a_session(f"later {n}", day(1, n), distance_km=6.0) for n in (0, 2, 4, 6)]
    return a_plan(a_week(0, *runs), a_week(1, *later))


def test_a_later_week_gives_way_to_what_is_taken_out_now() -> None:
    plan = a_leap_after("easy")
    dropped = plan.weeks[0].sessions[0].id
    operations = settled(plan, (Drop(dropped),))
    after, inverse = apply(plan, operations)
    assert isinstance(operations[-1], Scale)
    assert after.weeks[0].distance_km == 15.0
    assert 15.0 < after.weeks[1].distance_km <= 1.3 * 15.0
    assert apply(after, inverse)[0] == plan


def test_weeks_up_to_a_day_stay_as_they_were_asked_for() -> None:
    plan = a_leap_after("easy")
    operations = (Drop(plan.weeks[0].sessions[0].id),)
    assert settled(plan, operations, later_than=plan.weeks[1].monday) == operations


def test_what_was_reported_on_since_is_left_alone() -> None:
    reported = a_session("next", day(1, 1), has_feedback=True)
    plan = a_plan(a_week(0, EASY_TUE, LONG_SAT), a_week(1, reported))
    assert propose(Directive.REPEAT_WEEK, plan, day(0, 6), DEFAULT_POLICY) == ()


def test_the_next_phase_skips_what_is_left_of_this_one() -> None:
    plan = shipped_plan(Level.INTERMEDIATE, 50)
    night = plan.weeks[1].sunday
    after, _ = apply(plan, propose(Directive.NEXT_PHASE, plan, night, DEFAULT_POLICY))
    assert [w.template_week for w in after.weeks[:4]] == [1, 2, 4, 5]
    assert after.weeks[2].monday == night + timedelta(days=1)
    assert after.weeks[2].distance_km <= max(1.2 * after.weeks[1].distance_km, after.weeks[1].distance_km + 3)


@pytest.mark.parametrize("directive", list(Directive))
@settings(max_examples=30)
@given(
    level=st.sampled_from(Level),
    baseline=st.integers(5, 200),
    days=st.sets(st.integers(0, 6), min_size=2),
    week=st.integers(0, 12),
    weekday=st.integers(0, 6),
)
def test_no_proposal_breaks_a_hard_limit(
    directive: Directive, level: Level, baseline: int, days: set[int], week: int, weekday: int
) -> None:
    """A coach can approve what is proposed: any level, baseline, days and night of the season."""
    plan = shipped_plan(level, baseline, tuple(sorted(days)))
    night = plan.weeks[week].monday + timedelta(days=weekday)
    after, inverse = apply(plan, propose(directive, plan, night, DEFAULT_POLICY))
    broken = new_breaches(plan, after, History(baseline_km_per_week=baseline))
    assert [b.sentence for b in broken if b.severity is Severity.HARD] == []
    assert apply(after, inverse)[0] == plan
