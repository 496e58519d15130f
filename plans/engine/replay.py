"""The nights of the past once more, in memory: what the rules would have decided over real logs.

A replay walks one athlete's days in order and takes each night's steps on values: assess, gather facts,
decide, propose, apply. A plan starts on the first Monday, and a new one when it ends. Nothing is written.

What logs alone cannot say is assumed, and whoever shows the figures says so (`Assumptions`).
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.engine.applying import NotPossible, apply
from plans.engine.decision import Directive
from plans.engine.decisions import decide
from plans.engine.facts import Earlier, NightFacts, Standing
from plans.engine.history import NO_DAYS, RECENT_DAYS, PlannedWeek, night_facts, phase_facts
from plans.engine.limits import History, Severity, new_breaches
from plans.engine.operations import AddWeek, InsertRest, Operation
from plans.engine.policy import PlanPolicy
from plans.engine.proposals import propose
from plans.engine.replay_assumed import DEFAULT_ASSUMPTIONS, Assumptions, reported, work_of
from plans.engine.rulebook import DEFAULT_RULEBOOK, Rulebook
from plans.engine.vocabulary import PhaseKind, Verdict
from plans.engine.week import PlanState
from readiness.engine.assessment import DayAssessment
from readiness.engine.logs import DayLog
from readiness.engine.policy import ReadinessPolicy
from readiness.engine.status import assess
from readiness.engine.vocabulary import Status

LABEL_DAYS = 28
LABEL_MIN_VALUES = 14
LABEL_MIN_SD = 0.5
"""A floor, as for every other normal (rules, section 2): who answers 6 each day has a bad day at 5."""


class ChangeKind(StrEnum):
    """What a change of the plan is to an athlete: the first two change sessions, the others are phase decisions."""

    REST_DAY = "rest_day"
    EASIER_WEEK = "easier_week"
    BACK = "back"
    """The phase before once more, from a smaller week on."""
    HOLD = "hold"
    ADVANCE = "advance"


_KINDS: Mapping[Directive, ChangeKind] = {
    Directive.REST_WHILE_ILL: ChangeKind.REST_DAY,
    Directive.REST_NEXT_RUN: ChangeKind.REST_DAY,
    Directive.PREVIOUS_PHASE: ChangeKind.BACK,
    Directive.REPEAT_WEEK: ChangeKind.HOLD,
    Directive.HOLD_FOR_LOGS: ChangeKind.HOLD,
    Directive.NEXT_PHASE: ChangeKind.ADVANCE,
}
"""Every other directive makes days of a week easier."""


def breaks_hard_limit(before: PlanState, after: PlanState, policy: PlanPolicy) -> bool:
    """A coach's approval signs soft limits; a hard one refuses the change."""
    history = History(baseline_km_per_week=before.baseline_km_per_week)
    return any(breach.severity is Severity.HARD for breach in new_breaches(before, after, history, policy))


@dataclass(frozen=True, slots=True)
class Runner:
    """One athlete: what was logged, and how plans are made for them.

    `readiness` is readiness to train, 0-10, by day. `new_plan` gives the plan that starts on a Monday inside these
    limits, `phase_weeks` the fewest and most weeks of each phase. `away` are the days away that were entered ahead.
    """

    logs: Mapping[date, DayLog]
    readiness: Mapping[date, int]
    new_plan: Callable[[date, PlanPolicy], PlanState]
    phase_weeks: Mapping[PhaseKind, tuple[int, int]]
    away: Collection[date] = NO_DAYS
    is_refused: Callable[[PlanState, PlanState, PlanPolicy], bool] = breaks_hard_limit


@dataclass(frozen=True, slots=True)
class Night:
    """One night of a replay. `change` says how the proposal changed the plan, on the days or from the Mondays
    `places`; None if it did not. `refused`: it did not fit the plan, or would have broken a hard limit.
    `bad_next_day` is the label of the day after, None where it has none."""

    day: date
    status: Status
    logged: bool
    verdict: Verdict
    rule: str
    change: ChangeKind | None = None
    places: tuple[date, ...] = ()
    refused: bool = False
    bad_next_day: bool | None = None

    @property
    def flagged(self) -> bool:
        return self.status in (Status.AMBER, Status.RED)


