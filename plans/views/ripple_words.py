"""What operations would do, in the words of a page: week by week, before and after."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from athletes.languages import day_words
from plans.engine.change_words import session_words
from plans.engine.ripples import Effect, Ripples, Touch, WeekRipple
from plans.engine.week import SessionState

EFFECTS = {
    Effect.ADDED: gettext_noop("New"),
    Effect.DROPPED: gettext_noop("Goes"),
    Effect.BECOMES: gettext_noop("Becomes"),
    Effect.MOVES: gettext_noop("Moves"),
    Effect.SHRINKS: gettext_noop("Shorter"),
    Effect.GROWS: gettext_noop("Longer"),
    Effect.CHANGES: gettext_noop("Otherwise"),
}


@dataclass(frozen=True, slots=True)
class Line:
    effect: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownWeek:
    title: str
    says: str
    """What becomes of the week as a whole, and of its kilometres."""
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class ShownRipples:
    ripples: Ripples
    weeks: list[ShownWeek]
    end: str
    shifted: str
    """How many weeks come earlier or later; empty where none does."""


def shown_ripples(ripples: Ripples) -> ShownRipples:
    weeks = [week for week in ripples.weeks if week.says_something]
    end = _("The plan ends on %(day)s, as before.") % {"day": _day_of(ripples.new_end)}
    if ripples.new_end != ripples.old_end:
        days = {"day": _day_of(ripples.new_end), "was": _day_of(ripples.old_end)}
        end = _("The plan ends on %(day)s instead of %(was)s.") % days
    if ripples.deadline is not None:
        text = _("The last day, %(day)s, is kept.")
        if not ripples.keeps_deadline:
            text = _("That is after %(day)s, its last day.")
        end += " " + text % {"day": _day_of(ripples.deadline)}
    return ShownRipples(ripples, [_week(week) for week in weeks], end, _shifted(ripples))


def _shifted(ripples: Ripples) -> str:
    count = ripples.moved_weeks
    by = next((week.moves_by_weeks for week in ripples.weeks if week.moves_by_weeks), 0)
    if not count:
        return ""
    if by > 0:
        return ngettext("%(n)s later week moves back.", "%(n)s later weeks move back.", count) % {"n": count}
    return ngettext("%(n)s later week comes forward.", "%(n)s later weeks come forward.", count) % {"n": count}


def _week(week: WeekRipple) -> ShownWeek:
    was, now = _km(week.km_before), _km(week.km_after)
    if week.was is None:
        says = _("new, %(km)s km") % {"km": now}
    elif week.now is None:
        says = _("is left out")
    elif week.km_before == week.km_after:
        says = _("%(km)s km, as before") % {"km": now}
    else:
        says = _("%(was)s km becomes %(km)s km") % {"was": was, "km": now}
    title = _("Week of %(day)s") % {"day": day_words(week.monday)}
    return ShownWeek(title, says, [_line(touch) for touch in week.touches])


def _km(distance: float | None) -> str:
    return number_format(round(distance or 0, 1), 1)


def _line(touch: Touch) -> Line:
    return Line(_(EFFECTS[touch.effect]), _placed(touch.before), _placed(touch.after))


def _placed(session: SessionState | None) -> str:
    return f"{day_words(session.day, 'D')} {session_words(session, _)}" if session else ""


def _day_of(day: object) -> str:
    return day_words(day, "j M Y")  # type: ignore[arg-type]
