"""Write what athletes ran before: activities from files and programs, weeks that were typed, and their labels."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.bounded import Unreadable, read_bounded
from athletes.engine.same_run import STARTS_APART, Recording, is_same_run
from athletes.engine.weeks import WEEK
from athletes.models import Activity, ActivitySource, Athlete, TrainingWeek, User, WeekLabel
from athletes.past_weeks import activities_of, words_on_weeks
from athletes.zones import local_date

MAX_FILE_MB = 12
MAX_IMPORT_S = 20
"""For all files of one request, which has 30 s in all."""
READER = "athletes.activity_files:read"


@dataclass(frozen=True, slots=True)
class Figures:
    """One activity before it is anybody's. `started_at` has its offset; without it only the day is known."""

    local_date: date
    started_at: datetime | None = None
    sport: str = "run"
    distance_km: float | None = None
    duration_min: float | None = None
    race: bool = False

    @property
    def fingerprint(self) -> str:
        """What makes it the same activity in any file: its start or day, sport, kilometres and minutes."""
        when = self.started_at.astimezone(UTC).isoformat() if self.started_at else self.local_date.isoformat()
        km, minutes = (value and f"{value:.2f}" for value in (self.distance_km, self.duration_min))
        return hashlib.sha256(json.dumps([when, self.sport, km, minutes]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Taken:
    """How many activities are new, were known already, and are known from another device or file."""

    new: int = 0
    known: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: counts and sentences on what was left out, or the sentence that refuses it."""

    name: str
    taken: Taken = Taken()
    left_out: tuple[str, ...] = ()
    left_out_count: int = 0
    refused: str = ""


def import_files(athlete: Athlete, files: Iterable[tuple[str, bytes]], *, by: User, now: datetime) -> list[FileResult]:
    """Read the files (name and content) one after the other, for as long as a person should wait."""
    began = monotonic()
    results = []
    for name, content in files:
        if monotonic() - began > MAX_IMPORT_S:
            results.append(FileResult(name, refused=_("There was no time left for this file. Send it again.")))
        else:
            results.append(import_file(athlete, name, content, by=by, now=now))
    return results


def import_file(athlete: Athlete, name: str, content: bytes, *, by: User, now: datetime) -> FileResult:
    """Read one file and keep its figures; what cannot be read is told in the result."""
    if len(content) > MAX_FILE_MB * 1024 * 1024:
        return FileResult(name, refused=_("This file is larger than %(mb)s MB.") % {"mb": MAX_FILE_MB})
    try:
        reading = read_bounded(READER, content)
    except Unreadable as refusal:
        return FileResult(name, refused=_(str(refusal)))
    figures = figures_in(reading, athlete.zone)
    today = local_date(now, athlete.zone)
    past = [each for each in figures if each.local_date <= today]
    result = FileResult(
        name, Taken(), left_out=tuple(map(_, reading["left_out"])), left_out_count=reading["left_out_count"]
    )
    if len(past) < len(figures):
        result = replace(
            result,
            left_out=(*result.left_out, _("What is dated after today was left out.")),
            left_out_count=result.left_out_count + len(figures) - len(past),
        )
    return replace(result, taken=take(athlete, past, ActivitySource(reading["kind"]), by=by, now=now))


def figures_in(reading: Mapping[str, Any], zone: str) -> list[Figures]:
    """What a file that was read holds; a start without an offset is by the clock of `zone`."""
    return [_figures(found, zone) for found in reading["found"]]


def _figures(found: Mapping[str, Any], zone: str) -> Figures:
    started_at = found["started_at"] and datetime.fromisoformat(found["started_at"])
    if started_at and started_at.tzinfo is None:
        # The clock on the athlete's wall.
        started_at = started_at.replace(tzinfo=ZoneInfo(zone))
    return Figures(
        local_date(started_at, zone) if started_at else date.fromisoformat(found["day"]),
        started_at,
        found["sport"],
        found["distance_km"],
        found["duration_min"],
        found["race"],
    )


@transaction.atomic
def take(
    athlete: Athlete, figures: Iterable[Figures], source: ActivitySource, *, by: User | None, now: datetime
) -> Taken:
    """Keep the activities that are not known yet. One run of two devices counts once."""
    _one_at_a_time(athlete)
    unique = {each.fingerprint: each for each in figures}
    known = set(activities_of(athlete).filter(fingerprint__in=unique).values_list("fingerprint", flat=True))
    fresh = {print_: each for print_, each in unique.items() if print_ not in known}
    recorded = _Recorded(athlete, fresh.values())
    new = {print_: each for print_, each in fresh.items() if recorded.same_as(each) is None}
    rows = [_row(athlete, each, print_, source, by) for print_, each in new.items()]
    for row in rows:
        row.entered_at = now
    Activity.objects.bulk_create(rows)
    return Taken(new=len(new), known=len(known), same=len(fresh) - len(new))


def take_back(athlete: Athlete, *, by: User, entered_at: datetime) -> int:
    """Delete what one import brought, known by who sent it and when. Returns how many activities that were."""
    return activities_of(athlete).filter(entered_by=by, entered_at=entered_at).delete()[0]


@transaction.atomic
def take_one(
    athlete: Athlete, figures: Figures, source: ActivitySource, *, by: User, fingerprint: str | None = None
) -> tuple[Activity, bool]:
    """Keep one activity, known by `fingerprint` or else by what it says. Returns the row, and whether it is new."""
    _one_at_a_time(athlete)
    fingerprint = fingerprint or figures.fingerprint
    known = activities_of(athlete).filter(fingerprint=fingerprint).first()
    same_pk = None if known else _Recorded(athlete, [figures]).same_as(figures)
    if same_pk is not None:
        known = activities_of(athlete).get(pk=same_pk)
    if known:
        return known, False
    row = _row(athlete, figures, fingerprint, source, by)
    row.save()
    return row, True


def _one_at_a_time(athlete: Athlete) -> None:
    """Wait for other imports about the athlete, so that two recordings of one run cannot both be the first."""
    Athlete.objects.in_team(athlete.team_id).select_for_update(no_key=True).get(pk=athlete.pk)


def _row(athlete: Athlete, each: Figures, fingerprint: str, source: ActivitySource, by: User | None) -> Activity:
    return Activity(
        team_id=athlete.team_id,
        athlete=athlete,
        started_at=each.started_at,
        local_date=each.local_date,
        sport=each.sport,
        distance_km=each.distance_km,
        duration_min=each.duration_min,
        race=each.race,
        source=source,
        fingerprint=fingerprint,
        entered_by=by,
    )


class _Recorded:
    """Starts that are known, in steps as long as two starts of one run may lie apart."""

    def __init__(self, athlete: Athlete, figures: Collection[Figures]) -> None:
        self._steps: dict[int, list[tuple[int, Recording]]] = defaultdict(list)
        starts = [each.started_at for each in figures if each.started_at]
        if not starts:
            return
        near = activities_of(athlete).filter(started_at__range=(min(starts) - STARTS_APART, max(starts) + STARTS_APART))
        for pk, started_at, km, minutes in near.values_list("pk", "started_at", "distance_km", "duration_min"):
            assert started_at is not None
            self._remember(pk, (started_at, km, minutes))

    def same_as(self, each: Figures) -> int | None:
        """The key of the activity that this one is another recording of (0: of the same import), else remember it."""
        if each.started_at is None:
            return None
        one = (each.started_at, each.distance_km, each.duration_min)
        step = _step(each.started_at)
        for near in (step - 1, step, step + 1):
            for pk, other in self._steps.get(near, ()):
                if is_same_run(one, other):
                    return pk
        self._remember(0, one)
        return None

    def _remember(self, pk: int, recording: Recording) -> None:
        self._steps[_step(recording[0])].append((pk, recording))


def _step(moment: datetime) -> int:
    return int(moment.timestamp() // STARTS_APART.total_seconds())


@dataclass(frozen=True, slots=True)
class TypedWeek:
    """A week as somebody typed it; `label` None leaves what was said of it."""

    distance_km: float
    label: WeekLabel | None = None


@transaction.atomic
def type_weeks(athlete: Athlete, last_monday: date, weeks: Sequence[TypedWeek], *, by: User) -> None:
    """Write consecutive weeks, oldest first, of which the last begins on `last_monday`."""
    for index, week in enumerate(weeks):
        said = {"distance_km": week.distance_km, "entered_by": by}
        if week.label is not None:
            said["label"] = week.label
        TrainingWeek.objects.in_team(athlete.team_id).update_or_create(
            athlete=athlete,
            monday=last_monday - (len(weeks) - 1 - index) * WEEK,
            defaults=said,
            create_defaults={"team_id": athlete.team_id, **said},
        )


def say_week(
    athlete: Athlete, monday: date, *, label: WeekLabel, distance_km: float | None, note: str, by: User
) -> None:
    """Say what a week was. `distance_km` None lets the activities speak."""
    said = {"label": label, "distance_km": distance_km, "note": note, "entered_by": by}
    TrainingWeek.objects.in_team(athlete.team_id).update_or_create(
        athlete=athlete, monday=monday, defaults=said, create_defaults={"team_id": athlete.team_id, **said}
    )


def forget_week(athlete: Athlete, monday: date) -> None:
    """Take back what was said of a week; its activities stay."""
    words_on_weeks(athlete).filter(monday=monday).delete()


def mark_race(activity: Activity, *, race: bool) -> None:
    activity.race = race
    activity.save(update_fields=["race"])
