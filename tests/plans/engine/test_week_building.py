"""Whole weeks: scaled, with a rest day, followed by a recovery week, skipped, copied; limits hold for what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.applying import NotPossible, apply
from plans.engine.change_words import describe
from plans.engine.days import ANY_MIN
from plans.engine.limits import History, Severity, check_plan, new_breaches
from plans.engine.operations import Operation
from plans.engine.rulebook import Rulebook
from plans.engine.vocabulary import Level, PhaseKind, SessionKind
from plans.engine.week import PlanState, WeekState
from plans.engine.week_building import (
    Place,
    copied_week,
    mapped_days,
    recovery_week,
    rest_day,
    scaled_week,
    skipped_week,
)  # fmt: skip
from tests.plans.engine.plans_made import a_session, a_week, day
from tests.plans.engine.shipped import REFERENCE, START
from tests.plans.engine.shipped import plan as shipped_plan

Days = tuple[int, ...]
FEWEST = {"foundation": 2, "maintenance": 3, "potency": 2, "reintegration": 3}


@cache
def season(level: Level = Level.INTERMEDIATE, baseline: float = 50, days: Days = tuple(range(7))) -> PlanState:
    return replace(
        shipped_plan(level, baseline, days), min_weeks=tuple((PhaseKind(kind), n) for kind, n in FEWEST.items())
    )


def place(plan: PlanState) -> Place:
    known = History(baseline_km_per_week=plan.baseline_km_per_week)
    return Place(plan, Rulebook(), known, lambda state: check_plan(state, known))


def after(plan: PlanState, operations: tuple[Operation, ...]) -> PlanState:
    changed, inverse = apply(plan, operations)
    assert apply(changed, inverse)[0] == plan
    return changed


def monday(number: int) -> date:
    """The Monday of the week with this number, from 1."""
    return START + timedelta(weeks=number - 1)


def copied(source: PlanState, number: int, target: PlanState, to: int, minutes: tuple[int, ...] = ANY_MIN) -> WeekState:
    free_min = {monday(to) + timedelta(days=n): minutes[n] for n in range(7)}
    operations = copied_week(
        source, monday(number), place(target), monday(to),
        key="7", free_min=free_min, free_min_by_weekday=minutes,
    )  # fmt: skip
    return after(target, operations).weeks[to - 1]


def test_a_scaled_week_gives_the_share_of_its_runs() -> None:
    plan = season()
    week = after(plan, scaled_week(place(plan), monday(5), 80)).weeks[4]
    assert week.distance_km == pytest.approx(0.8 * plan.weeks[4].distance_km, abs=0.5)
    lifted, was = (next(s.duration_min for s in w.sessions if s.is_strength) for w in (week, plan.weeks[4]))
    assert lifted == was
    everything = after(plan, scaled_week(place(plan), monday(5), 80, runs_only=False)).weeks[4]
    assert next(s.duration_min for s in everything.sessions if s.is_strength) == round(0.8 * was)


@pytest.mark.parametrize("percent", [100, 20, 200])
def test_a_share_that_is_none(percent: int) -> None:
    with pytest.raises(NotPossible):
        scaled_week(place(season()), monday(5), percent)


def test_a_rest_day_takes_what_loads() -> None:
    plan = season()
    run = plan.weeks[4].runs[0]
    assert not any(s.loads for s in after(plan, rest_day(place(plan), run.day)).weeks[4].on(run.day))
    free = next(d for n in range(7) if not plan.weeks[4].on(d := monday(5) + timedelta(days=n)))
    with pytest.raises(NotPossible):
        rest_day(place(plan), free)


def test_a_recovery_week_is_easy_and_moves_the_rest_back() -> None:
    plan = season()
    changed = after(plan, recovery_week(place(plan), monday(8)))
    week, was = changed.weeks[8], plan.weeks[7]
    assert (week.monday, week.phase, week.deload) == (monday(9), was.phase, True)
    assert week.distance_km <= 0.6 * was.distance_km + 0.05
    assert not any(s.is_hard for s in week.sessions)
    assert 7 - len({s.day for s in week.sessions if s.loads}) >= 2
    assert changed.weeks[9].template_week == plan.weeks[8].template_week
    assert len(changed.weeks) == len(plan.weeks) + 1


def test_a_recovery_week_keeps_the_deadline_where_weeks_may_go() -> None:
    plan = replace(season(), deadline=season().weeks[-1].sunday)
    changed = after(plan, recovery_week(place(plan), monday(2)))
    assert changed.weeks[-1].sunday == plan.deadline
    assert len(changed.weeks) == len(plan.weeks)


def test_after_recovery_weeks_in_a_row_the_next_one_gives_way() -> None:
    """What is ahead is measured against the last three weeks; after three easy ones it would be a leap."""
    plan = season()
    for number in (8, 9, 10):
        at = place(plan)
        operations = recovery_week(at, monday(number))
        before, plan = plan, after(plan, operations)
        assert not [b for b in new_breaches(before, plan, at.known) if b.severity is Severity.HARD]
    assert plan.weeks[11].distance_km < season().weeks[8].distance_km


def test_a_skipped_week_brings_the_rest_forward() -> None:
    plan = season()
    changed = after(plan, skipped_week(place(plan), monday(5)))
    assert [w.template_week for w in changed.weeks] == [w.template_week for w in plan.weeks if w.monday != monday(5)]
    assert changed.weeks[-1].sunday == plan.weeks[-1].sunday - timedelta(weeks=1)


def test_the_only_week_of_a_phase_is_not_skipped() -> None:
    plan = season()
    single = replace(plan, weeks=(replace(plan.weeks[0], phase=PhaseKind.MAINTENANCE), *plan.weeks[1:]))
    rest = tuple(replace(w, phase=PhaseKind.FOUNDATION) if w.monday > monday(1) else w for w in single.weeks)
    with pytest.raises(NotPossible):
        skipped_week(place(replace(single, weeks=rest)), monday(1))


MAPPED = {
    "the same days": ({1: "easy", 3: "easy", 5: "long"}, range(7), {1: 1, 3: 3, 5: 5}),
    "the nearest free day": ({1: "easy", 5: "long"}, [1, 2, 6], {1: 1, 5: 6}),
    "what is on its own day stays there": ({2: "easy", 3: "easy"}, [2, 4], {2: 2, 3: 4}),
    "the long run goes first": ({1: "easy", 5: "long"}, [3], {5: 3}),
    "kilometres before strength": ({1: "strength", 2: "easy"}, [4], {2: 4}),
    "no day": ({1: "easy"}, [], {}),
}


@pytest.mark.parametrize(("kinds", "available", "expected"), MAPPED.values(), ids=MAPPED)
def test_where_days_go(kinds: dict[int, str], available: list[int], expected: dict[int, int]) -> None:
    sessions = (
        a_session(str(n), day(0, n), kind=SessionKind(kind), distance_km=None if kind == "strength" else 6.7)
        for n, kind in kinds.items()
    )
    assert mapped_days(a_week(0, *sessions), available) == expected


def test_a_copy_is_the_same_week_with_ids_of_its_own() -> None:
    plan = season()
    week = copied(plan, 4, plan, 5)
    assert [(s.kind, s.duration_min, s.day.weekday()) for s in week.sessions] == [
        (s.kind, s.duration_min, s.day.weekday()) for s in plan.weeks[3].sessions
    ]
    assert not {s.id for s in week.sessions} & {s.id for s in plan.sessions()}


def test_a_copy_for_somebody_else_has_their_doses_and_days() -> None:
    source, target = season(), season(Level.BEGINNER, 25, (1, 2, 4, 6))
    week = copied(source, 4, target, 4)
    assert {s.day.weekday() for s in week.sessions} <= {1, 2, 4, 6}
    assert week.distance_km <= 0.5 * source.weeks[3].distance_km + 0.5


def test_a_copy_keeps_to_the_minutes() -> None:
    minutes = (60, 30, 60, 30, 60, 45, 60)
    week = copied(season(), 4, season(), 4, minutes)
    for n in range(7):
        assert sum(s.duration_min for s in week.on(monday(4) + timedelta(days=n))) <= minutes[n]


def test_a_week_that_was_reported_on_stays() -> None:
    plan = season()
    first, *others = plan.weeks[4].sessions
    reported = replace(plan.weeks[4], sessions=(replace(first, has_feedback=True), *others))
    with pytest.raises(NotPossible):
        copied(plan, 4, replace(plan, weeks=(*plan.weeks[:4], reported, *plan.weeks[5:])), 5)


levels = st.sampled_from(list(Level))
some_days = st.sampled_from([tuple(range(7)), (1, 3, 5, 6), (0, 2, 4, 5, 6)])


@given(levels, some_days, st.integers(2, 13), st.sampled_from(["rest", "recovery", "less"]))
def test_a_lighter_week_never_makes_a_later_one_a_leap(
    level: Level, days: tuple[int, ...], number: int, what: str
) -> None:
    plan = season(level, REFERENCE[level], days)
    at, week = place(plan), plan.weeks[number - 1]
    operations = {
        "rest": lambda: rest_day(at, week.runs[0].day),
        "recovery": lambda: recovery_week(at, week.monday),
        "less": lambda: scaled_week(at, week.monday, 70),
    }[what]()
    broken = new_breaches(plan, after(plan, operations), at.known)
    assert [b.sentence for b in broken if b.severity is Severity.HARD and b.week > week.monday] == []


@given(levels, levels, some_days, some_days, st.integers(1, 14))
def test_a_week_copied_to_anybody_is_on_their_days_and_never_more_than_their_share(
    of: Level, to: Level, days: Days, others: Days, number: int
) -> None:
    """What no scaling brings within a hard limit is refused where it is written, as every change is."""
    source, target = season(of, REFERENCE[of], days), season(to, REFERENCE[to], others)
    week = copied(source, number, target, number)
    assert {s.day.weekday() for s in week.sessions} <= set(others)
    share = target.baseline_km_per_week / source.baseline_km_per_week
    assert week.distance_km <= share * source.weeks[number - 1].distance_km + 0.05 * len(week.runs) + 0.05
    assert not {s.id for s in week.sessions} & {s.id for s in source.sessions()}
    assert copied(source, number, target, number) == week


def test_the_words_of_what_was_done() -> None:
    """A week that is left out inside its phase begins no other phase, and a recovery week repeats none."""
    plan = season()
    told = [
        [line.after for line in describe(plan, operations)]
        for operations in (recovery_week(place(plan), monday(8)), skipped_week(place(plan), monday(4)))
    ]
    assert told == [
        ["a recovery week from 28 Dec, later weeks move back"],
        ["the week of 23 Nov left out, later weeks come forward"],
    ]
