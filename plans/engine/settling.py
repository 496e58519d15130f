"""Make a proposal one that can be approved: what it lowers now must not make a later week a leap.

A week that gives up runs is what the next ones are measured against (V1, V2). Where a proposal would bring a
later week above a hard limit, that week gives up the same share of every run, as little as is enough.
"""

from __future__ import annotations

from datetime import date

from plans.engine.applying import apply
from plans.engine.limits import Breach, History, Severity, new_breaches
from plans.engine.operations import Operation, Scale
from plans.engine.week import PlanState

_FACTORS = tuple(percent / 100 for percent in range(95, 25, -5))
"""Shares that a week may keep, mildest first."""


def settled(
    plan: PlanState, operations: tuple[Operation, ...], *, later_than: date = date.min
) -> tuple[Operation, ...]:
    """The operations, with weeks after `later_than` scaled where they would break a hard limit.

    Where scaling does not help, the operations come back as they were: the coach is told when approving.
    """
    settled = operations
    for _ in plan.weeks:
        broken = _hard(plan, settled)
        if not broken:
            return settled
        first = min(breach.week for breach in broken)
        scaled = _scale(plan, settled, first) if first > later_than else None
        if scaled is None:
            return operations
        settled = (*settled, scaled)
    return settled


def _scale(plan: PlanState, operations: tuple[Operation, ...], monday: date) -> Scale | None:
    after, _ = apply(plan, operations)
    week = next(w for w in after.weeks if w.monday == monday)
    runs = tuple(sorted(s.id for s in week.runs if not s.has_feedback))
    for factor in _FACTORS if runs else ():
        scale = Scale(runs, factor)
        if all(breach.week != monday for breach in _hard(plan, (*operations, scale))):
            return scale
    return None


def _hard(plan: PlanState, operations: tuple[Operation, ...]) -> list[Breach]:
    after, _ = apply(plan, operations)
    history = History(baseline_km_per_week=plan.baseline_km_per_week)
    return [b for b in new_breaches(plan, after, history) if b.severity is Severity.HARD]
