"""Sentences in two numbers, of which the reader's language chooses one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plural:
    """One sentence in two numbers; the place named `by` holds the number that chooses."""

    one: str
    many: str
    by: str


def ngettext_lazy(one: str, many: str, by: str) -> Plural:
    """Marks a pair for the translators' tool, which looks for this name; the pair is said later."""
    return Plural(one, many, by)


Sentences = dict[str, str | Plural]
