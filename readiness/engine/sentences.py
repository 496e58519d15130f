"""Sentences that can be translated after they were decided.

The engine keeps whole English sentences with named places; whoever shows one passes its translator.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


def gettext_noop(text: str) -> str:
    """Marks a text for the translators' tool, which looks for this name; returns it unchanged."""
    return text


DECIMAL = gettext_noop("{whole}.{tenths}")
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_A_NUMBER = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in English with what fills its named places; a place may hold another sentence."""

    text: str
    values: tuple[tuple[str, str | int | Sentence], ...] = ()

    @classmethod
    def of(cls, text: str, **values: str | int | Sentence) -> Sentence:
        return cls(text, tuple(values.items()))

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The finished sentence; `translate` is for example Django's `gettext`."""
        return translate(self.text).format(**{name: _said(value, translate) for name, value in self.values})


def _said(value: str | int | Sentence, translate: Callable[[str], str]) -> str | int:
    if isinstance(value, Sentence):
        return value.say(translate)
    return decimal(value, translate) if isinstance(value, str) and _A_NUMBER.fullmatch(value) else value


def decimal(text: str, translate: Callable[[str], str]) -> str:
    """A text with numbers in it, with the decimal sign of the reader's language."""
    sign = translate(DECIMAL).format(whole="", tenths="")
    return text if sign == "." else _DECIMAL_POINT.sub(sign, text)


class Localized(float):
    """A number that sentences format themselves, as in `{km:g}`, with the decimal sign it was made with."""

    translate: Callable[[str], str]

    def __new__(cls, value: float, translate: Callable[[str], str]) -> Localized:
        new = super().__new__(cls, value)
        new.translate = translate
        return new

    def __format__(self, spec: str) -> str:
        return decimal(super().__format__(spec), self.translate)


def number(value: float) -> str:
    """A measured number as people write it: one decimal, and none when it is whole."""
    return f"{round(value, 1):g}"
