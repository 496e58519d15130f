"""A coach's hand on a week: move, drop and add a session, and what the limits say about the result."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from plans.engine.applying import NotPossible
from plans.engine.contingencies import Alternative, alternatives
from plans.engine.limits import Breach, History, check_plan
from plans.engine.operations import Add, Drop, Move, Operation, Replace
from plans.engine.policy import PlanPolicy
from plans.engine.template_choices import Situation
from plans.engine.vocabulary import NOT_RUNNING, SessionKind
from plans.engine.week import EASY_PACE_MIN_PER_KM, PlanState, SessionState, WeekState
from plans.planning import default_template


@dataclass(frozen=True, slots=True)
class WeekTotals:
    """What a coach checks at a glance; kilometres and shares of the planned week."""

    distance_km: float
    percent_of_baseline: int
    step_percent: int | None
    """Against the week before; None for the first week or after an empty one."""
    runs: int
    hard_days: int
    strength: int
    rest_days: int
    impact_percent: int
    """Running minutes of all running and cross-training minutes (S28)."""


def move(plan: PlanState, session: str, day: date) -> Operation:
    """To the end of `day`."""
    week = plan.week_of(day)
    return Move(session, day, len([s for s in week.on(day) if s.id != session]) if week else 0)


def drop(session: str) -> Operation:
    return Drop(session)


def add(plan: PlanState, kind: SessionKind, day: date) -> Operation:
    """A session from the library of the template, in the dose of the athlete's level, at the end of `day`."""
    entry = default_template().library[kind]
    # The middle of the level's range, which a coach can then change.
    minutes = sum(entry.minutes[plan.level]) // 2
    week = plan.week_of(day)
    return Add(
        SessionState(
            id=str(uuid.uuid4()),
            day=day,
            position=len(week.on(day)) if week else 0,
            original_day=day,
            kind=kind,
            duration_min=minutes,
            distance_km=None if kind in NOT_RUNNING else round(minutes / EASY_PACE_MIN_PER_KM[plan.level], 1),
            rpe=entry.rpe,
            steps=entry.steps,
            protects=entry.protects,
        )
    )


def stand_ins(plan: PlanState, session: SessionState) -> dict[Situation, tuple[Alternative, ...]]:
    """What the template offers in the session's place, by situation; situations that leave it alone are not there."""
    template = default_template()
    found = {each: alternatives(session, each, plan.level, template) for each in Situation}
    return {situation: offered for situation, offered in found.items() if offered}


def swap(plan: PlanState, session: str, stand_in: str) -> Operation:
    """The session gives its place to one of its stand-ins, named by the stand-in's id. Raises `NotPossible`."""
    planned = plan.session(session)
    offered = stand_ins(plan, planned).values() if planned else ()
    by = next((each.session for group in offered for each in group if each.session.id == stand_in), None)
    if by is None:
        raise NotPossible(_("This session is no longer as it was on your page."))
    return Replace(session, by)


def totals(plan: PlanState, week: WeekState) -> WeekTotals:
    before = plan.week_of(week.monday - timedelta(days=7))
    cross = sum(s.duration_min for s in week.sessions if s.kind is SessionKind.CROSS_TRAINING)
    running = sum(s.duration_min for s in week.runs)
    return WeekTotals(
        distance_km=week.distance_km,
        percent_of_baseline=round(100 * week.distance_km / plan.baseline_km_per_week),
        step_percent=(
            round(100 * (week.distance_km / before.distance_km - 1)) if before and before.distance_km else None
        ),
        runs=len(week.runs),
        hard_days=len({s.day for s in week.sessions if s.is_hard}),
        strength=sum(s.is_strength for s in week.sessions),
        rest_days=7 - len({s.day for s in week.sessions if s.loads}),
        impact_percent=round(100 * running / (running + cross)) if running + cross else 0,
    )


def breaches_of(plan: PlanState, week: WeekState, known: History, policy: PlanPolicy) -> Sequence[Breach]:
    return [breach for breach in check_plan(plan, known, policy) if breach.week == week.monday]