def assessed(
    logs: Mapping[date, DayLog], first: date, last: date, policy: ReadinessPolicy
) -> dict[date, DayAssessment]:
    """Every day from `first` to `last` against the athlete's own normal; logs before `first` count as the past."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day: assess(day, logs, policy) for day in days}


def replay(
    runner: Runner,
    assessments: Mapping[date, DayAssessment],
    rules: Rulebook = DEFAULT_RULEBOOK,
    assumptions: Assumptions = DEFAULT_ASSUMPTIONS,
) -> Iterator[Night]:
    """The nights of these assessed days, one by one. Replays under the same readiness thresholds may share them."""
    recent: list[tuple[date, str, Standing]] = []
    plan: PlanState | None = None
    for night, today in assessments.items():
        if night.weekday() == 0 and (plan is None or plan.weeks[-1].sunday < night):
            plan = runner.new_plan(night, rules.plans)
        if plan is not None and assumptions.reported:
            plan = reported(plan, night)
        facts = _facts(night, runner, assessments, plan, recent, rules)
        decision = decide(facts, rules.decisions)
        operations = propose(decision.directive, plan, facts, rules) if plan else ()
        after = _approved(runner, plan, operations, rules) if plan else None
        changed, refused = after is not None and after != plan, plan is not None and after is None
        if decision.rule[0] in "DGV":
            standing = Standing.APPROVED if changed else Standing.KEPT if refused else Standing.NOTE
            recent.insert(0, (night, decision.rule, standing))
        change = _KINDS.get(decision.directive, ChangeKind.EASIER_WEEK) if changed else None
        yield Night(
            day=night,
            status=today.status,
            logged=today.logged,
            verdict=decision.verdict,
            rule=decision.rule,
            change=change,
            places=_places(change, operations, night) if change else (),
            refused=refused,
            bad_next_day=_is_bad(night + timedelta(days=1), runner.readiness),
        )
        plan = after or plan


def _facts(
    night: date,
    runner: Runner,
    assessments: Mapping[date, DayAssessment],
    plan: PlanState | None,
    recent: Sequence[tuple[date, str, Standing]],
    rules: Rulebook,
) -> NightFacts:
    phase = phase_facts(_weeks(plan, runner.phase_weeks), night) if plan else None
    weekly = night.weekday() == 6
    return night_facts(
        night,
        assessments,
        min(assessments),
        rules,
        phase=phase,
        work=work_of(plan, phase, assessments, runner.logs, night, rules) if plan and phase and weekly else None,
        recent=[
            Earlier((night - day).days, rule, standing)
            for day, rule, standing in recent
            if (night - day).days <= RECENT_DAYS
        ],
        away=runner.away,
        under_18=plan is not None and plan.under_18,
    )


def _weeks(plan: PlanState, phase_weeks: Mapping[PhaseKind, tuple[int, int]]) -> list[PlannedWeek]:
    return [PlannedWeek(w.monday, w.phase, *phase_weeks[w.phase], w.distance_km) for w in plan.weeks]


def _approved(runner: Runner, plan: PlanState, operations: Sequence[Operation], rules: Rulebook) -> PlanState | None:
    """The plan after the proposal, as if the coach had approved it; None where it cannot be carried out."""
    if not operations:
        return plan
    try:
        after, _inverse = apply(plan, operations)
    except NotPossible:
        return None
    return None if runner.is_refused(plan, after, rules.plans) else after


def _places(change: ChangeKind, operations: Sequence[Operation], night: date) -> tuple[date, ...]:
    """The rest days, the Mondays of the weeks once more, or the day from which on the plan is another one."""
    if change is ChangeKind.REST_DAY:
        days = [operation.day for operation in operations if isinstance(operation, InsertRest)]
    elif change is ChangeKind.HOLD:
        days = [operation.week.monday for operation in operations if isinstance(operation, AddWeek)]
    else:
        days = []
    return tuple(days) or (night + timedelta(days=1),)


def _is_bad(day: date, readiness: Mapping[date, int]) -> bool | None:
    """Whether readiness on `day` is at or below the mean minus 1 SD (0.5 at least) of 28 days, which end two
    days before it; None without a value, or with fewer than 14 to compare with."""
    value = readiness.get(day)
    before = [readiness.get(day - timedelta(days=1 + ago)) for ago in range(1, LABEL_DAYS + 1)]
    known = [each for each in before if each is not None]
    if value is None or len(known) < LABEL_MIN_VALUES:
        return None
    return value <= statistics.fmean(known) - max(statistics.stdev(known), LABEL_MIN_SD)
