"""A threshold as something to set: its name in words, the steps between its values, and a change in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from plans.engine.rulebook import Rulebook, thresholds
from plans.engine.threshold_names import NAMES
from plans.engine.words import Translate
from readiness.engine.policy import Threshold
from readiness.engine.rule_texts import FORMATS
from readiness.engine.sentences import decimal

_STEPS = tuple(Fraction(1, parts) for parts in (1, 2, 4, 10, 20, 100, 200))
_LEAST_PLACES = 10
"""A slider with fewer places than this is too coarse for what is measured."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One threshold before and after, ready to show."""

    label: str
    before: str
    after: str
    unit: str
    rule: str


def label(name: str, translate: Translate = str) -> str:
    """`wellness_red_z` as people read it: “Wellness: red from”."""
    return translate(NAMES[name])


def written(form: str, translate: Translate = str) -> Callable[[float], str]:
    """A way to write a threshold (`FORMATS`), with the decimal sign of the reader's language."""
    return lambda value: decimal(FORMATS[form](value), translate)


def step(behind: Threshold) -> float:
    """The coarsest step that reaches both ends and the default, with ten places or more for what is measured."""
    if behind.is_whole:
        return 1
    low, high, default = (Fraction(str(value)) for value in (behind.low, behind.high, behind.default))
    fits = (
        each
        for each in _STEPS
        if (high - low) % each == 0 and (default - low) % each == 0 and (high - low) / each >= _LEAST_PLACES
    )
    return float(next(fits))


def changes(before: Rulebook, values: Mapping[str, float], translate: Translate = str) -> Iterator[Changed]:
    """What these thresholds change, in the order of the rules."""
    say = written("", translate)
    for name, entry in thresholds().items():
        if name in values and values[name] != before[name]:
            unit = translate(entry.behind.unit)
            yield Changed(label(name, translate), say(before[name]), say(values[name]), unit, entry.behind.rule)
