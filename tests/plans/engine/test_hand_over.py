"""What an offseason hands over: only what was reported counts."""

from __future__ import annotations

from datetime import date, timedelta

from plans.engine.hand_over import hand_over
from plans.engine.vocabulary import SessionKind
from plans.engine.work import Outcome, ReportedSession

START = date(2026, 11, 2)
MONDAYS = [START + timedelta(weeks=n) for n in range(3)]
TODAY = START + timedelta(days=8)


def run(day: int, km: float, outcome: Outcome | None = Outcome.DONE, **told: int) -> ReportedSession:
    return ReportedSession(START + timedelta(days=day), SessionKind.EASY, km, 3, 60, outcome, **told)  # type: ignore[arg-type]


def test_nothing_reported_is_nothing_known_of_runs() -> None:
    found = hand_over(50, [run(1, 12, None)], MONDAYS, TODAY)
    assert (found.longest_run, found.hardest) == (None, None)
    assert found.usual_km_per_week == 0
    assert [week.monday for week in found.weeks] == MONDAYS[:2], "a week to come is not handed over"


def test_before_a_week_is_over_there_is_no_usual_week() -> None:
    assert hand_over(50, [run(0, 12)], MONDAYS, START).usual_km_per_week is None


def test_the_longest_run_and_the_longest_hard_one_as_they_were_told() -> None:
    runs = [run(1, 12, rpe=5), run(2, 8, rpe=6, done_min=30), run(3, 6, rpe=7, done_min=25)]
    found = hand_over(50, runs, MONDAYS, TODAY)
    assert found.longest_run
    assert (found.longest_run.km, found.longest_run.minutes) == (12, 60)
    assert found.hardest
    assert (found.hardest.minutes, found.hardest.rpe) == (30, 6)
    assert found.usual_km_per_week == 26
