"""What a replay assumes where logs say nothing: which sessions were done, how they felt, what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plans.engine.facts import PhaseFacts, WorkFacts
from plans.engine.rulebook import Rulebook
from plans.engine.week import PlanState, SessionState
from plans.engine.work import (
    EASY_KINDS,
    FEELINGS_DAYS,
    WORK_DAYS,
    Feelings,
    Frame,
    Outcome,
    ReportedSession,
    work_facts,
)
from readiness.engine.assessment import DayAssessment
from readiness.engine.logs import DayLog

EASY_RPE = 3


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What logs do not say. `reported`: sessions were done as planned, easy runs with RPE 3; if not, nothing
    was reported. The questions "I want to train more" and "the fast parts felt relaxed" count as yes, and each
    proposal as approved; the offseason ends when its plan does."""

    reported: bool = True


DEFAULT_ASSUMPTIONS = Assumptions()


def reported(plan: PlanState, day: date) -> PlanState:
    """The plan with the sessions of `day` reported: from then on operations leave them alone."""
    week = plan.week_of(day)
    if week is None:
        return plan
    sessions = tuple(replace(s, has_feedback=True) if s.day == day else s for s in week.sessions)
    weeks = tuple(replace(w, sessions=sessions) if w is week else w for w in plan.weeks)
    return replace(plan, weeks=weeks)


def work_of(
    plan: PlanState,
    phase: PhaseFacts,
    assessments: Mapping[date, DayAssessment],
    logs: Mapping[date, DayLog],
    night: date,
    rules: Rulebook,
) -> WorkFacts:
    """What the sessions up to `night` came to, from those that count as reported."""
    days = [night - timedelta(days=ago) for ago in range(WORK_DAYS)]
    sessions = [_as_reported(session) for session in plan.sessions() if days[-1] <= session.day <= night]
    # The days after the night are assessed already, and not yet known to it.
    statuses = {day: known.status for day in days if (known := assessments.get(day))}
    lately = [(ago, log) for ago in range(FEELINGS_DAYS) if (log := logs.get(night - timedelta(days=ago)))]
    feelings = Feelings(
        mood_week=_mean([log.mood for ago, log in lately if log.mood and ago < 7]),
        mood_before=_mean([log.mood for ago, log in lately if log.mood and ago >= 7]),
        soreness_week=_mean([log.soreness for ago, log in lately if log.soreness and ago < 7]),
        soreness_before=_mean([log.soreness for ago, log in lately if log.soreness and ago >= 7]),
        wants_more=True,
    )
    frame = Frame(
        plan_start=plan.weeks[0].monday,
        phase_start=night - timedelta(days=7 * phase.served - 1),
        baseline_km=plan.baseline_km_per_week,
    )
    return work_facts(sessions, statuses, feelings, frame, night, rules.decisions)


def _as_reported(session: SessionState) -> ReportedSession:
    told = ReportedSession(session.day, session.kind, session.distance_km, session.rpe, session.duration_min)
    if not session.has_feedback:
        return told
    rpe = EASY_RPE if session.kind in EASY_KINDS else session.rpe
    return replace(told, outcome=Outcome.DONE, rpe=rpe, relaxed=True)


def _mean(values: Sequence[int]) -> float | None:
    return sum(values) / len(values) if values else None
