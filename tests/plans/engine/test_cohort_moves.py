"""What a coach does with a cohort, plan by plan: where it is possible, what becomes of the weeks, and why not."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.applying import NotPossible, apply
from plans.engine.cohort_moves import CohortMove, NotMoved, Squadmate, WhyNot, moved
from plans.engine.generation import generate
from plans.engine.limits import History, Severity, added, check_plan
from plans.engine.rulebook import Rulebook
from plans.engine.vocabulary import Level, PhaseKind
from plans.engine.week import PlanState
from plans.planning import default_template

START = date(2026, 11, 2)
RULES = Rulebook()


@cache
def season(deadline: date | None = None) -> PlanState:
    """Three weeks of foundation, four of maintenance, three of potency, four of reintegration."""
    plan = generate(
        default_template(),
        level=Level.INTERMEDIATE,
        baseline_km_per_week=50.0,
        available_weekdays=tuple(range(7)),
        free_min_by_weekday=[120] * 7,
        start=START,
        plan_id=UUID(int=1),
    )
    phases = default_template().phases
    min_weeks = tuple((phase.kind, phase.min_weeks) for phase in phases)
    return PlanState(
        plan.level, plan.baseline_km_per_week, plan.available_weekdays, plan.weeks, deadline=deadline,
        min_weeks=min_weeks,
    )  # fmt: skip


def mate(today: date, deadline: date | None = None) -> Squadmate:
    return Squadmate(season(deadline), today, RULES, History(baseline_km_per_week=50.0), default_template())


def phases(plan: PlanState) -> str:
    """The phases of the weeks by their first letters."""
    return "".join(week.phase[0] for week in plan.weeks)


def day(week: int) -> date:
    """The Wednesday of this week of the season, from 1."""
    return START + timedelta(weeks=week - 1, days=2)


@pytest.mark.parametrize(
    ("move", "week", "becomes"),
    [
        (CohortMove.ADVANCE, 1, "fmmmmppprrrr"),
        (CohortMove.ADVANCE, 4, "fffmppprrrr"),
        (CohortMove.HOLD, 2, "ffffmmmmppprrrr"),
        (CohortMove.HOLD, 14, "fffmmmmppprrrrr"),
        (CohortMove.RECOVER, 5, "fffmmmmmppprrrr"),
        (CohortMove.RECOVER, 3, "ffffmmmmppprrrr"),
    ],
)
def test_what_becomes_of_the_phases(move: CohortMove, week: int, becomes: str) -> None:
    after, _ = apply(season(), moved(mate(day(week)), move))
    assert phases(after) == becomes
    assert all(a.monday + timedelta(weeks=1) == b.monday for a, b in zip(after.weeks, after.weeks[1:], strict=False))


def test_a_recovery_week_is_a_lighter_easy_one_and_says_so() -> None:
    after, _ = apply(season(), moved(mate(day(5)), CohortMove.RECOVER))
    recovery, this = after.weeks[5], after.weeks[4]
    assert recovery.deload
    assert recovery.distance_km <= 0.7 * this.distance_km
    assert not any(session.is_hard for session in recovery.sessions)


def test_another_start_takes_all_weeks_along() -> None:
    before = START - timedelta(weeks=3)
    after, _ = apply(season(), moved(mate(before), CohortMove.SHIFT, 2))
    assert [week.monday - timedelta(weeks=2) for week in after.weeks] == [week.monday for week in season().weeks]


@pytest.mark.parametrize(
    ("move", "today", "weeks", "why"),
    [
        (CohortMove.ADVANCE, START - timedelta(days=1), 0, WhyNot.NOT_BEGUN),
        (CohortMove.ADVANCE, day(15), 0, WhyNot.OVER),
        (CohortMove.ADVANCE, day(3), 0, WhyNot.ANYWAY),
        (CohortMove.ADVANCE, day(11), 0, WhyNot.LAST_PHASE),
        (CohortMove.HOLD, START - timedelta(days=1), 0, WhyNot.NOT_BEGUN),
        (CohortMove.RECOVER, day(15), 0, WhyNot.OVER),
        (CohortMove.SHIFT, START, 1, WhyNot.BEGUN),
        (CohortMove.SHIFT, START - timedelta(days=1), -2, WhyNot.PAST),
        (CohortMove.SHIFT, START - timedelta(days=1), 0, WhyNot.NOTHING),
    ],
)
def test_why_a_plan_cannot_be_moved_so(move: CohortMove, today: date, weeks: int, why: WhyNot) -> None:
    with pytest.raises(NotMoved) as refused:
        moved(mate(today), move, weeks)
    assert refused.value.why is why


def test_a_deadline_takes_weeks_that_may_go_and_then_refuses() -> None:
    last = season().weeks[-1].sunday
    after, _ = apply(season(last), moved(mate(day(2), last), CohortMove.HOLD))
    assert after.weeks[-1].sunday == last
    assert phases(after).count("f") == 4
    with pytest.raises(NotMoved) as refused:
        moved(mate(day(14), last), CohortMove.HOLD)
    assert refused.value.why is WhyNot.DEADLINE


@given(move=st.sampled_from(CohortMove), days=st.integers(-20, 110), weeks=st.integers(-4, 8), tight=st.booleans())
def test_no_move_breaks_a_hard_limit_or_a_deadline_and_each_has_its_way_back(
    move: CohortMove, days: int, weeks: int, tight: bool
) -> None:
    deadline = season().weeks[-1].sunday + timedelta(weeks=1) if tight else None
    one = mate(START + timedelta(days=days), deadline)
    try:
        operations = moved(one, move, weeks)
    except (NotMoved, NotPossible):
        return
    after, inverse = apply(one.plan, operations)
    found = added(check_plan(one.plan, one.history, RULES.plans), check_plan(after, one.history, RULES.plans))
    assert [breach for breach in found if breach.severity is Severity.HARD] == []
    assert deadline is None or after.weeks[-1].sunday <= deadline
    assert apply(after, inverse)[0] == one.plan
    assert [PhaseKind(p) for p in dict.fromkeys(w.phase for w in after.weeks)] == list(PhaseKind)
