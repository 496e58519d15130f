"""Steps of a draft on top of a plan that may have changed underneath: what still fits stays, what does not says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.engine.applying import NotPossible, apply
from plans.engine.operations import Operation
from plans.engine.week import PlanState
from plans.engine.words import Translate


@dataclass(frozen=True, slots=True)
class Rebased:
    """The plan with the steps that fit, their operations in order, and of each step why it does not fit.

    Law: `operations` applied to the plan give `state`; publishing a draft is the same as having made its steps.
    """

    state: PlanState
    operations: tuple[Operation, ...]
    whys: tuple[str, ...]
    """One for each step; empty where it fits."""


def rebased(plan: PlanState, steps: Iterable[Sequence[Operation]], translate: Translate = str) -> Rebased:
    state, operations, whys = plan, list[Operation](), list[str]()
    for step in steps:
        try:
            state, _inverse = apply(state, step)
        except NotPossible as error:
            whys.append(error.say(translate))
        else:
            operations += step
            whys.append("")
    return Rebased(state, tuple(operations), tuple(whys))
