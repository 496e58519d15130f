"""A deadline moves only what may move (rules, section 6): first weeks of Maintenance and Light potency down to
their fewest, then the end of Reintegration down to its fewest, so that the offseason ends on less volume.

Foundation never gives way, and limits hold for what is left: a week that would become a leap is scaled
(`plans.engine.settling`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from plans.engine.applying import apply
from plans.engine.operations import DropWeek, Operation, Shift
from plans.engine.vocabulary import PhaseKind
from plans.engine.week import PlanState

_GIVES_WAY_FROM_ITS_START = (PhaseKind.MAINTENANCE, PhaseKind.POTENCY)
_GIVES_WAY_FROM_ITS_END = PhaseKind.REINTEGRATION


def weeks_that_may_go(phases: Sequence[PhaseKind], at: int, min_weeks: Mapping[PhaseKind, int]) -> list[int]:
    """Indexes of the weeks after the phase at `at` that a deadline may take, in the order in which they go. The phase
    that the athlete is in is as long as the weekly rules make it."""
    found: list[int] = []
    last_ones: list[int] = []
    start = 0
    for phase, group in groupby(phases):
        indexes = range(start, start + len(list(group)))
        start = indexes.stop
        if indexes[0] <= at:
            continue
        spare = max(0, len(indexes) - min_weeks.get(phase, len(indexes)))
        if phase in _GIVES_WAY_FROM_ITS_START:
            found += indexes[:spare]
        elif phase is _GIVES_WAY_FROM_ITS_END:
            last_ones += reversed(indexes[len(indexes) - spare :])
    return [*found, *last_ones]


def kept(plan: PlanState, operations: tuple[Operation, ...], night: date) -> tuple[Operation, ...]:
    """The operations, with weeks taken out where the plan would otherwise end after its deadline.

    The first week after the night is what was just decided, and stays. Where not enough weeks may go, those that
    may do; whoever proposes has asked before (`PhaseFacts.spare_weeks`).
    """
    if plan.deadline is None or not operations:
        return operations
    after, _ = apply(plan, operations)
    too_many = -(-(after.weeks[-1].sunday - plan.deadline).days // 7)
    if too_many <= 0 or after.weeks[-1].sunday == plan.weeks[-1].sunday:
        return operations
    decided = sum(week.monday <= night + timedelta(days=7) for week in after.weeks) - 1
    going = weeks_that_may_go([week.phase for week in after.weeks], decided, dict(plan.min_weeks))[:too_many]
    result = operations
    for monday in sorted((after.weeks[index].monday for index in going), reverse=True):
        shift = (Shift(monday + timedelta(weeks=1), -1),) if monday < after.weeks[-1].monday else ()
        result = (*result, DropWeek(monday), *shift)
        after, _ = apply(plan, result)
    return result
