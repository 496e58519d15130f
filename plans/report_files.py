"""A file from a watch fills in a report: its minutes and kilometres, and nothing is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.bounded import Unreadable, read_bounded
from athletes.languages import day_words
from athletes.training_history import MAX_FILE_MB, READER, Figures, figures_in
from plans.engine.week import SessionState


def read_for(session: SessionState, content: bytes, zone: str) -> Figures:
    """The activity of the file that belongs to the session: of its day, and of running where it is a run; of several
    the longest. Raises ValidationError with what is in the file instead."""
    if len(content) > MAX_FILE_MB * 1024 * 1024:
        raise ValidationError(_("This file is larger than %(mb)s MB.") % {"mb": MAX_FILE_MB})
    try:
        reading = read_bounded(READER, content)
    except Unreadable as refusal:
        raise ValidationError(_(str(refusal))) from refusal
    return choose(session, figures_in(reading, zone))


def choose(session: SessionState, found: Sequence[Figures]) -> Figures:
    """Raises ValidationError where none of them belongs to the session."""
    of_day = [each for each in found if each.local_date == session.day]
    if not of_day:
        days = sorted({each.local_date for each in found})
        raise ValidationError(_other_days(days))
    fitting = [each for each in of_day if (each.sport == "run") == session.is_run]
    if not fitting:
        raise ValidationError(
            _("The file holds a run, and this session is none.")
            if not session.is_run
            else _("The file holds no run of this day.")
        )
    return max(fitting, key=lambda each: (each.duration_min or 0, each.distance_km or 0))


def _other_days(days: Sequence[date]) -> str:
    if not days:
        return _("There is no activity in this file.")
    first, last = days[0], days[-1]
    return ngettext(
        "This file is of %(first)s, and the session of another day.",
        "This file is of %(first)s to %(last)s, and the session of another day.",
        len(days),
    ) % {"first": day_words(first), "last": day_words(last)}
