"""A consent was given or taken back: the stored days follow at once, and what is to be deleted goes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Max, Min, Q

from athletes.models import Athlete, ConsentKind
from readiness import statuses
from readiness.consented import fields_of
from readiness.models import NOTHING_SAID, DailyLog, DailyLogVersion, DayStatus, DayValues, WeeklyReflection


def consent_changed(athlete: Athlete, kinds: Collection[ConsentKind], delete: bool, **_: Any) -> None:
    """Receives `athletes.consents.changed`, within its transaction."""
    if delete:
        forget(athlete, kinds)
    stored = DayStatus.objects.in_team(athlete.team_id).filter(athlete=athlete)
    span = stored.aggregate(first=Min("local_date"), last=Max("local_date"))
    if span["first"] is not None:
        statuses.refresh([athlete], span["first"], span["last"])


def forget(athlete: Athlete, kinds: Collection[ConsentKind]) -> None:
    """Empty what logs and their versions say of these kinds; a log that says nothing then goes, as do looks back.

    The times of writing stay, so that no night takes this for a late check-in.
    """
    if ConsentKind.WELLNESS in kinds:
        WeeklyReflection.objects.in_team(athlete.team_id).filter(athlete=athlete).delete()
    names = fields_of(kinds)
    logs = DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete)
    logs.update(**{name: NOTHING_SAID[name] for name in names})
    silent = Q(**{name: NOTHING_SAID[name] for name in DayValues.FIELDS if NOTHING_SAID[name] is not None})
    for name in DayValues.FIELDS:
        if NOTHING_SAID[name] is None:
            silent &= Q(**{f"{name}__isnull": True})
    logs.filter(silent).delete()
    versions = DailyLogVersion.objects.in_team(athlete.team_id).filter(athlete=athlete)
    rows = list(versions)
    for row in rows:
        row.values = {name: value for name, value in row.values.items() if name not in names}
    versions.bulk_update(rows, ["values"], batch_size=1000)
    versions.filter(values={}).delete()
