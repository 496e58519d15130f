"""Apply operations to a plan, purely, and say how to take them back.

Law: `after, inverse = apply(plan, ops)` implies `apply(after, inverse)[0] == plan`. Positions on a day
count from 0 without gaps. A session with feedback is past: an operation that would touch it is refused.
"""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import singledispatch
from itertools import pairwise
from typing import Any

from plans.engine.operations import (
    Add,
    AddWeek,
    Drop,
    DropWeek,
    InsertRest,
    Move,
    Operation,
    Replace,
    Scale,
    Set,
    Shift,
    Swap,
)  # fmt: skip
from plans.engine.refusals import Refusal
from plans.engine.week import PlanState, SessionState, WeekState
from readiness.engine.sentences import gettext_noop

_SESSION_FIELDS = tuple(f.name for f in fields(SessionState) if f.name not in ("id", "has_feedback"))


class NotPossible(Refusal):
    """An operation does not fit the plan as it stands."""


def apply(plan: PlanState, operations: Sequence[Operation]) -> tuple[PlanState, tuple[Operation, ...]]:
    """The changed plan and the inverse operations. Raises `NotPossible`; then nothing has changed."""
    inverse: list[Operation] = []
    for operation in operations:
        after, undo = _apply(operation, plan)
        inverse[:0] = undo
        plan = after
    mondays = [w.monday for w in plan.weeks]
    if any(b - a != timedelta(days=7) for a, b in pairwise(mondays)):
        raise NotPossible(gettext_noop("The weeks of a plan follow each other without a gap."))
    return plan, tuple(inverse)


Step = tuple[PlanState, list[Operation]]


@singledispatch
def _apply(operation: Any, plan: PlanState) -> Step:
    raise TypeError(f"{operation!r} is no operation")


def _find(plan: PlanState, id: str) -> SessionState:
    session = plan.session(id)
    if session is None:
        raise NotPossible(gettext_noop("This session is no longer in the plan."))
    if session.has_feedback:
        raise NotPossible(gettext_noop("The athlete has already reported on this session; it stays as it was."))
    return session


def _with_sessions(plan: PlanState, sessions: Iterable[SessionState]) -> PlanState:
    """The plan with exactly these sessions, each in the week of its day."""
    by_week: dict[date, list[SessionState]] = {w.monday: [] for w in plan.weeks}
    for session in sessions:
        monday = session.day - timedelta(days=session.day.weekday())
        if monday not in by_week:
            raise NotPossible(gettext_noop("{day} lies outside the plan."), day=session.day)
        by_week[monday].append(session)
    return replace(plan, weeks=tuple(_holding(week, by_week[week.monday]) for week in plan.weeks))


def _holding(week: WeekState, sessions: Sequence[SessionState]) -> WeekState:
    """The week with these sessions in their order; the same week where they are the ones it has."""
    if len(sessions) == len(week.sessions) and all(map(operator.is_, sessions, week.sessions)):
        return week
    return replace(week, sessions=tuple(sorted(sessions, key=lambda s: (s.day, s.position, s.id))))


def _renumbered(plan: PlanState) -> PlanState:
    """The same plan with every day's sessions counted from 0 without gaps."""
    place: dict[date, int] = {}
    numbered = []
    for session in plan.sessions():
        position = place.get(session.day, 0)
        place[session.day] = position + 1
        numbered.append(session if session.position == position else replace(session, position=position))
    return _with_sessions(plan, numbered)


def _without(plan: PlanState, ids: Collection[str]) -> PlanState:
    return _renumbered(_with_sessions(plan, (s for s in plan.sessions() if s.id not in ids)))


def _with(plan: PlanState, session: SessionState) -> PlanState:
    """The plan with one more session at its position; later ones of that day move down."""
    moved = (
        replace(s, position=s.position + 1) if s.day == session.day and s.position >= session.position else s
        for s in plan.sessions()
    )
    return _renumbered(_with_sessions(plan, (*moved, session)))


def _with_values(plan: PlanState, new: Mapping[str, SessionState]) -> PlanState:
    return _with_sessions(plan, (new.get(s.id, s) for s in plan.sessions()))


def _back(after: PlanState, before: PlanState) -> list[Operation]:
    """The way back from `after` to `before`: drops, then adds, then single fields, which renumber nothing."""
    old = {s.id: s for s in before.sessions()}
    new_ids = {s.id for s in after.sessions()}
    drops = sorted(new_ids - old.keys())
    adds = [old[id] for id in sorted(old.keys() - new_ids)]
    halfway = _without(after, drops) if drops else after
    for session in adds:
        halfway = _with(halfway, session)
    undo: list[Operation] = [*map(Drop, drops), *map(Add, adds)]
    for session in sorted(halfway.sessions(), key=lambda s: s.id):
        was = old[session.id]
        values = tuple((n, getattr(was, n)) for n in _SESSION_FIELDS if getattr(was, n) != getattr(session, n))
        if values:
            undo.append(Set(session.id, values))
    return undo


