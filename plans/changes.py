"""The one door through which plans change: operations in, rows and a record with its inverse out.

The night, an answer, a coach's click and an athlete's swap all come through `make_change`; nothing else
writes sessions. A change locks its plan, is held against the limits, and counts the plan's revision up,
so that a page made from an older revision is told instead of overwriting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import User
from athletes.zones import local_date
from plans.engine import operation_json
from plans.engine.applying import NotPossible, apply
from plans.engine.change_words import ChangeLine, describe
from plans.engine.limits import Breach, Severity, new_breaches
from plans.engine.operations import Operation
from plans.engine.week import PlanState
from plans.models import Cause, Change, Plan
from plans.plan_rows import load_state, write_difference
from plans.rulebooks import rulebook_of
from plans.running_history import history_of


class PlanMovedOn(Exception):
    """The plan changed since the page that asked was made. Nothing was written."""


class LimitBroken(Exception):
    """The change would break limits; `breaches` says which. Nothing was written.

    Hard limits are never passed. Soft ones are passed with a note from the coach.
    """

    def __init__(self, breaches: Sequence[Breach], lines: Sequence[ChangeLine] = ()) -> None:
        super().__init__("; ".join(b.sentence for b in breaches))
        self.breaches = tuple(breaches)
        self.lines = tuple(lines)
        self.is_hard = any(b.severity is Severity.HARD for b in breaches)


@dataclass(frozen=True, slots=True)
class By:
    """Who makes a change and why."""

    cause: Cause
    user: User | None = None
    note: str = ""


@transaction.atomic
def make_change(
    plan: Plan, operations: Sequence[Operation], by: By, *, expected_revision: int | None = None
) -> Change | None:
    """Apply operations to the plan's rows and write them down with their inverse; None when nothing differs.

    Raises `NotPossible` (an operation does not fit), `PlanMovedOn` (another change came first) or
    `LimitBroken`; then nothing is written. The limits are the team's own, and know what the athlete ran.
    """
    plan = (
        Plan.objects.in_team(plan.team_id)
        .select_for_update(of=("self",))
        .select_related("athlete", "team")
        .get(pk=plan.pk)
    )
    if expected_revision is not None and expected_revision != plan.revision:
        raise PlanMovedOn
    if plan.ended_at is not None:
        raise NotPossible(_("This plan has ended."))
    before = load_state(plan)
    after, inverse = apply(before, operations)
    rules = rulebook_of(plan.team)
    known = history_of(plan, local_date(timezone.now(), plan.athlete.zone), rules)
    breaches = new_breaches(before, after, known, rules.plans, automatic=by.cause is Cause.NIGHT)
    if any(b.severity is Severity.HARD for b in breaches) or (breaches and not by.note):
        raise LimitBroken(breaches, describe(before, operations, _))
    return _record(plan, before, after, operations, inverse, by, breaches)


@transaction.atomic
def undo_change(change: Change, by: By) -> Change:
    """Take a change back exactly, as one more change. Raises `NotPossible` when a later one stands on it."""
    plan = (
        Plan.objects.in_team(change.team_id)
        .select_for_update(of=("self",))
        .select_related("athlete", "team")
        .get(pk=change.plan_id)
    )
    change = Change.objects.in_team(change.team_id).get(pk=change.pk)
    if Change.objects.in_team(change.team_id).filter(undoes=change).exists():
        raise NotPossible(_("This change was already undone."))
    later = Change.objects.in_team(change.team_id).filter(
        plan=plan,
        pk__gt=change.pk,
        undone_by=None,
        undoes=None,
        first_day__lte=change.last_day,
        last_day__gte=change.first_day,
    )
    if later.exists():
        raise NotPossible(_("A later change touched the same days. Undo that one first."))
    before = load_state(plan)
    operations = operation_json.from_json(change.inverse)
    after, inverse = apply(before, operations)
    undone = _record(plan, before, after, operations, inverse, by, (), undoes=change)
    assert undone is not None  # a recorded change differs from what was before it
    return undone


def _record(
    plan: Plan,
    before: PlanState,
    after: PlanState,
    operations: Sequence[Operation],
    inverse: Sequence[Operation],
    by: By,
    breaches: Sequence[Breach],
    undoes: Change | None = None,
) -> Change | None:
    days = write_difference(plan, before, after)
    if days is None:
        return None
    plan.revision += 1
    plan.save(update_fields=["revision"])
    return Change.objects.create(
        team=plan.team,
        plan=plan,
        operations=operation_json.to_json(operations),
        inverse=operation_json.to_json(inverse),
        first_day=days[0],
        last_day=days[1],
        cause=by.cause,
        actor=by.user,
        note=by.note,
        breaches=[breach_json(b) for b in breaches],
        lines=[[line.day.isoformat(), line.before, line.after] for line in describe(before, operations, _)],
        undoes=undoes,
    )


def breach_json(breach: Breach) -> dict[str, Any]:
    return {"limit": breach.limit, "severity": str(breach.severity), "sentence": breach.sentence}
