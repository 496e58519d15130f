"""Gather what a night needs to know about many athletes: a constant number of queries, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Avg, Q, Sum

from athletes.models import Athlete
from plans.engine.facts import NightFacts, PhaseFacts, WorkFacts
from plans.engine.history import (
    MOOD_DAYS,
    RECENT_DAYS,
    WORK_DAYS,
    Mood,
    Outcome,
    PlannedWeek,
    ReportedSession,
    assessed_days,
    night_facts,
    phase_facts,
    work_facts,
)
from plans.engine.vocabulary import NOT_RUNNING, PhaseKind, SessionKind
from plans.models import Decision, Plan, Session, Week
from readiness import statuses
from readiness.engine.assessment import DayAssessment
from readiness.engine.policy import DEFAULT_POLICY as READINESS_POLICY
from readiness.models import DailyLog, DayStatus


@dataclass(slots=True)
class Gathered:
    """Everything about one night of many athletes, by athlete id; `facts_of` freezes one of them."""

    night: date
    assessments: dict[int, dict[date, dict[str, Any]]]
    """As stored: one athlete's unreadable row is that athlete's failure, not the chunk's."""
    plans: dict[int, Plan]
    phases: dict[int, PhaseFacts]
    recent: dict[int, list[tuple[int, str]]]
    work: dict[int, WorkFacts] = field(default_factory=dict)

    def facts_of(self, athlete: Athlete) -> NightFacts:
        """The frozen facts of one athlete's night."""
        return night_facts(
            self.night,
            {day: DayAssessment.from_json(stored) for day, stored in self.assessments[athlete.pk].items()},
            athlete.nights_from,
            READINESS_POLICY,
            phase=self.phases.get(athlete.pk),
            work=self.work.get(athlete.pk),
            recent=self.recent.get(athlete.pk, ()),
        )


def gather(athletes: Sequence[Athlete], night: date) -> Gathered:
    """Read what one night of these athletes is decided from; days nobody logged become `unknown` rows."""
    teams = {a.team_id for a in athletes}
    assessments: dict[int, dict[date, dict[str, Any]]] = defaultdict(dict)
    rows = DayStatus.objects.filter(
        team__in=teams,
        athlete__in=athletes,
        local_date__range=(night - timedelta(days=assessed_days(READINESS_POLICY) - 1), night),
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
    gathered = Gathered(
        night=night,
        assessments=assessments,
        plans=plans,
        phases=_phases(plans, night),
        recent=_recent(athletes, night),
    )
    if night.weekday() == 6:
        gathered.work = _work(athletes, plans, night)
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
    return {id: facts for id, of_plan in weeks.items() if (facts := phase_facts(of_plan, night))}


def _recent(athletes: Sequence[Athlete], night: date) -> dict[int, list[tuple[int, str]]]:
    """Proposals of the last four weeks, newest first, whatever a coach answered. One query."""
    recent: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = (
        Decision.objects.filter(
            team__in={a.team_id for a in athletes},
            athlete__in=athletes,
            night__gte=night - timedelta(days=RECENT_DAYS),
            night__lt=night,
            rule__startswith="D",
        )
        .order_by("-night")
        .values_list("athlete_id", "night", "rule")
    )
    for athlete_id, when, rule in rows:
        recent[athlete_id].append(((night - when).days, rule))
    return recent


def _work(athletes: Sequence[Athlete], plans: dict[int, Plan], night: date) -> dict[int, WorkFacts]:
    """What was planned and reported lately, and the mood it met. Two queries."""
    this_week = night - timedelta(days=6)
    sessions: dict[int, list[ReportedSession]] = defaultdict(list)
    rows = Session.objects.filter(
        team__in={p.team_id for p in plans.values()},
        plan__in=list(plans.values()),
        day__range=(night - timedelta(days=WORK_DAYS - 1), night),
    ).values_list(
        "plan__athlete_id", "day", "kind", "distance_km",
        "feedback__outcome", "feedback__distance_km", "feedback__rpe",
    )  # fmt: skip
    for athlete_id, day, kind, km, outcome, done_km, rpe in rows:
        told = Outcome(outcome) if outcome else None
        sessions[athlete_id].append(ReportedSession(day, SessionKind(kind), km, told, done_km, rpe))
    moods = {
        id: Mood(week, before, wants_more)
        for id, week, before, wants_more in DailyLog.objects.filter(
            team__in={a.team_id for a in athletes},
            athlete__in=athletes,
            local_date__range=(night - timedelta(days=MOOD_DAYS - 1), night),
        )
        .values("athlete_id")
        .annotate(
            week=Avg("mood", filter=Q(local_date__gte=this_week)),
            before=Avg("mood", filter=Q(local_date__lt=this_week)),
            wants=BoolOr("wants_more", filter=Q(local_date__gte=this_week)),
        )
        .values_list("athlete_id", "week", "before", "wants")
    }
    return {
        id: work_facts(sessions[id], moods.get(id, Mood()), night, float(plan.baseline_km_per_week))
        for id, plan in plans.items()
    }
