"""Answers that never change: a reason to ask gently, not to doubt (rules, section 8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from readiness.engine.logs import DayLog
from readiness.engine.normals import answers_of, history, wellness_of
from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy


def same_again(day: date, logs: Mapping[date, DayLog], policy: ReadinessPolicy = DEFAULT_POLICY) -> bool:
    """Whether the log of `day` gives the same answers as the 4 counted logs before it.

    Such logs count all the same. False for a day whose own log does not count.
    """
    counted = [
        (log.day, answers)
        for log in history(day, logs, policy)
        if log is not None and wellness_of(answers := answers_of(log), policy) is not None
    ]
    last = counted[: policy.same_logs]
    if len(last) < policy.same_logs or last[0][0] != day:
        return False
    return len({answers for _, answers in last}) == 1
