"""Kilometres or miles: everything is kept in kilometres, and an athlete's own pages speak their unit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.formats import number_format
from django.utils.translation import gettext as _

KM, MILES = "km", "mi"
KM_PER_MILE = 1.609344
"""The international mile, exactly."""
_current: ContextVar[str] = ContextVar("units", default=KM)


@contextmanager
def speaking(units: str) -> Iterator[None]:
    """Within it distances are said in these units."""
    token = _current.set(units)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> str:
    return _current.get()


def from_km(km: float) -> float:
    """In the units that are spoken, not rounded."""
    return km / KM_PER_MILE if current() == MILES else km


def to_km(distance: float, units: str) -> float:
    """What was typed in these units."""
    return distance * KM_PER_MILE if units == MILES else distance


def in_words(km: float) -> str:
    """Such as “6.7 km”, to one decimal."""
    text = _("%(distance)s mi") if current() == MILES else _("%(distance)s km")
    return text % {"distance": number_format(round(from_km(km), 1), 1)}
