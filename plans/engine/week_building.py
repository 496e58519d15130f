"""Whole weeks as a coach builds them: scaled, with one more rest day, followed by a recovery week, skipped, copied.

Each gives the operations; nothing here writes. Where a lighter or a heavier week would make a later one a leap, that
one gives way (`settling`), and a deadline is kept (`deadlines`). All raise `NotPossible` where there is nothing to do.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plans.engine import deadlines
from plans.engine.applying import NotPossible, apply
from plans.engine.limits import History
from plans.engine.operations import Add, Drop, DropWeek, InsertRest, Operation, Scale, Shift
from plans.engine.other_minutes import days_that_give_way
from plans.engine.proposing.easing import made_lighter
from plans.engine.proposing.ground import inserted, repeated
from plans.engine.rulebook import Rulebook
from plans.engine.settling import Check, settled
from plans.engine.template import Weekdays
from plans.engine.vocabulary import SessionKind
from plans.engine.week import PlanState, SessionState, WeekState
from readiness.engine.sentences import gettext_noop

Operations = tuple[Operation, ...]
LEAST_PERCENT, MOST_PERCENT = 30, 150
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Place:
    """The plan that a week is built in, its rules, what is known of its running, and what limits say of it."""

    plan: PlanState
    rules: Rulebook
    known: History
    check: Check

    def week(self, monday: date) -> WeekState:
        found = self.plan.week_of(monday)
        if found is None or found.monday != monday:
            raise NotPossible(gettext_noop("The plan has no week from {day}."), day=monday)
        return found

    def settled(self, operations: Operations, *, later_than: date) -> Operations:
        """With weeks after `later_than` made smaller where they would go past a hard limit."""
        return settled(self.plan, operations, later_than=later_than, check=self.check)


def scaled_week(place: Place, monday: date, percent: int, *, runs_only: bool = True) -> Operations:
    """The sessions of the week at so many percent of their minutes and kilometres."""
    week = place.week(monday)
    sessions = week.runs if runs_only else week.sessions
    open_ones = sorted(s.id for s in sessions if not s.has_feedback)
    if not open_ones or percent == 100:
        raise NotPossible(gettext_noop("There is nothing to scale in this week."))
    if not LEAST_PERCENT <= percent <= MOST_PERCENT:
        raise NotPossible(gettext_noop("A week is scaled to {low} to {high} %."), low=LEAST_PERCENT, high=MOST_PERCENT)
    return place.settled((Scale(tuple(open_ones), percent / 100),), later_than=monday)


def rest_day(place: Place, day: date) -> Operations:
    """The day without its runs and strength sessions."""
    monday = day - timedelta(days=day.weekday())
    if not any(s.loads and not s.has_feedback for s in place.week(monday).on(day)):
        raise NotPossible(gettext_noop("{day} has nothing that could be dropped."), day=day)
    return place.settled((InsertRest(day),), later_than=monday)


def recovery_week(place: Place, monday: date) -> Operations:
    """After this week one more like it at the recovery share of the rules, easy, with its rest days; later weeks move
    back, and where a deadline waits, weeks that may go make room."""
    plan, week, policy = place.plan, place.week(monday), place.rules.decisions
    copy = repeated(week, monday + WEEK, plan)
    copy = replace(copy, deload=True, fraction=round(week.fraction * policy.recovery_share, 2))
    floor_km = round(place.rules.plans.floor_share * plan.baseline_km_per_week, 1)
    lighter = made_lighter(
        copy,
        policy.recovery_share * week.distance_km,
        rest_days=policy.recovery_rest_days,
        easy_rpe=policy.return_max_rpe,
        floor_km=floor_km,
    )
    after, _ = apply(replace(plan, weeks=(copy,)), lighter)
    operations = deadlines.kept(plan, inserted(plan, after.weeks[0]), week.sunday)
    return place.settled(operations, later_than=copy.monday)


def skipped_week(place: Place, monday: date) -> Operations:
    """The plan without this week: what comes after it comes a week earlier."""
    plan, week = place.plan, place.week(monday)
    if sum(each.phase is week.phase for each in plan.weeks) == 1:
        raise NotPossible(gettext_noop("This is the only week of its phase; it cannot be skipped."))
    later = (Shift(monday + WEEK, -1),) if week is not plan.weeks[-1] else ()
    return place.settled((DropWeek(monday), *later), later_than=monday - timedelta(days=1))


def copied_week(
    source: PlanState,
    monday: date,
    place: Place,
    to: date,
    *,
    key: str,
    free_min: Mapping[date, int],
    free_min_by_weekday: Weekdays,
) -> Operations:
    """The sessions of a week in place of those of the week `to` of this or another athlete's plan.

    Days go to days that the other athlete has, doses to their baseline and minutes; the week gives way where it would
    go past a hard limit. `key` names the plan: ids are new, and the same copy of the same plan has the same ones.
    """
    week = source.week_of(monday)
    there = place.week(to)
    if week is None or not week.sessions:
        raise NotPossible(gettext_noop("There is nothing to copy in this week."))
    if any(s.has_feedback for s in there.sessions):
        raise NotPossible(gettext_noop("The athlete has already reported on this week; it stays as it is."))
    factor = place.plan.baseline_km_per_week / source.baseline_km_per_week
    days = mapped_days(week, place.plan.available_weekdays)
    taken = {s.id for s in place.plan.sessions()} - {s.id for s in there.sessions}
    copies = [
        _copied(session, to + timedelta(days=days[session.day.weekday()]), factor, f"{key} {to}", taken)
        for session in week.sessions
        if session.day.weekday() in days
    ]
    operations: Operations = (*(Drop(s.id) for s in there.sessions), *map(Add, _numbered(copies)))
    after, _ = apply(place.plan, operations)
    operations += days_that_give_way(after, free_min, free_min_by_weekday, place.rules.plans)
    return place.settled(operations, later_than=to - timedelta(days=1))


def mapped_days(week: WeekState, available: Iterable[int]) -> dict[int, int]:
    """Where the sessions of each weekday go: to itself, else to the nearest day left, the most important days first.
    A weekday for which no day is left is not there, and its sessions stay behind."""
    left, found = list(available), dict[int, int]()
    weekdays = sorted({s.day.weekday() for s in week.sessions}, key=lambda day: (-_weight(week, day), day))
    for weekday in sorted(weekdays, key=lambda day: day not in left):
        if left:
            found[weekday] = min(left, key=lambda day: (abs(day - weekday), day))
            left.remove(found[weekday])
    return found


def _weight(week: WeekState, weekday: int) -> float:
    """The long run, then hard running, then kilometres, then strength."""
    sessions = week.on(week.monday + timedelta(days=weekday))
    key = any(s.kind is SessionKind.LONG or s.is_hard for s in sessions)
    return 100 if key else max((s.distance_km or 0) + s.is_strength for s in sessions)


def _copied(session: SessionState, day: date, factor: float, key: str, taken: set[str]) -> SessionState:
    id = str(uuid.uuid5(uuid.UUID(session.id), key))
    while id in taken:
        id = str(uuid.uuid5(uuid.UUID(id), key))
    share = factor if session.is_run else 1
    km = session.distance_km
    return replace(
        session,
        id=id,
        day=day,
        original_day=day,
        duration_min=min(600, max(1, round(session.duration_min * share))),
        distance_km=None if km is None else round(km * share, 1),
        has_feedback=False,
    )


def _numbered(sessions: Iterable[SessionState]) -> list[SessionState]:
    """In the order of days, each day's counted from 0."""
    place: dict[date, int] = {}
    numbered = []
    for session in sorted(sessions, key=lambda s: (s.day, s.position, s.id)):
        numbered.append(replace(session, position=place.get(session.day, 0)))
        place[session.day] = numbered[-1].position + 1
    return numbered
