"""What the sessions of the last weeks came to: the numbers that gates and weekly rules ask for.

A session that nobody reported is unreported, not rest: it counts in no numerator, and its kilometres stand
between `low_km` and `high_km` (rules, section 8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import WeekWork, WorkFacts
from plans.engine.vocabulary import NOT_RUNNING, SessionKind
from plans.engine.week import HARD_RPE, MODERATE_RPE
from readiness.engine.vocabulary import Status

WORK_DAYS = 49
"""How far back sessions are read: the longest phase and the week of the night."""
FEELINGS_DAYS = 35

EASY_KINDS = frozenset({SessionKind.EASY, SessionKind.PLAY, SessionKind.STRIDES, SessionKind.CADENCE, SessionKind.LONG})

HAS_FAST_PARTS = frozenset(
    {SessionKind.STRIDES, SessionKind.HILL_POWER, SessionKind.RELAXED_REPS, SessionKind.FARTLEK, SessionKind.TEMPO}
)
"""Sessions after which the athlete is asked whether the fast parts felt relaxed."""


class Outcome(StrEnum):
    """What an athlete says about a planned session."""

    DONE = "done"
    SOMETHING_ELSE = "something_else"
    RESTED = "rested"


@dataclass(frozen=True, slots=True)
class ReportedSession:
    """A planned session and what was reported about it; without `outcome` nothing was, which is not rest."""

    day: date
    kind: SessionKind
    planned_km: float | None
    planned_rpe: int
    planned_min: int
    outcome: Outcome | None = None
    done_km: float | None = None
    rpe: int | None = None
    done_min: int | None = None
    relaxed: bool | None = None

    @property
    def is_run(self) -> bool:
        return self.kind not in NOT_RUNNING

    @property
    def is_done(self) -> bool:
        return self.outcome is Outcome.DONE

    @property
    def km(self) -> float:
        """The kilometres that were certainly run: as told, or as planned where it was done as planned."""
        if not self.is_run:
            return 0
        if self.is_done:
            return (self.planned_km if self.done_km is None else self.done_km) or 0
        return (self.done_km or 0) if self.outcome is Outcome.SOMETHING_ELSE else 0


@dataclass(frozen=True, slots=True)
class Feelings:
    """Means (1-5, 5 = best) of the week that ends with the night and of the 28 days before it, and whether the
    athlete said in that week to want more training."""

    mood_week: float | None = None
    mood_before: float | None = None
    soreness_week: float | None = None
    soreness_before: float | None = None
    wants_more: bool | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the work stands: the plan's first day, the first day of the phase, and what the athlete usually runs."""

    plan_start: date
    phase_start: date
    baseline_km: float
    typical_long_run_km: float | None = None


def work_facts(
    sessions: Sequence[ReportedSession],
    statuses: Mapping[date, Status],
    feelings: Feelings,
    frame: Frame,
    night: date,
    policy: DecisionPolicy,
) -> WorkFacts:
    """What the sessions of `WORK_DAYS` came to at the end of `night`."""
    lately = [session for session in sessions if (night - session.day).days < 14]
    easy = [session for session in lately if session.kind in EASY_KINDS]
    strength = [session for session in lately if session.kind is SessionKind.STRENGTH]
    efforts = [session.rpe for session in easy if session.is_done and session.rpe is not None]
    phase = [session for session in sessions if session.day >= frame.phase_start]
    monday = night - timedelta(days=night.weekday())
    mondays = [monday - timedelta(weeks=ago) for ago in range(3)]
    return WorkFacts(
        easy_planned=len(easy),
        easy_done=sum(session.is_done for session in easy),
        strength_planned=len(strength),
        strength_done=sum(session.is_done for session in strength),
        easy_rpe_mean=round(sum(efforts) / len(efforts), 1) if efforts else None,
        weeks=tuple(_week(sessions, monday) for monday in mondays if monday >= frame.plan_start),
        baseline_km=frame.baseline_km,
        best_week_km=_best_week(phase, frame.phase_start, night),
        longest_run_km=round(max((session.km for session in phase), default=0.0), 1),
        typical_long_run_km=frame.typical_long_run_km,
        moderate=_moderate(phase, statuses, night),
        quality=_quality(phase, statuses, night, policy),
        tempo=_kind(phase, SessionKind.TEMPO),
        hilly=_kind(phase, SessionKind.ROLLING_HILLS),
        strained=sum(_is_strained(session, statuses, policy) for session in lately if (night - session.day).days < 8),
        relaxed=next((s.relaxed for s in reversed(phase) if s.relaxed is not None), None),
        days_without_run=_days_without_run(sessions, max(frame.plan_start, night - timedelta(days=WORK_DAYS)), night),
        mood_week=_rounded(feelings.mood_week),
        mood_before=_rounded(feelings.mood_before),
        soreness_week=_rounded(feelings.soreness_week),
        soreness_before=_rounded(feelings.soreness_before),
        wants_more=feelings.wants_more,
    )


