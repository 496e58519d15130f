"""The usual wake time and its spread, also around midnight."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.engine.wake_times import LEAST_DAYS, WakeRhythm, wake_rhythm


def at(*clock: str) -> list[time]:
    return [time.fromisoformat(each) for each in clock]


@pytest.mark.parametrize(
    ("times", "rhythm"),
    [
        (at("06:40") * 5, WakeRhythm(time(6, 40), 0, 5)),
        (at("06:30", "06:30", "06:40", "06:50", "06:50"), WakeRhythm(time(6, 40), 9, 5)),
        (at("23:50", "00:10", "23:50", "00:10", "00:00"), WakeRhythm(time(0, 0), 9, 5)),
        (at("06:00", "06:00", "06:00", "06:00", "11:00"), WakeRhythm(time(7, 0), 120, 5)),
        (at("06:40") * 4, None),
        ([], None),
    ],
)
def test_the_usual_time_and_its_spread(times: list[time], rhythm: WakeRhythm | None) -> None:
    assert wake_rhythm(times) == rhythm


@given(st.lists(st.times(), min_size=LEAST_DAYS, max_size=14))
def test_the_spread_is_never_more_than_half_a_day(times: list[time]) -> None:
    rhythm = wake_rhythm(times)
    assert rhythm is not None
    assert 0 <= rhythm.spread_min <= 12 * 60
    assert rhythm.usual.minute % 5 == 0
