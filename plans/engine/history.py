"""From days, weeks and reports to the facts of one night: the same way whether rows hold them or a replay.

The night reads rows and the replay keeps plans in memory; both put what they hold into the values below and
get the same `NightFacts` for the same past.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.engine.facts import HISTORY_DAYS, DayFact, NightFacts, PhaseFacts, WorkFacts
from plans.engine.vocabulary import NOT_RUNNING, PhaseKind, SessionKind
from readiness.engine.assessment import DayAssessment
from readiness.engine.cues import has_pair, persistent_cues
from readiness.engine.display import shown_status
from readiness.engine.policy import ReadinessPolicy
from readiness.engine.vocabulary import Illness, Status

RECENT_DAYS = 28
"""How long an earlier proposal counts; one that a coach did not follow counts too, so that nobody is asked
the same again at once."""
WORK_DAYS = 14
MOOD_DAYS = 35

EASY_KINDS = frozenset({SessionKind.EASY, SessionKind.PLAY, SessionKind.STRIDES, SessionKind.CADENCE, SessionKind.LONG})


class Outcome(StrEnum):
    """What an athlete says about a planned session."""

    DONE = "done"
    SOMETHING_ELSE = "something_else"
    RESTED = "rested"


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One week of the running plan, with the weeks its phase may take and its planned running."""

    monday: date
    phase: PhaseKind
    min_weeks: int
    max_weeks: int
    distance_km: float


@dataclass(frozen=True, slots=True)
class ReportedSession:
    """A planned session and what was reported about it; without `outcome` nothing was, which is not rest."""

    day: date
    kind: SessionKind
    planned_km: float | None
    outcome: Outcome | None = None
    done_km: float | None = None
    rpe: int | None = None


@dataclass(frozen=True, slots=True)
class Mood:
    """Mean mood (1-5) of the week that ends with the night and of the 28 days before it, and whether the
    athlete said in that week to want more training."""

    week: float | None = None
    before: float | None = None
    wants_more: bool | None = None


def assessed_days(policy: ReadinessPolicy) -> int:
    """How many days of assessments, the night's own included, `night_facts` may look at."""
    return max(HISTORY_DAYS, policy.cue_memory_days + policy.cue_window_days - 1)


def night_facts(
    night: date,
    assessments: Mapping[date, DayAssessment],
    joined: date,
    policy: ReadinessPolicy,
    *,
    phase: PhaseFacts | None = None,
    work: WorkFacts | None = None,
    recent: Sequence[tuple[int, str]] = (),
) -> NightFacts:
    """The frozen facts of one athlete's night.

    A day without an assessment is unknown; days before the athlete joined count only where there is one.
    """
    days = [night - timedelta(days=ago) for ago in range(HISTORY_DAYS - 1, -1, -1)]
    days = [day for day in days if day >= joined or day in assessments] or [night]
    past = [assessments.get(day) or DayAssessment(day, Status.UNKNOWN, "S0") for day in days]
    today = past[-1]
    return NightFacts(
        night=night,
        days=tuple(DayFact(each.status, each.rule) for each in past),
        cues=tuple(cue.id for cue in persistent_cues(assessments, night, policy)),
        pair_days_ago=_pair_days_ago(night, assessments, policy),
        learning=next((each.learning for each in reversed(past) if each.logged), True),
        settling=today.status is not shown_status(assessments, night, policy),
        pain=today.pain,
        ill=today.illness is not Illness.NONE,
        phase=phase,
        work=work,
        recent=tuple(recent),
    )


def _pair_days_ago(night: date, assessments: Mapping[date, DayAssessment], policy: ReadinessPolicy) -> int | None:
    """How many days ago two persistent cues were last on together, within a week."""
    for ago in range(policy.cue_window_days):
        if has_pair(persistent_cues(assessments, night - timedelta(days=ago), policy), policy):
            return ago
    return None


def phase_facts(weeks: Sequence[PlannedWeek], night: date) -> PhaseFacts | None:
    """Where in the plan the night stands; None outside its weeks. `weeks` are in order."""
    current = next((n for n, week in enumerate(weeks) if 0 <= (night - week.monday).days < 7), None)
    if current is None:
        return None
    week, later = weeks[current], weeks[current + 1 :]
    return PhaseFacts(
        kind=week.phase,
        served=sum(each.phase == week.phase for each in weeks[: current + 1]),
        left=sum(each.phase == week.phase for each in later),
        min_weeks=week.min_weeks,
        max_weeks=week.max_weeks,
        following=next((each.phase for each in later if each.phase != week.phase), None),
        week_km=round(week.distance_km, 1),
        next_week_km=round(later[0].distance_km, 1) if later else 0.0,
    )


def work_facts(sessions: Sequence[ReportedSession], mood: Mood, night: date, baseline_km: float) -> WorkFacts:
    """What the sessions of the last two weeks came to; kilometres are those of the last 7 days."""
    easy = [session for session in sessions if session.kind in EASY_KINDS]
    strength = [session for session in sessions if session.kind is SessionKind.STRENGTH]
    week = [s for s in sessions if (night - s.day).days < 7 and s.kind not in NOT_RUNNING]
    low = sum(_done_km(session) for session in week)
    unreported = sum(session.planned_km or 0 for session in week if session.outcome is None)
    efforts = [s.rpe for s in easy if s.outcome is Outcome.DONE and s.rpe is not None]
    return WorkFacts(
        easy_planned=len(easy),
        easy_done=sum(session.outcome is Outcome.DONE for session in easy),
        strength_planned=len(strength),
        strength_done=sum(session.outcome is Outcome.DONE for session in strength),
        easy_rpe_mean=round(sum(efforts) / len(efforts), 1) if efforts else None,
        week_km_low=round(low, 1),
        week_km_high=round(low + unreported, 1),
        baseline_km=baseline_km,
        mood_week=None if mood.week is None else round(mood.week, 2),
        mood_before=None if mood.before is None else round(mood.before, 2),
        wants_more=mood.wants_more,
    )


def _done_km(session: ReportedSession) -> float:
    """The kilometres that were certainly run: as told, or as planned where it was done as planned."""
    if session.outcome is Outcome.DONE:
        return (session.planned_km if session.done_km is None else session.done_km) or 0
    return (session.done_km or 0) if session.outcome is Outcome.SOMETHING_ELSE else 0
