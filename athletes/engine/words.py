"""Days and kilometres as sentences write them, in a reader's language."""

from __future__ import annotations

import gettext
from datetime import date
from typing import Protocol


class Translator(Protocol):
    """A reader's language, such as the module `django.utils.translation`."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...


ENGLISH: Translator = gettext.NullTranslations()


def day(value: date, in_: Translator = ENGLISH) -> str:
    return f"{_day_and_month(value, in_)} {value.year}"


def days(first: date, last: date, in_: Translator = ENGLISH) -> str:
    """4 May to 7 Jun 2026; the year is said once where it is one."""
    begin = _day_and_month(first, in_) if first.year == last.year else day(first, in_)
    return in_.gettext("{first} to {last}").format(first=begin, last=day(last, in_))


def _day_and_month(value: date, in_: Translator) -> str:
    return in_.gettext("{day} {month}").format(day=value.day, month=in_.gettext(f"{value:%b}"))


def km(value: float, in_: Translator = ENGLISH) -> str:
    """A tenth below 10 km, whole ones above: 8.5 km, 52 km."""
    return f"{value:.0f} km" if value >= 10 else tenths(value, in_).removesuffix(tenths(0, in_)[1:]) + " km"


def tenths(value: float, in_: Translator = ENGLISH) -> str:
    """8.5, with the decimal sign of the language."""
    whole, part = f"{value:.1f}".split(".")
    return in_.gettext("{whole}.{tenths}").format(whole=whole, tenths=part)
