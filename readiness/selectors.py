"""Read what one athlete told about their days, and what came of it."""

from __future__ import annotations

from datetime import date

from athletes.models import Athlete
from readiness.engine.assessment import DayAssessment
from readiness.models import DailyLog, DailyLogVersion, DayStatus


def log_of(athlete: Athlete, day: date) -> DailyLog | None:
    return DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete, local_date=day).first()


def last_version(athlete: Athlete, day: date) -> DailyLogVersion | None:
    """The answers of `day` before they were last edited or cleared."""
    versions = DailyLogVersion.objects.in_team(athlete.team_id).filter(athlete=athlete, local_date=day)
    return versions.order_by("-revision").first()


def logged_days(athlete: Athlete, first: date, last: date) -> frozenset[date]:
    logs = DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete, local_date__range=(first, last))
    return frozenset(logs.values_list("local_date", flat=True))


def assessment_of(athlete: Athlete, day: date) -> DayAssessment:
    """What a logged day came to; every write of a log stores it."""
    status = DayStatus.objects.in_team(athlete.team_id).get(athlete=athlete, local_date=day)
    return DayAssessment.from_json(status.assessment)
