"""What operations do to a plan, in a coach's words: one line per change, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plans.engine.applying import apply
from plans.engine.operations import AddWeek, DropWeek, Operation, Replace, Shift
from plans.engine.sentences.names import WEEKDAYS
from plans.engine.week import PlanState, SessionState
from plans.engine.words import Translate, day_and_month
from readiness.engine.sentences import gettext_noop

SESSION_NAMES = {
    "easy": gettext_noop("easy run"),
    "long": gettext_noop("long run"),
    "play": gettext_noop("play run"),
    "strides": gettext_noop("strides"),
    "cadence": gettext_noop("cadence game"),
    "hill_strolls": gettext_noop("hill strolls"),
    "hill_power": gettext_noop("short hills"),
    "fartlek": gettext_noop("fartlek"),
    "steady": gettext_noop("steady run"),
    "relaxed_reps": gettext_noop("relaxed repetitions"),
    "tempo": gettext_noop("tempo"),
    "rolling_hills": gettext_noop("rolling hills"),
    "cross_training": gettext_noop("cross-training"),
    "strength": gettext_noop("strength"),
    "mobility": gettext_noop("mobility"),
    "walk": gettext_noop("walk"),
}

REST = gettext_noop("rest")
DROPPED = gettext_noop("not this week")
WEEK_REPEATED = gettext_noop("the week of {day} once more, later weeks move back")
WEEKS_SKIPPED = gettext_noop("{weeks} week(s) skipped, the next phase begins on {day}")
RECOVERY_WEEK = gettext_noop("a recovery week from {day}, later weeks move back")
WEEK_LEFT_OUT = gettext_noop("the week of {day} left out, later weeks come forward")
ALL_LATER = gettext_noop("all sessions from {day} on move {days} days later")
ALL_EARLIER = gettext_noop("all sessions from {day} on move {days} days earlier")
OTHERWISE_THE_SAME = gettext_noop("{session}, its steps or marks changed")

MOVED = gettext_noop("{what} moved to {day}")
ADDED = gettext_noop("{after} added")
TAKEN_OUT = gettext_noop("{before} taken out")
BECAME = gettext_noop("{before} became {after}")
REORDERED = gettext_noop("the order of a day changed")
AND_MORE = gettext_noop("{first}, and {more} more")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`before` becomes `after`; `before` is empty for something new."""

    day: date
    before: str
    after: str


def describe(
    plan: PlanState, operations: Sequence[Operation], translate: Translate = str, after: PlanState | None = None
) -> tuple[ChangeLine, ...]:
    """The lines that a reader needs to know what changes, in the order of days. Empty for no change.

    `after` is the plan with the operations applied, where that is known already.
    Raises `NotPossible` when the operations no longer fit the plan.
    """
    if not operations:
        return ()
    weeks = _week_lines(plan, operations, translate)
    if weeks:
        return weeks
    changed = after or apply(plan, operations)[0]
    old_sessions, new_sessions = ({s.id: s for s in state.sessions()} for state in (plan, changed))
    replaced = [(op.session, op.by.id) for op in operations if isinstance(op, Replace)]
    replaced = [(old, new) for old, new in replaced if old in old_sessions and new in new_sessions]
    lines = [_replaced(old_sessions[old], new_sessions[new], translate) for old, new in replaced]
    for id in (old_sessions.keys() | new_sessions.keys()) - {id for pair in replaced for id in pair}:
        old, new = old_sessions.get(id), new_sessions.get(id)
        if old is None and new is not None:
            lines.append(ChangeLine(new.day, "", f"{_day(new.day, translate)} {session_words(new, translate)}"))
        elif old is not None and new is None:
            rests = not any(s.loads for s in new_sessions.values() if s.day == old.day)
            outcome = REST if rests and old.loads else DROPPED
            lines.append(ChangeLine(old.day, _placed(old, translate), translate(outcome)))
        elif old is not None and new is not None and (old.day, _dose(old)) != (new.day, _dose(new)):
            lines.append(ChangeLine(old.day, _placed(old, translate), _placed(new, translate)))
        elif old is not None and new is not None and (old.steps, old.marks) != (new.steps, new.marks):
            placed = _placed(new, translate)
            lines.append(ChangeLine(old.day, placed, translate(OTHERWISE_THE_SAME).format(session=placed)))
    return tuple(sorted(lines, key=lambda line: (line.day, line.before, line.after)))