@_apply.register
def _(operation: Move, plan: PlanState) -> Step:
    session = _find(plan, operation.session)
    moved = replace(session, day=operation.day, position=operation.position)
    after = _with(_without(plan, {session.id}), moved)
    return after, _back(after, plan)


@_apply.register
def _(operation: Swap, plan: PlanState) -> Step:
    first, second = _find(plan, operation.first), _find(plan, operation.second)
    after = _with_values(
        plan,
        {
            first.id: replace(first, day=second.day, position=second.position),
            second.id: replace(second, day=first.day, position=first.position),
        },
    )
    return after, _back(after, plan)


@_apply.register
def _(operation: Add, plan: PlanState) -> Step:
    if plan.session(operation.session.id) is not None:
        raise NotPossible(gettext_noop("This session is already in the plan."))
    after = _with(plan, operation.session)
    return after, _back(after, plan)


@_apply.register
def _(operation: Drop, plan: PlanState) -> Step:
    after = _without(plan, {_find(plan, operation.session).id})
    return after, _back(after, plan)


@_apply.register
def _(operation: Replace, plan: PlanState) -> Step:
    session = _find(plan, operation.session)
    by = replace(operation.by, day=session.day, position=session.position, original_day=session.original_day)
    after = _with_values(plan, {session.id: by})
    return after, _back(after, plan)


@_apply.register
def _(operation: Set, plan: PlanState) -> Step:
    names = {name for name, _ in operation.values}
    if names - set(_SESSION_FIELDS):
        raise NotPossible("A session has no field {names}.", names=", ".join(sorted(names - set(_SESSION_FIELDS))))
    # Its place among the sessions of a day is the one thing about a past session that may change.
    session = plan.session(operation.session) if names == {"position"} else _find(plan, operation.session)
    if session is None:
        raise NotPossible(gettext_noop("This session is no longer in the plan."))
    after = _with_values(plan, {session.id: replace(session, **dict(operation.values))})  # type: ignore[arg-type]
    return after, _back(after, plan)


@_apply.register
def _(operation: Scale, plan: PlanState) -> Step:
    if not 0 < operation.factor <= 2:
        raise NotPossible(gettext_noop("A session is scaled by more than 0 and at most 2."))
    after = _with_values(plan, {id: _scaled(_find(plan, id), operation.factor) for id in operation.sessions})
    return after, _back(after, plan)


def _scaled(session: SessionState, factor: float) -> SessionState:
    distance = session.distance_km
    return replace(
        session,
        duration_min=max(1, round(session.duration_min * factor)),
        distance_km=None if distance is None else round(distance * factor, 1),
    )


@_apply.register
def _(operation: InsertRest, plan: PlanState) -> Step:
    gone = {s.id for s in plan.sessions() if s.day == operation.day and s.loads and not s.has_feedback}
    after = _without(plan, gone)
    return after, _back(after, plan)


@_apply.register
def _(operation: AddWeek, plan: PlanState) -> Step:
    week = operation.week
    if any(w.monday == week.monday for w in plan.weeks):
        raise NotPossible(gettext_noop("There is already a week from {day}."), day=week.monday)
    weeks = tuple(sorted((*plan.weeks, week), key=lambda w: w.monday))
    return replace(plan, weeks=weeks), [DropWeek(week.monday)]


@_apply.register
def _(operation: DropWeek, plan: PlanState) -> Step:
    week = next((w for w in plan.weeks if w.monday == operation.monday), None)
    if week is None:
        raise NotPossible(gettext_noop("There is no week from {day}."), day=operation.monday)
    _refuse_past(week)
    return replace(plan, weeks=tuple(w for w in plan.weeks if w is not week)), [AddWeek(week)]


@_apply.register
def _(operation: Shift, plan: PlanState) -> Step:
    by = timedelta(weeks=operation.weeks)
    staying = [w for w in plan.weeks if w.monday < operation.monday]
    moving = [w for w in plan.weeks if w.monday >= operation.monday]
    for week in moving:
        _refuse_past(week)
    if staying and moving and moving[0].monday + by <= staying[-1].monday:
        raise NotPossible(gettext_noop("The weeks would fall onto earlier ones."))
    if not moving:
        return plan, []
    shifted = tuple(shifted_week(week, by) for week in moving)
    # Back from the first week that moved: from the operation's own Monday a week that stayed could come along.
    return replace(plan, weeks=(*staying, *shifted)), [Shift(shifted[0].monday, -operation.weeks)]


def shifted_week(week: WeekState, by: timedelta) -> WeekState:
    """The same week at another date."""
    sessions = tuple(replace(s, day=s.day + by, original_day=s.original_day + by) for s in week.sessions)
    return replace(week, monday=week.monday + by, sessions=sessions)


def _refuse_past(week: WeekState) -> None:
    if any(s.has_feedback for s in week.sessions):
        raise NotPossible(gettext_noop("The athlete has already reported on this week; it stays where it is."))
