"""Logs, runners and nights to replay with: a calm runner of 50 km a week from a Monday on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from plans.engine.generation import generate
from plans.engine.policy import DEFAULT_POLICY, PlanPolicy
from plans.engine.replay import ChangeKind, Night, Runner, assessed, replay
from plans.engine.replay_assumed import Assumptions
from plans.engine.rulebook import DEFAULT_RULEBOOK, Rulebook
from plans.engine.vocabulary import Level, Verdict
from plans.engine.week import PlanState
from readiness.engine.logs import DayLog
from readiness.engine.vocabulary import WELLNESS_ITEMS, Illness, Status
from tests.plans.engine.shipped import template

MONDAY = date(2026, 9, 7)
GOOD, WORST = 4, 1


def days(count: int, start: date = MONDAY) -> list[date]:
    return [start + timedelta(days=n) for n in range(count)]


def a_log(day: date, value: int = GOOD, **others: Any) -> DayLog:
    """The same answer to all five, on good days one of them a little lower in turn, so that a normal has a spread."""
    answers: dict[str, Any] = dict.fromkeys(WELLNESS_ITEMS, value)
    if value == GOOD:
        answers[WELLNESS_ITEMS[day.toordinal() % 5]] -= 1
    return DayLog(day, **answers, **others)


def calm(count: int) -> dict[date, DayLog]:
    return {day: a_log(day) for day in days(count)}


def with_low_days(count: int, *low: int) -> dict[date, DayLog]:
    """Calm, and amber by a cold on these days, counted from 0."""
    return calm(count) | {
        day: a_log(day, illness=Illness.ABOVE_NECK) for day in days(count) if (day - MONDAY).days in low
    }


def a_plan(start: date, policy: PlanPolicy = DEFAULT_POLICY) -> PlanState:
    return generate(
        template(),
        level=Level.INTERMEDIATE,
        baseline_km_per_week=50,
        available_weekdays=range(7),
        start=start,
        plan_id=uuid.UUID(int=start.toordinal()),
        policy=policy,
    )


def a_runner(logs: Mapping[date, DayLog], readiness: Mapping[date, int] | None = None, **others: Any) -> Runner:
    runner = Runner(
        logs=logs,
        readiness=readiness or {},
        new_plan=a_plan,
        phase_weeks={phase.kind: (phase.min_weeks, phase.max_weeks) for phase in template().phases},
    )
    return replace(runner, **others)


def nights_of(
    runner: Runner, count: int, rules: Rulebook = DEFAULT_RULEBOOK, *, start: date = MONDAY, reported: bool = True
) -> list[Night]:
    assessments = assessed(runner.logs, start, start + timedelta(days=count - 1), rules.readiness)
    return list(replay(runner, assessments, rules, Assumptions(reported=reported)))


def a_night(day: date = MONDAY, status: Status = Status.GREEN, **others: Any) -> Night:
    values: dict[str, Any] = {"logged": True, "verdict": Verdict.STEADY, "rule": "-", **others}
    return Night(day, status, **values)


def a_change(day: date, change: ChangeKind, *places: date, rule: str = "D3") -> Night:
    verdicts = {
        ChangeKind.REST_DAY: Verdict.REST,
        ChangeKind.EASIER_WEEK: Verdict.EASE,
        ChangeKind.BACK: Verdict.EASE,
        ChangeKind.HOLD: Verdict.HOLD,
        ChangeKind.ADVANCE: Verdict.ADVANCE,
    }
    places = places or (day + timedelta(days=1),)
    return a_night(day, verdict=verdicts[change], rule=rule, change=change, places=places)
