"""The end of an offseason: a coach signs it off, and the athlete's usual week is reckoned anew (rules, section 6)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from athletes.models import Athlete, RecordKind, User
from athletes.recording import record
from plans.engine.vocabulary import NOT_RUNNING
from plans.models import Feedback, Outcome, Plan

BASELINE_WEEKS = 8
BEST_WEEKS = 6
"""B0 is the mean of the best 6 of the last 8 weeks (rules, section 2)."""


@transaction.atomic
def sign_off(plan: Plan, user: User) -> None:
    """End the plan with a coach's signature. Where enough weeks were reported, the athlete's usual week becomes what
    they ran; the plan keeps the one that it was made from."""
    now = timezone.now()
    Plan.objects.in_team(plan.team_id).filter(pk=plan.pk).update(ended_at=now, signed_off_at=now, signed_off_by=user)
    if (km := usual_week_km(plan)) is not None:
        Athlete.objects.in_team(plan.team_id).filter(pk=plan.athlete_id).update(baseline_km_per_week=km)
    record(
        plan.team_id,
        RecordKind.PLAN,
        "plan.signed_off",
        actor=user,
        athlete=plan.athlete,
        before={"baseline_km_per_week": plan.baseline_km_per_week},
        after={"baseline_km_per_week": plan.baseline_km_per_week if km is None else km},
    )


@transaction.atomic
def take_back_sign_off(plan: Plan, user: User) -> None:
    """Let the plan run again, with the usual week that it was made from."""
    Plan.objects.in_team(plan.team_id).filter(pk=plan.pk).update(ended_at=None, signed_off_at=None, signed_off_by=None)
    Athlete.objects.in_team(plan.team_id).filter(pk=plan.athlete_id).update(
        baseline_km_per_week=plan.baseline_km_per_week
    )
    record(plan.team_id, RecordKind.PLAN, "plan.sign_off_taken_back", actor=user, athlete=plan.athlete)


def usual_week_km(plan: Plan) -> Decimal | None:
    """Mean kilometres of the best 6 of the plan's last 8 weeks with reports; None with fewer than 6. One query."""
    last_monday = plan.weeks.in_team(plan.team_id).order_by("-monday").values_list("monday", flat=True).first()
    if last_monday is None:
        return None
    by_week: dict[date, float] = defaultdict(float)
    rows = (
        Feedback.objects.in_team(plan.team_id)
        .filter(session__plan=plan, local_date__gte=last_monday - timedelta(weeks=BASELINE_WEEKS - 1))
        .exclude(outcome=Outcome.RESTED)
        .exclude(session__kind__in=NOT_RUNNING)
        .values_list("local_date", "outcome", "distance_km", "session__distance_km")
    )
    for day, outcome, done_km, planned_km in rows:
        as_planned = planned_km if outcome == Outcome.DONE else None
        by_week[day - timedelta(days=day.weekday())] += (as_planned if done_km is None else done_km) or 0
    best = sorted(by_week.values(), reverse=True)[:BEST_WEEKS]
    return round(Decimal(sum(best) / BEST_WEEKS), 1) if len(best) == BEST_WEEKS else None
