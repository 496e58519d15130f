"""Look back on a week: two minutes that the athlete writes down and the coach reads (S9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from athletes.consents import consent_of
from athletes.models import Athlete, ConsentKind
from readiness.models import WeeklyReflection

FROM_WEEKDAY = 4
"""A week can be looked back on from its Friday, and for all of the week after it."""


def open_weeks(today: date) -> tuple[date, ...]:
    """The Mondays of the weeks that can be looked back on, the newest first."""
    monday = today - timedelta(days=today.weekday())
    last = monday - timedelta(weeks=1)
    return (monday, last) if today.weekday() >= FROM_WEEKDAY else (last,)


def may_be_kept(athlete: Athlete) -> bool:
    """Whether there is consent for it: how a week felt is wellness data."""
    return ConsentKind.WELLNESS in consent_of(athlete)


def reflect(athlete: Athlete, monday: date, values: Mapping[str, Any]) -> WeeklyReflection:
    """Write or replace (names of `WeeklyReflection.FIELDS`). Sent twice, it is one: the week is its key."""
    said = {name: values[name] for name in WeeklyReflection.FIELDS}
    row, _made = WeeklyReflection.objects.in_team(athlete.team_id).update_or_create(
        athlete=athlete,
        monday=monday,
        defaults={**said, "written_at": timezone.now()},
        create_defaults={**said, "team_id": athlete.team_id},
    )
    return row


def take_back(athlete: Athlete, monday: date) -> None:
    WeeklyReflection.objects.in_team(athlete.team_id).filter(athlete=athlete, monday=monday).delete()


def last_reflections(athlete: Athlete, most: int) -> list[WeeklyReflection]:
    """The newest ones; none without consent. Two queries."""
    if not may_be_kept(athlete):
        return []
    return list(WeeklyReflection.objects.in_team(athlete.team_id).filter(athlete=athlete)[:most])
