"""A coach's hand on a week: what each of their moves is in operations, and what the week is by then."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from plans.engine.applying import NotPossible
from plans.engine.contingencies import Alternative, alternatives
from plans.engine.limits import Breach
from plans.engine.operations import Add, Drop, Move, Operation, Replace, Set, Swap
from plans.engine.template import Template
from plans.engine.template_choices import Situation
from plans.engine.vocabulary import NOT_RUNNING, SessionKind
from plans.engine.week import EASY_PACE_MIN_PER_KM, PlanState, SessionState, WeekState

Operations = tuple[Operation, ...]


class Reach(StrEnum):
    """How far a move goes."""

    THIS = "this"
    REST = "rest"
    """This session and the later ones of its week move by the same days."""
    LATER = "later"
    """The same kind on the same weekday moves likewise in every later week."""


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


def move(plan: PlanState, session: str, day: date, reach: Reach = Reach.THIS) -> Operations:
    """To the end of `day`, and with it what `reach` says. Sessions that were reported on stay where they are."""
    picked = _planned(plan, session)
    by = day - picked.day
    others: Iterable[SessionState] = ()
    if reach is Reach.REST:
        others = _later_in_the_week(plan, picked)
    elif reach is Reach.LATER:
        others = _likewise_in_later_weeks(plan, picked)
    moving = [(session, day), *((each.id, each.day + by) for each in others if not each.has_feedback)]
    return tuple(_moves(plan, moving))


def copy(plan: PlanState, session: str, day: date) -> Operations:
    """The same session once more, at the end of `day`."""
    picked = _planned(plan, session)
    new = replace(
        picked, id=str(uuid.uuid4()), day=day, position=_end_of(plan, day), original_day=day, has_feedback=False
    )
    return (Add(new),)


def exchange(session: str, other: str) -> Operations:
    """Two sessions take each other's day and place."""
    return (Swap(session, other),)


def drop(session: str) -> Operations:
    return (Drop(session),)


def edit(plan: PlanState, session: str, values: Mapping[str, object]) -> Operations:
    """New values of a session's fields; those that are as they were are no change.

    A run whose minutes alone or kilometres alone were changed keeps its pace.
    """
    picked = _planned(plan, session)
    new = {name: value for name, value in values.items() if value != getattr(picked, name)}
    km, minutes = picked.distance_km, picked.duration_min
    if km and ("duration_min" in new) != ("distance_km" in new):
        if "duration_min" in new:
            new["distance_km"] = round(km * float(str(new["duration_min"])) / minutes, 1)
        elif new["distance_km"]:
            new["duration_min"] = max(1, round(minutes * float(str(new["distance_km"])) / km))
    return (Set(session, tuple(new.items())),) if new else ()


def add(plan: PlanState, kind: SessionKind, day: date, template: Template) -> Operations:
    """A session from the library of the template, in the dose of the athlete's level, at the end of `day`."""
    return (Add(from_library(plan, kind, day, template)),)


def from_library(plan: PlanState, kind: SessionKind, day: date, template: Template) -> SessionState:
    entry = template.library[kind]
    # The middle of the level's range, which a coach can then change.
    minutes = sum(entry.minutes[plan.level]) // 2
    return SessionState(
        id=str(uuid.uuid4()),
        day=day,
        position=_end_of(plan, day),
        original_day=day,
        kind=kind,
        duration_min=minutes,
        distance_km=None if kind in NOT_RUNNING else round(minutes / EASY_PACE_MIN_PER_KM[plan.level], 1),
        rpe=entry.rpe,
        steps=entry.steps,
        protects=entry.protects,
    )


def stand_ins(plan: PlanState, session: SessionState, template: Template) -> dict[Situation, tuple[Alternative, ...]]:
    """What the template offers in the session's place, by situation; situations that leave it alone are not there."""
    found = {each: alternatives(session, each, plan.level, template) for each in Situation}
    return {situation: offered for situation, offered in found.items() if offered}


def swap(plan: PlanState, session: str, stand_in: str, template: Template) -> Operations:
    """The session gives its place to one of its stand-ins, named by the stand-in's id. Raises `NotPossible`."""
    planned = plan.session(session)
    offered = stand_ins(plan, planned, template).values() if planned else ()
    by = next((each.session for group in offered for each in group if each.session.id == stand_in), None)
    if by is None:
        raise NotPossible(_("This session is no longer as it was on your page."))
    return (Replace(session, by),)


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


def of_week(breaches: Iterable[Breach], week: WeekState) -> list[Breach]:
    return [breach for breach in breaches if breach.week == week.monday]


def _planned(plan: PlanState, session: str) -> SessionState:
    found = plan.session(session)
    if found is None:
        raise NotPossible(_("This session is no longer in the plan."))
    return found


def _end_of(plan: PlanState, day: date) -> int:
    week = plan.week_of(day)
    return len(week.on(day)) if week else 0


def _later_in_the_week(plan: PlanState, picked: SessionState) -> list[SessionState]:
    week = plan.week_of(picked.day)
    place = (picked.day, picked.position)
    return [s for s in week.sessions if (s.day, s.position) > place] if week else []


def _likewise_in_later_weeks(plan: PlanState, picked: SessionState) -> list[SessionState]:
    later = (s for s in plan.sessions() if s.day - picked.day >= timedelta(days=7))
    return [s for s in later if s.kind is picked.kind and s.day.weekday() == picked.day.weekday()]


def _moves(plan: PlanState, moving: Sequence[tuple[str, date]]) -> Iterator[Move]:
    """One after the other, each to the end of its new day as the ones before it leave it."""
    days = {s.id: s.day for s in plan.sessions()}
    there: dict[date, set[str]] = defaultdict(set)
    for id, day in days.items():
        there[day].add(id)
    for id, day in moving:
        there[days[id]].discard(id)
        yield Move(id, day, len(there[day]))
        there[day].add(id)
