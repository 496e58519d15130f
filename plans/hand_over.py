"""The hand-over of one plan: figures gathered anew each time, and the targets that a coach writes beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from athletes.consents import consent_of
from athletes.models import Athlete, ConsentKind, Injury, RecordKind, User
from athletes.recording import record
from plans.engine import hand_over
from plans.engine.vocabulary import SessionKind
from plans.engine.work import Outcome, ReportedSession
from plans.ledgers import LedgerLine, lines_of
from plans.models import HandOver, Plan, Session, Week
from readiness.engine.ranges import Range
from readiness.selectors import normals_of

_NOT_SHOWN = frozenset({"wellness", "ln_rmssd"})
"""A mean of what stands beside it, and a logarithm that nobody reads."""


@dataclass(frozen=True, slots=True)
class Pack:
    """All that is handed over. Own normals and niggles are there as far as there is consent to them."""

    plan: Plan
    day: date
    figures: hand_over.HandOver
    normals: dict[str, Range]
    ledger: tuple[LedgerLine, ...]
    niggles: tuple[Injury, ...] | None
    """None where they are withheld."""
    targets: str


def latest_plan(athlete: Athlete) -> Plan | None:
    """The plan that began last, running or ended. One query."""
    plans = Plan.objects.in_team(athlete.team_id).filter(athlete=athlete).select_related("athlete")
    return plans.order_by("-start", "-pk").first()


def pack_of(plan: Plan, today: date) -> Pack:
    """A constant number of queries, however long the plan is."""
    agreed = consent_of(plan.athlete)
    normals = normals_of(plan.athlete, today, today)[today]
    injuries = Injury.objects.in_team(plan.team_id).filter(athlete=plan.athlete, until=None)
    targets = HandOver.objects.in_team(plan.team_id).filter(plan=plan).values_list("targets", flat=True).first()
    mondays = list(Week.objects.in_team(plan.team_id).filter(plan=plan).values_list("monday", flat=True))
    return Pack(
        plan=plan,
        day=today,
        figures=hand_over.hand_over(float(plan.baseline_km_per_week), _sessions(plan), mondays, today),
        normals={name: found for name, found in normals.items() if found and name not in _NOT_SHOWN},
        ledger=lines_of(plan, today),
        niggles=tuple(injuries) if ConsentKind.ILLNESS in agreed else None,
        targets=targets or "",
    )


@transaction.atomic
def write_targets(plan: Plan, targets: str, by: User) -> bool:
    """Keep what coach and athlete take into the season; False where it said so already."""
    Plan.objects.in_team(plan.team_id).select_for_update(of=("self",)).get(pk=plan.pk)
    row = HandOver.objects.in_team(plan.team_id).filter(plan=plan).first() or HandOver(team_id=plan.team_id, plan=plan)
    if row.targets == targets:
        return False
    row.targets, row.written_by, row.written_at = targets, by, timezone.now()
    row.save()
    record(plan.team_id, RecordKind.PLAN, "plan.targets_written", actor=by, athlete=plan.athlete)
    return True


def _sessions(plan: Plan) -> list[ReportedSession]:
    rows = (
        Session.objects.in_team(plan.team_id)
        .filter(plan=plan)
        .order_by("day", "position")
        .values_list(
            "day", "kind", "distance_km", "rpe", "duration_min", "feedback__outcome", "feedback__distance_km",
            "feedback__rpe", "feedback__duration_min",
        )
    )  # fmt: skip
    return [
        ReportedSession(
            day, SessionKind(kind), km, rpe, minutes, Outcome(told) if told else None, done_km, effort, done
        )
        for day, kind, km, rpe, minutes, told, done_km, effort, done in rows
    ]
