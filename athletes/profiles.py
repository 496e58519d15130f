"""Write an athlete's profile: only what was changed, each change on record, nothing about health without consent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from athletes.consents import may_keep
from athletes.guardians import years_old
from athletes.models import AgeGroup, Athlete, AvailabilityException, ConsentKind, Injury, RecordKind, User
from athletes.recording import record

ON_WEEKDAY = "free_min_"
"""Minutes of a weekday by its number, Monday = 0: `free_min_0` to `free_min_6` stand for `available_min_by_weekday`."""
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
IN_WORDS = frozenset({"goals", "constraints_in_words", "birth_date"})
"""Fields of which the record keeps that they were changed, and not what they say."""
SENIOR_FROM = 50
ADULT_FROM = 18


def value_of(athlete: Athlete, name: str) -> Any:
    """A field of `Athlete`, or the minutes of one weekday."""
    if name.startswith(ON_WEEKDAY):
        return athlete.available_min_by_weekday[int(name.removeprefix(ON_WEEKDAY))]
    return getattr(athlete, name)


@transaction.atomic
def change_profile(
    athlete: Athlete, values: Mapping[str, Any], shown: Mapping[str, Any], user: User, today: date
) -> list[str]:
    """Write these fields of `Athlete` (or minutes of weekdays) and no other.

    `shown` is what the page showed of them. Returns the names of those that somebody else had changed since.
    """
    locked = Athlete.objects.in_team(athlete.team_id).select_for_update().get(pk=athlete.pk)
    before = {name: value_of(locked, name) for name in values}
    changed = [name for name in values if before[name] != values[name]]
    if not changed:
        return []
    for name in changed:
        _set(locked, name, values[name])
    if "birth_date" in changed:
        locked.age_group = age_group_at(locked.birth_date, today)
    locked.save()
    record(
        locked.team_id,
        RecordKind.PROFILE,
        "profile.changed",
        actor=user,
        athlete=locked,
        before=_told({name: before[name] for name in changed}),
        after={**_told({name: values[name] for name in changed}), **_also(IN_WORDS.intersection(changed))},
    )
    return [name for name in changed if before[name] != shown[name]]


def _set(athlete: Athlete, name: str, value: Any) -> None:
    if name.startswith(ON_WEEKDAY):
        athlete.available_min_by_weekday[int(name.removeprefix(ON_WEEKDAY))] = value
    else:
        setattr(athlete, name, value)


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the record keeps of these values: minutes by weekday together, and no words."""
    minutes = {DAY_NAMES[day]: values[name] for day in range(7) if (name := f"{ON_WEEKDAY}{day}") in values}
    others = {name: value for name, value in values.items() if not name.startswith(ON_WEEKDAY) and name not in IN_WORDS}
    return {**others, **({"available_min_by_weekday": minutes} if minutes else {})}


def _also(names: Collection[str]) -> dict[str, list[str]]:
    return {"also_changed": sorted(names)} if names else {}


def age_group_at(born: date | None, day: date) -> AgeGroup:
    """What plans go by; who says no date of birth counts as an adult."""
    years = years_old(born, day) if born else ADULT_FROM
    if years < ADULT_FROM:
        return AgeGroup.UNDER_18
    return AgeGroup.FROM_50 if years >= SENIOR_FROM else AgeGroup.ADULT


def change_units(user: User, units: str) -> None:
    """Units belong to the person's account, in every team."""
    user.units = units
    user.save(update_fields=["units"])


@transaction.atomic
def enter_exception(athlete: Athlete, day: date, available_min: int, note: str, user: User) -> bool:
    """Other minutes on one date; entered again, the date is changed. Returns whether it was there before."""
    exceptions = AvailabilityException.objects.in_team(athlete.team_id)
    earlier = exceptions.select_for_update().filter(athlete=athlete, date=day).first()
    values = {"available_min": available_min, "note": note, "entered_by": user}
    exceptions.update_or_create(
        athlete=athlete, date=day, defaults=values, create_defaults={**values, "team": athlete.team}
    )
    record(
        athlete.team_id,
        RecordKind.PROFILE,
        "profile.changed",
        actor=user,
        athlete=athlete,
        before=_minutes(earlier) if earlier else {},
        after={"date": day, "available_min": available_min},
    )
    return earlier is not None


@transaction.atomic
def remove_exception(exception: AvailabilityException, user: User) -> None:
    """The weekday's minutes count again."""
    AvailabilityException.objects.in_team(exception.team_id).filter(pk=exception.pk).delete()
    record(
        exception.team_id,
        RecordKind.PROFILE,
        "profile.changed",
        actor=user,
        athlete=exception.athlete,
        before=_minutes(exception),
    )


def _minutes(exception: AvailabilityException) -> dict[str, Any]:
    return {"date": exception.date, "available_min": exception.available_min}


@transaction.atomic
def save_injury(injury: Injury, user: User) -> None:
    """Enter an injury, or what is changed about one. Raises ValidationError where there is no consent to keep it."""
    if not may_keep(injury.athlete, ConsentKind.ILLNESS):
        raise ValidationError(_("Without consent nothing about injuries is kept, and nothing was."), code="consent")
    injury.entered_by = user
    injury.save()
    _record_injuries(injury, user)


@transaction.atomic
def remove_injury(injury: Injury, user: User) -> None:
    """Take it away for good."""
    Injury.objects.in_team(injury.team_id).filter(pk=injury.pk).delete()
    _record_injuries(injury, user)


def _record_injuries(injury: Injury, user: User) -> None:
    """That something was changed; what it says is health, and stays out of the record."""
    record(
        injury.team_id, RecordKind.PROFILE, "profile.changed", actor=user, athlete=injury.athlete,
        after=_also({"injuries"}),
    )  # fmt: skip
