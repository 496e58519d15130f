"""What a coach does with a cohort, plan by plan: the next phase, one more week, a recovery week, another start.

The same operations as a night's proposals, from the end of today's week on. They keep the deadline, and later weeks
give way to hard limits where that helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from plans.engine.applying import apply
from plans.engine.deadlines import kept
from plans.engine.facts import DayFact, Earlier, NightFacts
from plans.engine.history import PlannedWeek, phase_facts
from plans.engine.limits import History
from plans.engine.operations import AddWeek, Operation, Shift
from plans.engine.plays import renewed
from plans.engine.proposing.easing import recovery_week
from plans.engine.proposing.ground import Ground, monday_of, repeat_week
from plans.engine.proposing.phase import next_phase
from plans.engine.rulebook import Rulebook
from plans.engine.settling import settled
from plans.engine.template import Template
from plans.engine.week import PlanState
from readiness.engine.vocabulary import Status

Operations = tuple[Operation, ...]


class CohortMove(StrEnum):
    ADVANCE = "advance"
    HOLD = "hold"
    RECOVER = "recover"
    SHIFT = "shift"


class WhyNot(StrEnum):
    """Why a plan cannot be moved so."""

    NOT_BEGUN = "not_begun"
    OVER = "over"
    BEGUN = "begun"
    """Only a plan that has not begun gets another start."""
    LAST_PHASE = "last_phase"
    ANYWAY = "anyway"
    """The next phase begins on Monday as it is."""
    PAST = "past"
    """The start would lie in the past."""
    DEADLINE = "deadline"
    NOTHING = "nothing"


class NotMoved(Exception):
    """This plan cannot be moved so; `why` says the reason."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Squadmate:
    """One plan of a cohort, with what its move is held against.

    `recent`: what eased lately, counted from the Sunday of today's week; an eased week is not repeated as it is.
    """

    plan: PlanState
    today: date
    rules: Rulebook
    history: History
    template: Template
    recent: Sequence[Earlier] = ()

    @property
    def sunday(self) -> date:
        return monday_of(self.today) + timedelta(days=6)


def moved(mate: Squadmate, move: CohortMove, weeks: int = 0) -> Operations:
    """The operations that carry out `move`, never none; `weeks` is by how many the start shifts. Raises `NotMoved`,
    and `NotPossible` where they do not fit."""
    plan = mate.plan
    operations = _shifted(mate, weeks) if move is CohortMove.SHIFT else _in_the_season(mate, move)
    operations = settled(plan, kept(plan, operations, mate.sunday), mate.rules.plans, mate.history)
    after, _ = apply(plan, operations)
    if after == plan:
        raise NotMoved(WhyNot.NOTHING)
    last, was = after.weeks[-1].sunday, plan.weeks[-1].sunday
    if plan.deadline is not None and last > plan.deadline and last > was:
        raise NotMoved(WhyNot.DEADLINE)
    return operations


def _shifted(mate: Squadmate, weeks: int) -> Operations:
    first = mate.plan.weeks[0].monday
    if first <= mate.today:
        raise NotMoved(WhyNot.BEGUN)
    if first + timedelta(weeks=weeks) < monday_of(mate.today):
        raise NotMoved(WhyNot.PAST)
    return (Shift(first, weeks),)


def _in_the_season(mate: Squadmate, move: CohortMove) -> Operations:
    plan = mate.plan
    if plan.week_of(mate.today) is None:
        raise NotMoved(WhyNot.NOT_BEGUN if plan.weeks[0].monday > mate.today else WhyNot.OVER)
    ground = _ground(mate, plan)
    if move is CohortMove.ADVANCE:
        return _advanced(ground)
    added = tuple(_played(operation, plan, mate.template) for operation in repeat_week(ground))
    if move is CohortMove.HOLD:
        return added
    eased = tuple(_as_deload(operation) for operation in added)
    longer, _ = apply(plan, eased)
    return (*eased, *recovery_week(_ground(mate, longer)))


def _advanced(ground: Ground) -> Operations:
    operations = next_phase(ground)
    if not operations:
        later = [week for week in ground.plan.weeks if week.monday > ground.night]
        goes_on = ground.this is not None and any(week.phase is not ground.this.phase for week in later)
        raise NotMoved(WhyNot.ANYWAY if goes_on else WhyNot.LAST_PHASE)
    return operations


def _ground(mate: Squadmate, plan: PlanState) -> Ground:
    """What proposals stand on, with nothing known of the days: a coach decides."""
    phases = {phase.kind: phase for phase in mate.template.phases}
    weeks = [
        PlannedWeek(w.monday, w.phase, phases[w.phase].min_weeks, phases[w.phase].max_weeks, w.distance_km)
        for w in plan.weeks
    ]
    facts = NightFacts(
        mate.sunday,
        (DayFact(Status.UNKNOWN, "S0"),),
        phase=phase_facts(weeks, mate.sunday, plan.deadline),
        recent=tuple(mate.recent),
    )
    return Ground(plan, facts, mate.rules)


def _played(operation: Operation, plan: PlanState, template: Template) -> Operation:
    """A week that is run once more plays something else (S6)."""
    return AddWeek(renewed(operation.week, plan.weeks, template)) if isinstance(operation, AddWeek) else operation


def _as_deload(operation: Operation) -> Operation:
    return AddWeek(replace(operation.week, deload=True)) if isinstance(operation, AddWeek) else operation
