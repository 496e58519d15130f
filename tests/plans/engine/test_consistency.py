"""What became of each day of a plan, and how many of them were lived as they were meant."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.consistency import Kept, Tally, weeks_kept
from plans.engine.vocabulary import SessionKind
from plans.engine.work import Outcome, ReportedSession

MONDAY = date(2026, 11, 16)
SUNDAY = MONDAY + timedelta(days=6)
DONE, ELSE, RESTED = Outcome.DONE, Outcome.SOMETHING_ELSE, Outcome.RESTED


def run(outcome: Outcome | None, *, day: int = 0, minutes: int | None = None, km: float | None = None,
        kind: SessionKind = SessionKind.EASY) -> ReportedSession:  # fmt: skip
    """Six kilometres, 40 minutes, so many days after Monday."""
    return ReportedSession(MONDAY + timedelta(days=day), kind, 6, 3, 40, outcome, km, None, minutes)


def on_monday(*sessions: ReportedSession, ill: bool = False, today: date = SUNDAY) -> Kept:
    (week,) = weeks_kept(sessions, {MONDAY} if ill else (), MONDAY, SUNDAY, today, [MONDAY])
    return week.days[0].kept


@pytest.mark.parametrize(
    ("sessions", "kept"),
    [
        pytest.param([], Kept.AS_PLANNED, id="rest was planned"),
        pytest.param([run(DONE)], Kept.AS_PLANNED, id="done, nothing else told"),
        pytest.param([run(DONE, minutes=50)], Kept.AS_PLANNED, id="a quarter longer"),
        pytest.param([run(DONE, minutes=51)], Kept.DIFFERENTLY, id="longer than the band"),
        pytest.param([run(DONE, minutes=30)], Kept.AS_PLANNED, id="a quarter shorter"),
        pytest.param([run(DONE, minutes=29)], Kept.DIFFERENTLY, id="shorter than the band"),
        pytest.param([run(DONE, km=7.5)], Kept.AS_PLANNED, id="a quarter further"),
        pytest.param([run(DONE, km=7.6)], Kept.DIFFERENTLY, id="further than the band"),
        pytest.param([run(ELSE)], Kept.DIFFERENTLY, id="something else"),
        pytest.param([run(RESTED)], Kept.RESTED, id="rested"),
        pytest.param([run(None)], Kept.NOT_TOLD, id="nothing told"),
        pytest.param([run(DONE), run(None)], Kept.AS_PLANNED, id="one of two told, and as planned"),
        pytest.param([run(DONE), run(RESTED)], Kept.DIFFERENTLY, id="one of two done"),
        pytest.param([run(RESTED), run(RESTED)], Kept.RESTED, id="both rested"),
    ],
)
def test_what_became_of_a_day(sessions: list[ReportedSession], kept: Kept) -> None:
    assert on_monday(*sessions) is kept


@pytest.mark.parametrize("outcome", [DONE, RESTED, None])
def test_days_ill_or_away_are_left_out_whatever_happened(outcome: Outcome | None) -> None:
    assert on_monday(run(outcome), ill=True) is Kept.LEFT_OUT


@pytest.mark.parametrize(
    ("sessions", "kept"),
    [
        pytest.param([], Kept.AHEAD, id="rest is taken when the day is over"),
        pytest.param([run(None)], Kept.AHEAD, id="not told yet"),
        pytest.param([run(DONE), run(None)], Kept.AHEAD, id="one more to come"),
        pytest.param([run(DONE)], Kept.AS_PLANNED, id="told"),
    ],
)
def test_today_is_ahead_until_it_is_told(sessions: list[ReportedSession], kept: Kept) -> None:
    assert on_monday(*sessions, today=MONDAY) is kept


def test_a_week_counts_only_days_that_were_told() -> None:
    sessions = [run(DONE, day=1), run(ELSE, day=2), run(RESTED, day=3), run(None, day=4), run(DONE, day=5)]
    first, last, today = MONDAY, SUNDAY, SUNDAY + timedelta(days=1)
    (week,) = weeks_kept(sessions, {MONDAY + timedelta(days=5)}, first, last, today, [MONDAY])
    assert week.tally == Tally(counted=5, steady=4, as_planned=3, rest_taken=2, not_told=1, left_out=1)
    assert (week.tally.steady, week.tally.counted) == (4, 5)


def test_days_before_and_after_the_plan_are_outside() -> None:
    start, end = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)
    (week,) = weeks_kept([run(DONE)], (), start, end, SUNDAY, [MONDAY])
    assert [day.kept is Kept.OUTSIDE for day in week.days] == [True, True, False, False, False, True, True]
    assert week.tally.counted == 3
    (nothing,) = weeks_kept([], (), SUNDAY + timedelta(days=1), SUNDAY + timedelta(days=9), SUNDAY, [MONDAY])
    assert nothing.tally.counted == 0


@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from([*Outcome, None]), st.none() | st.integers(1, 200))),
    st.sets(st.integers(0, 6)),
    st.integers(0, 9),
)
def test_every_day_is_one_thing_and_rest_never_costs(
    told: list[tuple[int, Outcome | None, int | None]], away: set[int], today: int
) -> None:
    sessions = [run(outcome, day=day, minutes=minutes) for day, outcome, minutes in told]
    left_out = {MONDAY + timedelta(days=n) for n in away}
    (week,) = weeks_kept(sessions, left_out, MONDAY, SUNDAY, MONDAY + timedelta(days=today), [MONDAY])
    tally = week.tally
    ahead = sum(day.kept is Kept.AHEAD for day in week.days)
    assert tally.counted + tally.not_told + tally.left_out + ahead == 7
    assert 0 <= tally.rest_taken <= tally.as_planned <= tally.steady <= tally.counted
    assert not any(day.is_rest and day.kept in (Kept.RESTED, Kept.NOT_TOLD, Kept.DIFFERENTLY) for day in week.days)
