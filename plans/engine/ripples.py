"""What operations would do to a plan, before they are done: which sessions move, shrink, grow or go, week by week.

Law: the plan before, with what the preview says, is the plan that applying gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from plans.engine.applying import apply
from plans.engine.limits import Breach, Severity
from plans.engine.operations import DropWeek, Operation, Shift
from plans.engine.week import PlanState, SessionState, WeekState


class Effect(StrEnum):
    """What happens to a session, the most telling first."""

    ADDED = "added"
    DROPPED = "dropped"
    BECOMES = "becomes"
    """Another kind of session."""
    MOVES = "moves"
    SHRINKS = "shrinks"
    GROWS = "grows"
    CHANGES = "changes"
    """Its effort, steps or marks."""


@dataclass(frozen=True, slots=True)
class Touch:
    """One session before and after; one of them is None where it is added or dropped."""

    effect: Effect
    before: SessionState | None
    after: SessionState | None


@dataclass(frozen=True, slots=True)
class WeekRipple:
    """One week of the plan afterwards, or one that is gone."""

    monday: date
    was: WeekState | None
    """The same week before, wherever it stood; None for a new one."""
    now: WeekState | None
    """None for one that is gone."""
    touches: tuple[Touch, ...]
    """Its sessions that differ by more than coming along with their week."""

    @property
    def moves_by_weeks(self) -> int:
        return (self.now.monday - self.was.monday).days // 7 if self.was and self.now else 0

    @property
    def says_something(self) -> bool:
        return bool(self.touches) or self.was is None or self.now is None

    @property
    def km_before(self) -> float | None:
        return self.was.distance_km if self.was else None

    @property
    def km_after(self) -> float | None:
        return self.now.distance_km if self.now else None


@dataclass(frozen=True, slots=True)
class Ripples:
    """All of it: weeks in order, the end of the plan, and the limits that speak anew."""

    after: PlanState
    weeks: tuple[WeekRipple, ...]
    old_end: date
    new_end: date
    deadline: date | None
    breaches: tuple[Breach, ...]

    @property
    def keeps_deadline(self) -> bool:
        return self.deadline is None or self.new_end <= self.deadline

    @property
    def moved_weeks(self) -> int:
        """How many weeks come earlier or later."""
        return sum(week.moves_by_weeks != 0 for week in self.weeks)

    @property
    def is_hard(self) -> bool:
        return any(breach.severity is Severity.HARD for breach in self.breaches)


def preview(plan: PlanState, operations: Sequence[Operation], breaches: Sequence[Breach] = ()) -> Ripples:
    """What applying these operations would do; `breaches` are those that speak anew. Raises `NotPossible`."""
    after, _ = apply(plan, operations)
    courses = _courses(plan, operations)
    came_from = {now: was for was, now in courses.items()}
    was = {week.monday: week for week in plan.weeks}
    touches = _touches(plan, after, courses)
    staying = [
        WeekRipple(week.monday, was.get(came_from.get(week.monday, date.min)), week, _in_order(touches[week.monday]))
        for week in after.weeks
    ]
    gone = [_gone(week, after) for week in plan.weeks if week.monday not in courses]
    return Ripples(
        after=after,
        weeks=tuple(sorted([*staying, *gone], key=lambda week: (week.monday, week.now is not None))),
        old_end=plan.weeks[-1].sunday,
        new_end=after.weeks[-1].sunday,
        deadline=plan.deadline,
        breaches=tuple(breaches),
    )


def _gone(week: WeekState, after: PlanState) -> WeekRipple:
    """A week that is not there any more; what was moved out of it before is not lost with it."""
    lost = (session for session in week.sessions if after.session(session.id) is None)
    return WeekRipple(week.monday, week, None, tuple(Touch(Effect.DROPPED, session, None) for session in lost))


def _courses(plan: PlanState, operations: Sequence[Operation]) -> dict[date, date]:
    """Where each week of the plan stands afterwards, by its Monday; one that is gone is not there."""
    courses = {week.monday: week.monday for week in plan.weeks}
    for operation in operations:
        if isinstance(operation, Shift):
            by = timedelta(weeks=operation.weeks)
            courses = {was: now + by if now >= operation.monday else now for was, now in courses.items()}
        elif isinstance(operation, DropWeek):
            courses = {was: now for was, now in courses.items() if now != operation.monday}
    return courses


def _touches(plan: PlanState, after: PlanState, courses: dict[date, date]) -> dict[date, list[Touch]]:
    """Sessions that differ by more than coming along with their week, by the Monday that they are on, or were."""
    touches: dict[date, list[Touch]] = defaultdict(list)
    left = {session.id: session for session in after.sessions()}
    for week in plan.weeks:
        course = courses.get(week.monday)
        for session in week.sessions:
            now = left.pop(session.id, None)
            along = session if course is None else _along(session, course - week.monday)
            if now is not None and now != replace(along, position=now.position):
                touches[_monday(now)].append(Touch(_effect(along, now), session, now))
            elif now is None and course is not None:
                touches[course].append(Touch(Effect.DROPPED, session, None))
    for session in left.values():
        touches[_monday(session)].append(Touch(Effect.ADDED, None, session))
    return touches


def _along(session: SessionState, by: timedelta) -> SessionState:
    return replace(session, day=session.day + by, original_day=session.original_day + by)


def _effect(before: SessionState, after: SessionState) -> Effect:
    if before.kind is not after.kind:
        return Effect.BECOMES
    if before.day != after.day:
        return Effect.MOVES
    small, large = ((s.duration_min, s.distance_km or 0) for s in (before, after))
    if small == large:
        return Effect.CHANGES
    return Effect.SHRINKS if large < small else Effect.GROWS


def _monday(session: SessionState) -> date:
    return session.day - timedelta(days=session.day.weekday())


def _in_order(touches: Sequence[Touch]) -> tuple[Touch, ...]:
    def place(touch: Touch) -> tuple[date, int, str]:
        session = touch.after or touch.before
        assert session is not None  # one of them is there
        return session.day, session.position, session.id

    return tuple(sorted(touches, key=place))
