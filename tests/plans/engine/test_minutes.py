"""The minutes of a weekday are kept (S4): what does not fit moves or is shorter, and no limit gives way to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.applying import apply
from plans.engine.days import ANY_MIN, LEAST_RUN_MIN
from plans.engine.limits import Severity
from plans.engine.other_minutes import days_that_give_way
from plans.engine.policy import DEFAULT_POLICY
from plans.engine.vocabulary import Level, SessionKind
from plans.engine.week import PlanState, WeekState
from tests.plans.engine.shipped import plan
from tests.plans.engine.test_generation import anybody, breaches

ROOM_FOR_EVERYTHING = 240
"""More than any generated day has."""


@st.composite
def busy(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of `plan` for any athlete whose weekdays have any minutes, two of them enough for a run."""
    who = draw(anybody())
    minutes = draw(st.lists(st.sampled_from([0, 5, 15, *range(20, 130, 5), 180]), min_size=7, max_size=7))
    for day in draw(st.permutations(who["days"]))[:2]:
        minutes[day] = max(minutes[day], LEAST_RUN_MIN)
    return {**who, "days": [day for day in who["days"] if minutes[day]], "free_min": tuple(minutes)}


def minutes_by_weekday(week: WeekState) -> list[int]:
    total = [0] * 7
    for session in week.sessions:
        total[session.day.weekday()] += session.duration_min
    return total


def longest_day(made: PlanState) -> int:
    return next(s.day.weekday() for s in made.sessions() if s.kind is SessionKind.LONG)


@given(busy())
def test_no_day_has_more_than_its_minutes(who: dict[str, Any]) -> None:
    for week in plan(**who).weeks:
        for planned, free in zip(minutes_by_weekday(week), who["free_min"], strict=True):
            assert planned <= free


@given(busy())
def test_no_hard_limit_gives_way_to_the_clock(who: dict[str, Any]) -> None:
    assert [b for b in breaches(plan(**who)) if b.startswith(Severity.HARD)] == []


@given(busy())
def test_a_plan_for_a_busy_week_is_well_made(who: dict[str, Any]) -> None:
    made = plan(**who)
    for week in made.weeks:
        assert [run.kind for run in week.runs].count(SessionKind.LONG) == 1
        assert all(s.duration_min >= 1 for s in week.sessions)
        assert all(run.distance_km and run.distance_km > 0 for run in week.runs)
        assert week.distance_km <= week.fraction * made.baseline_km_per_week + 0.051
        for day in {s.day for s in week.sessions}:
            assert [s.position for s in week.on(day)] == list(range(len(week.on(day))))


@given(anybody(), st.lists(st.sampled_from([45, 60, 75, 90, 105, 120, ROOM_FOR_EVERYTHING]), min_size=7, max_size=7))
def test_whoever_has_the_time_gets_the_same_plan(who: dict[str, Any], minutes: list[int]) -> None:
    unhurried = plan(**who)
    days = zip(*(minutes_by_weekday(week) for week in unhurried.weeks), strict=True)
    free_min = tuple(max(free, *day) for free, day in zip(minutes, days, strict=True))
    assert repr(plan(**who, free_min=free_min)) == repr(unhurried)


class TestOtherMinutes:
    """Dates with other minutes than their weekday has."""

    @pytest.mark.parametrize(
        ("days", "weekday", "free", "then"),
        [
            pytest.param(range(7), 5, 0, "Fri long 63", id="no time for the long run: it is run the day before"),
            pytest.param(range(7), 3, 30, "Fri easy 44", id="half an hour, and a free day beside it"),
            pytest.param((1, 3, 5, 6), 3, 30, "Thu easy 30", id="half an hour, and no other free day"),
            pytest.param((1, 3, 5, 6), 3, 15, "", id="a quarter of an hour is no run"),
        ],
    )
    def test_what_no_longer_fits(self, days: Sequence[int], weekday: int, free: int, then: str) -> None:
        made = plan(Level.INTERMEDIATE, 50, days)
        day = made.weeks[4].monday + timedelta(days=weekday)
        after, _ = apply(made, days_that_give_way(made, {day: free}, ANY_MIN, DEFAULT_POLICY))
        before, now = ({f"{s.day:%a} {s.kind} {s.duration_min}" for s in p.weeks[4].sessions} for p in (made, after))
        assert now - before == ({then} if then else set())
        assert {gone.split()[0] for gone in before - now} == {f"{day:%a}"}

    def test_dates_with_time_for_everything_change_nothing(self) -> None:
        made = plan(Level.ADVANCED, 90)
        dates = {s.day: ROOM_FOR_EVERYTHING for s in made.sessions()}
        assert days_that_give_way(made, dates, ANY_MIN, DEFAULT_POLICY) == ()

    @given(busy(), st.data())
    def test_every_date_keeps_its_minutes_and_no_hard_limit_breaks(
        self, who: dict[str, Any], data: st.DataObject
    ) -> None:
        made = plan(**who)
        days = st.integers(0, 7 * len(made.weeks) - 1).map(lambda n: made.weeks[0].monday + timedelta(days=n))
        dates = data.draw(st.dictionaries(days, st.sampled_from([0, 10, 30, 45, 60, 120]), max_size=3))
        after, _ = apply(made, days_that_give_way(made, dates, who["free_min"], DEFAULT_POLICY))
        for week in after.weeks:
            for n in range(7):
                day = week.monday + timedelta(days=n)
                assert sum(s.duration_min for s in week.on(day)) <= dates.get(day, who["free_min"][n])
        assert [b for b in breaches(after) if b.startswith(Severity.HARD)] == []
