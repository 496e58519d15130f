"""In which language a person reads, and days and numbers as that language writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.functional import lazy

_DAY_AND_MONTH = re.compile(r"\bj (?=[FM])")
_MONTH_AND_YEAR = re.compile(r"\bF (?=Y)")


class LanguageMiddleware:
    """Who chose a language reads in it; everybody else in the one that the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.language:
            translation.activate(user.language)
        return self.get_response(request)


def speaking(language: str) -> AbstractContextManager[None]:
    """Within it words are in this language; who chose none is written to in English."""
    return translation.override(language or settings.LANGUAGE_CODE)


def filled(text: Any, **values: object) -> Any:
    """A lazy text with its places filled, still lazy: `%` alone would translate it where the module is loaded."""
    return lazy(lambda: str(text) % values, str)()


def day_words(day: date, form: str = "j M") -> str:
    """The day as Django's format `form` says in English, such as “D j M”, the way the reader's language puts it."""
    return _day_words(day, form, translation.get_language())


def number_words(value: float) -> str:
    """A number as people write it: one decimal, and none when it is whole."""
    rounded = round(value, 1)
    return number_format(int(rounded) if rounded == int(rounded) else rounded, use_l10n=True)


def form_of(form: str, language: str | None) -> str:
    """Django's format for days, as this language orders it: “j. F Y” in German, “j de F de Y” in Spanish; short months
    with a small letter in Spanish and French."""
    if language == "de":
        return _DAY_AND_MONTH.sub("j. ", form)
    if language in ("es", "fr"):
        form = form.replace("M", "b")
    if language == "es" and "F" in form:
        return _MONTH_AND_YEAR.sub(r"F \\d\\e ", _DAY_AND_MONTH.sub(r"j \\d\\e ", form))
    return form


@lru_cache(maxsize=4096)  # a page of weeks shows the same ones over and over
def _day_words(day: date, form: str, language: str | None) -> str:
    return date_format(day, form_of(form, language))
