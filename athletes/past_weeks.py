"""An athlete's past weeks, read for looking back: volumes, marks and the proposed baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import translation

from athletes.engine.baseline import Baseline, propose
from athletes.engine.marks import Mark, marks_of
from athletes.engine.weeks import Label, Run, Said, Week, weeks_of
from athletes.models import Activity, Athlete, SeasonAudit, Sport, TrainingWeek


@dataclass(frozen=True, slots=True)
class History:
    """`weeks` are oldest first and without gaps, up to the last one that is over."""

    weeks: tuple[Week, ...]
    marks: tuple[Mark, ...]
    baseline: Baseline
    notes: dict[date, str]
    """What was noted about weeks, by their Mondays."""


def activities_of(athlete: Athlete) -> QuerySet[Activity]:
    activities: QuerySet[Activity] = Activity.objects.in_team(athlete.team_id)
    return activities.filter(athlete=athlete)


def words_on_weeks(athlete: Athlete) -> QuerySet[TrainingWeek]:
    weeks: QuerySet[TrainingWeek] = TrainingWeek.objects.in_team(athlete.team_id)
    return weeks.filter(athlete=athlete)


def audits_of(athlete: Athlete) -> QuerySet[SeasonAudit]:
    audits: QuerySet[SeasonAudit] = SeasonAudit.objects.in_team(athlete.team_id)
    return audits.filter(athlete=athlete)


def history_of(athlete: Athlete, today: date) -> History:
    """Two queries, whatever there is."""
    runs = runs_in(activities_of(athlete))
    said = list(words_on_weeks(athlete).values_list("monday", "label", "distance_km", "note"))
    words = [Said(monday, Label(label), distance_km) for monday, label, distance_km, _ in said]
    weeks = weeks_of(runs, words, today)
    notes = {monday: note for monday, _, _, note in said if note}
    return History(weeks, marks_of(weeks, runs, translation), propose(weeks, today, translation), notes)


def runs_in(activities: QuerySet[Activity]) -> list[Run]:
    rows: Iterable[tuple[str, date, float | None, bool]] = activities.filter(sport=Sport.RUN).values_list(
        "fingerprint", "local_date", "distance_km", "race"
    )
    return [Run(*row) for row in rows]


def activities_in_week(athlete: Athlete, monday: date) -> QuerySet[Activity]:
    days = (monday, monday + timedelta(days=6))
    return activities_of(athlete).filter(local_date__range=days).order_by("local_date", "started_at", "id")
