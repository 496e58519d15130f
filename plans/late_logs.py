"""A check-in that comes late never changes a decision silently: the night gets a new revision of it.

The database says which nights are owed one: a log was written, edited or cleared after the night that it belongs
to was last looked at (`Decision.checked_at`). The night is decided again from the facts it was decided from, with
what the logs say replaced and nothing else: what the plan and the coach did since is not looked at.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from athletes.models import Athlete
from plans.engine.decision import Directive, NightDecision
from plans.engine.decision_policy import RULES_VERSION
from plans.engine.decisions import decide
from plans.engine.facts import NightFacts, Revised, Standing, from_json, to_json
from plans.engine.records import Met, record
from plans.engine.rulebook import with_thresholds
from plans.engine.work import with_feelings
from plans.models import Answer, AnswerKind, Decision
from plans.night import GRACE, Failures, decision_row, kind_and_place
from plans.night_facts import Gathered, gather
from plans.plan_rows import load_states
from plans.planning import template_of
from plans.rulebooks import rulebooks_of, with_gates_of
from plans.running_history import histories
from plans.steering import apply_alone
from plans.steering_facts import steerings
from readiness.logging_days import LATE_DAYS

log = logging.getLogger(__name__)

NIGHTS_BACK = 7
"""A log may be written some days late; a few more nights are looked at so that an outage of the clock loses none."""

_OWED = """
    SELECT DISTINCT d.athlete_id, d.night
    FROM plans_decision d
    JOIN athletes_athlete a ON a.id = d.athlete_id AND a.archived_at IS NULL
    WHERE d.night >= %s
      AND NOT EXISTS (
          SELECT FROM plans_decision later
          WHERE later.athlete_id = d.athlete_id AND later.night = d.night AND later.revision > d.revision
      )
      AND (
          EXISTS (
              SELECT FROM readiness_dailylog l
              WHERE l.athlete_id = d.athlete_id AND l.local_date BETWEEN d.night - %s AND d.night
                AND l.written_at > d.checked_at
          ) OR EXISTS (
              SELECT FROM readiness_dailylogversion v
              WHERE v.athlete_id = d.athlete_id AND v.local_date BETWEEN d.night - %s AND d.night
                AND v.replaced_at > d.checked_at
          )
      )
      AND (%s::bigint IS NULL OR a.team_id = %s)
    ORDER BY d.night, d.athlete_id
"""


def owed_revisions(now: datetime, team_id: int | None = None) -> list[tuple[int, date]]:
    """Athletes and nights whose logs changed since the night was last looked at, oldest night first. One query."""
    since = (now - timedelta(days=NIGHTS_BACK)).date()
    with connection.cursor() as cursor:
        cursor.execute(_OWED, [since, LATE_DAYS, LATE_DAYS, team_id, team_id])
        return [(athlete_id, night) for athlete_id, night in cursor.fetchall()]


def revise(owed: Sequence[tuple[int, date]], now: datetime) -> int:
    """Look at these nights again, each night in one transaction; returns how many got a new revision."""
    by_night: dict[date, list[int]] = defaultdict(list)
    for athlete_id, night in owed:
        by_night[night].append(athlete_id)
    return sum(_revise_night(by_night[night], night, now) for night in sorted(by_night))


@transaction.atomic
def _revise_night(ids: Sequence[int], night: date, now: datetime) -> int:
    athletes = list(
        Athlete.objects.across_teams()
        .filter(pk__in=ids, archived_at=None)
        .select_for_update(skip_locked=True, no_key=True)
        .order_by("pk")
    )
    if not athletes:
        return 0
    teams = {athlete.team_id for athlete in athletes}
    latest = {
        d.athlete_id: d
        for d in Decision.objects.filter(team__in=teams, athlete__in=athletes, night=night)
        .select_related("plan__athlete")
        .order_by("athlete_id", "-revision")
        .distinct("athlete_id")
    }
    gathered = gather(athletes, night, rulebooks_of(athletes))
    gathered.rulebooks = with_gates_of(gathered.plans, gathered.rulebooks)
    answers = _answers(latest)
    failures = Failures()
    changed: list[tuple[Athlete, Decision, NightFacts, NightDecision]] = []
    for athlete in athletes:
        earlier = latest.get(athlete.pk)
        # Facts of an older release may not be comparable; that decision stands as it is.
        if earlier is None or earlier.rules_version != RULES_VERSION:
            continue
        with failures.of(athlete):
            known = _with_logs_of(gathered, athlete, earlier, answers.get(earlier.pk, Standing.OPEN))
            if _is_new(known, earlier):
                decision = decide(known, with_thresholds(earlier.thresholds).decisions)
                changed.append((athlete, earlier, known, decision))
    moving = [d.plan for _, d, _, decision in changed if d.plan and decision.directive is not Directive.NOTHING]
    states, running = load_states(moving), histories(moving, night + timedelta(days=1), gathered.rulebooks)
    steered = steerings([athlete for athlete, _, _, _ in changed], night, now)
    rows: list[Decision] = []
    alone: list[int] = []
    for athlete, earlier, known, decision in changed:
        with failures.of(athlete):
            plan, met = earlier.plan, None
            if plan is not None and plan.pk in states:
                met = Met(states[plan.pk], running[plan.pk], template_of(plan))
            made = record(known, decision, with_thresholds(earlier.thresholds), met, steered[athlete.pk])
            rows.append(decision_row(athlete, earlier.plan, night, made, now, revision=earlier.revision + 1))
            if made.applies:
                alone.append(athlete.pk)
    # The decision of such a night stands; asked again every minute, it would hold up nobody but say nothing new.
    for athlete, error in failures.found:
        log.error("late check-in not decided on: athlete %s, night %s, %s", athlete.pk, night, kind_and_place(error))
    Decision.objects.bulk_create(rows)
    apply_alone(alone, night)
    looked_at = [decision.pk for decision in latest.values()]
    Decision.objects.filter(team__in=teams, pk__in=looked_at).update(checked_at=now - GRACE)
    return len(rows)


def _answers(latest: Mapping[int, Decision]) -> dict[int, Standing]:
    """What coaches answered to these decisions, by decision. One query."""
    rows = Answer.objects.filter(
        undone_at=None, team__in={d.team_id for d in latest.values()}, decision__in=list(latest.values())
    ).values_list("decision_id", "kind")
    return {id: Standing.KEPT if kind == AnswerKind.KEPT else Standing.APPROVED for id, kind in rows}


def _with_logs_of(gathered: Gathered, athlete: Athlete, earlier: Decision, standing: Standing) -> NightFacts:
    """The facts of then, with what the logs say now."""
    was, now = from_json(earlier.facts), gathered.facts_of(athlete)
    work = was.work
    if work is not None and (felt := gathered.feelings.get(athlete.pk)) is not None:
        work = with_feelings(work, felt)
    revised = Revised(earlier.rule, earlier.directive, standing)
    if standing is Standing.OPEN and was.revised is not None:
        revised = was.revised
    return replace(now, phase=was.phase, work=work, recent=was.recent, under_18=was.under_18, revised=revised)


def _is_new(known: NightFacts, earlier: Decision) -> bool:
    """Whether the night knows something else now; an edited note or a log of the same values is nothing new."""
    was = {name: value for name, value in earlier.facts.items() if name != "revised"}
    return to_json(replace(known, revised=None)) != was
