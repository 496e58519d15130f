"""An athlete's own normal: what today is compared with (rules, section 2).

Days of systemic illness or of pain above 5 stay out of a normal, and so does the day it judges. The
spread is the sample standard deviation (n - 1), never below the floor of its kind. z is rounded to
two decimals before anything compares it, so that the number a coach reads is the number that decided.

Learning: fewer than 14 counted logs in the 28 days before. There is no normal then, and no rule
that needs one; after a long break an athlete is learned again. Zero is missing, never a value: only
pain has a real zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter, mul

from readiness.engine.logs import DayLog
from readiness.engine.policy import ReadinessPolicy
from readiness.engine.vocabulary import WELLNESS_ITEMS, Illness

History = Sequence[DayLog | None]
"""Logs by days ago: the assessed day first, None where there is none."""

Answers = tuple[int | None, ...]

_items: Callable[[DayLog], Answers] = attrgetter(*WELLNESS_ITEMS)


@dataclass(frozen=True, slots=True)
class Normal:
    """Mean and spread of `count` values, in the unit of the values."""

    mean: float
    sd: float
    count: int

    def z(self, value: float) -> float:
        """How many SD `value` lies above (+) or below (-) the mean, to two decimals."""
        return round((value - self.mean) / self.sd, 2) + 0.0  # -0.0 would not survive a JSON column


@dataclass(frozen=True, slots=True)
class OwnNormals:
    """The normals before a day; all None while learning, one alone when it has too few values."""

    wellness: Normal | None = None
    items: tuple[Normal | None, ...] = (None,) * len(WELLNESS_ITEMS)
    sleep_h: Normal | None = None

    @property
    def learning(self) -> bool:
        return self.wellness is None


@dataclass(frozen=True, slots=True)
class Drift:
    """A value, or the mean of a week of values, against its normal."""

    value: float
    normal: Normal

    @property
    def z(self) -> float:
        return self.normal.z(self.value)

    @property
    def rise(self) -> float:
        """How far above the mean, in the unit of the value, to two decimals."""
        return round(self.value - self.normal.mean, 2)

    @property
    def drop(self) -> float:
        return -self.rise


def history(day: date, logs: Mapping[date, DayLog], policy: ReadinessPolicy) -> list[DayLog | None]:
    """The `policy.history_days` days ending on `day`, newest first; later logs are not looked at."""
    newest = day.toordinal()
    find, to_date = logs.get, date.fromordinal
    return [find(to_date(ordinal)) for ordinal in range(newest, newest - policy.history_days, -1)]


def normal_of(values: Sequence[float], sd_floor: float, policy: ReadinessPolicy) -> Normal | None:
    """The normal of these values, or None for fewer than 14."""
    count = len(values)
    if count < policy.normal_min_values:
        return None
    total = sum(values)
    variance = (sum(map(mul, values, values)) - total * total / count) / (count - 1)
    return Normal(total / count, max(math.sqrt(max(variance, 0.0)), sd_floor), count)


def answers_of(log: DayLog) -> Answers:
    """The five items in the order of `WELLNESS_ITEMS`, None where not answered."""
    answers = _items(log)
    return answers if all(answers) else tuple(answer or None for answer in answers)


def wellness_of(answers: Answers, policy: ReadinessPolicy) -> float | None:
    """W, the mean of the items present; None when the log does not count (fewer than 3 of 5)."""
    present = [answer for answer in answers if answer]
    return sum(present) / len(present) if len(present) >= policy.log_min_items else None


def own_normals(past: History, policy: ReadinessPolicy) -> OwnNormals:
    """The normals of the 28 days before `past[0]` (t-28 .. t-1)."""
    logs = _undisturbed(past[1 : 1 + policy.normal_window_days], policy)
    rows: list[Answers] = []
    means: list[float] = []
    for answers in map(_items, logs):
        if (mean := wellness_of(answers, policy)) is not None:
            rows.append(answers)
            means.append(mean)
    wellness = normal_of(means, policy.wellness_sd_floor, policy)
    if wellness is None:
        return OwnNormals()
    return OwnNormals(
        wellness=wellness,
        items=tuple(
            normal_of([value for value in column if value], policy.item_sd_floor, policy)
            for column in zip(*rows, strict=True)
        ),
        sleep_h=normal_of([log.sleep_h for log in logs if log.sleep_h], policy.sleep_sd_floor_h, policy),
    )


def drift_of(value: float | None, normal: Normal | None) -> Drift | None:
    """The value against its normal; None unless both are known."""
    return None if value is None or normal is None else Drift(value, normal)


def resting_hr_normal(past: History, policy: ReadinessPolicy) -> Normal | None:
    """The normal of a day's resting heart rate (bpm): the 28 days before `past[0]`."""
    if len(_resting_hr(past)) < policy.heart_first_cue_values:
        return None
    before = _undisturbed(past[1 : 1 + policy.normal_window_days], policy)
    return normal_of(_resting_hr(before), policy.resting_hr_sd_floor_bpm, policy)


def resting_hr_today(past: History, policy: ReadinessPolicy) -> Drift | None:
    """Today's resting heart rate (bpm) against the 28 days before it."""
    today = past[0].resting_hr_bpm if past[0] is not None else None
    return drift_of(today, resting_hr_normal(past, policy)) if today else None


def resting_hr_week(past: History, policy: ReadinessPolicy) -> Drift | None:
    """z7 of resting heart rate: the 7-day mean (bpm) against the 28 days ending t-7."""
    normal_days, floor = policy.resting_hr_normal_days, policy.resting_hr_sd_floor_bpm
    if (mean := _mean_of_week(past, _resting_hr, policy)) is None:
        return None
    return drift_of(mean, _normal_before_week(past, _resting_hr, normal_days, floor, policy))


def ln_rmssd_normal(past: History, policy: ReadinessPolicy) -> Normal | None:
    """The normal of a week's HRV (ln ms): the 60 days ending t-7."""
    return _normal_before_week(past, _ln_rmssd, policy.hrv_normal_days, policy.ln_rmssd_sd_floor, policy)


def ln_rmssd_week(past: History, policy: ReadinessPolicy) -> Drift | None:
    """z7 of HRV: the 7-day mean of ln RMSSD (ln ms) against the 60 days ending t-7."""
    if (mean := _mean_of_week(past, _ln_rmssd, policy)) is None:
        return None
    return drift_of(mean, ln_rmssd_normal(past, policy))


Readings = Callable[[History], list[float]]


def _mean_of_week(past: History, readings: Readings, policy: ReadinessPolicy) -> float | None:
    week = readings(past[: policy.heart_week_days])
    return sum(week) / len(week) if len(week) >= policy.heart_week_min_values else None


def _normal_before_week(
    past: History, readings: Readings, normal_days: int, sd_floor: float, policy: ReadinessPolicy
) -> Normal | None:
    days = policy.heart_week_days
    if len(readings(past)) < policy.heart_first_cue_values:
        return None
    return normal_of(readings(_undisturbed(past[days : days + normal_days], policy)), sd_floor, policy)


def _resting_hr(logs: History) -> list[float]:
    return [log.resting_hr_bpm for log in logs if log is not None and log.resting_hr_bpm]


def _ln_rmssd(logs: History) -> list[float]:
    return [math.log(log.hrv_rmssd_ms) for log in logs if log is not None and log.hrv_rmssd_ms]


def _undisturbed(logs: History, policy: ReadinessPolicy) -> list[DayLog]:
    max_pain, systemic = policy.normal_max_pain, Illness.SYSTEMIC
    return [log for log in logs if log is not None and log.pain <= max_pain and log.illness != systemic]
