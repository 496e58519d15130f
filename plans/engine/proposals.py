"""From a directive to operations on one athlete's plan: the exact change that a coach is asked about."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from plans.engine.applying import NotPossible
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.decisions import Directive
from plans.engine.operations import AddWeek, Drop, DropWeek, InsertRest, Move, Operation, Scale, Shift
from plans.engine.settling import settled
from plans.engine.vocabulary import SessionKind
from plans.engine.week import PlanState, SessionState, WeekState

Operations = tuple[Operation, ...]


def propose(directive: Directive, plan: PlanState, night: date, policy: DecisionPolicy) -> Operations:
    """The operations that carry out `directive` from the day after `night` on; none where nothing fits.

    They break no hard limit that the plan kept before: later weeks are scaled where that is needed. A night that is
    caught up late may meet days that were reported on since; what would touch them is not proposed.
    """
    try:
        return settled(plan, _PROPOSE[directive](plan, night, policy))
    except NotPossible:
        return ()


def _nothing(plan: PlanState, night: date, policy: DecisionPolicy) -> Operations:
    return ()


def _rest_while_ill(plan: PlanState, night: date, policy: DecisionPolicy) -> Operations:
    """D1: rest days now; hard sessions of the days after them wait until 3 days after the symptoms."""
    rest_days = [night + timedelta(days=n) for n in range(1, policy.rest_days_when_ill + 1)]
    earliest = night + timedelta(days=policy.hard_after_symptoms_days)
    waiting = (s for s in _open(plan) if s.is_hard and night < s.day < earliest)
    moved = [_move_or_drop(plan, session, earliest) for session in waiting]
    rests = [InsertRest(day) for day in rest_days if any(s.loads for s in _open(plan) if s.day == day)]
    return (*moved, *rests)


def _rest_next_run(plan: PlanState, night: date, policy: DecisionPolicy) -> Operations:
    """D2: the next run day of the week becomes a rest day; a hard run moves at least 48 hours on, or goes."""
    upcoming = sorted(
        (s for s in _open(plan) if s.is_run and night < s.day <= night + timedelta(days=7)),
        key=lambda s: (s.day, s.position),
    )
    if not upcoming:
        return ()
    run = upcoming[0]
    if run.is_hard:
        later = run.day + timedelta(days=policy.hard_moved_by_days)
        return _move_or_drop(plan, run, later), InsertRest(run.day)
    return (InsertRest(run.day),)


def _drop_easy_run(plan: PlanState, night: date, policy: DecisionPolicy) -> Operations:
    """D3: the shortest easy run of next week goes; with only 3 runs left each easy run gives a fifth."""
    week = plan.week_of(night + timedelta(days=1))
    if week is None:
        return ()
    easy = [s for s in week.runs if s.kind is SessionKind.EASY and not s.has_feedback]
    if len(week.runs) > policy.ease_runs_left and easy:
        shortest = min(easy, key=lambda s: (s.distance_km or 0, s.duration_min, s.day, s.id))
        return (Drop(shortest.id),)
    gentle = [s for s in week.runs if not s.is_hard and s.kind is not SessionKind.LONG and not s.has_feedback]
    return (Scale(tuple(sorted(s.id for s in gentle)), round(1 - policy.ease_cut, 2)),) if gentle else ()


def _stop_the_ramp(plan: PlanState, night: date, policy: DecisionPolicy) -> Operations:
    """D9: next week runs no more than this one; every run gives the same share."""
    this, following = plan.week_of(night), plan.week_of(night + timedelta(days=1))
    if this is None or following is None or not 0 < this.distance_km < following.distance_km:
        return ()
    return (_scaled_to(following, this.distance_km),)


def _repeat_week(plan: PlanState, night: date, policy: DecisionPolicy) -> Operations:
    """D8: this week once more, and everything after it a week later."""
    week = plan.week_of(night)
    if week is None:
        return ()
    following = week.monday + timedelta(weeks=1)
    copy = repeated(week, following)
    later = any(w.monday >= following for w in plan.weeks)
    return (Shift(following, 1), AddWeek(copy)) if later else (AddWeek(copy),)


def repeated(week: WeekState, monday: date) -> WeekState:
    """The same week again from `monday`; session ids follow from the old ones, so the same repeat is the same."""
    by = monday - week.monday
    sessions = tuple(
        replace(
            s,
            id=str(uuid.uuid5(uuid.UUID(s.id), monday.isoformat())),
            day=s.original_day + by,
            original_day=s.original_day + by,
            has_feedback=False,
        )
        for s in week.sessions
    )
    return replace(week, monday=monday, sessions=tuple(sorted(sessions, key=lambda s: (s.day, s.position, s.id))))


def _next_phase(plan: PlanState, night: date, policy: DecisionPolicy) -> Operations:
    """D7: weeks left of this phase are skipped, and the first week after them rises by a fifth at most (V1)."""
    this = plan.week_of(night)
    if this is None:
        return ()
    later = [w for w in plan.weeks if w.monday > night]
    skipped = [w for w in later if w.phase == this.phase]
    if not skipped or len(skipped) == len(later):
        return ()
    first = later[len(skipped)]
    operations: list[Operation] = [DropWeek(w.monday) for w in skipped]
    operations.append(Shift(first.monday, -len(skipped)))
    highest = max(w.distance_km for w in plan.weeks if this.monday - timedelta(weeks=2) <= w.monday <= this.monday)
    # A step of 3 km is always allowed (V1); above it the first week is scaled to the ratio.
    most = max(highest * policy.step_up_max_ratio, highest + 3)
    if first.distance_km > most:
        operations.append(_scaled_to(first, most))
    return tuple(operations)


def _scaled_to(week: WeekState, most_km: float) -> Scale:
    """All runs by one factor, the largest in thousandths that ends at or below `most_km`: each run is rounded to
    0.1 km, so the plain ratio may end a little above it."""
    kilometres = [s.distance_km or 0 for s in week.runs]
    thousandths = int(1000 * most_km / week.distance_km)
    while sum(round(km * thousandths / 1000, 1) for km in kilometres) > most_km + 1e-6:
        thousandths -= 1
    return Scale(tuple(sorted(s.id for s in week.runs)), thousandths / 1000)


def _open(plan: PlanState) -> list[SessionState]:
    return [s for s in plan.sessions() if not s.has_feedback]


def _move_or_drop(plan: PlanState, session: SessionState, earliest: date) -> Operation:
    """To the first free available day of its week from `earliest` on that keeps 48 hours to other hard or
    heavy runs; out of the week where there is none (missed work is never piled up)."""
    week = plan.week_of(session.day)
    assert week is not None
    demanding = [s.day for s in plan.sessions() if (s.is_hard or s.is_heavy) and s.id != session.id]
    for n in range(7):
        day = week.monday + timedelta(days=n)
        free = day >= earliest and n in plan.available_weekdays and not any(s.loads for s in week.on(day))
        if free and all(abs((day - other).days) >= 2 for other in demanding):
            return Move(session.id, day, 0)
    return Drop(session.id)


_PROPOSE: dict[Directive, Callable[[PlanState, date, DecisionPolicy], Operations]] = {
    Directive.NOTHING: _nothing,
    Directive.REST_WHILE_ILL: _rest_while_ill,
    Directive.REST_NEXT_RUN: _rest_next_run,
    Directive.DROP_EASY_RUN: _drop_easy_run,
    Directive.STOP_THE_RAMP: _stop_the_ramp,
    Directive.REPEAT_WEEK: _repeat_week,
    Directive.NEXT_PHASE: _next_phase,
}
