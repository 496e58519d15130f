"""Limits on days: V4 hard and heavy, V5 strength, V6 and V15 rest, A1 the athlete's own days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from plans.engine.limits.breach import Breach, Severity
from plans.engine.limits.case import Case
from plans.engine.week import HEAVY_LONG_RUN_MIN, MODERATE_RPE

_HOURS = 24


def hard_days(case: Case) -> Iterator[Breach]:
    """V4: hard and heavy runs stand 48 hours apart (72 for beginners and from 50 on). On one day or on two
    in a row: hard. Closer than the spacing but not in a row: soft. A pair belongs to its later day's week."""
    spacing = case.policy.hard_spacing(case.plan.level, over_50=case.plan.over_50)
    demanding = (each for parts in (*case.parts_back(1), case.parts) for each in parts.demanding)
    for first, second in pairwise(demanding):
        apart = (second.day - first.day).days
        if second.day < case.week.monday or apart >= spacing:
            continue
        if apart == 0:
            yield case.breach("V4", Severity.HARD, "v4.same_day", first.day)
            continue
        severity = Severity.HARD if apart == 1 else Severity.SOFT
        hours = _HOURS * spacing
        if first.is_hard and second.is_hard:
            yield case.breach("V4", severity, "v4.hard_days", first.day, second.day, hours=hours)
        else:
            yield case.breach(
                "V4", severity, "v4.with_long", first.day, second.day,
                hours=hours, heavy_min=HEAVY_LONG_RUN_MIN,
            )  # fmt: skip


def hard_sessions(case: Case) -> Iterator[Breach]:
    """V4: how many hard and moderate sessions a week of this phase has. Soft."""
    week, policy = case.week, case.policy
    hard = [run.day for run in case.parts.hard]
    most = policy.hard_per_week(week.phase, case.plan.level)
    if len(hard) > most:
        yield case.breach("V4", Severity.SOFT, "v4.hard_count", *hard, hard=len(hard), limit=most)
    moderate = [run.day for run in case.runs if run.rpe == MODERATE_RPE]
    allowed = policy.moderate_per_week(week.phase)
    if allowed is not None and len(moderate) > allowed:
        yield case.breach("V4", Severity.SOFT, "v4.moderate_count", *moderate, moderate=len(moderate), limit=allowed)


def strength(case: Case) -> Iterator[Breach]:
    """V5: strength stands two days apart, after the run of its day, never on the day before a hard or long
    run, and starts gently. Soft."""
    policy, week, sessions = case.policy, case.week, case.parts.strength
    earlier = [s.day for before in case.parts_back(1) for s in before.strength]
    days = sorted([*earlier, *(s.day for s in sessions)])
    for first, second in pairwise(days):
        if second >= week.monday and (second - first).days < policy.strength_spacing_days:
            hours = _HOURS * policy.strength_spacing_days
            pair = (first,) if first == second else (first, second)
            yield case.breach("V5", Severity.SOFT, "v5.spacing", *pair, hours=hours)
    key_days = case.parts.keys.union(*(after.keys for after in case.ground.parts[case.at + 1 : case.at + 2]))
    for session in sessions:
        if session.day + timedelta(days=1) in key_days:
            yield case.breach("V5", Severity.SOFT, "v5.before_key", session.day)
        if any(run.day == session.day and run.position > session.position for run in case.runs):
            yield case.breach("V5", Severity.SOFT, "v5.before_run", session.day)
        if case.at < policy.first_strength_weeks and session.rpe > policy.first_strength_max_rpe:
            yield case.breach(
                "V5", Severity.SOFT, "v5.first_weeks", session.day, size=session.rpe,
                rpe=session.rpe, limit=policy.first_strength_max_rpe, weeks=policy.first_strength_weeks,
            )  # fmt: skip


def rest_days(case: Case) -> Iterator[Breach]:
    """V6: rest days in the week. Soft."""
    rest, least = case.rest_days, case.policy.rest_days_per_week(case.plan.level)
    if rest < least:
        yield case.breach("V6", Severity.SOFT, "v6.rest_days", size=-rest, rest=rest, limit=least)


def days_without_rest(case: Case) -> Iterator[Breach]:
    """V6: never more than 10 days without a rest day. Hard; told once a week, on the last such day."""
    most, week = case.policy.days_without_rest, case.week
    back = case.parts_back(most // 7 + 1)
    loaded = case.parts.loaded.union(*(parts.loaded for parts in back))
    streak, worst, last = 0, 0, date.min
    while week.monday - timedelta(days=streak + 1) in loaded:
        streak += 1
    for n in range(7):
        day = week.monday + timedelta(days=n)
        streak = streak + 1 if day in loaded else 0
        if streak > most:
            worst, last = streak, day
    if worst:
        yield case.breach("V6", Severity.HARD, "v6.streak", last, size=worst, streak=worst, limit=most)


def rest_days_under_18(case: Case) -> Iterator[Breach]:
    """V15: under 18 a week has two rest days. Hard."""
    rest, least = case.rest_days, case.policy.rest_days_under_18
    if case.plan.under_18 and rest < least:
        yield case.breach("V15", Severity.HARD, "v15.rest_days", size=-rest, rest=rest, limit=least)


def available_days(case: Case) -> Iterator[Breach]:
    """A1: sessions stand on days that the athlete named. Soft."""
    for day in sorted({s.day for s in case.week.sessions}):
        if day.weekday() not in case.plan.available_weekdays:
            yield case.breach("A1", Severity.SOFT, "a1.day", day)
