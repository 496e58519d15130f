"""From days, weeks and reports to the facts of one night: the same way whether rows hold them or a replay.

The night reads rows and the replay keeps plans in memory; both put what they hold into the values below and
get the same `NightFacts` for the same past. What work was done is counted in `plans.engine.work`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plans.engine.deadlines import weeks_that_may_go
from plans.engine.evidence import evidence_of
from plans.engine.facts import HISTORY_DAYS, DayFact, Earlier, NightFacts, PhaseFacts, Symptoms, WorkFacts
from plans.engine.rulebook import Rulebook
from plans.engine.vocabulary import PhaseKind
from readiness.engine.assessment import DayAssessment
from readiness.engine.cues import Cue, has_pair, persistent_cues, referral_rules
from readiness.engine.display import shown_status
from readiness.engine.policy import ReadinessPolicy
from readiness.engine.referral import reported_signs
from readiness.engine.vocabulary import Illness, Status

RECENT_DAYS = 28
"""How long an earlier proposal counts; one that a coach did not follow counts too, so that nobody is asked
the same again at once."""
PAIN_DAYS = 10
NO_DAYS: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One week of the running plan, with the weeks its phase may take and its planned running."""

    monday: date
    phase: PhaseKind
    min_weeks: int
    max_weeks: int
    distance_km: float


def assessed_days(policy: ReadinessPolicy) -> int:
    """How many days of assessments, the night's own included, `night_facts` may look at."""
    return max(HISTORY_DAYS, policy.cue_memory_days + max(policy.cue_window_days - 1, policy.referral_pair_days))


def night_facts(
    night: date,
    assessments: Mapping[date, DayAssessment],
    joined: date,
    rules: Rulebook,
    *,
    phase: PhaseFacts | None = None,
    work: WorkFacts | None = None,
    recent: Sequence[Earlier] = (),
    away: Collection[date] = NO_DAYS,
    under_18: bool = False,
    unasked: bool = False,
) -> NightFacts:
    """The frozen facts of one athlete's night; `unasked` where there is no consent to check-ins.

    A day without an assessment is unknown; days before the athlete joined count only where there is one.
    """
    days = [night - timedelta(days=ago) for ago in range(HISTORY_DAYS - 1, -1, -1)]
    days = [day for day in days if day >= joined or day in assessments] or [night]
    past = [assessments.get(day) or DayAssessment(day, Status.UNKNOWN, "S0") for day in days]
    today = past[-1]
    cues = persistent_cues(assessments, night, rules.readiness)
    symptoms = symptoms_of(night, assessments, rules, unasked)
    return NightFacts(
        night=night,
        days=tuple(DayFact(each.status, each.rule, each.day in away) for each in past),
        cues=tuple(cue.id for cue in cues),
        pair_days_ago=_pair_days_ago(night, assessments, rules.readiness),
        learning=next((each.learning for each in reversed(past) if each.logged), True),
        settling=today.status is not shown_status(assessments, night, rules.readiness),
        pain=today.pain,
        pain_lately=max(each.pain for each in past[-PAIN_DAYS:]),
        ill=today.illness is not Illness.NONE,
        symptoms=symptoms,
        evidence=evidence_of(past, cues, symptoms, rules.readiness, is_weekly=night.weekday() == 6),
        referral=_referral(night, assessments, cues, rules.readiness),
        under_18=under_18,
        unasked=unasked,
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


def symptoms_of(
    night: date, assessments: Mapping[date, DayAssessment], rules: Rulebook, unasked: bool = False
) -> Symptoms | None:
    """The latest red days of health (S1), and whether they are over; None once that is three weeks ago.

    They last until a log without symptoms: a day that nobody logged ends nothing, and neither do many. Where
    wellness is not asked, a log of illness alone is such a log.
    """
    first = last = clear = None
    systemic = False
    for ago in range(assessed_days(rules.readiness) - 1, -1, -1):
        day = assessments.get(night - timedelta(days=ago))
        if day is None:
            continue
        if day.rule == "S1":
            if first is None or clear is not None:
                first, clear, systemic = day.day, None, False
            last = day.day
            systemic = systemic or day.illness is Illness.SYSTEMIC
        elif last is not None and clear is None and (day.status is not Status.UNKNOWN or (unasked and _told(day))):
            if day.illness is not Illness.NONE or day.pain > rules.decisions.symptom_pain:
                last = day.day
            else:
                clear = day.day
    if first is None or last is None or (clear is not None and (night - clear).days >= HISTORY_DAYS):
        return None
    return Symptoms((last - first).days + 1, (night - last).days, (night - clear).days if clear else None, systemic)


def _told(day: DayAssessment) -> bool:
    """Whether there was a log, of whatever size: then even S0 has counted its answers."""
    return any(finding.value is not None for finding in day.findings)


def _referral(
    night: date, assessments: Mapping[date, DayAssessment], cues: Sequence[Cue], policy: ReadinessPolicy
) -> tuple[str, ...]:
    """Only where something is on tonight is it asked how long it has been on."""
    if not cues:
        return ()
    days = max(policy.referral_mood_days, policy.referral_pair_days + 1)
    earlier = (night - timedelta(days=ago) for ago in range(1, days))
    by_day = {night: tuple(cues), **{day: persistent_cues(assessments, day, policy) for day in earlier}}
    signs = reported_signs(assessments, night, policy)
    return referral_rules(by_day, night, policy, signs=signs)


def phase_facts(weeks: Sequence[PlannedWeek], night: date, deadline: date | None = None) -> PhaseFacts | None:
    """Where in the plan the night stands; None outside its weeks. `weeks` are in order."""
    at = next((n for n, week in enumerate(weeks) if 0 <= (night - week.monday).days < 7), None)
    if at is None:
        return None
    week = weeks[at]
    first = last = at
    while first > 0 and weeks[first - 1].phase == week.phase:
        first -= 1
    while last + 1 < len(weeks) and weeks[last + 1].phase == week.phase:
        last += 1
    return PhaseFacts(
        kind=week.phase,
        served=at - first + 1,
        left=last - at,
        min_weeks=week.min_weeks,
        max_weeks=week.max_weeks,
        following=weeks[last + 1].phase if last + 1 < len(weeks) else None,
        week_km=round(week.distance_km, 1),
        next_week_km=round(weeks[at + 1].distance_km, 1) if at + 1 < len(weeks) else 0.0,
        spare_weeks=_spare_weeks(weeks, at, deadline),
    )


def _spare_weeks(weeks: Sequence[PlannedWeek], at: int, deadline: date | None) -> int | None:
    """By how many weeks the plan may grow: those before the deadline, and those that may give way."""
    if deadline is None:
        return None
    last_sunday = weeks[-1].monday + timedelta(days=6)
    may_go = weeks_that_may_go([week.phase for week in weeks], at, {week.phase: week.min_weeks for week in weeks})
    return max(0, (deadline - last_sunday).days // 7 + len(may_go))
