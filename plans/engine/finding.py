"""Find by parts of words, whatever marks the letters carry: “muller” and “mueller” find Müller."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

_OTHER_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})


def folded(text: str) -> str:
    """Small letters without marks."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_OTHER_LETTERS))
    return "".join(each for each in plain if not unicodedata.combining(each))


def spellings(text: str) -> tuple[str, ...]:
    """How it may be typed: without marks, and with umlauts written out where there are some."""
    small = unicodedata.normalize("NFC", text.casefold())
    return tuple(dict.fromkeys((folded(small), folded(small.translate(_WRITTEN_OUT)))))


def found_in(word: str, text: str) -> int:
    """How well a folded word is found in a text: 3 at its beginning, 2 at that of a word, 1 inside, 0 not at all."""
    best = 0
    for spelling in spellings(text):
        if spelling.startswith(word):
            return 3
        place = spelling.find(word)
        if place >= 0:
            at_a_word = any(part.startswith(word) for part in spelling.replace("-", " ").split())
            best = max(best, 2 if at_a_word else 1)
    return best


def ranked(query: str, candidates: Iterable[tuple[Sequence[str], T]]) -> list[T]:
    """The candidates in one of whose texts each word of the query is found, the best first, else in their order.

    The first text of a candidate counts more than the others.
    """
    words = folded(query).split()
    found: list[tuple[int, int, T]] = []
    for n, (texts, candidate) in enumerate(candidates):
        scores = [max(2 * found_in(word, texts[0]), *(found_in(word, text) for text in texts[1:]), 0) for word in words]
        if words and all(scores):
            found.append((-sum(scores), n, candidate))
    return [candidate for _score, _n, candidate in sorted(found, key=lambda each: each[:2])]
