"""The nights of the past once more, in memory: what the rules would have decided over real logs.

A replay walks one athlete's days in order and takes each night's steps on values: assess, gather facts,
decide, propose, apply. A plan starts on the first Monday, and a new one when it ends. Nothing is written.

What logs alone cannot say is assumed, and whoever shows the figures says so (`Assumptions`).
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plans.engine.applying import NotPossible, apply
from plans.engine.decision_policy import DEFAULT_POLICY as DECISIONS
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.decisions import Directive, decide
from plans.engine.facts import WorkFacts
from plans.engine.history import (
    EASY_KINDS,
    MOOD_DAYS,
    RECENT_DAYS,
    WORK_DAYS,
    Mood,
    Outcome,
    PlannedWeek,
    ReportedSession,
    night_facts,
    phase_facts,
    work_facts,
)
from plans.engine.proposals import propose
from plans.engine.vocabulary import PhaseKind, Verdict
from plans.engine.week import PlanState, SessionState
from readiness.engine.assessment import DayAssessment
from readiness.engine.logs import DayLog
from readiness.engine.policy import DEFAULT_POLICY as READINESS
from readiness.engine.policy import ReadinessPolicy
from readiness.engine.status import assess
from readiness.engine.vocabulary import Status

EASY_RPE = 3

LABEL_DAYS = 28
LABEL_MIN_VALUES = 14
LABEL_MIN_SD = 0.5


@dataclass(frozen=True, slots=True)
class Rules:
    """The thresholds that a replay decides by."""

    readiness: ReadinessPolicy = READINESS
    decisions: DecisionPolicy = DECISIONS


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What logs do not say. `reported`: sessions were done as planned, easy runs with RPE 3; if not, nothing
    was reported. The question "I want to train more" counts as yes, and each proposal as approved."""

    reported: bool = True


DEFAULT_RULES = Rules()
DEFAULT_ASSUMPTIONS = Assumptions()


@dataclass(frozen=True, slots=True)
class Runner:
    """One athlete: what was logged, and how plans are made for them.

    `readiness` is readiness to train, 0-10, by day. `new_plan` gives the plan that starts on a Monday,
    `phase_weeks` the fewest and most weeks of each phase, and `is_refused(before, after)` says whether a
    change of the plan would break a hard limit.
    """

    logs: Mapping[date, DayLog]
    readiness: Mapping[date, int]
    new_plan: Callable[[date], PlanState]
    phase_weeks: Mapping[PhaseKind, tuple[int, int]]
    is_refused: Callable[[PlanState, PlanState], bool]


@dataclass(frozen=True, slots=True)
class Night:
    """One night of a replay. `changed`: the proposal changed the plan; `refused`: it did not fit the plan, or
    would have broken a hard limit. `bad_next_day` is the label of the day after, None where it has none."""

    day: date
    status: Status
    logged: bool
    verdict: Verdict
    rule: str
    changed: bool = False
    refused: bool = False
    bad_next_day: bool | None = None

    @property
    def flagged(self) -> bool:
        return self.status in (Status.AMBER, Status.RED)


def replay(
    runner: Runner,
    first: date,
    last: date,
    rules: Rules = DEFAULT_RULES,
    assumptions: Assumptions = DEFAULT_ASSUMPTIONS,
) -> Iterator[Night]:
    """The nights from `first` to `last`, one by one. Logs before `first` count as the past."""
    assessments: dict[date, DayAssessment] = {}
    recent: list[tuple[date, str]] = []
    plan: PlanState | None = None
    for n in range((last - first).days + 1):
        night = first + timedelta(days=n)
        today = assessments[night] = assess(night, runner.logs, rules.readiness)
        if night.weekday() == 0 and (plan is None or plan.weeks[-1].sunday < night):
            plan = runner.new_plan(night)
        if plan is not None and assumptions.reported:
            plan = _reported(plan, night)
        facts = night_facts(
            night,
            assessments,
            first,
            rules.readiness,
            phase=phase_facts(_weeks(plan, runner.phase_weeks), night) if plan else None,
            work=_work(plan, runner.logs, night) if plan and night.weekday() == 6 else None,
            recent=[(ago, rule) for day, rule in recent if (ago := (night - day).days) <= RECENT_DAYS],
        )
        decision = decide(facts, rules.decisions)
        if decision.rule.startswith("D"):
            recent.insert(0, (night, decision.rule))
        after = _approved(runner, plan, decision.directive, night, rules.decisions) if plan else None
        yield Night(
            day=night,
            status=today.status,
            logged=today.logged,
            verdict=decision.verdict,
            rule=decision.rule,
            changed=after is not None and after != plan,
            refused=plan is not None and after is None,
            bad_next_day=_is_bad(night + timedelta(days=1), runner.readiness),
        )
        plan = after or plan


def _approved(
    runner: Runner, plan: PlanState, directive: Directive, night: date, policy: DecisionPolicy
) -> PlanState | None:
    """The plan after the proposal, as if the coach had approved it; None where it cannot be carried out."""
    try:
        after, _inverse = apply(plan, propose(directive, plan, night, policy))
    except NotPossible:
        return None
    return None if after != plan and runner.is_refused(plan, after) else after


def _reported(plan: PlanState, day: date) -> PlanState:
    """The plan with the sessions of `day` reported: from then on operations leave them alone."""
    week = plan.week_of(day)
    if week is None:
        return plan
    sessions = tuple(replace(s, has_feedback=True) if s.day == day else s for s in week.sessions)
    weeks = tuple(replace(w, sessions=sessions) if w is week else w for w in plan.weeks)
    return replace(plan, weeks=weeks)


def _weeks(plan: PlanState, phase_weeks: Mapping[PhaseKind, tuple[int, int]]) -> list[PlannedWeek]:
    return [PlannedWeek(w.monday, w.phase, *phase_weeks[w.phase], w.distance_km) for w in plan.weeks]


def _work(plan: PlanState, logs: Mapping[date, DayLog], night: date) -> WorkFacts:
    since = night - timedelta(days=WORK_DAYS - 1)
    sessions = [_as_reported(session) for session in plan.sessions() if since <= session.day <= night]
    moods = [(ago, log.mood) for ago in range(MOOD_DAYS) if (log := logs.get(night - timedelta(days=ago)))]
    mood = Mood(
        week=_mean([value for ago, value in moods if value and ago < 7]),
        before=_mean([value for ago, value in moods if value and ago >= 7]),
        wants_more=True,
    )
    return work_facts(sessions, mood, night, plan.baseline_km_per_week)


def _as_reported(session: SessionState) -> ReportedSession:
    told = ReportedSession(session.day, session.kind, session.distance_km)
    if not session.has_feedback:
        return told
    return replace(told, outcome=Outcome.DONE, rpe=EASY_RPE if session.kind in EASY_KINDS else session.rpe)


def _mean(values: Sequence[int]) -> float | None:
    return sum(values) / len(values) if values else None


def _is_bad(day: date, readiness: Mapping[date, int]) -> bool | None:
    """Whether readiness on `day` is at or below the mean minus 1 SD (0.5 at least) of 28 days, which end two
    days before it; None without a value, or with fewer than 14 to compare with."""
    value = readiness.get(day)
    before = [readiness.get(day - timedelta(days=1 + ago)) for ago in range(1, LABEL_DAYS + 1)]
    known = [each for each in before if each is not None]
    if value is None or len(known) < LABEL_MIN_VALUES:
        return None
    return value <= statistics.fmean(known) - max(statistics.stdev(known), LABEL_MIN_SD)
