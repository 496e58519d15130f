"""An athlete's normal ranges day by day, for charts: the band a day is compared with, and none while learning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness.engine.logs import DayLog
from readiness.engine.normals import (
    Normal,
    history,
    ln_rmssd_normal,
    own_normals,
    resting_hr_normal,
)
from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy
from readiness.engine.vocabulary import WELLNESS_ITEMS

MEASURES = ("wellness", *WELLNESS_ITEMS, "sleep_h", "resting_hr_bpm", "ln_rmssd")
"""What has a normal range. Points 1-5 (the first six), hours, beats per minute, ln of milliseconds."""


@dataclass(frozen=True, slots=True)
class Range:
    """A normal in the unit of its measure, rounded to two decimals: `low` and `high` lie one SD from `mean`."""

    mean: float
    low: float
    high: float

    @classmethod
    def around(cls, normal: Normal) -> Range:
        mean, sd = normal.mean, normal.sd
        return cls(round(mean, 2), round(mean - sd, 2), round(mean + sd, 2))


def normal_ranges(
    day: date, logs: Mapping[date, DayLog], policy: ReadinessPolicy = DEFAULT_POLICY
) -> dict[str, Range | None]:
    """The range of each of `MEASURES` that `day` is compared with; None where no normal is known yet.

    As in a status: the 28 days before `day`, and for `ln_rmssd`, which is judged by its 7-day mean, the 60 days
    before that week. Heart ranges begin with the 21st value, as heart cues do. `logs` should reach back
    `policy.history_days` days.
    """
    past = history(day, logs, policy)
    normals = own_normals(past, policy)
    if normals.learning:
        return dict.fromkeys(MEASURES)
    found = (
        normals.wellness,
        *normals.items,
        normals.sleep_h,
        resting_hr_normal(past, policy),
        ln_rmssd_normal(past, policy),
    )
    return {
        measure: None if normal is None else Range.around(normal)
        for measure, normal in zip(MEASURES, found, strict=True)
    }
