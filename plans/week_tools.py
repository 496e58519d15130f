"""Whole weeks: what a tool would do is looked at first, then done as it was shown; into the draft where one is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from plans import drafts
from plans.changes import By, PlanMovedOn, Standing, locked, standing
from plans.engine.applying import apply
from plans.engine.limits import added
from plans.engine.operations import Operation
from plans.engine.ripples import Ripples, preview
from plans.engine.week_building import Operations, Place
from plans.models import Change, Draft, Plan

Build = Callable[[Place], Operations]
"""Makes the operations on the plan as it is. Raises `NotPossible`."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be done with a plan as its coaches see it, and its ripples."""

    plan: Plan
    draft: Draft | None
    operations: Operations
    ripples: Ripples


def prepared(plan: Plan, build: Build) -> Prepared:
    """What a tool would do. Writes nothing. Raises `NotPossible`."""
    at, draft = drafts.seen(standing(plan))
    operations = build(place(at))
    return Prepared(plan, draft, operations, rippling(at, operations))


@transaction.atomic
def carried_out(plan: Plan, build: Build, by: By, *, revision: int, step: int | None) -> Change | Draft | None:
    """Do what was shown. Raises `PlanMovedOn` where the plan or its draft is another one by now, and what
    `drafts.edit` raises; then nothing is written."""
    at = locked(plan)
    now = prepared(at.plan, build)
    if (at.plan.revision, now.draft and now.draft.revision) != (revision, step):
        raise PlanMovedOn(())
    return drafts.edit(at.plan, now.operations, by, expected_revision=revision, expected_step=step)


def place(at: Standing) -> Place:
    return Place(at.state, at.rules, at.known, at.breaches_of)


def rippling(at: Standing, operations: Sequence[Operation]) -> Ripples:
    """What these operations would do, with the limits that would speak anew."""
    after, _inverse = apply(at.state, operations)
    return preview(at.state, operations, added(at.breaches, at.breaches_of(after)))
