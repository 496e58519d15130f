"""A whole plan, and what is known of its running, as JSON objects: kept with a proposal, so that it can be made again
from what it met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from plans.engine.limits import History, Setback
from plans.engine.operation_json import week_from_json, week_to_json
from plans.engine.vocabulary import Level, PhaseKind
from plans.engine.week import PlanState


def plan_to_json(plan: PlanState) -> dict[str, Any]:
    return {
        "level": plan.level.value,
        "baseline_km_per_week": plan.baseline_km_per_week,
        "available_weekdays": list(plan.available_weekdays),
        "over_50": plan.over_50,
        "under_18": plan.under_18,
        "deadline": plan.deadline.isoformat() if plan.deadline else None,
        "min_weeks": [[phase.value, weeks] for phase, weeks in plan.min_weeks],
        "weeks": [week_to_json(week) for week in plan.weeks],
    }


def plan_from_json(stored: Mapping[str, Any]) -> PlanState:
    """The plan that `plan_to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return PlanState(
        level=Level(stored["level"]),
        baseline_km_per_week=stored["baseline_km_per_week"],
        available_weekdays=tuple(stored["available_weekdays"]),
        weeks=tuple(week_from_json(week) for week in stored["weeks"]),
        over_50=stored["over_50"],
        under_18=stored["under_18"],
        deadline=date.fromisoformat(stored["deadline"]) if stored["deadline"] else None,
        min_weeks=tuple((PhaseKind(phase), weeks) for phase, weeks in stored["min_weeks"]),
    )


def history_to_json(history: History) -> dict[str, Any]:
    """What limits knew besides the plan; keys that say nothing are left out."""
    stored: dict[str, Any] = {"baseline_km_per_week": history.baseline_km_per_week}
    for name in ("done_km_low", "done_km_high", "done_runs_km"):
        if known := getattr(history, name):
            stored[name] = [
                [day.isoformat(), list(km) if isinstance(km, tuple) else km] for day, km in sorted(known.items())
            ]
    if history.today:
        stored["today"] = history.today.isoformat()
    if history.low_days:
        stored["low_days"] = [day.isoformat() for day in sorted(history.low_days)]
    for name in ("longest_run_km", "days_without_log"):
        if (value := getattr(history, name)) is not None:
            stored[name] = value
    if history.setback:
        back = history.setback
        days = (day.isoformat() for day in (back.first_day, back.back_from, back.hard_from))
        stored["setback"] = [*days, back.days, back.week_share]
    return stored


def history_from_json(stored: Mapping[str, Any]) -> History:
    """The history that `history_to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    setback = None
    if "setback" in stored:
        *told, days, week_share = stored["setback"]
        first_day, back_from, hard_from = map(day_of, told)
        setback = Setback(first_day, days, back_from, week_share, hard_from)
    return History(
        baseline_km_per_week=stored["baseline_km_per_week"],
        done_km_low={day_of(day): km for day, km in stored.get("done_km_low", ())},
        done_km_high={day_of(day): km for day, km in stored.get("done_km_high", ())},
        done_runs_km={day_of(day): tuple(runs) for day, runs in stored.get("done_runs_km", ())},
        longest_run_km=stored.get("longest_run_km"),
        today=day_of(stored["today"]) if "today" in stored else None,
        low_days=frozenset(map(day_of, stored.get("low_days", ()))),
        setback=setback,
        days_without_log=stored.get("days_without_log"),
    )


day_of = date.fromisoformat
