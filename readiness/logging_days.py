"""Write a day's log: exactly once however often it is sent, with every earlier version kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from athletes.consents import consent_of
from athletes.models import Athlete, User
from athletes.zones import local_date
from readiness import reminders, statuses
from readiness.consented import Kinds, fields_of, not_agreed
from readiness.models import NOTHING_SAID, DailyLog, DailyLogVersion, DayStatus, Source

LATE_DAYS = 3
"""A past day can be filled in this many days back (rules, section 2)."""


@dataclass(frozen=True, slots=True)
class Said:
    """When and in which zone something was answered; `date_doubtful` where the phone's clock was off."""

    said_at: datetime
    zone: str
    date_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """The log after the write, its day's status, and whether this write changed anything."""

    log: DailyLog
    status: DayStatus
    changed: bool


def check_day(day: date, now: datetime, zone: str) -> None:
    """A log is for today or up to 3 days back, as the athlete's own calendar says. Raises ValidationError."""
    today = local_date(now, zone)
    if day > today:
        raise ValidationError(_("This day has not begun yet. Log it when it is there."), code="future")
    if day < today - timedelta(days=LATE_DAYS):
        raise ValidationError(
            _("A day can be filled in up to %(days)s days later; this one is older."),
            params={"days": LATE_DAYS},
            code="too_old",
        )


@transaction.atomic
def write_log(
    athlete: Athlete,
    day: date,
    values: Mapping[str, Any],
    *,
    client_id: UUID,
    source: Source,
    written_by: User | None = None,
    said: Said | None = None,
) -> Written:
    """Make `values` the athlete's log of `day` (names of `DayValues.FIELDS`; what is left out is empty).

    The same `client_id` again is the same write: nothing changes. An earlier log of the day becomes a version. Of two
    phones the later answer holds: one that was `said` before the log that is there was becomes a version itself.
    What is stored of a kind whose consent was withdrawn stays as it is. Raises ValidationError by the names of the
    fields that nobody agreed to keep.
    """
    _lock(athlete)
    kinds = consent_of(athlete)
    check_agreed(values, kinds)
    values = _said(values, kinds)
    fresh = DailyLog(
        team_id=athlete.team_id,
        athlete=athlete,
        local_date=day,
        client_id=client_id,
        source=source,
        written_by=written_by,
        **asdict(said or Said(timezone.now(), athlete.zone)),
        **values,
    )
    log, changed = _write_row(fresh, values)
    reminders.call_off(athlete, day)
    if changed or not DayStatus.objects.in_team(athlete.team_id).filter(athlete=athlete, local_date=day).exists():
        statuses.refresh_with_later(athlete, day, day)
    status = DayStatus.objects.in_team(athlete.team_id).get(athlete=athlete, local_date=day)
    return Written(log, status, changed)


def check_agreed(values: Mapping[str, Any], kinds: Kinds) -> None:
    """Raises ValidationError by the names of the fields that say something nobody agreed to keep."""
    if names := not_agreed(values, kinds):
        raise ValidationError({name: _("There is no consent to keep this.") for name in names}, code="no_consent")


def _said(values: Mapping[str, Any], kinds: Kinds) -> dict[str, Any]:
    """All fields that may be written; those left out are empty."""
    return {name: values.get(name, NOTHING_SAID[name]) for name in fields_of(kinds)}


def _write_row(fresh: DailyLog, values: Collection[str]) -> tuple[DailyLog, bool]:
    """What is not among `values` stays as the day's log has it."""
    athlete, day = fresh.athlete, fresh.local_date
    log = DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete, local_date=day).first()
    if (log is not None and log.client_id == fresh.client_id) or _is_replay(athlete, day, fresh.client_id):
        return log or fresh, False  # a write that was taken back since stays so, however often it is repeated
    if log is None:
        _save(fresh)
        return fresh, True
    if fresh.said_at < log.said_at:
        _keep_version(fresh)
        return log, False
    _keep_version(log)
    fresh.pk, fresh.revision = log.pk, log.revision + 1
    for name in DailyLog.FIELDS:
        if name not in values:
            setattr(fresh, name, getattr(log, name))
    _save(fresh)
    return fresh, True


def _lock(athlete: Athlete) -> None:
    """One write of an athlete's days at a time: each refreshes days that the others are part of.

    A night leaves a locked athlete to the next tick, so it never decides while a log is on its way.
    """
    Athlete.objects.in_team(athlete.team_id).select_for_update(no_key=True).get(pk=athlete.pk)


def _save(log: DailyLog) -> None:
    """Save the row. Raises ValidationError when its client id stands on another day."""
    try:
        with transaction.atomic():
            log.save()
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise ValidationError(_("This client id was already used for another day."), code="reused") from error


def _is_replay(athlete: Athlete, day: date, client_id: UUID) -> bool:
    """Whether this write came before and was since replaced or cleared."""
    versions = DailyLogVersion.objects.in_team(athlete.team_id)
    return versions.filter(athlete=athlete, local_date=day, client_id=client_id).exists()


@transaction.atomic
def clear_log(athlete: Athlete, day: date) -> bool:
    """Take the day's log back; its version is kept, the day is unknown again. False where there was none."""
    _lock(athlete)
    log = DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete, local_date=day).first()
    if log is None:
        return False
    _keep_version(log)
    log.delete()
    statuses.refresh_with_later(athlete, day, day)
    return True


def _keep_version(log: DailyLog) -> None:
    earlier = DailyLogVersion.objects.in_team(log.team_id).filter(athlete=log.athlete_id, local_date=log.local_date)
    last = earlier.order_by("-revision").values_list("revision", flat=True).first() or 0
    DailyLogVersion.of(log, last + 1).save()
