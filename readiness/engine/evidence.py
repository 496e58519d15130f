"""One day's log beside the athlete's normals: all that the rules of a day look at, worked out once."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.engine.logs import DayLog
from readiness.engine.normals import (
    Answers,
    Drift,
    History,
    OwnNormals,
    answers_of,
    drift_of,
    ln_rmssd_week,
    resting_hr_today,
    resting_hr_week,
    wellness_of,
)
from readiness.engine.policy import ReadinessPolicy
from readiness.engine.vocabulary import WELLNESS_ITEMS


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about the day `past[0]`. A drift is None where a value or its normal is missing.

    `answers` and `items` stand in the order of `WELLNESS_ITEMS`. Without `wellness` (fewer than 3
    items) the log does not count, and its items are not judged.
    """

    log: DayLog
    past: History
    answers: Answers
    wellness: float | None
    wellness_drift: Drift | None
    items: tuple[Drift | None, ...]
    sleep_h: Drift | None
    resting_hr: Drift | None
    resting_hr_week: Drift | None
    ln_rmssd_week: Drift | None


def evidence_of(log: DayLog, past: History, normals: OwnNormals, policy: ReadinessPolicy) -> Evidence:
    """The evidence of the day `past[0]`, whose log is `log`."""
    answers = answers_of(log)
    wellness = wellness_of(answers, policy)
    judged = answers if wellness is not None else (None,) * len(WELLNESS_ITEMS)
    with_heart = not normals.learning
    return Evidence(
        log=log,
        past=past,
        answers=answers,
        wellness=wellness,
        wellness_drift=drift_of(wellness, normals.wellness),
        items=tuple(map(drift_of, judged, normals.items)),
        sleep_h=drift_of(log.sleep_h or None, normals.sleep_h),
        resting_hr=resting_hr_today(past, policy) if with_heart else None,
        resting_hr_week=resting_hr_week(past, policy) if with_heart else None,
        ln_rmssd_week=ln_rmssd_week(past, policy) if with_heart else None,
    )
