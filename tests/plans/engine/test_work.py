"""From what was planned and reported to the numbers that gates and weekly rules read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from plans.engine.decision_policy import DEFAULT_POLICY
from plans.engine.facts import WeekWork, WorkFacts
from plans.engine.vocabulary import SessionKind
from plans.engine.work import Feelings, Frame, Outcome, ReportedSession, with_feelings, work_facts
from readiness.engine.vocabulary import Status

NIGHT = date(2026, 11, 22)
"""A Sunday, the third of the plan."""
START = date(2026, 11, 2)
FRAME = Frame(plan_start=START, phase_start=START, baseline_km=50.0)
DONE, ELSE, RESTED = Outcome.DONE, Outcome.SOMETHING_ELSE, Outcome.RESTED


def a_run(days_ago: int, outcome: Outcome | None = DONE, **fields: Any) -> ReportedSession:
    """An easy run of 10 km and 60 min at RPE 3."""
    plain: dict[str, Any] = {"kind": SessionKind.EASY, "planned_km": 10.0, "planned_rpe": 3, "planned_min": 60}
    return ReportedSession(day=NIGHT - timedelta(days=days_ago), outcome=outcome, **{**plain, **fields})


def hard(days_ago: int, outcome: Outcome | None = DONE, **fields: Any) -> ReportedSession:
    return a_run(days_ago, outcome, **{"kind": SessionKind.TEMPO, "planned_rpe": 6, "rpe": 6, **fields})


def strength(days_ago: int, outcome: Outcome | None = DONE) -> ReportedSession:
    return a_run(days_ago, outcome, kind=SessionKind.STRENGTH, planned_km=None, planned_rpe=5)


def work(
    *sessions: ReportedSession, statuses: str = "", frame: Frame = FRAME, feelings: Feelings | None = None
) -> WorkFacts:
    """`statuses`: g, a, r or u for the days up to the night, oldest first."""
    letters = {"g": Status.GREEN, "a": Status.AMBER, "r": Status.RED, "u": Status.UNKNOWN}
    first = NIGHT - timedelta(days=len(statuses) - 1)
    known = {first + timedelta(days=n): letters[letter] for n, letter in enumerate(statuses)}
    ordered = sorted(sessions, key=lambda session: session.day)
    return work_facts(ordered, known, feelings or Feelings(), frame, NIGHT, DEFAULT_POLICY)


WEEKS: dict[str, tuple[Sequence[ReportedSession], WeekWork]] = {
    "done as planned": ([a_run(1)], WeekWork(10, 10, 10, 1, 1)),
    "done, and said how far": ([a_run(1, done_km=8.0)], WeekWork(10, 8, 8, 1, 1)),
    "not reported is not zero": ([a_run(1, None)], WeekWork(10, 0, 10, 1, 0)),
    "rested is zero": ([a_run(1, RESTED)], WeekWork(10, 0, 0, 1, 0)),
    "something else, a shorter run": ([a_run(1, ELSE, done_km=4.0)], WeekWork(10, 4, 4, 1, 0)),
    "something else, not said what": ([a_run(1, ELSE)], WeekWork(10, 0, 0, 1, 0)),
    "strength counts as a session without kilometres": ([strength(1), a_run(2)], WeekWork(10, 10, 10, 2, 2)),
    "a run given in minutes has no kilometres": ([a_run(1, planned_km=None)], WeekWork(0, 0, 0, 1, 1)),
    "cross-training is neither": (
        [a_run(1, kind=SessionKind.CROSS_TRAINING, planned_km=None, done_km=30.0)], WeekWork(),
    ),
    "last week is not this one": ([a_run(7)], WeekWork()),
    "from Monday to Sunday": ([a_run(6), a_run(0)], WeekWork(20, 20, 20, 2, 2)),
}  # fmt: skip


@pytest.mark.parametrize(("sessions", "expected"), WEEKS.values(), ids=WEEKS)
def test_the_week_in_kilometres_and_sessions(sessions: Sequence[ReportedSession], expected: WeekWork) -> None:
    assert work(*sessions).weeks[0] == expected


def test_three_weeks_this_one_first_and_none_from_before_the_plan() -> None:
    ran = work(a_run(0), a_run(7, planned_km=9.0), a_run(14, planned_km=8.0))
    assert [week.planned_km for week in ran.weeks] == [10, 9, 8]
    later = replace(FRAME, plan_start=START + timedelta(weeks=1))
    assert len(work(a_run(0), frame=later).weeks) == 2


def test_easy_runs_and_strength_of_two_weeks() -> None:
    ran = work(
        a_run(1, rpe=2), a_run(13, rpe=4), a_run(14, rpe=9), a_run(2, None), a_run(3, RESTED, rpe=8), hard(4),
        a_run(5, kind=SessionKind.LONG), strength(6), strength(8, None), strength(14),
    )  # fmt: skip
    assert (ran.easy_done, ran.easy_planned) == (3, 5)
    assert (ran.strength_done, ran.strength_planned) == (1, 2)
    assert ran.easy_rpe_mean == 3.0


def test_effort_that_nobody_told_is_no_mean() -> None:
    assert work(a_run(1)).easy_rpe_mean is None


MODERATE = {
    "a green day after": ("ggg", (1, 1)),
    "an amber day after": ("gga", (0, 1)),
    "no log the day after": ("ggu", (0, 1)),
    "a red day after": ("ggr", (0, 1)),
}


@pytest.mark.parametrize(("statuses", "expected"), MODERATE.values(), ids=MODERATE)
def test_a_moderate_day_counts_with_a_calm_day_after(statuses: str, expected: tuple[int, int]) -> None:
    assert work(a_run(1, kind=SessionKind.STEADY, planned_rpe=5), statuses=statuses).moderate == expected


def test_a_moderate_day_whose_next_day_is_to_come_waits() -> None:
    assert work(a_run(0, kind=SessionKind.STEADY, planned_rpe=5), statuses="ggg").moderate == (0, 0)


QUALITY = {
    "at the planned effort": (hard(3), "gggg", (1, 1)),
    "one above": (hard(3, rpe=7), "gggg", (1, 1)),
    "two above": (hard(3, rpe=8), "gggg", (0, 1)),
    "effort not told": (hard(3, rpe=None), "gggg", (0, 1)),
    "not reported": (hard(3, None), "gggg", (0, 1)),
    "red on the first day after": (hard(3), "grgg", (0, 1)),
    "red on the second day after": (hard(3), "ggrg", (0, 1)),
    "red on the third day after": (hard(3), "gggr", (1, 1)),
    "amber is no red": (hard(3), "gaag", (1, 1)),
    "one of the two days logged": (hard(3), "gugg", (1, 1)),
    "neither of the two days logged": (hard(3), "guug", (0, 1)),
    "its two days are not over": (hard(1), "gggg", (0, 0)),
    "its two days are just over": (hard(2), "gggg", (1, 1)),
}


@pytest.mark.parametrize(("session", "statuses", "expected"), QUALITY.values(), ids=QUALITY)
def test_a_quality_session_went_as_planned(session: ReportedSession, statuses: str, expected: tuple[int, int]) -> None:
    assert work(session, statuses=statuses).quality == expected


STRAIN = {
    "two above plan, amber after": (hard(3, rpe=8), "gagg", 1),
    "two above plan, red after": (hard(3, rpe=8), "grgg", 1),
    "one above plan": (hard(3, rpe=7), "gagg", 0),
    "two above plan, green after": (hard(3, rpe=8), "gggg", 0),
    "two above plan, no log after": (hard(3, rpe=8), "gugg", 0),
    "47 of 60 min, amber after": (hard(3, done_min=47), "gagg", 1),
    "48 of 60 min, amber after": (hard(3, done_min=48), "gagg", 0),
    "rested instead": (hard(3, RESTED, rpe=9), "gagg", 0),
    "an easy run is no hard session": (a_run(3, rpe=9), "gagg", 0),
    "Sunday of last week, amber on Monday": (hard(7, rpe=8), "gagggggg", 1),
    "Saturday of last week": (hard(8, rpe=8), "gaaaaaaaa", 0),
}


@pytest.mark.parametrize(("session", "statuses", "strained"), STRAIN.values(), ids=STRAIN)
def test_a_hard_session_took_more_than_was_planned(session: ReportedSession, statuses: str, strained: int) -> None:
    assert work(session, statuses=statuses).strained == strained


RUN_GAPS: dict[str, tuple[Sequence[ReportedSession], int | None]] = {
    "ran today": ([a_run(0)], 0),
    "ran 11 days ago, rested since": ([a_run(11), a_run(5, RESTED), a_run(1, RESTED)], 11),
    "a run since then was not reported": ([a_run(11), a_run(5, None), a_run(1, RESTED)], None),
    "the last run before was not reported either way": ([a_run(11, None), a_run(5)], 5),
    "something else that was no run": ([a_run(11), a_run(4, ELSE)], 11),
    "something else that was a run": ([a_run(11), a_run(4, ELSE, done_km=5.0)], 4),
    "strength and cycling are no run": (
        [a_run(11), strength(2), a_run(1, kind=SessionKind.CROSS_TRAINING, planned_km=None)], 11,
    ),
    "every run was taken out of the plan": ([], 21),
    "nothing but rest since the plan began": ([a_run(20, RESTED)], 21),
}  # fmt: skip


@pytest.mark.parametrize(("sessions", "days"), RUN_GAPS.values(), ids=RUN_GAPS)
def test_days_without_a_run(sessions: Sequence[ReportedSession], days: int | None) -> None:
    assert work(*sessions).days_without_run == days


def test_what_counts_in_the_phase_only() -> None:
    sessions = [
        a_run(1, kind=SessionKind.LONG, planned_km=12.0), a_run(9, planned_km=20.0),
        hard(2), hard(12), a_run(3, kind=SessionKind.ROLLING_HILLS), a_run(11, kind=SessionKind.ROLLING_HILLS),
    ]  # fmt: skip
    whole = work(*sessions, statuses="g" * 14)
    week = work(*sessions, statuses="g" * 14, frame=replace(FRAME, phase_start=NIGHT - timedelta(days=6)))
    assert (whole.longest_run_km, week.longest_run_km) == (20.0, 12.0)
    assert (whole.best_week_km, week.best_week_km) == (40.0, 32.0)
    assert (whole.quality, week.quality) == ((2, 2), (1, 1))
    assert (whole.tempo, week.tempo) == ((2, 2), (1, 1))
    assert (whole.hilly, week.hilly) == ((2, 2), (1, 1))


def test_the_latest_word_on_how_fast_running_felt() -> None:
    assert work(a_run(9, relaxed=True), a_run(2, relaxed=False), a_run(1)).relaxed is False
    assert work(a_run(9, relaxed=False), a_run(2, relaxed=True)).relaxed is True
    assert work(a_run(2)).relaxed is None


def test_feelings_are_kept_to_two_places() -> None:
    felt = Feelings(mood_week=3.456, mood_before=4.0, soreness_week=2.999, soreness_before=None, wants_more=True)
    ran = work(feelings=felt)
    assert (ran.mood_week, ran.mood_before, ran.soreness_week, ran.soreness_before) == (3.46, 4.0, 3.0, None)
    assert ran.wants_more is True
    assert with_feelings(work(a_run(1)), felt) == work(a_run(1), feelings=felt)
