"""Kilometres and load of a week: planned, reported, and what nobody said anything of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from plans.engine.vocabulary import SessionKind
from plans.engine.week_loads import Amount, load_of, monotony, week_loads
from plans.engine.work import Outcome, ReportedSession

MONDAY = date(2026, 11, 16)
TODAY = MONDAY + timedelta(days=2)
DONE, ELSE, RESTED = Outcome.DONE, Outcome.SOMETHING_ELSE, Outcome.RESTED


def run(day: int, outcome: Outcome | None = None, *, done_km: float | None = None, rpe: int | None = None,
        done_min: int | None = None, kind: SessionKind = SessionKind.EASY) -> ReportedSession:  # fmt: skip
    """Six kilometres, 40 minutes at effort 3, so many days after Monday."""
    return ReportedSession(MONDAY + timedelta(days=day), kind, 6, 3, 40, outcome, done_km, rpe, done_min)


@pytest.mark.parametrize(
    ("session", "load"),
    [
        pytest.param(run(0, DONE), 120, id="done as planned"),
        pytest.param(run(0, DONE, rpe=5), 200, id="harder"),
        pytest.param(run(0, DONE, done_min=30), 90, id="shorter"),
        pytest.param(run(0, ELSE), 0, id="something else, not said what"),
        pytest.param(run(0, ELSE, done_min=20, rpe=4), 80, id="something else, told"),
        pytest.param(run(0, RESTED), 0, id="rested"),
        pytest.param(run(0), 0, id="nothing told"),
    ],
)
def test_the_load_that_was_certainly_done(session: ReportedSession, load: float) -> None:
    assert load_of(session) == load


def test_a_week_before_and_after_today() -> None:
    strength = run(0, DONE, kind=SessionKind.STRENGTH)
    sessions = [run(0, DONE, done_km=7), run(1), run(2), run(4), run(6, RESTED), strength, run(7), run(-1)]
    (week,) = week_loads(sessions, [MONDAY], TODAY)
    assert week.km == Amount(planned=30, reported=7, unreported=6)
    assert week.load == Amount(planned=720, reported=240, unreported=120)


def test_a_week_without_sessions_is_there() -> None:
    mondays = [MONDAY, MONDAY + timedelta(weeks=1)]
    weeks = week_loads([run(8)], mondays, TODAY)
    assert [(week.monday, week.km.planned) for week in weeks] == [(mondays[0], 0), (mondays[1], 6)]


def alike(*sessions: ReportedSession) -> tuple[float, int] | None:
    found = monotony(sessions, MONDAY)
    return None if found is None else (found.value, found.strain)


def test_monotony_is_the_mean_of_the_days_over_their_spread() -> None:
    # Loads 120, 0, 120, 0, 120, 0, 0: mean 51.43, standard deviation 64.14 (n - 1).
    assert alike(run(0, DONE), run(2, DONE), run(4, DONE)) == (0.8, 289)
    assert alike(run(0, DONE), run(2, RESTED)) == (0.4, 45)


def test_monotony_is_not_told_where_it_is_not_known() -> None:
    assert alike(run(0, DONE), run(2)) is None, "one was not reported"
    assert alike(*(run(day, DONE) for day in range(7))) is None, "no spread to divide by"
    assert alike() is None
