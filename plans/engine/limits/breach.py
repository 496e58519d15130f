"""What a limit says when a week goes past it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.engine.sentences.names import WEEKDAYS
from readiness.engine.sentences import Localized, gettext_noop

Value = float | int | str

SENTENCES: dict[str, str] = {
    "v1.step": gettext_noop(
        "{km:g} km after at most {best:g} km in the last {weeks} weeks: up to {limit:g} km is a step."
    ),
    "v1.first": gettext_noop("{km:g} km in the first week: it stays at or below the usual {limit:g} km a week."),
    "v2.longest": gettext_noop(
        "{km:g} km on {days}, the longest of {window} days was {longest:g} km: up to {limit:g} km."
    ),
    "v2.first": gettext_noop("Run of {minutes} min on {days} after {window} days without a run: up to {limit} min."),
    "v3.share": gettext_noop("Longest run on {days} is {percent} % of the week: up to {limit} % with {runs} runs."),
    "v3.minutes": gettext_noop("Run of {minutes} min on {days}: up to {limit} min at this level."),
    "v4.same_day": gettext_noop("Two hard sessions on {days}: one hard day is one session."),
    "v4.hard_days": gettext_noop("Hard on {days}: at least {hours} hours between hard days."),
    "v4.with_long": gettext_noop("Hard or over {heavy_min} min long on {days}: at least {hours} hours between them."),
    "v4.hard_count": gettext_noop("Hard sessions this week: {hard}; up to {limit} in this phase at this level."),
    "v4.moderate_count": gettext_noop("Moderate sessions this week: {moderate}; up to {limit} in this phase."),
    "v5.spacing": gettext_noop("Strength on {days}: at least {hours} hours between strength sessions."),
    "v5.before_key": gettext_noop("Strength on {days}: not on the day before a hard or long run."),
    "v5.before_run": gettext_noop("Strength on {days} comes before the run: the run first, strength 6 hours later."),
    "v5.first_weeks": gettext_noop("Strength at effort {rpe} on {days}: up to {limit} in the first {weeks} weeks."),
    "v6.rest_days": gettext_noop("Rest days this week: {rest}; at least {limit}."),
    "v6.streak": gettext_noop("No rest day in the {streak} days up to {days}: at most {limit} days in a row."),
    "v7.rising": gettext_noop("Rising for {rising} weeks: after {limit} an easier week is due."),
    "v7.deload": gettext_noop("{km:g} km in an easier week: up to {limit:g} km."),
    "v7.hard": gettext_noop("Hard on {days} in an easier week: it stays easy."),
    "v8.together": gettext_noop("Kilometres and hard running rise in the same week: one at a time."),
    "v8.strength": gettext_noop(
        "New in strength on {days} ({exercises}), and running rises in the same week: one at a time."
    ),
    "v9.easy": gettext_noop("{percent} % of the kilometres are easy: at least {limit} % in this phase."),
    "v10.share": gettext_noop("{percent} % of the kilometres are fast: up to {limit} %."),
    "v10.session": gettext_noop("{km:g} km fast on {days}: up to {limit:g} km in one session."),
    "v10.rest": gettext_noop("Rest of {rest} s after {work} s of fast running on {days}: at least {limit} s."),
    "v10.effort": gettext_noop("Fast running at effort {rpe} on {days}: up to {limit}, relaxed."),
    "v11.jumps": gettext_noop("{contacts} jumps on {days}: up to {limit}."),
    "v11.low_day": gettext_noop("Jumps on {days}, an amber or red day: strength without jumps."),
    "v12.week": gettext_noop(
        "{km:g} km in the 7 days from {days}: up to {limit:g} km at first (days with symptoms: {ill})."
    ),
    "v12.hard": gettext_noop("Hard on {days} (days with symptoms: {ill}). Clear days before hard running: {clear}."),
    "v13.volume": gettext_noop("{km:g} km is little: at least {limit:g} km keep the base."),
    "v13.runs": gettext_noop("Runs this week: {runs}; at least {limit} keep the base."),
    "v14.step": gettext_noop(
        "{km:g} km, more than {best:g} km before, {gap} days after the last check-in: a step waits for one."
    ),
    "v14.phase": gettext_noop("The next phase, {gap} days after the last check-in: it waits for one."),
    "v15.rest_days": gettext_noop("Rest days this week: {rest}; at least {limit} under 18."),
    "a1.day": gettext_noop("{days} is not among the available days."),
}
"""Whole sentences with named places, to be translated as they stand; `days` is filled from the breach."""


AND = gettext_noop("{first} and {last}")


class Severity(StrEnum):
    """Soft: passed with a coach's note. Hard: never passed."""

    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Breach:
    """One limit that a week goes past: which, how firmly, where, and the numbers of its sentence."""

    limit: str
    severity: Severity
    week: date
    """The Monday of the week."""
    days: tuple[date, ...]
    message: str
    values: tuple[tuple[str, Value], ...]
    size: float = 0.0
    """How far it goes, in the limit's own unit: of two breaches of one limit the larger is the worse one."""

    @property
    def sentence(self) -> str:
        return self.say()

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The sentence for a coach; `translate` is the caller's gettext."""
        names = [translate(WEEKDAYS[day.weekday()]) for day in self.days]
        days = "".join(names[-1:])
        if len(names) > 1:
            days = translate(AND).format(first=", ".join(names[:-1]), last=names[-1])
        values = {
            name: Localized(value, translate) if isinstance(value, float) else value for name, value in self.values
        }
        return translate(SENTENCES[self.message]).format(**values, days=days)
