"""How far ahead athletes see their plan: what a coach set for one plan, else what the team has, else all of it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from athletes.models import RecordKind, Team, User
from athletes.recording import record
from athletes.zones import local_date
from plans.models import Plan, TeamPlanning


def weeks_visible(plan: Plan) -> int | None:
    """How many weeks the athlete sees, this one included; None for the whole plan. One query, or none."""
    return plan.weeks_visible if plan.weeks_visible is not None else of_team(plan.team_id)


def of_team(team: Team | int) -> int | None:
    found = TeamPlanning.objects.in_team(team).values_list("weeks_visible", flat=True)
    return found.first()


def last_day(plan: Plan, today: date | None = None) -> date | None:
    """The last day that the athlete sees, a Sunday; None where they see the whole plan. One query, or none."""
    weeks = weeks_visible(plan)
    if weeks is None:
        return None
    today = today or local_date(timezone.now(), plan.athlete.zone)
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks, days=-1)


@transaction.atomic
def set_for_team(team: Team, weeks: int | None, by: User) -> None:
    """What athletes of the team see, unless their plan says otherwise."""
    planning, _made = TeamPlanning.objects.in_team(team).select_for_update().get_or_create(team=team)
    if planning.weeks_visible == weeks:
        return
    before, planning.weeks_visible = planning.weeks_visible, weeks
    planning.changed_by, planning.changed_at = by, timezone.now()
    planning.save(update_fields=["weeks_visible", "changed_by", "changed_at"])
    record(
        team, RecordKind.POLICY, "planning.visibility", actor=by,
        before={"weeks_visible": before}, after={"weeks_visible": weeks},
    )  # fmt: skip


@transaction.atomic
def set_for_plan(plan: Plan, weeks: int | None, by: User) -> None:
    """What this one athlete sees; None leaves it to the team."""
    row = Plan.objects.in_team(plan.team_id).select_for_update(of=("self",)).select_related("athlete").get(pk=plan.pk)
    if row.weeks_visible == weeks:
        return
    before, row.weeks_visible = row.weeks_visible, weeks
    row.save(update_fields=["weeks_visible"])
    record(
        plan.team_id, RecordKind.POLICY, "planning.visibility", actor=by, athlete=row.athlete,
        before={"weeks_visible": before}, after={"weeks_visible": weeks},
    )  # fmt: skip