def with_feelings(work: WorkFacts, feelings: Feelings) -> WorkFacts:
    """The same work, with what later logs say of the weeks."""
    return replace(
        work,
        mood_week=_rounded(feelings.mood_week),
        mood_before=_rounded(feelings.mood_before),
        soreness_week=_rounded(feelings.soreness_week),
        soreness_before=_rounded(feelings.soreness_before),
        wants_more=feelings.wants_more,
    )


def _week(sessions: Sequence[ReportedSession], monday: date) -> WeekWork:
    week = [session for session in sessions if 0 <= (session.day - monday).days < 7]
    runs = [session for session in week if session.is_run]
    counted = [session for session in week if session.is_run or session.kind is SessionKind.STRENGTH]
    low = sum(session.km for session in runs)
    unreported = sum(session.planned_km or 0 for session in runs if session.outcome is None)
    return WeekWork(
        planned_km=round(sum(session.planned_km or 0 for session in runs), 1),
        low_km=round(low, 1),
        high_km=round(low + unreported, 1),
        planned=len(counted),
        done=sum(session.is_done for session in counted),
    )


def _best_week(phase: Sequence[ReportedSession], start: date, night: date) -> float:
    weeks = range((night - start).days // 7 + 1)
    return max((_week(phase, start + timedelta(weeks=n)).low_km for n in weeks), default=0.0)


def _moderate(phase: Sequence[ReportedSession], statuses: Mapping[date, Status], night: date) -> tuple[int, int]:
    """Moderate days whose next day is over: those done with a next day that was logged and not low, of all."""
    moderate = [s for s in phase if s.is_run and s.planned_rpe == MODERATE_RPE and s.day < night]
    fine = sum(s.is_done and statuses.get(_after(s.day)) is Status.GREEN for s in moderate)
    return fine, len(moderate)


def _quality(
    phase: Sequence[ReportedSession], statuses: Mapping[date, Status], night: date, policy: DecisionPolicy
) -> tuple[int, int]:
    """Hard sessions whose days after are over: those done at the planned effort with no red day after, of all."""
    days = policy.potency_days_after
    hard = [s for s in phase if _is_hard(s) and (night - s.day).days >= days]
    return sum(_is_fine(session, statuses, policy) for session in hard), len(hard)


def _is_fine(session: ReportedSession, statuses: Mapping[date, Status], policy: DecisionPolicy) -> bool:
    if not session.is_done or session.rpe is None or session.rpe > session.planned_rpe + policy.potency_rpe_over:
        return False
    after = [statuses.get(_after(session.day, n), Status.UNKNOWN) for n in range(1, policy.potency_days_after + 1)]
    return Status.RED not in after and any(status is not Status.UNKNOWN for status in after)


def _kind(phase: Sequence[ReportedSession], kind: SessionKind) -> tuple[int, int]:
    of_kind = [session for session in phase if session.kind is kind]
    return sum(session.is_done for session in of_kind), len(of_kind)


def _is_strained(session: ReportedSession, statuses: Mapping[date, Status], policy: DecisionPolicy) -> bool:
    """A hard session that took more than was planned, or was left unfinished, with a low day after (D6)."""
    if not _is_hard(session) or not session.is_done:
        return False
    harder = session.rpe is not None and session.rpe >= session.planned_rpe + policy.strained_rpe_over
    unfinished = session.done_min is not None and session.done_min < policy.unfinished_share * session.planned_min
    return (harder or unfinished) and statuses.get(_after(session.day)) in (Status.AMBER, Status.RED)


def _is_hard(session: ReportedSession) -> bool:
    return session.is_run and session.planned_rpe >= HARD_RPE


def _days_without_run(sessions: Sequence[ReportedSession], since: date, night: date) -> int | None:
    """Days since the last run; None where a planned run of those days may have been run unreported."""
    runs = [s for s in sessions if s.is_run and since <= s.day <= night]
    for session in sorted(runs, key=lambda each: each.day, reverse=True):
        if session.outcome is None:
            return None
        if session.km or session.is_done:
            return (night - session.day).days
    return (night - since).days + 1


def _after(day: date, days: int = 1) -> date:
    return day + timedelta(days=days)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
