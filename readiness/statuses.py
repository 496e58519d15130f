"""Compute and store the status of days: once, when a log arrives or a night ends, for every page to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from athletes.consents import ALL_KINDS, consented
from athletes.models import Athlete, ConsentKind
from readiness.consented import KIND_OF
from readiness.engine.assessment import DayAssessment
from readiness.engine.display import shown_status
from readiness.engine.logs import DayLog
from readiness.engine.policy import WIDEST_POLICY, ReadinessPolicy
from readiness.engine.status import assess
from readiness.engine.vocabulary import Illness
from readiness.models import NOTHING_SAID, DailyLog, DayStatus
from readiness.team_rules import readiness_policies

HISTORY_DAYS = WIDEST_POLICY.history_days
"""Days of logs, the day's own included, that an assessment can look at."""
REACH_DAYS = HISTORY_DAYS + WIDEST_POLICY.cue_memory_days - 2
"""How long after its day a log can matter: to assessments that look back on it, and to the colours they hold."""

_COLUMNS = (
    "athlete_id", "local_date", "fatigue", "soreness", "sleep_quality", "mood", "stress", "sleep_h", "appetite",
    "resting_hr_bpm", "hrv_rmssd_ms", "illness", "pain", "pain_place", "pain_changes_stride", "alarm_sign",
    "missed_periods", "lost_weight",
)  # fmt: skip


def day_logs(athletes: Collection[Athlete], first: date, last: date) -> dict[int, dict[date, DayLog]]:
    """The engine's view of these athletes' logs from `first` to `last`, by athlete id and day. Two queries.

    What there is no consent for was not said, and who agreed to nothing has no logs.
    """
    kinds = consented(athletes)
    rows = (
        DailyLog.objects.filter(
            team__in={a.team_id for a in athletes},
            athlete__in=[id for id, agreed in kinds.items() if agreed],
            local_date__range=(first, last),
        )
        .order_by()
        .values_list(*_COLUMNS)
    )
    logs: dict[int, dict[date, DayLog]] = defaultdict(dict)
    for (
        athlete_id,
        day,
        fatigue,
        soreness,
        sleep,
        mood,
        stress,
        sleep_h,
        appetite,
        rhr,
        hrv,
        ill,
        *rest,
    ) in (row if kinds[row[0]] == ALL_KINDS else _masked(row, kinds[row[0]]) for row in rows):
        logs[athlete_id][day] = DayLog(
            day,
            fatigue,
            soreness,
            sleep,
            mood,
            stress,
            None if sleep_h is None else float(sleep_h),
            appetite,
            None if rhr is None else float(rhr),
            None if hrv is None else float(hrv),
            Illness(ill),
            *rest,
        )
    return logs


def _masked(row: tuple[Any, ...], kinds: Collection[ConsentKind]) -> tuple[Any, ...]:
    """The columns of one log with nothing said where there is no consent."""
    return tuple(
        NOTHING_SAID[name] if name in KIND_OF and KIND_OF[name] not in kinds else value
        for name, value in zip(_COLUMNS, row, strict=True)
    )


def refresh(athletes: Collection[Athlete], first: date, last: date) -> None:
    """Assess every day from `first` to `last` by each athlete's policy and store the statuses. Six queries at most."""
    policies = readiness_policies(athletes)
    logs = day_logs(athletes, first - timedelta(days=HISTORY_DAYS), last)
    earlier = _stored(athletes, first - timedelta(days=WIDEST_POLICY.cue_memory_days), first - timedelta(days=1))
    rows: list[DayStatus] = []
    for athlete in athletes:
        assessed, policy = earlier[athlete.pk], policies[athlete.pk]
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            assessed[day] = assess(day, logs.get(athlete.pk, {}), policy)
            rows.append(day_status(athlete, assessed, day, policy))
    DayStatus.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["local_date", "athlete"],
        update_fields=["status", "shown", "rule", "assessment"],
        batch_size=1000,
    )


def refresh_with_later(athlete: Athlete, first: date, last: date) -> None:
    """Assess the days `first` … `last`, whose logs changed, and the stored days after them that these logs reach.

    Late logs re-run days for display only (rules, section 2): decisions that were taken stay as they are.
    """
    later = DayStatus.objects.in_team(athlete.team_id).filter(
        athlete=athlete, local_date__range=(last, last + timedelta(days=REACH_DAYS))
    )
    refresh([athlete], first, later.aggregate(day=Max("local_date"))["day"] or last)


def fill_unlogged(athletes: Iterable[Athlete], day: date, known: Collection[int]) -> list[DayStatus]:
    """Store `unknown` for the athletes without a status on `day` (nobody wrote a log). Two queries.

    A day without a log needs no history to be unknown, and is never green.
    """
    silent = [athlete for athlete in athletes if athlete.pk not in known]
    policies = readiness_policies(silent)
    unknown = {policy: {day: assess(day, {}, policy)} for policy in {*policies.values()}}
    rows = [day_status(a, unknown[policies[a.pk]], day, policies[a.pk]) for a in silent]
    return DayStatus.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def day_status(
    athlete: Athlete, assessed: Mapping[date, DayAssessment], day: date, policy: ReadinessPolicy
) -> DayStatus:
    """The row of one assessed day; the days before it let the shown status leave amber slowly."""
    return DayStatus(
        team_id=athlete.team_id,
        athlete=athlete,
        local_date=day,
        status=assessed[day].status,
        shown=shown_status(assessed, day, policy),
        rule=assessed[day].rule,
        assessment=assessed[day].to_json(),
    )


def _stored(athletes: Collection[Athlete], first: date, last: date) -> dict[int, dict[date, DayAssessment]]:
    rows = DayStatus.objects.filter(
        team__in={a.team_id for a in athletes},
        athlete__in=[a.pk for a in athletes],
        local_date__range=(first, last),
    )
    stored: dict[int, dict[date, DayAssessment]] = defaultdict(dict)
    for row in rows:
        stored[row.athlete_id][row.local_date] = DayAssessment.from_json(row.assessment)
    return stored
