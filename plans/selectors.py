"""Read plans for pages: each function is a constant number of queries within one team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext

from athletes.consents import consent_of
from athletes.models import Athlete, ConsentKind, Team
from plans import withheld
from plans.engine.decision import Directive
from plans.engine.sentences.athlete import KEPT, WAITING, WAITING_HEALTH
from plans.engine.words import Explanation, athlete_sentence, explanation
from plans.models import Answer, AnswerKind, Decision, PhaseKind, Plan, Verdict
from readiness.models import DayStatus, Status

STRIP_DAYS = 7
SAID_AT_ONCE = frozenset({"d1.alarm"})
"""Headlines whose sentence for the athlete waits for no answer: a doctor comes before a plan."""


@dataclass(frozen=True, slots=True)
class PhasePlace:
    """Where in a plan a day is: the phase, the week in it, and how many weeks it has now."""

    kind: str
    label: str
    week: int
    weeks: int


def open_decisions(team: Team, athletes: Sequence[Athlete] | QuerySet[Athlete], today: date) -> dict[int, Decision]:
    """The newest decision per athlete that waits for an answer today, by athlete id; each comes with its plan and its
    athlete. One query."""
    newest = (
        Decision.objects.in_team(team)
        .filter(athlete__in=athletes, answer_until__gte=today, plan__ended_at=None)
        .annotate(is_answered=Exists(Answer.objects.in_team(team).filter(decision=OuterRef("pk"), undone_at=None)))
        .select_related("athlete", "plan")
        .defer("facts", "plan_state", "thresholds", "steering")
        .order_by("athlete_id", "-night", "-revision")
        .distinct("athlete_id")
    )
    waiting: dict[int, Decision] = {decision.athlete_id: decision for decision in newest if not decision.is_answered}
    for decision in waiting.values():
        if decision.plan:
            decision.plan.athlete = decision.athlete
    return waiting


def why(decision: Decision, agreed: Collection[ConsentKind]) -> Explanation:
    """The decision in the reader's language, as far as its athlete agrees to what it speaks of."""
    return explanation(withheld.shown(decision.reasons, agreed), translation)


def last_night_words(athlete: Athlete, day: date) -> str:
    """What the athlete reads on `day` of the night before it; empty where there was none. Two queries.

    What a night only proposes is not the athlete's plan: until a coach answers they read that one will look at it.
    """
    found = (
        Decision.objects.in_team(athlete.team_id)
        .filter(athlete=athlete, night=day - timedelta(days=1))
        .annotate(answer=FilteredRelation("answers", condition=Q(answers__undone_at=None)))
        .order_by("-revision")
        .values_list("reasons", "verdict", "directive", "operations", "answer__kind")
        .first()
    )
    if found is None:
        return ""
    reasons, verdict, directive, operations, answer = found
    agreed = consent_of(athlete)
    reasons = withheld.shown(reasons, agreed)
    if reasons[0][0] in SAID_AT_ONCE:
        return athlete_sentence(reasons, translation)
    if answer == AnswerKind.KEPT:
        return gettext(KEPT)
    if answer is None and (operations or directive == Directive.FINISH):
        of_health = verdict == Verdict.REST and agreed >= {ConsentKind.ILLNESS, ConsentKind.WELLNESS}
        return gettext(WAITING_HEALTH if of_health else WAITING)
    return athlete_sentence(reasons, translation)


def latest_status(strip: Sequence[str]) -> str:
    """Today's status, or yesterday's until today is logged."""
    return strip[-1] if strip[-1] != Status.UNKNOWN else strip[-2]


def status_strips(athletes: Sequence[Athlete], today: date, days: int = STRIP_DAYS) -> dict[int, list[str]]:
    """Shown statuses of the days up to `today`, oldest first, by athlete id."""
    first = today - timedelta(days=days - 1)
    known: dict[int, dict[date, str]] = defaultdict(dict)
    rows = DayStatus.objects.filter(
        team__in={a.team_id for a in athletes}, athlete__in=athletes, local_date__range=(first, today)
    ).values_list("athlete_id", "local_date", "shown")
    for athlete_id, day, shown in rows:
        known[athlete_id][day] = shown
    span = [first + timedelta(days=n) for n in range(days)]
    return {a.pk: [known[a.pk].get(day, Status.UNKNOWN) for day in span] for a in athletes}


def phase_places(team: Team, athletes: Sequence[Athlete], today: date) -> dict[int, PhasePlace]:
    """The phase and week of each athlete's running plan on `today`, by athlete id. One query."""
    asked: dict[str, Any] = {
        "team": team.pk,
        "athletes": [athlete.pk for athlete in athletes],
        "monday": today - timedelta(days=today.weekday()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_PHASE_PLACES, asked)
        return {id: PhasePlace(kind, str(PhaseKind(kind).label), *counts) for id, kind, *counts in cursor.fetchall()}


# Counted week by week: joined with themselves, tables that were filled a moment ago once took an hour.
_PHASE_PLACES = """
    SELECT plan.athlete_id, phase.kind,
           (SELECT count(*) FROM plans_week w WHERE w.phase_id = week.phase_id AND w.monday <= %(monday)s),
           (SELECT count(*) FROM plans_week w WHERE w.phase_id = week.phase_id)
      FROM plans_plan AS plan
      JOIN plans_week AS week ON week.plan_id = plan.id AND week.monday = %(monday)s
      JOIN plans_phase AS phase ON phase.id = week.phase_id
     WHERE plan.team_id = %(team)s AND plan.athlete_id = ANY(%(athletes)s) AND plan.ended_at IS NULL"""


def running_plan(athlete: Athlete) -> Plan | None:
    return (
        Plan.objects.in_team(athlete.team_id)
        .filter(athlete=athlete, ended_at=None)
        .select_related("athlete", "team")
        .first()
    )


def ended_plans(athlete: Athlete) -> QuerySet[Plan]:
    """Those that ended or were signed off, the last one first."""
    return (
        Plan.objects.in_team(athlete.team_id).filter(athlete=athlete, ended_at__isnull=False).order_by("-start", "-pk")
    )
