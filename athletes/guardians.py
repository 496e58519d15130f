"""Who decides about an athlete's health data: the athlete, or a guardian while they are too young."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from athletes.models import AgeGroup, Athlete
from athletes.zones import local_date


def years_old(born: date, day: date) -> int:
    """Full years on `day`; who was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def needs_guardian(athlete: Athlete) -> bool:
    """Whether the athlete is below the team's age for consent today; without a date of birth, whether under 18."""
    if athlete.birth_date is None:
        return athlete.age_group == AgeGroup.UNDER_18
    return years_old(athlete.birth_date, local_date(timezone.now(), athlete.zone)) < athlete.team.guardian_age
