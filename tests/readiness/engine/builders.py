"""Small logs to tell stories with: a calm athlete, and a day that differs."""

from datetime import date, timedelta

from readiness.engine.assessment import DayAssessment, Finding
from readiness.engine.logs import DayLog
from readiness.engine.vocabulary import WELLNESS_ITEMS, Status

DAY = date(2026, 11, 24)
CALM = dict.fromkeys(WELLNESS_ITEMS, 4)


def ago(days, day=DAY):
    return day - timedelta(days=days)


def items(*answers):
    """fatigue, soreness, sleep quality, mood, stress."""
    return dict(zip(WELLNESS_ITEMS, answers, strict=True))


def day_log(days_ago=0, **values):
    return DayLog(day=ago(days_ago), **values)


def calm_history(days=28, **values):
    """The same calm log on each of the `days` days before DAY: every item 4, unless told otherwise."""
    return {ago(n): day_log(n, **{**CALM, **values}) for n in range(1, days + 1)}


def with_today(logs, **values):
    return {**logs, DAY: day_log(**values)}


def mark(rule, item, value=2, normal=4.0, spread=0.5, threshold=-1.0):
    return Finding(rule, item, value, normal, spread, threshold)


def counted_day(days_ago, *cues, status=Status.GREEN, **values):
    """An assessment of a counted log that shows these cues."""
    return DayAssessment(ago(days_ago), status, "S8", logged=True, cues_today=cues, **values)


def diary(*days):
    """Assessments by date, oldest first and ending on DAY; None is a day without a log."""
    last = len(days) - 1
    found = {}
    for index, cues in enumerate(days):
        if cues is not None:
            assessment = counted_day(last - index, *cues)
            found[assessment.day] = assessment
    return found
