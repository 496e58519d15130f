"""Days and kilometres as sentences write them."""

from __future__ import annotations

from datetime import date


def day(value: date) -> str:
    return f"{value.day} {value:%b %Y}"


def days(first: date, last: date) -> str:
    """4 May to 7 Jun 2026; the year is said once where it is one."""
    begin = f"{first.day} {first:%b}" if first.year == last.year else day(first)
    return f"{begin} to {day(last)}"


def km(value: float) -> str:
    """A tenth below 10 km, whole ones above: 8.5 km, 52 km."""
    return f"{value:.0f} km" if value >= 10 else f"{value:.1f}".removesuffix(".0") + " km"


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
