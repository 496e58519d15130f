"""A decision in words: the coach's headline, what drove it, what is known, what would have changed it, and the
athlete's one sentence.

Decisions are stored as messages with values, and said in the reader's language when they are shown. The reader's
translator is anything with `gettext` and `ngettext`, such as the module `django.utils.translation`.
"""

from __future__ import annotations

import gettext
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from plans.engine.sentences.athlete import ATHLETE
from plans.engine.sentences.coach import HEADLINES, NOTES
from plans.engine.sentences.explanations import COVERAGE, DRIVERS, OTHERWISE, OUTCOMES
from plans.engine.sentences.gates import GATES
from plans.engine.sentences.names import CUES, DATE, DAY_AND_MONTH, LIST, MONTHS, PHASES, SPAN, WEEKDAYS
from plans.engine.sentences.plural import Plural
from readiness.engine.sentences import decimal, number
from readiness.engine.words import ITEM_NAMES, QUANTITIES

Translate = Callable[[str], str]
Values = Mapping[str, object]
Line = tuple[str, Values]
"""A message and its values, as stored in `Decision.reasons`."""

SPAN_DAYS = 3

COACH: Mapping[str, str | Plural] = {**HEADLINES, **NOTES, **GATES, **DRIVERS, **COVERAGE, **OTHERWISE}
SENTENCES: Mapping[str, str | Plural] = {**COACH, **ATHLETE}


class Translator(Protocol):
    """A reader's language."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...


ENGLISH: Translator = gettext.NullTranslations()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision in words, by what the sentences are for. `notes`: what a coach should do or know besides."""

    headline: str
    notes: tuple[str, ...] = ()
    drivers: tuple[str, ...] = ()
    coverage: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    athlete: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of a decision by what they are for."""

    headline: Line
    notes: tuple[Line, ...]
    drivers: tuple[Line, ...]
    coverage: tuple[Line, ...]
    otherwise: tuple[Line, ...]
    athlete: Line


def split(reasons: Sequence[Line]) -> Parts:
    """The reasons of a decision, headline first, by what they are for.

    What could be a headline itself is a note beside another one. A decision that was stored before athletes had a
    sentence gets the one that belongs to its headline.
    """
    headline, *others = [(message, values) for message, values in reasons]
    of: dict[str, list[Line]] = {"notes": [], "drivers": [], "coverage": [], "otherwise": [], "athlete": []}
    for line in others:
        prefix = line[0].partition(".")[0]
        of["notes" if is_note(line[0]) else prefix if prefix in of else "drivers"].append(line)
    athlete = of["athlete"] or [(f"athlete.{headline[0]}", headline[1])]
    return Parts(
        headline, tuple(of["notes"]), tuple(of["drivers"]), tuple(of["coverage"]), tuple(of["otherwise"]), athlete[0]
    )


def is_note(message: str) -> bool:
    """Whether a reason that is not the first speaks to the coach, rather than of what drove the decision."""
    return message in NOTES or message in HEADLINES


def explanation(reasons: Sequence[Line], translator: Translator = ENGLISH) -> Explanation:
    """The same in words. Raises KeyError for a message that has no sentence."""
    parts = split(reasons)

    def said(lines: Sequence[Line]) -> tuple[str, ...]:
        return tuple(sentence(message, values, translator) for message, values in lines)

    return Explanation(
        headline=sentence(*parts.headline, translator),
        notes=said(parts.notes),
        drivers=said(parts.drivers),
        coverage=said(parts.coverage),
        otherwise=said(parts.otherwise),
        athlete=athlete_sentence(reasons, translator),
    )


def athlete_sentence(reasons: Sequence[Line], translator: Translator = ENGLISH) -> str:
    """What the athlete reads of the decision."""
    return sentence(*split(reasons).athlete, translator)


def sentence(message: str, values: Values, translator: Translator = ENGLISH) -> str:
    """One line in words. Raises KeyError for a message that has no sentence."""
    text = SENTENCES[message]
    if isinstance(text, Plural):
        count = values[text.by]
        assert isinstance(count, int)
        whole = translator.ngettext(text.one, text.many, count)
    else:
        whole = translator.gettext(text)
    return whole.format(**{name: _shown(name, value, values, translator) for name, value in values.items()})


def _shown(place: str, value: object, values: Values, translator: Translator) -> str:
    """What a reader sees in one place of a sentence."""
    match place, value:
        case (("phase" | "following"), str()):
            return translator.gettext(PHASES[value])
        case "item", str():
            return translator.gettext(ITEM_NAMES.get(value, value))
        case "cues", str():
            return _list([translator.gettext(CUES[cue]) for cue in value.split()], translator)
        case "outcome", str():
            return translator.gettext(OUTCOMES[value])
        case "dates", str():
            return _dates([date.fromisoformat(day) for day in value.split()], translator)
        case "until", str():
            return _date(date.fromisoformat(value), translator)
        case (("value" | "normal" | "limit"), int() | float()):
            return _quantity(str(values.get("item", "")), value, translator)
        case _, float():
            return decimal(number(value), translator.gettext)
    return str(value)


def _quantity(item: str, value: float, translator: Translator) -> str:
    """A number as people write it, with the unit of its item; HRV is decided in ln ms and told in ms."""
    shown = decimal(number(math.exp(value) if item == "ln_rmssd" else value), translator.gettext)
    return translator.gettext(QUANTITIES[item]).format(number=shown) if item in QUANTITIES else shown


def _dates(days: Sequence[date], translator: Translator) -> str:
    """Days of one week, oldest first: by weekday, three and more in a row as a span, the last with its date."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [[translator.gettext(WEEKDAYS[day.weekday()]) for day in run] for run in runs]
    names[-1][-1] = _date(days[-1], translator)
    spans = [
        [translator.gettext(SPAN).format(first=run[0], last=run[-1])] if len(run) >= SPAN_DAYS else run for run in names
    ]
    return _list([name for run in spans for name in run], translator)


def _date(day: date, translator: Translator) -> str:
    weekday, month = translator.gettext(WEEKDAYS[day.weekday()]), translator.gettext(MONTHS[day.month - 1])
    return translator.gettext(DATE).format(weekday=weekday, day=day.day, month=month)


def _list(words: Sequence[str], translator: Translator) -> str:
    if len(words) == 1:
        return words[0]
    return translator.gettext(LIST).format(others=", ".join(words[:-1]), last=words[-1])


def day_and_month(day: date, translate: Translate) -> str:
    """Such as “5 Oct”."""
    return translate(DAY_AND_MONTH).format(day=day.day, month=translate(MONTHS[day.month - 1]))
