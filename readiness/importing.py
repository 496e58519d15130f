"""Import daily logs from somebody else's file: good rows are kept, bad ones reported, twice changes nothing.

The columns of the file speak for their fields of the day; other fields of a log that is there already stay.
Of several rows about one day the last by time wins. A day whose log a person wrote after the same import
stays as that person left it. Rows are read as a stream; what is held is the winning values per day.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import compress
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from athletes.consents import ALL_KINDS, ConsentGiver, consent_of, give
from athletes.models import Athlete, Level, Team
from athletes.zones import local_date
from readiness import statuses
from readiness.consented import KIND_OF, Kinds
from readiness.csv_rows import BadRow, CsvFile, Row
from readiness.log_columns import BadCell, ColumnReader, Reading
from readiness.models import NOTHING_SAID, DailyLog, DailyLogVersion, Source
from readiness.progress import Progress, silent

_NAMESPACE = uuid.UUID("5f0a9b1e-6a43-5d5c-9d0c-6b1f4d3f7a10")
_BATCH = 1000
_LONGEST_NAME = 120
_FREE_MIN = (240,) * 7


@dataclass(frozen=True, slots=True)
class NewAthletes:
    """What the file does not say about athletes it is the first to name."""

    level: Level
    baseline_km_per_week: float
    zone: str
    consent_on_paper: str = ""
    """Where the papers are on which they agreed to all kinds of health data; without, none of it is kept."""


@dataclass(slots=True)
class Imported:
    """The count of everything: each row read is bad, empty, superseded, or one day's log."""

    rows: int = 0
    bad: int = 0
    empty: int = 0
    """Rows in which every value is missing."""
    superseded: int = 0
    """Rows with a later row about the same day."""
    written: int = 0
    replaced: int = 0
    unchanged: int = 0
    athletes_created: int = 0
    not_kept: int = 0
    """Days of which nobody agreed to keep anything."""
    no_consent: dict[str, list[str]] = field(default_factory=dict)
    """The fields that were left out, by the name of the athlete who did not agree to them."""

    @property
    def good(self) -> int:
        return self.rows - self.bad


@dataclass(frozen=True, slots=True)
class Entry:
    """One athlete's day in the file: when it was told, and the values of the file's fields."""

    moment: float
    values: tuple[Any, ...]


@dataclass(slots=True)
class _Runner:
    athlete: Athlete
    days: dict[date, Entry] = field(default_factory=dict)


def import_logs(
    team: Team,
    file: CsvFile,
    reading: Reading,
    *,
    now: datetime,
    new_athletes: NewAthletes | None = None,
    dry_run: bool = False,
    on_bad: Callable[[BadRow], object],
    progress: Progress = silent,
) -> Imported:
    """Import the file into the team's logs, one transaction per athlete; `dry_run` writes nothing.

    `on_bad` hears of each bad row. Raises `BadMapping` before anything is written.
    """
    columns = ColumnReader(reading, file.header)
    tally = Imported()
    roster = _Roster(team, new_athletes, now)
    with progress("Reading", file.size, "B") as advance:
        position = 0
        for row in file.rows():
            tally.rows += 1
            bad = row if isinstance(row, BadRow) else _take(row, columns, roster, reading.zone, now, tally)
            if bad is not None:
                tally.bad += 1
                on_bad(bad)
            if file.bytes_read != position:
                advance(file.bytes_read - position)
                position = file.bytes_read
    on_paper = new_athletes.consent_on_paper if new_athletes else ""
    runners = [runner for runner in roster if runner.days]
    with progress("Writing", sum(len(runner.days) for runner in runners), " days") as advance:
        for runner in runners:
            with transaction.atomic():
                _write(runner, columns.fields, reading.zone, on_paper, tally)
                transaction.set_rollback(dry_run)
            advance(len(runner.days))
    return tally


def _take(
    row: Row, columns: ColumnReader, roster: _Roster, zone: str | None, now: datetime, tally: Imported
) -> BadRow | None:
    """Keep the row's entry if it is the last of its day so far."""
    try:
        runner = roster.find(columns.athlete(row))
        day, moment = columns.day(row, zone or runner.athlete.zone, now)
        values = columns.values(row)
    except BadCell as error:
        return BadRow(row.line, str(error))
    if values is None:
        tally.empty += 1
        return None
    before = runner.days.get(day)
    tally.superseded += before is not None
    if before is None or before.moment <= moment:
        runner.days[day] = Entry(moment, values)
    return None


class _Roster:
    """The team's athletes by e-mail address and by name, and those that the file adds."""

    def __init__(self, team: Team, new: NewAthletes | None, now: datetime) -> None:
        self._team, self._new, self._now = team, new, now
        self._known: dict[str, list[_Runner]] = defaultdict(list)
        self._runners: list[_Runner] = []
        for athlete in Athlete.objects.in_team(team).filter(archived_at=None):
            self._add(_Runner(athlete))

    def __iter__(self) -> Iterator[_Runner]:
        return iter(self._runners)

    def find(self, text: str) -> _Runner:
        """The athlete with this e-mail address or name, exactly but for case; raises `BadCell`."""
        found = self._known.get(text.casefold())
        if found is None:
            return self._add(_Runner(self._created(text)))
        if len(found) > 1:
            raise BadCell(f"{len(found)} athletes are called “{text}”; use the e-mail address")
        return found[0]

    def _add(self, runner: _Runner) -> _Runner:
        self._runners.append(runner)
        for key in {runner.athlete.email.casefold(), runner.athlete.name.casefold()} - {""}:
            self._known[key].append(runner)
        return runner

    def _created(self, text: str) -> Athlete:
        if self._new is None:
            raise BadCell(f"unknown athlete “{text}”")
        if len(text) > _LONGEST_NAME:
            raise BadCell(f"the athlete's name is longer than {_LONGEST_NAME} characters")
        if is_email := "@" in text:
            try:
                validate_email(text)
            except ValidationError as error:
                raise BadCell(f"“{text}” is no e-mail address") from error
        return Athlete(
            team=self._team,
            name=text.partition("@")[0] if is_email else text,
            email=text if is_email else "",
            zone=self._new.zone,
            level=self._new.level,
            baseline_km_per_week=self._new.baseline_km_per_week,
            available_min_by_weekday=list(_FREE_MIN),
            # The logs are history: their nights are owed no decision.
            nights_from=local_date(self._now, self._new.zone),
        )


