"""The status a page shows: it worsens at once and improves slowly (rules, section 3).

A shown colour is left after 2 logs in a row that are better than it, and red steps to amber first. A
day without a counted log is shown as unknown and neither helps nor harms what comes after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness.engine.assessment import DayAssessment, last_days
from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy
from readiness.engine.vocabulary import Status

BETTER_FIRST = (Status.GREEN, Status.AMBER, Status.RED)


@dataclass(frozen=True, slots=True)
class Held:
    """The colour that is held, and how many logs in a row were better than it."""

    status: Status = Status.GREEN
    better_logs: int = 0

    def after(self, status: Status, policy: ReadinessPolicy) -> Held:
        """What is held after one more day of this status."""
        if status is Status.UNKNOWN:
            return self
        if BETTER_FIRST.index(status) >= BETTER_FIRST.index(self.status):
            return Held(status)
        if self.better_logs + 1 < policy.display_clear_logs:
            return Held(self.status, self.better_logs + 1)
        return Held(BETTER_FIRST[BETTER_FIRST.index(self.status) - 1])


def shown_status(
    assessments: Mapping[date, DayAssessment], day: date, policy: ReadinessPolicy = DEFAULT_POLICY
) -> Status:
    """The status to show for `day`; unknown for a day without an assessment.

    `assessments` should reach back `policy.cue_memory_days` days; later ones are ignored.
    """
    today = assessments.get(day)
    if today is None or today.status is Status.UNKNOWN:
        return Status.UNKNOWN
    held = Held()
    for assessment in last_days(assessments, day, policy.cue_memory_days):
        held = held.after(assessment.status, policy)
    return held.status
