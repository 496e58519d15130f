"""How regular an athlete's mornings are (S16): the usual wake time and how far the days lie around it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

LEAST_DAYS = 5
"""Of fewer mornings nothing is said."""
_DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True)
class WakeRhythm:
    """`usual` to five minutes; `spread_min` is the standard deviation in minutes, over `days` mornings."""

    usual: time
    spread_min: int
    days: int


def wake_rhythm(times: Sequence[time]) -> WakeRhythm | None:
    """None for fewer than `LEAST_DAYS` mornings. The day is a circle: 23:50 and 00:10 are near each other."""
    if len(times) < LEAST_DAYS:
        return None
    minutes = [each.hour * 60 + each.minute for each in times]
    angles = [2 * math.pi * minute / _DAY_MIN for minute in minutes]
    x, y = sum(map(math.cos, angles)), sum(map(math.sin, angles))
    middle = math.atan2(y, x) * _DAY_MIN / (2 * math.pi)
    apart = [(minute - middle + _DAY_MIN / 2) % _DAY_MIN - _DAY_MIN / 2 for minute in minutes]
    mean = middle + sum(apart) / len(apart)
    spread = math.sqrt(sum((each - (mean - middle)) ** 2 for each in apart) / len(apart))
    usual = round(mean / 5) * 5 % _DAY_MIN
    return WakeRhythm(time(usual // 60, usual % 60), round(spread), len(times))
