"""Put athletes on a team's roster and keep what is said about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg.errors import UniqueViolation

from athletes.access import Actor
from athletes.models import Athlete, Group, GroupAthlete, RecordKind
from athletes.recording import record
from athletes.zones import local_date

MIN_PER_AVAILABLE_DAY = 240
"""Minutes of a weekday that was only ticked as available: time for every session that a plan can have."""

SAME_EMAIL = gettext_lazy("Another athlete of this team has this e-mail address.")


@transaction.atomic
def add_athlete(
    actor: Actor, *, weekdays: Iterable[int], groups: Collection[Group] = (), now: datetime, **values: Any
) -> Athlete:
    """A new athlete, available on `weekdays` (Monday = 0), whose nights count from today in their zone.

    `values` are fields of `Athlete`. Raises ValidationError for an e-mail that the team knows already.
    """
    athlete = Athlete(team=actor.team, nights_from=local_date(now, values["zone"]))
    athlete.available_min_by_weekday = minutes_on(weekdays, [0] * 7)
    for name, value in values.items():
        setattr(athlete, name, value)
    _save(athlete)
    _join(athlete, groups)
    after = values | _named(groups)
    record(actor.team, RecordKind.ROSTER, "roster.added", actor=actor.user, athlete=athlete, after=after)
    return athlete


@transaction.atomic
def edit_athlete(
    actor: Actor,
    athlete: Athlete,
    *,
    seen: Mapping[str, Any] | None = None,
    joins: Collection[Group] = (),
    leaves: Collection[Group] = (),
    **values: Any,
) -> Athlete:
    """Change only these fields of `Athlete` (or `weekdays`) and groups; plans that exist stay as they are.

    `seen` is what the fields held where they were changed. What somebody else wrote since then stays, and if it is
    the same field it is said: raises ValidationError, as for an e-mail that the team knows already.
    """
    current = Athlete.objects.in_team(actor.team).select_for_update().get(pk=athlete.pk)
    held = {name: current.available_weekdays if name == "weekdays" else getattr(current, name) for name in values}
    overtaken = {
        name: _overtaken(current, name)
        for name in held.keys() & (seen or {}).keys()
        if not _same(held[name], (seen or {})[name]) and not _same(held[name], values[name])
    }
    if overtaken:
        raise ValidationError(overtaken)
    changed = {name: value for name, value in values.items() if not _same(held[name], value)}
    for name, value in changed.items():
        if name == "weekdays":
            current.available_min_by_weekday = minutes_on(value, current.available_min_by_weekday)
        else:
            setattr(current, name, value)
    if changed:
        _save(current)
    _join(current, joins)
    GroupAthlete.objects.in_team(actor.team).filter(athlete=current, group__in=leaves).delete()
    if changed or joins or leaves:
        before = {name: held[name] for name in changed} | _named(leaves)
        after = changed | _named(joins)
        record(
            actor.team, RecordKind.ROSTER, "roster.edited",
            actor=actor.user, athlete=current, before=before, after=after,
        )  # fmt: skip
    return current


def minutes_on(weekdays: Iterable[int], minutes: list[int]) -> list[int]:
    """Minutes free by weekday when it is only known on which days: a day that stays free keeps its minutes."""
    chosen = set(weekdays)
    return [(before or MIN_PER_AVAILABLE_DAY) if day in chosen else 0 for day, before in enumerate(minutes)]


def weekdays_in_words(athlete: Athlete) -> str:
    days = athlete.available_weekdays
    if len(days) == 7:
        return _("every day")
    return ", ".join(str(WEEKDAYS_ABBR[day]) for day in days)


def _same(one: Any, other: Any) -> bool:
    """Equal, where the order of weekdays does not matter."""
    if isinstance(one, (tuple, list)):
        return set(one) == set(other)
    return bool(one == other)


def _overtaken(athlete: Athlete, name: str) -> ValidationError:
    now = {
        "weekdays": weekdays_in_words,
        "level": Athlete.get_level_display,
        "age_group": Athlete.get_age_group_display,
    }
    words = now[name](athlete) if name in now else getattr(athlete, name)
    return ValidationError(
        _("Somebody else has changed this to “%(value)s” meanwhile. Save again to have it your way."),
        params={"value": words or "–"},
        code="overtaken",
    )


def _join(athlete: Athlete, groups: Collection[Group]) -> None:
    places = [GroupAthlete(team=athlete.team, athlete=athlete, group=group) for group in groups]
    GroupAthlete.objects.bulk_create(places, ignore_conflicts=True)


def _named(groups: Collection[Group]) -> dict[str, str]:
    return {"group": ", ".join(sorted(group.name for group in groups))} if groups else {}


def _save(athlete: Athlete) -> None:
    try:
        with transaction.atomic():
            athlete.save()
    except IntegrityError as error:
        # Only the database can tell without a race whether two coaches add the same person at once.
        cause = error.__cause__
        if isinstance(cause, UniqueViolation) and cause.diag.constraint_name == "one_athlete_per_team_and_email":
            raise ValidationError({"email": SAME_EMAIL}) from error
        raise
