"""What templates and plans say of their sessions, in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plans.engine.template_texts import AFTER_THE_RUN, BODY_WEIGHT, said, texts_of
from plans.planning import default_document


@cache
def known_texts() -> frozenset[str]:
    """What comes with Fallow, and so has a translation."""
    return frozenset({*texts_of(default_document()), AFTER_THE_RUN, BODY_WEIGHT})


def say(text: str) -> str:
    """A line of a template or plan. What a coach wrote stays as it was written."""
    return _said(get_language() or "", text)


@lru_cache(maxsize=4096)
def _said(_language: str, text: str) -> str:
    return said(text, known_texts(), _)


def as_stored(lines: Iterable[str], stored: Iterable[str]) -> tuple[str, ...]:
    """What somebody sends back who was shown `stored` in their language: lines that they left alone are what is
    stored."""
    shown = {say(line): line for line in stored}
    return tuple(shown.get(line, line) for line in lines)
