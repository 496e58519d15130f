"""What operations do to a plan, in a coach's words: one line per change, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plans.engine.applying import apply
from plans.engine.operations import AddWeek, DropWeek, Operation, Replace, Shift
from plans.engine.week import PlanState, SessionState
from plans.engine.words import Translate

SESSION_NAMES = {
    "easy": "easy run",
    "long": "long run",
    "play": "play run",
    "strides": "strides",
    "cadence": "cadence game",
    "hill_strolls": "hill strolls",
    "hill_power": "short hills",
    "fartlek": "fartlek",
    "steady": "steady run",
    "relaxed_reps": "relaxed repetitions",
    "tempo": "tempo",
    "rolling_hills": "rolling hills",
    "cross_training": "cross-training",
    "strength": "strength",
    "mobility": "mobility",
    "walk": "walk",
}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

REST = "rest"
DROPPED = "not this week"
WEEK_REPEATED = "the week of {day} once more, later weeks move back"
WEEKS_SKIPPED = "{weeks} week(s) skipped, the next phase begins on {day}"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`before` becomes `after`; `before` is empty for something new."""

    day: date
    before: str
    after: str


def describe(plan: PlanState, operations: Sequence[Operation], translate: Translate = str) -> tuple[ChangeLine, ...]:
    """The lines that a reader needs to know what changes, in the order of days. Empty for no change.

    Raises `NotPossible` when the operations no longer fit the plan.
    """
    if not operations:
        return ()
    weeks = _week_lines(operations, translate)
    if weeks:
        return weeks
    after_plan, _ = apply(plan, operations)
    before = {s.id: s for s in plan.sessions()}
    after = {s.id: s for s in after_plan.sessions()}
    replaced = [(op.session, op.by.id) for op in operations if isinstance(op, Replace)]
    replaced = [(old, new) for old, new in replaced if old in before and new in after]
    lines = [_replaced(before[old], after[new], translate) for old, new in replaced]
    for id in (before.keys() | after.keys()) - {id for pair in replaced for id in pair}:
        old, new = before.get(id), after.get(id)
        if old is None and new is not None:
            lines.append(ChangeLine(new.day, "", f"{_day(new.day, translate)} {session_words(new, translate)}"))
        elif old is not None and new is None:
            rests = not any(s.loads for s in after.values() if s.day == old.day)
            outcome = REST if rests and old.loads else DROPPED
            lines.append(ChangeLine(old.day, _placed(old, translate), translate(outcome)))
        elif old is not None and new is not None and (old.day, _dose(old)) != (new.day, _dose(new)):
            lines.append(ChangeLine(old.day, _placed(old, translate), _placed(new, translate)))
    return tuple(sorted(lines, key=lambda line: (line.day, line.before, line.after)))


def _replaced(old: SessionState, new: SessionState, translate: Translate) -> ChangeLine:
    """One line for a session and what stands in for it; the name of a stand-in of the same kind tells them apart."""
    was, now = _placed(old, translate), _placed(new, translate)
    if was == now and new.steps:
        now = f"{now}, {new.steps[0].partition(':')[0].lower()}"
    return ChangeLine(old.day, was, now)


def session_words(session: SessionState, translate: Translate = str) -> str:
    """For example “easy run 40 min” or “long run 75 min”."""
    return f"{translate(SESSION_NAMES[session.kind])} {session.duration_min} min"


def _week_lines(operations: Sequence[Operation], translate: Translate) -> tuple[ChangeLine, ...]:
    added = [op for op in operations if isinstance(op, AddWeek)]
    dropped = [op for op in operations if isinstance(op, DropWeek)]
    if added and any(isinstance(op, Shift) for op in operations):
        monday = added[0].week.monday
        text = translate(WEEK_REPEATED).format(day=f"{monday:%d %b}")
        return (ChangeLine(monday, "", text),)
    if dropped:
        first = min(op.monday for op in dropped)
        text = translate(WEEKS_SKIPPED).format(weeks=len(dropped), day=f"{first:%d %b}")
        return (ChangeLine(first, "", text),)
    return ()


def _placed(session: SessionState, translate: Translate) -> str:
    return f"{_day(session.day, translate)} {session_words(session, translate)}"


def _day(day: date, translate: Translate) -> str:
    return translate(WEEKDAYS[day.weekday()])


def _dose(session: SessionState) -> tuple[object, ...]:
    return session.kind, session.duration_min, session.distance_km, session.rpe
