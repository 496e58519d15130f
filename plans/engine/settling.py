"""Make a proposal one that can be approved: what it lowers now must not make a later week a leap.

A week that gives up runs is what the next ones are measured against (V1, V2). Where a proposal would bring a
later week above a hard limit, that week gives up the same share of every run, as little as is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from plans.engine.applying import apply
from plans.engine.limits import Breach, History, Severity, added, check_plan
from plans.engine.operations import Operation, Scale
from plans.engine.policy import DEFAULT_POLICY, PlanPolicy
from plans.engine.week import PlanState

Check = Callable[[PlanState], Sequence[Breach]]
"""What limits say of a plan's weeks."""

_FACTORS = tuple(percent / 100 for percent in range(95, 25, -5))
"""Shares that a week may keep, mildest first."""


def settled(
    plan: PlanState,
    operations: tuple[Operation, ...],
    policy: PlanPolicy = DEFAULT_POLICY,
    history: History | None = None,
    *,
    later_than: date = date.min,
    check: Check | None = None,
) -> tuple[Operation, ...]:
    """The operations, with weeks after `later_than` scaled where they would break a hard limit.

    Where scaling does not help, the operations come back as they were: the coach is told when approving. `check` is
    who asks the limits in the place of this policy and this history, and may remember what they said.
    """
    if not operations:
        return operations
    known_running = history or History(baseline_km_per_week=plan.baseline_km_per_week)
    check = check or (lambda state: check_plan(state, known_running, policy))
    known = check(plan)
    settled = operations
    after, _ = apply(plan, operations)
    for _ in after.weeks:
        broken = _hard(after, check, known)
        if not broken:
            return settled
        first = min(breach.week for breach in broken)
        scale = _scale(after, first, check, known) if first > later_than else None
        if scale is None:
            return operations
        settled = (*settled, scale)
        after, _ = apply(after, [scale])
    return settled


def _scale(plan: PlanState, monday: date, check: Check, known: Sequence[Breach]) -> Scale | None:
    week = next(w for w in plan.weeks if w.monday == monday)
    runs = tuple(sorted(s.id for s in week.runs if not s.has_feedback))
    for factor in _FACTORS if runs else ():
        scale = Scale(runs, factor)
        after, _ = apply(plan, [scale])
        if all(breach.week != monday for breach in _hard(after, check, known)):
            return scale
    return None


def _hard(plan: PlanState, check: Check, known: Sequence[Breach]) -> list[Breach]:
    """Hard breaches that were not there before, or are worse than before."""
    found = added(known, check(plan))
    return [breach for breach in found if breach.severity is Severity.HARD]
