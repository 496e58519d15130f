"""Read what one athlete told about their days, and what came of it."""

from __future__ import annotations

from datetime import date, time, timedelta

from athletes.consents import consent_of
from athletes.models import Athlete, ConsentKind
from readiness.consented import masked, masked_version
from readiness.engine.assessment import DayAssessment
from readiness.engine.ranges import Range, normal_ranges
from readiness.engine.repeats import same_again
from readiness.models import DailyLog, DailyLogVersion, DayStatus
from readiness.statuses import day_logs
from readiness.team_rules import readiness_policies


def log_of(athlete: Athlete, day: date) -> DailyLog | None:
    """What was said of the day and may be shown. Not to be saved. Two queries."""
    kinds = consent_of(athlete)
    log = DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete, local_date=day).first()
    return masked(log, kinds) if log and kinds else None


def last_version(athlete: Athlete, day: date) -> DailyLogVersion | None:
    """The answers of `day` before they were last edited or cleared, as far as they may be shown."""
    kinds = consent_of(athlete)
    versions = DailyLogVersion.objects.in_team(athlete.team_id).filter(athlete=athlete, local_date=day)
    version = versions.order_by("-revision").first()
    return masked_version(version, kinds) if version and kinds else None


def logged_days(athlete: Athlete, first: date, last: date) -> frozenset[date]:
    if not consent_of(athlete):
        return frozenset()
    logs = DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete, local_date__range=(first, last))
    return frozenset(logs.values_list("local_date", flat=True))


def wake_times(athlete: Athlete, first: date, last: date) -> dict[date, time]:
    """When the athlete got up, of the days on which they told. Two queries."""
    if ConsentKind.WELLNESS not in consent_of(athlete):
        return {}
    logs = DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete, local_date__range=(first, last))
    return {day: at for day, at in logs.values_list("local_date", "wake_time") if at is not None}


def assessment_of(athlete: Athlete, day: date) -> DayAssessment:
    """What a logged day came to; every write of a log stores it."""
    status = DayStatus.objects.in_team(athlete.team_id).get(athlete=athlete, local_date=day)
    return DayAssessment.from_json(status.assessment)


def says_the_same(athlete: Athlete, day: date) -> bool:
    """Whether the log of `day` repeats the counted logs before it (rules, section 8). Three queries."""
    policy = readiness_policies([athlete])[athlete.pk]
    logs = day_logs([athlete], day - timedelta(days=policy.history_days), day)
    return same_again(day, logs.get(athlete.pk, {}), policy)


def normals_of(athlete: Athlete, first: date, last: date) -> dict[date, dict[str, Range | None]]:
    """What each day from `first` to `last` is compared with, by the names of `MEASURES`. Three queries."""
    policy = readiness_policies([athlete])[athlete.pk]
    logs = day_logs([athlete], first - timedelta(days=policy.history_days), last).get(athlete.pk, {})
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day: normal_ranges(day, logs, policy) for day in days}
