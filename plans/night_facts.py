"""Gather what a night needs to know about many athletes: a constant number of queries, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Avg, FilteredRelation, Q, Sum

from athletes.consents import consented
from athletes.models import AgeGroup, Athlete, ConsentKind
from plans.engine.facts import HISTORY_DAYS, Earlier, NightFacts, PhaseFacts, Standing, WorkFacts
from plans.engine.history import RECENT_DAYS, PlannedWeek, assessed_days, night_facts, phase_facts
from plans.engine.rulebook import Rulebook
from plans.engine.vocabulary import NOT_RUNNING, PhaseKind, SessionKind
from plans.engine.week import MODERATE_RPE
from plans.engine.work import (
    FEELINGS_DAYS,
    WORK_DAYS,
    Feelings,
    Frame,
    Outcome,
    ReportedSession,
    work_facts,
)
from plans.models import AnswerKind, Decision, Plan, Session, TimeAway, Week
from readiness import statuses
from readiness.engine.assessment import DayAssessment
from readiness.engine.vocabulary import Status
from readiness.models import DailyLog, DayStatus

RECENT_WORK_DAYS = 28
"""Older sessions count only where a gate asks for them: moderate and hard ones of the phase."""


@dataclass(slots=True)
class Gathered:
    """Everything about one night of many athletes, by athlete id; `facts_of` freezes one of them."""

    night: date
    assessments: dict[int, dict[date, dict[str, Any]]]
    """As stored: one athlete's unreadable row is that athlete's failure, not the chunk's."""
    rulebooks: Mapping[int, Rulebook]
    """By athlete."""
    plans: dict[int, Plan]
    phases: dict[int, PhaseFacts]
    recent: dict[int, list[Earlier]]
    away: dict[int, frozenset[date]]
    unasked: frozenset[int] = frozenset()
    """Who did not agree to check-ins."""
    sessions: dict[int, list[ReportedSession]] = field(default_factory=dict)
    feelings: dict[int, Feelings] = field(default_factory=dict)

    @property
    def is_weekly(self) -> bool:
        """Sunday night: what was done is read too."""
        return self.night.weekday() == 6

    def facts_of(self, athlete: Athlete) -> NightFacts:
        """The frozen facts of one athlete's night."""
        rules = self.rulebooks[athlete.pk]
        assessments = {day: DayAssessment.from_json(stored) for day, stored in self.assessments[athlete.pk].items()}
        phase, plan = self.phases.get(athlete.pk), self.plans.get(athlete.pk)
        return night_facts(
            self.night,
            assessments,
            athlete.nights_from,
            rules,
            phase=phase,
            work=self._work_of(plan, phase, assessments, rules) if plan and phase and self.is_weekly else None,
            recent=self.recent.get(athlete.pk, ()),
            away=self.away.get(athlete.pk, frozenset()),
            under_18=athlete.age_group == AgeGroup.UNDER_18,
            unasked=athlete.pk in self.unasked,
        )

    def _work_of(
        self, plan: Plan, phase: PhaseFacts, assessments: Mapping[date, DayAssessment], rules: Rulebook
    ) -> WorkFacts:
        frame = Frame(
            plan_start=plan.start,
            phase_start=self.night - timedelta(days=7 * phase.served - 1),
            baseline_km=float(plan.baseline_km_per_week),
            typical_long_run_km=plan.typical_long_run_km,
        )
        known: dict[date, Status] = {day: assessment.status for day, assessment in assessments.items()}
        feelings = self.feelings.get(plan.athlete_id, Feelings())
        return work_facts(self.sessions[plan.athlete_id], known, feelings, frame, self.night, rules.decisions)


def gather(athletes: Sequence[Athlete], night: date, rulebooks: Mapping[int, Rulebook]) -> Gathered:
    """Read what one night of these athletes is decided from; days nobody logged become `unknown` rows."""
    teams = {a.team_id for a in athletes}
    assessments: dict[int, dict[date, dict[str, Any]]] = defaultdict(dict)
    reach = max(assessed_days(rules.readiness) for rules in {*rulebooks.values()})
    rows = DayStatus.objects.filter(
        team__in=teams,
        athlete__in=athletes,
        local_date__range=(night - timedelta(days=reach - 1), night),
    ).values_list("athlete_id", "local_date", "assessment")
    for athlete_id, day, assessment in rows:
        assessments[athlete_id][day] = assessment
    logged = {id for id, days in assessments.items() if night in days}
    for row in statuses.fill_unlogged(athletes, night, logged):
        assessments[row.athlete_id][night] = row.assessment

    plans = {
        p.athlete_id: p
        for p in Plan.objects.filter(team__in=teams, athlete__in=athletes, ended_at=None).select_related("athlete")
    }
    unasked = frozenset(id for id, kinds in consented(athletes).items() if ConsentKind.WELLNESS not in kinds)
    gathered = Gathered(
        night=night,
        assessments=assessments,
        rulebooks=rulebooks,
        plans=plans,
        phases=_phases(plans, night),
        recent=_recent(athletes, night),
        away=_away(athletes, night),
        unasked=unasked,
    )
    if gathered.is_weekly:
        gathered.sessions = _sessions(plans, night)
        gathered.feelings = dict.fromkeys(unasked, Feelings()) | _feelings(
            [athlete for athlete in athletes if athlete.pk not in unasked], night
        )
    return gathered


