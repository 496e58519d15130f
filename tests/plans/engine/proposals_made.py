"""What a directive makes of a written plan, told back in the words of `written_plans`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from plans.engine.applying import apply
from plans.engine.decision import Directive
from plans.engine.facts import NightFacts
from plans.engine.history import PlannedWeek, phase_facts
from plans.engine.operations import Operation
from plans.engine.proposals import propose
from plans.engine.vocabulary import PhaseKind
from plans.engine.week import PlanState, SessionState
from tests.plans.engine.nights_made import CALM, night
from tests.plans.engine.written_plans import USUAL_RPE, written

LENGTHS = {
    PhaseKind.FOUNDATION: (2, 4),
    PhaseKind.MAINTENANCE: (3, 6),
    PhaseKind.POTENCY: (2, 4),
    PhaseKind.REINTEGRATION: (3, 4),
}
"""The fewest and the most weeks of each phase."""
PHASES = {kind.value[0].upper(): kind.value for kind in PhaseKind}


def season(*weeks: str, spare_weeks: int | None = None, **frame: Any) -> PlanState:
    """Weeks as "F: Tue easy 8km, Sat long 10km": the phase's letter before it, and `F-` for an easier week."""
    lines = [line.partition(":")[2].strip() for line in weeks]
    marks = [line.partition(":")[0] for line in weeks]
    phases = ", ".join(PHASES[mark[0]] for mark in marks)
    plan = written(*lines, phase=phases, **{"baseline": 40, **frame})
    made = tuple(replace(week, deload=mark.endswith("-")) for week, mark in zip(plan.weeks, marks, strict=True))
    deadline = None if spare_weeks is None else made[-1].sunday + timedelta(weeks=spare_weeks)
    fewest = tuple((kind, least) for kind, (least, _) in LENGTHS.items())
    return replace(plan, weeks=made, deadline=deadline, min_weeks=fewest)


def facts_on(plan: PlanState, when: date, **known: Any) -> NightFacts:
    """A calm night in this plan; work and days are of no account here unless they are given."""
    weeks = [PlannedWeek(week.monday, week.phase, *LENGTHS[week.phase], week.distance_km) for week in plan.weeks]
    return night(CALM, when, **{"phase": phase_facts(weeks, when, plan.deadline), "work": None, **known})


def sunday(plan: PlanState, week: int) -> date:
    """The Sunday of a week, counted from 1."""
    return plan.weeks[week - 1].sunday


def after(plan: PlanState, directive: Directive, when: date, **known: Any) -> list[str]:
    """The whole plan after the proposal, week by week; and the way back is exact."""
    changed, inverse = apply(plan, proposed(plan, directive, when, **known))
    assert apply(changed, inverse)[0] == plan
    assert len({session.id for session in changed.sessions()}) == len(list(changed.sessions()))
    return told(changed)


def proposed(plan: PlanState, directive: Directive, when: date, **known: Any) -> tuple[Operation, ...]:
    return propose(directive, plan, facts_on(plan, when, **known))


def told(plan: PlanState) -> list[str]:
    return [
        f"{week.phase.value[0].upper()}{'-' * week.deload}: {', '.join(map(_session, week.sessions))}"
        for week in plan.weeks
    ]


def _session(session: SessionState) -> str:
    dose = f"{session.duration_min}min" if session.distance_km is None else f"{session.distance_km:g}km"
    usual = session.rpe == USUAL_RPE.get(session.kind, 3)
    return f"{session.day:%a} {session.kind} {dose}" + ("" if usual else f" rpe {session.rpe}")
