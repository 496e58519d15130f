"""The roster as a file that opens without formulas and that, read again, changes nothing."""

from __future__ import annotations

from django.db import transaction

from athletes.access import Actor
from athletes.models import Athlete, RecordKind
from athletes.recording import record
from athletes.roster_columns import BIRTH_DATE, COLUMNS, GROUPS, MINUTES, NUMBER, WEEKDAY_LIST, write_groups
from athletes.roster_list import Shown, found, with_groups
from athletes.roster_sheets import write_csv, write_xlsx

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NUMBERS = {NUMBER, "baseline_km_per_week", *MINUTES}


def exported_columns(actor: Actor) -> list[str]:
    """No health data; dates of birth only for who manages the team, as everybody else plans with the age group."""
    left_out = {WEEKDAY_LIST} if actor.may_manage else {WEEKDAY_LIST, BIRTH_DATE}
    return [name for name in COLUMNS if name not in left_out]


@transaction.atomic
def export_roster(actor: Actor, shown: Shown, file_format: str) -> bytes:
    """The athletes that `shown` finds, as a key of `FORMATS`; leaves a record of how many were taken along."""
    athletes = list(with_groups(found(actor, shown), actor))
    columns = exported_columns(actor)
    header = [COLUMNS[name].heading for name in columns]
    rows = [[_cell(name, athlete) for name in columns] for athlete in athletes]
    after = {"athletes": len(athletes), "format": file_format}
    record(actor.team, RecordKind.EXPORT, "roster.exported", actor=actor.user, after=after)
    if file_format == "csv":
        return write_csv(header, rows)
    return write_xlsx("Roster", header, rows, numbers={n for n, name in enumerate(columns) if name in _NUMBERS})


def _cell(name: str, athlete: Athlete) -> str:
    if name == GROUPS:
        return write_groups([place.group.name for place in athlete.places])  # type: ignore[attr-defined]
    return COLUMNS[name].write(athlete)