def _write(runner: _Runner, fields: tuple[str, ...], zone: str | None, consent_on_paper: str, tally: Imported) -> None:
    """Write the days of one athlete that differ from what is stored, with the earlier state as a version."""
    athlete = runner.athlete
    if athlete.pk is None:
        athlete.save()
        tally.athletes_created += 1
        if consent_on_paper:
            give(athlete, ALL_KINDS, ConsentGiver(on_paper=consent_on_paper))
    else:
        # One import of an athlete at a time: a second one waits here and then finds the days written.
        Athlete.objects.in_team(athlete.team_id).select_for_update().get(pk=athlete.pk)
    fields, days = _agreed(runner, fields, consent_of(athlete), tally)
    if not days:
        return
    span = (min(days), max(days))
    of_span = {"athlete": athlete, "local_date__range": span}
    rows = DailyLog.objects.in_team(athlete.team_id).filter(**of_span).select_for_update()
    stored = {log.local_date: log for log in rows}
    earlier: dict[date, dict[uuid.UUID, int]] = defaultdict(dict)
    versions = DailyLogVersion.objects.in_team(athlete.team_id).filter(**of_span)
    for day, client_id, revision in versions.values_list("local_date", "client_id", "revision"):
        earlier[day][client_id] = revision

    fresh: list[DailyLog] = []
    replaced: list[DailyLog] = []
    kept: list[DailyLogVersion] = []
    for day, entry in days.items():
        log = stored.get(day)
        values = dict(zip(fields, entry.values, strict=True))
        client_id = _client_id(athlete, day, values)
        repeated = client_id in earlier[day]
        if log is None and not repeated:
            fresh.append(_new_log(athlete, day, zone, client_id, values))
        elif log is None or log.client_id == client_id or all(getattr(log, n) == v for n, v in values.items()):
            pass
        elif not repeated or log.source == Source.IMPORT:
            kept.append(DailyLogVersion.of(log, 1 + max(earlier[day].values(), default=0)))
            log.client_id = uuid.uuid5(client_id, str(log.client_id)) if repeated else client_id
            _fill(log, values, log.revision + 1)
            replaced.append(log)
    DailyLogVersion.objects.bulk_create(kept, batch_size=_BATCH)
    DailyLog.objects.bulk_create(
        replaced,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*fields, "client_id", "revision", "source", "written_at", "written_by"],
        batch_size=_BATCH,
    )
    DailyLog.objects.bulk_create(fresh, batch_size=_BATCH)
    tally.written += len(fresh)
    tally.replaced += len(replaced)
    tally.unchanged += len(days) - len(fresh) - len(replaced)
    if changed := [log.local_date for log in (*fresh, *replaced)]:
        statuses.refresh_with_later(athlete, min(changed), max(changed))


def _agreed(
    runner: _Runner, fields: tuple[str, ...], kinds: Kinds, tally: Imported
) -> tuple[tuple[str, ...], dict[date, Entry]]:
    """The fields and days without what nobody agreed to keep; what is left out is counted and named."""
    agreed = [KIND_OF[name] in kinds for name in fields]
    if all(agreed):
        return fields, runner.days
    tally.no_consent[runner.athlete.name] = [name for name, yes in zip(fields, agreed, strict=True) if not yes]
    fields = tuple(compress(fields, agreed))
    days = {day: Entry(entry.moment, tuple(compress(entry.values, agreed))) for day, entry in runner.days.items()}
    days = {
        day: entry
        for day, entry in days.items()
        if any(value != NOTHING_SAID[name] for name, value in zip(fields, entry.values, strict=True))
    }
    tally.not_kept += len(runner.days) - len(days)
    return fields, days


def _client_id(athlete: Athlete, day: date, values: dict[str, Any]) -> uuid.UUID:
    """The same statement about the same day has the same id, so that its repeat is recognized."""
    said = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)
    return uuid.uuid5(_NAMESPACE, f"{athlete.team_id}/{athlete.pk}/{day}/{said}")


def _new_log(athlete: Athlete, day: date, zone: str | None, client_id: uuid.UUID, values: dict[str, Any]) -> DailyLog:
    return DailyLog(
        team_id=athlete.team_id,
        athlete=athlete,
        local_date=day,
        zone=zone or athlete.zone,
        client_id=client_id,
        source=Source.IMPORT,
        **values,
    )


def _fill(log: DailyLog, values: dict[str, Any], revision: int) -> None:
    for name, value in values.items():
        setattr(log, name, value)
    log.revision, log.source, log.written_by, log.written_at = revision, Source.IMPORT, None, timezone.now()