def summary(lines: Sequence[ChangeLine], translate: Translate = str) -> str:
    """All lines in a few words, for a button that takes them back: “easy run 34 min moved to Fri, and 2 more”."""
    if not lines:
        return translate(REORDERED)
    line = lines[0]
    (_, what), (day, now) = _parted(line.before), _parted(line.after)
    if not line.before:
        is_week = day not in map(translate, WEEKDAYS)
        text = line.after if is_week else translate(ADDED).format(after=line.after)
    elif line.after in (translate(DROPPED), translate(REST)):
        text = translate(TAKEN_OUT).format(before=line.before)
    elif what == now:
        text = translate(MOVED).format(what=what, day=day)
    else:
        text = translate(BECAME).format(before=line.before, after=line.after)
    return text if len(lines) == 1 else translate(AND_MORE).format(first=text, more=len(lines) - 1)


def _parted(placed: str) -> tuple[str, str]:
    day, _, what = placed.partition(" ")
    return day, what


def _replaced(old: SessionState, new: SessionState, translate: Translate) -> ChangeLine:
    """One line for a session and what stands in for it; the name of a stand-in of the same kind tells them apart."""
    was, now = _placed(old, translate), _placed(new, translate)
    name = new.steps[0].partition(":")[0] if new.steps else ""
    if was == now and name:
        in_words = translate(name)
        now = f"{now}, {name.lower() if in_words == name else in_words}"
    return ChangeLine(old.day, was, now)


def session_words(session: SessionState, translate: Translate = str) -> str:
    """For example “easy run 40 min” or “long run 75 min”."""
    return f"{translate(SESSION_NAMES[session.kind])} {session.duration_min} min"


def _week_lines(plan: PlanState, operations: Sequence[Operation], translate: Translate) -> tuple[ChangeLine, ...]:
    if len(operations) == 1 and isinstance(operations[0], Shift):
        return _shift_line(plan, operations[0], translate)
    added = [op for op in operations if isinstance(op, AddWeek)]
    dropped = [op for op in operations if isinstance(op, DropWeek)]
    if added and any(isinstance(op, Shift) for op in operations):
        monday = added[0].week.monday
        before = plan.week_of(monday - timedelta(days=7))
        is_recovery = added[0].week.deload and before is not None and added[0].week.fraction < before.fraction
        text = translate(RECOVERY_WEEK if is_recovery else WEEK_REPEATED).format(day=day_and_month(monday, translate))
        return (ChangeLine(monday, "", text),)
    if dropped:
        first = min(op.monday for op in dropped)
        last = max(op.monday for op in dropped)
        week, following = plan.week_of(first), plan.week_of(last + timedelta(days=7))
        ends_phase = week is None or following is None or week.phase is not following.phase
        text = translate(WEEKS_SKIPPED if ends_phase else WEEK_LEFT_OUT)
        text = text.format(weeks=len(dropped), day=day_and_month(first, translate))
        return (ChangeLine(first, "", text),)
    return ()


def _shift_line(plan: PlanState, shift: Shift, translate: Translate) -> tuple[ChangeLine, ...]:
    """One line for a season of sessions that all do the same; none where nothing moves."""
    first = min((week.monday for week in plan.weeks if week.monday >= shift.monday), default=None)
    if first is None or not shift.weeks:
        return ()
    text = translate(ALL_LATER if shift.weeks > 0 else ALL_EARLIER)
    return (ChangeLine(first, "", text.format(day=day_and_month(first, translate), days=7 * abs(shift.weeks))),)


def _placed(session: SessionState, translate: Translate) -> str:
    return f"{_day(session.day, translate)} {session_words(session, translate)}"


def _day(day: date, translate: Translate) -> str:
    return translate(WEEKDAYS[day.weekday()])


def _dose(session: SessionState) -> tuple[object, ...]:
    return session.kind, session.duration_min, session.distance_km, session.rpe
