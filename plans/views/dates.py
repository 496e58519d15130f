"""Dates in the reader's language. A page of weeks shows the same ones over and over."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language


def dated(day: date, form: str) -> str:
    """The day as Django's format `form` says, such as “D j M”."""
    return _dated(day, form, get_language())


@lru_cache(maxsize=4096)
def _dated(day: date, form: str, language: str | None) -> str:
    return date_format(day, form)