def _phases(plans: dict[int, Plan], night: date) -> dict[int, PhaseFacts]:
    """Where each plan stands. One query, kilometres summed by the database."""
    weeks: dict[int, list[PlannedWeek]] = defaultdict(list)
    rows = (
        Week.objects.filter(team__in={p.team_id for p in plans.values()}, plan__in=[p.pk for p in plans.values()])
        .annotate(km=Sum("sessions__distance_km", filter=~Q(sessions__kind__in=NOT_RUNNING)))
        .values_list("plan__athlete_id", "monday", "phase__kind", "phase__min_weeks", "phase__max_weeks", "km")
        .order_by("monday")
    )
    for athlete_id, monday, kind, min_weeks, max_weeks, km in rows:
        weeks[athlete_id].append(PlannedWeek(monday, PhaseKind(kind), min_weeks, max_weeks, km or 0))
    found = {id: phase_facts(of_plan, night, plans[id].deadline) for id, of_plan in weeks.items()}
    return {id: facts for id, facts in found.items() if facts is not None}


_STANDINGS = {
    AnswerKind.APPROVED: Standing.APPROVED,
    AnswerKind.EDITED: Standing.APPROVED,
    AnswerKind.APPLIED: Standing.APPROVED,
    AnswerKind.KEPT: Standing.KEPT,
    None: Standing.OPEN,
}


def _recent(athletes: Sequence[Athlete], night: date) -> dict[int, list[Earlier]]:
    """What spoke in the last four weeks, newest first, with what a coach answered. One query."""
    recent: dict[int, list[Earlier]] = defaultdict(list)
    rows = (
        Decision.objects.filter(
            team__in={a.team_id for a in athletes},
            athlete__in=athletes,
            night__gte=night - timedelta(days=RECENT_DAYS),
            night__lt=night,
        )
        .exclude(rule__in=["-", "S0"])
        .annotate(answer=FilteredRelation("answers", condition=Q(answers__undone_at=None)))
        .order_by("athlete_id", "-night", "-revision")
        .distinct("athlete_id", "night")
        .values_list("athlete_id", "night", "rule", "operations", "answer__kind")
    )
    for athlete_id, when, rule, operations, answer in rows:
        standing = _STANDINGS[AnswerKind(answer) if answer else None] if operations else Standing.NOTE
        recent[athlete_id].append(Earlier((night - when).days, rule, standing))
    return recent


def _away(athletes: Sequence[Athlete], night: date) -> dict[int, frozenset[date]]:
    """The days away among those a night looks back on. One query."""
    first = night - timedelta(days=HISTORY_DAYS - 1)
    days: dict[int, set[date]] = defaultdict(set)
    rows = TimeAway.objects.filter(
        team__in={a.team_id for a in athletes}, athlete__in=athletes, last_day__gte=first, first_day__lte=night
    ).values_list("athlete_id", "first_day", "last_day")
    for athlete_id, start, end in rows:
        span = range((min(end, night) - max(start, first)).days + 1)
        days[athlete_id] |= {max(start, first) + timedelta(days=n) for n in span}
    return {id: frozenset(found) for id, found in days.items()}


def _sessions(plans: dict[int, Plan], night: date) -> dict[int, list[ReportedSession]]:
    """What was planned and reported, oldest first. One query."""
    sessions: dict[int, list[ReportedSession]] = defaultdict(list)
    lately = Q(day__gt=night - timedelta(days=RECENT_WORK_DAYS))
    rows = (
        Session.objects.filter(
            lately | Q(rpe__gte=MODERATE_RPE),
            team__in={p.team_id for p in plans.values()},
            plan__in=list(plans.values()),
            day__range=(night - timedelta(days=WORK_DAYS - 1), night),
        )
        .order_by("day", "position")
        .values_list(
            "plan__athlete_id", "day", "kind", "distance_km", "rpe", "duration_min", "feedback__outcome",
            "feedback__distance_km", "feedback__rpe", "feedback__duration_min", "feedback__felt_relaxed",
        )
    )  # fmt: skip
    for athlete_id, day, kind, km, rpe, minutes, outcome, done_km, done_rpe, done_min, relaxed in rows:
        told = Outcome(outcome) if outcome else None
        sessions[athlete_id].append(
            ReportedSession(day, SessionKind(kind), km, rpe, minutes, told, done_km, done_rpe, done_min, relaxed)
        )
    return sessions


def _feelings(athletes: Sequence[Athlete], night: date) -> dict[int, Feelings]:
    """Means of the week and of the four before it. One query."""
    this_week = Q(local_date__gt=night - timedelta(days=7))
    rows = (
        DailyLog.objects.filter(
            team__in={a.team_id for a in athletes},
            athlete__in=athletes,
            local_date__range=(night - timedelta(days=FEELINGS_DAYS - 1), night),
        )
        .values("athlete_id")
        .annotate(
            mood_week=Avg("mood", filter=this_week),
            mood_before=Avg("mood", filter=~this_week),
            soreness_week=Avg("soreness", filter=this_week),
            soreness_before=Avg("soreness", filter=~this_week),
            wants=BoolOr("wants_more", filter=this_week),
        )
        .values_list("athlete_id", "mood_week", "mood_before", "soreness_week", "soreness_before", "wants")
    )
    return {athlete_id: Feelings(*values) for athlete_id, *values in rows}
