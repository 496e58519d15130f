"""Dates on which an athlete has other minutes than the weekday says: what no longer fits moves, is shorter, or goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from plans.engine.applying import apply
from plans.engine.days import LEAST_RUN_MIN
from plans.engine.limits import History, Severity, new_breaches
from plans.engine.operations import Drop, Move, Operation, Scale
from plans.engine.policy import PlanPolicy
from plans.engine.settling import settled
from plans.engine.template import Weekdays
from plans.engine.vocabulary import SessionKind
from plans.engine.week import PlanState, SessionState, WeekState


def days_that_give_way(
    plan: PlanState,
    free_min: Mapping[date, int],
    free_min_by_weekday: Weekdays,
    policy: PlanPolicy,
    *,
    not_before: date = date.min,
) -> tuple[Operation, ...]:
    """What brings each of these dates down to its minutes. A session goes to the nearest free day of its week that
    has the time and breaks no hard limit, and that is not before a date; else a run is shorter; else it is dropped.
    Reported sessions stay."""
    operations: list[Operation] = []
    after = plan
    for day, most in sorted(free_min.items()):
        while operation := _next(after, day, most, free_min, free_min_by_weekday, policy, not_before):
            operations.append(operation)
            after, _ = apply(after, [operation])
    return settled(plan, tuple(operations), policy)


def _next(
    plan: PlanState,
    day: date,
    most: int,
    free_min: Mapping[date, int],
    free_min_by_weekday: Weekdays,
    policy: PlanPolicy,
    not_before: date,
) -> Operation | None:
    """The next step towards a day of up to `most` minutes; None once it fits, or has only what was reported."""
    week = plan.week_of(day)
    over = _minutes(week, day) - most if week else 0
    open = [s for s in week.on(day) if not s.has_feedback] if week else []
    if week is None or over <= 0 or not open:
        return None
    session = min(open, key=_importance)
    moves = (
        Move(session.id, other, len(week.on(other)))
        for other in _nearest(week, day)
        if other >= not_before
        and other.weekday() in plan.available_weekdays
        and _minutes(week, other) + session.duration_min <= free_min.get(other, free_min_by_weekday[other.weekday()])
        and not (session.loads and any(s.loads for s in week.on(other)))
    )
    for move in moves:
        moved, _ = apply(plan, [move])
        found = new_breaches(plan, moved, History(plan.baseline_km_per_week), policy)
        if all(breach.severity is not Severity.HARD for breach in found):
            return move
    keeps = session.duration_min - over
    if session.is_run and keeps >= LEAST_RUN_MIN:
        return Scale((session.id,), keeps / session.duration_min)
    return Drop(session.id)


def _minutes(week: WeekState, day: date) -> int:
    return sum(s.duration_min for s in week.on(day))


def _importance(session: SessionState) -> tuple[bool, bool, int, int]:
    """What is no run goes first, the long run last."""
    return session.is_run, session.kind is SessionKind.LONG, session.rpe, session.position


def _nearest(week: WeekState, day: date) -> Iterator[date]:
    others = (week.monday + timedelta(days=n) for n in range(7))
    yield from sorted((other for other in others if other != day), key=lambda other: (abs((other - day).days), other))
