"""What a template says of its sessions, in the words of a reader's language.

A plan keeps the words of its template, and doses and jumps are read back from them. So what is stored stays as it was
written, in English for the template that ships with Fallow, and whoever shows a line says it here. What a coach wrote
is nobody's text of ours, and is said as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Any

from plans.engine.words import Translate
from readiness.engine.sentences import gettext_noop

_TEXTS = frozenset({"title", "goal", "purpose", "how", "cue", "manner", "rest", "shifts", "name", "reps", "tempo"})
_LISTS = frozenset({"steps", "goals", "goals_again", "exercises", "rituals", "recovery"})
_SPELLED = frozenset({"tempo"})
"""Said to readers, but spelled one way in a document: its schema knows “2-0-fast” alone."""
_LETTER = re.compile(r"[^\W\d_]")

BODY_WEIGHT = gettext_noop("Body weight or bands, no weights yet")
AFTER_THE_RUN = gettext_noop("At least 6 hours after the run")

# The forms that `plans.engine.drafts` and the parts of a template give to a step, and how they are said.
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"Warm-up (?P<n>\d+) min easy"), gettext_noop("Warm-up {n} min easy")),
    (re.compile(r"Cool-down (?P<n>\d+) min easy"), gettext_noop("Cool-down {n} min easy")),
    (re.compile(r"(?P<name>.+) (?P<n>\d+ x \d+) contacts"), gettext_noop("{name} {n} contacts")),
    (
        re.compile(r"(?P<n>(?:\d+ x )?\d+ (?:s|min|m)) (?P<name>[^,]+), (?P<rest>.+) between"),
        gettext_noop("{n} {name}, {rest} between"),
    ),
)
_PARTS: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?P<n>(?:\d+ x )?\d+ (?:s|min|m)) (?P<name>[^,]+)"),
    re.compile(r"(?P<name>.+?) (?P<n>\d+) x (?P<reps>[^()]+?)(?: \((?P<tempo>[^()]+)\))?"),
    re.compile(r"(?P<title>[^:]+): (?P<text>.+)"),
)


def texts_of(document: Any, name: str = "") -> Iterator[str]:
    """The texts for people in a template's document that are shown, with repetitions; `name` is the key of a part."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield from texts_of(value, key)
    elif isinstance(document, list):
        for each in document:
            if isinstance(each, str):
                if name in _LISTS and _LETTER.search(each):
                    yield each
            else:
                yield from texts_of(each, name)
    elif isinstance(document, str) and name in _TEXTS and _LETTER.search(document):
        yield document


def in_words(document: Any, say: Translate, name: str = "") -> Any:
    """The document with each of these texts as `say` says it."""
    if isinstance(document, dict):
        return {key: in_words(value, say, key) for key, value in document.items()}
    if isinstance(document, list):
        return [in_words(each, say, name) if not isinstance(each, str) or name in _LISTS else each for each in document]
    is_text = isinstance(document, str) and name in (_TEXTS | _LISTS) - _SPELLED
    return say(document) if is_text else document


def said(text: str, known: Container[str], translate: Translate) -> str:
    """A line of a template or of a plan. `known` are the texts that have a translation (`texts_of`)."""

    def of(part: str) -> str:
        return translate(part) if part in known else part

    if text in known:
        return translate(text)
    for form, words in _FORMS:
        if found := form.fullmatch(text):
            return translate(words).format(**{name: of(part) for name, part in found.groupdict().items()})
    for form in _PARTS:
        if (found := form.fullmatch(text)) and any(part in known for part in found.groups()):
            return _with(text, found, of)
    return text


def _with(text: str, found: re.Match[str], of: Translate) -> str:
    """The text with its named parts said and everything between them as it stands."""
    out, at = "", 0
    for number in range(1, found.re.groups + 1):
        start, end = found.span(number)
        if start >= 0:
            out += text[at:start] + of(text[start:end])
            at = end
    return out + text[at:]
