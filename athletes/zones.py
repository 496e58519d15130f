"""Time zones by their IANA names, and what the local date is there."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@cache
def zone_names() -> tuple[str, ...]:
    """Area/Location names (and UTC), sorted: what a person can choose."""
    legacy = ("Etc/", "SystemV/", "US/")
    return ("UTC", *sorted(n for n in available_timezones() if "/" in n and not n.startswith(legacy)))


def validate_zone(name: str) -> None:
    if name not in zone_names():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Choose one such as Europe/Berlin."),
            params={"name": name},
            code="zone",
        )


def local_date(now: datetime, zone: str) -> date:
    """The calendar date that a person in `zone` sees at the instant `now`."""
    return now.astimezone(ZoneInfo(zone)).date()
