"""All limits in one table, and the two ways to ask them: about a plan, and about a change of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from plans.engine.limits.breach import Breach
from plans.engine.limits.case import ROUNDING, Case, Ground, cases
from plans.engine.limits.comeback import first_week_back, hard_after_symptoms, steps_in_the_dark
from plans.engine.limits.history import History
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
    ("V12", first_week_back),
    ("V12", hard_after_symptoms),
    ("V13", floor),
    ("V14", steps_in_the_dark),
    ("V15", rest_days_under_18),
    ("A1", available_days),
)


def check_plan(
    plan: PlanState, history: History, policy: PlanPolicy = DEFAULT_POLICY, *, automatic: bool = False
) -> tuple[Breach, ...]:
    """Every breach in the plan, week by week, each once. `automatic`: nobody looks at the plan before it is made."""
    ground = Ground.of(plan, history, policy, automatic=automatic)
    return tuple(breach for case in cases(ground) for breach in _check(case))


def new_breaches(
    before: PlanState,
    after: PlanState,
    history: History,
    policy: PlanPolicy = DEFAULT_POLICY,
    *,
    automatic: bool = False,
) -> tuple[Breach, ...]:
    """Breaches of the changed plan that were not there before the change, or that it makes worse."""
    known = check_plan(before, history, policy, automatic=automatic)
    return added(known, check_plan(after, history, policy, automatic=automatic))


def added(before: Iterable[Breach], after: Iterable[Breach]) -> tuple[Breach, ...]:
    """Of the breaches `after` a change those that are not among the ones `before` it, or are worse than there."""
    known: dict[tuple[object, ...], float] = {}
    for breach in before:
        known[_what(breach)] = max(breach.size, known.get(_what(breach), breach.size))
    return tuple(b for b in after if _what(b) not in known or b.size > known[_what(b)] + ROUNDING)


def _what(breach: Breach) -> tuple[object, ...]:
    return breach.message, breach.severity, breach.week, breach.days


def _check(case: Case) -> Iterator[Breach]:
    for _limit, check in LIMITS:
        yield from check(case)
