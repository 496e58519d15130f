"""Write the season audit: begin it, keep each answer, and take what was confirmed over into the profile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from athletes.models import Athlete, RecordKind, SeasonAudit, User
from athletes.past_weeks import audits_of
from athletes.recording import record

QUESTIONS = ("tired", "stalled", "protect", "in_the_way", "fun")
"""The fields of the audit that hold answers in words, in the order in which they are asked."""


def begin_audit(athlete: Athlete, *, by: User) -> SeasonAudit:
    """The athlete's open audit, or a new one."""
    # In one statement with the check of its constraint, so that two clicks begin one audit.
    SeasonAudit.objects.bulk_create(
        [SeasonAudit(team_id=athlete.team_id, athlete=athlete, written_by=by)], ignore_conflicts=True
    )
    return audits_of(athlete).get(completed_at=None)


def keep_answer(audit: SeasonAudit, *, by: User, now: datetime) -> None:
    """Save what the form of a step changed on the audit. Its words may tell of health: they stay in this row."""
    audit.written_by, audit.written_at = by, now
    audit.save()


@transaction.atomic
def finish_audit(
    audit: SeasonAudit,
    *,
    proposed_km: float | None,
    baseline_km: Decimal,
    long_run_km: float | None,
    protects: Sequence[str],
    goals: str,
    by: User,
    now: datetime,
) -> None:
    """Complete the audit, and take over into the athlete's profile what was confirmed.

    Plans made from now on begin with it; those that exist stay as they are.
    """
    athlete = Athlete.objects.in_team(audit.team_id).select_for_update(no_key=True).get(pk=audit.athlete_id)
    before = _confirmed(athlete)
    athlete.baseline_km_per_week = baseline_km
    athlete.typical_long_run_km = long_run_km
    athlete.protects = list(protects)
    athlete.goals = goals
    athlete.save(update_fields=["baseline_km_per_week", "typical_long_run_km", "protects", "goals"])
    audit.proposed_baseline_km = proposed_km
    audit.accepted_baseline_km = float(baseline_km)
    audit.typical_long_run_km, audit.protects, audit.goals = long_run_km, list(protects), goals
    audit.written_by, audit.written_at, audit.completed_at = by, now, now
    audit.save()
    after = _confirmed(athlete)
    changed = [name for name in after if before[name] != after[name]]
    record(
        athlete.team_id, RecordKind.AUDIT, "audit.finished", actor=by, athlete=athlete,
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip


def _confirmed(athlete: Athlete) -> dict[str, Any]:
    """What the record may hold; the goals are words, and words may tell of health."""
    return {
        "baseline_km_per_week": float(athlete.baseline_km_per_week),
        "typical_long_run_km": athlete.typical_long_run_km,
        "protects": list(athlete.protects),
    }
