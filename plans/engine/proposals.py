"""From a directive to operations on one athlete's plan: the exact change that a coach is asked about."""

from __future__ import annotations

from collections.abc import Callable

from plans.engine.applying import NotPossible
from plans.engine.deadlines import kept
from plans.engine.decision import Directive
from plans.engine.facts import NightFacts
from plans.engine.limits import History
from plans.engine.operations import AddWeek, Operation
from plans.engine.plays import renewed
from plans.engine.proposing import easing, health, load, phase
from plans.engine.proposing.ground import Ground, Operations, repeat_to_longest, repeat_week
from plans.engine.rulebook import DEFAULT_RULEBOOK, Rulebook
from plans.engine.settling import settled
from plans.engine.template import Template
from plans.engine.week import PlanState


def propose(
    directive: Directive,
    plan: PlanState,
    facts: NightFacts,
    rules: Rulebook = DEFAULT_RULEBOOK,
    history: History | None = None,
    template: Template | None = None,
) -> Operations:
    """The operations that carry out `directive` from the day after the night on; none where nothing fits.

    They keep the deadline and break no hard limit that the plan kept before: later weeks give way where that is
    needed. A night that is caught up late may meet days that were reported on since; what would touch them is not
    proposed. With the plan's `template`, a week that is repeated plays something else.
    """
    ground = Ground(plan, facts, rules)
    try:
        operations = kept(plan, _PROPOSE[directive](ground), facts.night)
        operations = _with_other_play(plan, operations, template) if template else operations
        return settled(plan, operations, rules.plans, history)
    except NotPossible:
        return ()


def _with_other_play(plan: PlanState, operations: Operations, template: Template) -> Operations:
    """A week that is run once more plays something else (S6)."""
    result: list[Operation] = []
    weeks = list(plan.weeks)
    for operation in operations:
        if isinstance(operation, AddWeek):
            week = renewed(operation.week, weeks, template)
            weeks.append(week)
            result.append(AddWeek(week))
        else:
            result.append(operation)
    return tuple(result)


def _nothing(ground: Ground) -> Operations:
    return ()


_PROPOSE: dict[Directive, Callable[[Ground], Operations]] = {
    Directive.NOTHING: _nothing,
    Directive.FINISH: _nothing,
    Directive.REST_WHILE_ILL: health.rest_while_ill,
    Directive.RETURN_GRADUALLY: health.return_gradually,
    Directive.REST_NEXT_RUN: health.rest_next_run,
    Directive.DROP_EASY_RUN: easing.drop_easy_run,
    Directive.SCALE_BACK: easing.scale_back,
    Directive.RECOVERY_WEEK: easing.recovery_week,
    Directive.LENGTHEN_RESTS: easing.longer_rests,
    Directive.PREVIOUS_PHASE: easing.previous_phase,
    Directive.REBASE: load.rebase,
    Directive.CUT_TO_STEP: load.cut_to_step,
    Directive.STOP_THE_RAMP: load.stop_the_ramp,
    Directive.REPEAT_WEEK: repeat_week,
    Directive.HOLD_FOR_LOGS: repeat_to_longest,
    Directive.NEXT_PHASE: phase.next_phase,
}
