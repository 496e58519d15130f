"""All limits in one table, and the two ways to ask them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from plans.engine.limits.breach import Breach, Case, History, cases
from plans.engine.limits.intensity import easy_share, fast_running, jumps, one_rise_at_a_time
from plans.engine.limits.spacing import (
    available_days,
    days_without_rest,
    hard_days,
    hard_sessions,
    rest_days,
    rest_days_under_18,
    strength,
)
from plans.engine.limits.volume import easier_weeks, floor, longest_run, share_of_longest, week_step
from plans.engine.policy import DEFAULT_POLICY, PlanPolicy
from plans.engine.week import PlanState

Limit = Callable[[Case], Iterator[Breach]]

LIMITS: tuple[tuple[str, Limit], ...] = (
    ("V1", week_step),
    ("V2", longest_run),
    ("V3", share_of_longest),
    ("V4", hard_days),
    ("V4", hard_sessions),
    ("V5", strength),
    ("V6", rest_days),
    ("V6", days_without_rest),
    ("V7", easier_weeks),
    ("V8", one_rise_at_a_time),
    ("V9", easy_share),
    ("V10", fast_running),
    ("V11", jumps),
    ("V13", floor),
    ("V15", rest_days_under_18),
    ("A1", available_days),
)


def check_plan(plan: PlanState, history: History, policy: PlanPolicy = DEFAULT_POLICY) -> tuple[Breach, ...]:
    """Every breach in the plan, week by week, each once."""
    return tuple(breach for case in cases(plan, history, policy) for breach in _check(case))


def check_week(
    plan: PlanState, monday: date, history: History, policy: PlanPolicy = DEFAULT_POLICY
) -> tuple[Breach, ...]:
    """Every breach in the week from `monday`, and those of the weeks beside it that name one of its days.

    Raises ValueError when the plan has no such week.
    """
    at = [week.monday for week in plan.weeks].index(monday)
    sunday = monday + timedelta(days=6)
    return tuple(
        breach
        for case in cases(plan, history, policy)
        if abs(case.at - at) <= 1
        for breach in _check(case)
        if case.at == at or any(monday <= day <= sunday for day in breach.days)
    )


def new_breaches(
    before: PlanState, after: PlanState, history: History, policy: PlanPolicy = DEFAULT_POLICY
) -> tuple[Breach, ...]:
    """Breaches of the changed plan that were not there before the change."""
    known = {_what(breach) for breach in check_plan(before, history, policy)}
    return tuple(breach for breach in check_plan(after, history, policy) if _what(breach) not in known)


def _what(breach: Breach) -> tuple[object, ...]:
    return breach.limit, breach.severity, breach.week, breach.days


def _check(case: Case) -> Iterator[Breach]:
    for _limit, check in LIMITS:
        yield from check(case)
