"""Limits on coming back and stepping up: V12 after illness or injury, V14 without a word from the athlete."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from plans.engine.limits.breach import Breach, Severity
from plans.engine.limits.case import ROUNDING, Case


def first_week_back(case: Case) -> Iterator[Breach]:
    """V12: the 7 days after an illness or injury hold a share of the last normal week: less, the longer it lasted.
    Soft; told in the week in which they begin. Without a week before it nothing is said."""
    setback, week = case.history.setback, case.week
    if setback is None or not week.monday <= setback.back_from <= week.sunday:
        return
    normal = case.ground.known_km.get(setback.first_day - timedelta(days=setback.first_day.weekday() + 7))
    if normal is None:
        return
    weeks = (week.monday, week.monday + timedelta(weeks=1))
    runs = [run for monday in weeks for run in case.ground.known_runs.get(monday, ())]
    km = round(sum(sorted(km for day, km in runs if setback.back_from <= day <= setback.back_until)), 1)
    limit = setback.week_share * normal
    if km > limit + ROUNDING:
        yield case.breach(
            "V12", Severity.SOFT, "v12.week", setback.back_from, size=km,
            km=km, limit=round(limit, 1), ill=setback.days,
        )  # fmt: skip


def hard_after_symptoms(case: Case) -> Iterator[Breach]:
    """V12: no hard running for as many days after the last symptom as there were days with one, 7 at most. Soft."""
    setback = case.history.setback
    if setback is None:
        return
    last = setback.first_day + timedelta(days=setback.days - 1)
    hard = [run.day for run in case.parts.hard if last <= run.day < setback.hard_from and not run.has_feedback]
    if hard:
        clear = (setback.hard_from - last).days - 1
        yield case.breach("V12", Severity.SOFT, "v12.hard", *hard, ill=setback.days, clear=clear)


def steps_in_the_dark(case: Case) -> Iterator[Breach]:
    """V14: no automatic change steps this week up when no log came in the last 3 days. Hard: nobody signs it."""
    gap, today, week = case.history.days_without_log, case.history.today, case.week
    if not case.automatic or gap is None or today is None or not week.monday <= today <= week.sunday:
        return
    if case.enters_later_phase:
        yield case.breach("V14", Severity.HARD, "v14.phase", gap=gap)
    before = case.parts_back(case.policy.weeks_looked_back)
    best = max((parts.km for parts in before), default=case.km)
    if case.km > best + ROUNDING:
        yield case.breach("V14", Severity.HARD, "v14.step", size=case.km, km=case.km, best=best, gap=gap)
