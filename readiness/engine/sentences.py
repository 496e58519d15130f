"""Sentences that can be translated after they were decided.

The engine keeps whole English sentences with named places; whoever shows one passes its translator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def gettext_noop(text: str) -> str:
    """Marks a text for the translators' tool, which looks for this name; returns it unchanged."""
    return text


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
        filled = {name: value.say(translate) if isinstance(value, Sentence) else value for name, value in self.values}
        return translate(self.text).format(**filled)


def number(value: float) -> str:
    """A measured number as people write it: one decimal, and none when it is whole."""
    return f"{round(value, 1):g}"
