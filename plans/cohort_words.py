"""What is said of a cohort's moves: their names, what they do, and why one is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from athletes.languages import day_words, number_words
from plans.engine.cohort_moves import WhyNot
from plans.engine.operations import DropWeek, Operation
from plans.engine.week import PlanState
from plans.models import LockKind, PhaseKind


class Move(models.TextChoices):
    """What can be done with a cohort; the values are the engine's."""

    ADVANCE = "advance", gettext_lazy("Advance to the next phase")
    HOLD = "hold", gettext_lazy("Hold one more week")
    RECOVER = "recover", gettext_lazy("Insert a recovery week")
    SHIFT = "shift", gettext_lazy("Shift the start")


LOCKED = {
    LockKind.PHASE: gettext_noop("The phase is held from %(first)s to %(last)s. End the hold first."),
    LockKind.DAYS: gettext_noop("The days from %(first)s to %(last)s are locked, and this would change them."),
}
WHY_NOT = {
    WhyNot.NOT_BEGUN: gettext_noop("The plan has not begun yet."),
    WhyNot.OVER: gettext_noop("The plan is over."),
    WhyNot.BEGUN: gettext_noop("The plan has begun; only a start that lies ahead can be shifted."),
    WhyNot.LAST_PHASE: gettext_noop("This is the last phase of the plan."),
    WhyNot.ANYWAY: gettext_noop("The next phase begins on Monday as it is."),
    WhyNot.PAST: gettext_noop("The plan would begin in the past."),
    WhyNot.DEADLINE: gettext_noop("The offseason would end after its last day, and no week can give way."),
    WhyNot.NOTHING: gettext_noop("Nothing would change."),
}


def lines_of(
    move: str, operations: Sequence[Operation], before: PlanState, after: PlanState, sunday: date
) -> list[str]:
    """What a move at the end of the week of `sunday` does with a plan, in sentences."""
    monday = sunday + timedelta(days=1)
    week = after.week_of(monday)
    gone = sum(isinstance(operation, DropWeek) for operation in operations)
    if move == Move.SHIFT:
        starts = {"day": day_words(after.weeks[0].monday), "was": day_words(before.weeks[0].monday)}
        first = _("Begins on %(day)s instead of %(was)s.") % starts
    elif move == Move.ADVANCE and week:
        text = ngettext(
            "%(phase)s from %(day)s, %(n)s week is skipped.", "%(phase)s from %(day)s, %(n)s weeks are skipped.", gone
        )
        first, gone = text % {"phase": PhaseKind(week.phase).label, "day": day_words(monday), "n": gone}, 0
    else:
        text = (
            _("Recovery week from %(day)s, %(km)s km.")
            if move == Move.RECOVER
            else _("The same week again from %(day)s, %(km)s km.")
        )
        first = text % {"day": day_words(monday), "km": number_words(week.distance_km or 0) if week else 0}
    lines = [first]
    if gone:
        lines.append(
            ngettext("%(n)s later week gives way to the last day.", "%(n)s later weeks give way to the last day.", gone)
            % {"n": gone}
        )
    pairs = zip(reversed(before.weeks), reversed(after.weeks), strict=False)
    if lighter := sum(
        was.template_week == now.template_week and now.distance_km < was.distance_km for was, now in pairs
    ):
        lines.append(
            ngettext("%(n)s later week becomes lighter.", "%(n)s later weeks become lighter.", lighter) % {"n": lighter}
        )
    return lines
