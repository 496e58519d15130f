"""Past nights once more, in memory: the walk through the days, and the label of a bad next day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from plans.engine.policy import PlanPolicy
from plans.engine.replay import ChangeKind, assessed, replay
from plans.engine.replay_figures import Figures
from plans.engine.rulebook import DEFAULT_RULEBOOK, with_thresholds
from plans.engine.vocabulary import Verdict
from plans.engine.week import PlanState
from readiness.engine.logs import DayLog
from readiness.engine.vocabulary import Illness, Status
from tests.plans.engine.replays_made import (
    MONDAY,
    WORST,
    a_log,
    a_plan,
    a_runner,
    calm,
    days,
    nights_of,
    with_low_days,
)

# The walk.


def test_calm_weeks_pass_through_the_foundation_gate() -> None:
    nights = nights_of(a_runner(calm(28)), 28)

    [advance, *_] = [night for night in nights if night.change]
    assert len(nights) == 28
    assert (advance.rule, advance.change, advance.day.weekday()) == ("D7", ChangeKind.ADVANCE, 6)
    assert advance.places == (advance.day + timedelta(days=1),)
    assert {night.status for night in nights} == {Status.GREEN}


def test_what_was_not_reported_opens_no_gate() -> None:
    nights = nights_of(a_runner(calm(28)), 28, reported=False)
    assert "D7" not in {night.rule for night in nights}
    assert {(night.rule, night.change) for night in nights if night.change} == {("D8", ChangeKind.HOLD)}


def test_three_amber_days_ease_the_next_week_once() -> None:
    nights = nights_of(a_runner(with_low_days(28, 10, 11, 12)), 28)
    sunday = MONDAY + timedelta(days=13)

    assert [(n.day, n.verdict, n.change, n.places) for n in nights if n.rule == "D3" and n.change] == [
        (sunday, Verdict.EASE, ChangeKind.EASIER_WEEK, (sunday + timedelta(days=1),))
    ]


def test_an_earlier_proposal_counts_so_red_days_in_a_row_ask_for_one_rest_day() -> None:
    logs = calm(28) | {day: a_log(day, WORST) for day in days(4, MONDAY + timedelta(days=15))}
    nights = nights_of(a_runner(logs), 21)
    [rest] = [night for night in nights if night.rule == "D2"]
    assert (rest.day - MONDAY).days == 16
    assert rest.change is ChangeKind.REST_DAY
    assert all(place > rest.day for place in rest.places)


def test_days_of_illness_are_rest_days_where_something_was_planned() -> None:
    tuesday = MONDAY + timedelta(days=15)
    logs = calm(21) | {tuesday: a_log(tuesday, illness=Illness.SYSTEMIC)}
    first = next(night for night in nights_of(a_runner(logs), 21) if night.rule == "D1")

    assert (first.day, first.change) == (tuesday, ChangeKind.REST_DAY)
    assert set(first.places) <= {tuesday + timedelta(days=1), tuesday + timedelta(days=2)}


def test_a_hold_for_logs_says_every_week_once_more() -> None:
    """Two thin weeks in a row, the second at the end of the foundation, which may have one week more than planned;
    in the maintenance phase two more."""
    logs = {day: log for day, log in calm(49).items() if (day - MONDAY).days < 31}
    holds = [night for night in nights_of(a_runner(logs), 49) if night.change is ChangeKind.HOLD]
    [hold] = [night for night in holds if len(night.places) > 1]

    assert hold.rule == "D9"
    assert hold.places == (hold.day + timedelta(days=1), hold.day + timedelta(days=8))


def test_what_comes_after_a_night_is_not_known_to_it() -> None:
    """The same nights, whether the days after them are assessed already or not."""
    runner = a_runner(with_low_days(42, 17, 18, 19, 24, 29, 30))
    assert nights_of(runner, 42)[:28] == nights_of(runner, 28)


def test_thresholds_of_statuses_of_decisions_and_of_limits_all_count() -> None:
    logs = calm(28) | {day: a_log(day, pain=4) for day in days(3, MONDAY + timedelta(days=10))}
    seen: list[PlanPolicy] = []

    def new_plan(monday: date, policy: PlanPolicy) -> PlanState:
        seen.append(policy)
        return a_plan(monday, policy)

    milder = with_thresholds({"pain_amber_from": 5, "flagged_logs_to_ease": 4, "rest_days": 2})
    nights = nights_of(a_runner(logs, new_plan=new_plan), 28, milder)

    assert {night.status for night in nights} == {Status.GREEN}
    assert "D3" not in {night.rule for night in nights}
    assert [policy.rest_days for policy in seen] == [2]


def test_a_change_that_breaks_a_hard_limit_is_refused_and_counted() -> None:
    runner = a_runner(with_low_days(28, 10, 11, 12), is_refused=lambda before, after, policy: True)
    nights = nights_of(runner, 28)

    assert not any(night.change for night in nights)
    assert "D3" in {night.rule for night in nights if night.refused}
    assert Figures.of(nights).refused == sum(night.refused for night in nights)


@pytest.mark.parametrize(
    ("first_log", "start"),
    [
        pytest.param(MONDAY, MONDAY, id="a Monday starts at once"),
        pytest.param(MONDAY + timedelta(days=1), MONDAY + timedelta(weeks=1), id="a Tuesday waits six days"),
        pytest.param(MONDAY + timedelta(days=6), MONDAY + timedelta(weeks=1), id="a Sunday waits one"),
    ],
)
def test_the_plan_starts_on_the_first_monday(first_log: date, start: date) -> None:
    starts: list[date] = []

    def new_plan(monday: date, policy: PlanPolicy) -> PlanState:
        starts.append(monday)
        return a_plan(monday)

    nights_of(a_runner({}, new_plan=new_plan), 14, start=first_log)
    assert starts == [start]


def test_a_plan_that_ends_starts_again() -> None:
    starts: list[date] = []

    def new_plan(monday: date, policy: PlanPolicy) -> PlanState:
        starts.append(monday)
        return a_plan(monday)

    nights_of(a_runner({}, new_plan=new_plan), 7 * 40)
    assert starts[0] == MONDAY
    assert len(starts) > 1
    assert all(later - earlier >= timedelta(weeks=10) for earlier, later in pairwise(starts))


def test_days_away_that_were_entered_ahead_raise_no_alarm() -> None:
    logs = {day: log for day, log in calm(28).items() if (day - MONDAY).days < 14}
    away = frozenset(days(14, MONDAY + timedelta(days=14)))

    assert "S0" in {night.rule for night in nights_of(a_runner(logs), 28)}
    assert "S0" not in {night.rule for night in nights_of(a_runner(logs, away=away), 28)}


def test_a_day_without_a_log_is_unknown_and_never_green() -> None:
    logs = {day: log for day, log in calm(70).items() if day.toordinal() % 3}
    nights = nights_of(a_runner(logs), 70)

    assert {night.status for night in nights if night.day not in logs} == {Status.UNKNOWN}
    assert Status.GREEN in {night.status for night in nights if night.day in logs}


def test_a_log_of_two_answers_is_unknown() -> None:
    [night] = nights_of(a_runner({MONDAY: DayLog(MONDAY, fatigue=5, mood=5)}), 1)
    assert (night.status, night.logged) == (Status.UNKNOWN, False)


# The label.


@pytest.mark.parametrize(
    ("usual", "next_day", "is_bad"),
    [
        pytest.param([5, 7] * 14, 4, True, id="far below"),
        pytest.param([6] * 28, 5, True, id="1 below a steady 6"),
        pytest.param([6] * 28, 6, False, id="as ever: the SD is 0.5 at least"),
        pytest.param([5, 7] * 14, 5, False, id="within 1 SD"),
        pytest.param([6] * 14, 5, True, id="14 values are enough"),
        pytest.param([6] * 13, 5, None, id="13 are not"),
        pytest.param([6] * 28, None, None, id="nothing said the next day"),
    ],
)
def test_a_bad_next_day(usual: list[int], next_day: int | None, is_bad: bool | None) -> None:
    tonight = MONDAY + timedelta(days=28)
    ratings = dict(zip((tonight - timedelta(days=n) for n in range(1, 29)), usual, strict=False))
    ratings[tonight] = 0  # the day itself is no part of what the next day is compared with
    if len(usual) == 28:
        ratings[tonight - timedelta(days=29)] = 10  # nor is the 29th day before it
    if next_day is not None:
        ratings[tonight + timedelta(days=1)] = next_day

    assessments = assessed({}, tonight, tonight, DEFAULT_RULEBOOK.readiness)
    [night] = replay(a_runner({}, ratings), assessments)

    assert night.bad_next_day is is_bad
