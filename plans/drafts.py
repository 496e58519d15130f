"""A draft: a coach's steps on top of a plan, which athlete, night and API do not read until it is published.

A step is its operations with who made it, when, why, and what it did in words. No inverse is kept: the plan with its
draft is made anew from the plan's rows each time, so that what changes underneath (a night, an answer) comes along,
and taking a step back is leaving it out. A step that no longer fits stays in the draft and says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import User
from notices import outbox
from plans import undoing, visibility
from plans.changes import By, PlanMovedOn, Standing, carry_out, changes_since, locked, make_change
from plans.engine import operation_json
from plans.engine.applying import NotPossible, apply
from plans.engine.change_words import describe
from plans.engine.drafting import Rebased, rebased
from plans.engine.merging import touched, touched_by
from plans.engine.operations import Operation
from plans.engine.week import PlanState
from plans.models import Cause, Change, Draft, Plan
from plans.plan_rows import load_state

DISCARDED = "discarded"

# In SQL, and not put together anew by the ORM: every click on a week asks this.
_OF_PLAN = """
    SELECT id, team_id, plan_id, steps, undone, revision, begun_by_id, begun_at, changed_at
      FROM plans_draft
     WHERE team_id = %(team)s AND plan_id = %(plan)s"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan as its coaches see it. Of each step of the draft `why` says why it no longer fits, if it does not."""

    state: PlanState
    draft: Draft | None


def draft_of(plan: Plan) -> Draft | None:
    """The plan's draft, unless it was discarded. One query."""
    found = Draft.objects.raw(_OF_PLAN, {"team": plan.team_id, "plan": plan.pk})
    draft: Draft | None = next(iter(found), None)
    return None if draft is None or _is_discarded(draft) else draft


def shown_state(plan: Plan) -> Shown:
    """The plan with the steps of its draft, if there is one. Three queries."""
    state, draft = load_state(plan), draft_of(plan)
    return Shown(state if draft is None else _rebase(draft, state).state, draft)


def seen(at: Standing) -> tuple[Standing, Draft | None]:
    """The plan as its coaches see it: with the draft that is open on top of it. One query."""
    draft = draft_of(at.plan)
    if draft is None:
        return at, None
    state = _rebase(draft, at.state).state
    return replace(at, state=state, breaches=at.breaches_of(state)), draft


def shown_states(plans: Sequence[Plan], states: Mapping[int, PlanState]) -> dict[int, Shown]:
    """The same for many plans, by plan id. One query."""
    rows = Draft.objects.filter(team__in={plan.team_id for plan in plans}, plan__in=plans)
    found = {draft.plan_id: draft for draft in rows if not _is_discarded(draft)}
    shown = {}
    for plan in plans:
        state, draft = states[plan.pk], found.get(plan.pk)
        shown[plan.pk] = Shown(state if draft is None else _rebase(draft, state).state, draft)
    return shown


@transaction.atomic
def begin(plan: Plan, user: User) -> Draft:
    """Open a draft; where one is open already it is that one. Raises `NotPossible` for a plan that has ended."""
    at = _unended(locked(plan))
    open_one = draft_of(at.plan)
    if open_one is not None:
        return open_one
    Draft.objects.in_team(plan.team_id).filter(plan=plan).delete()
    return Draft.objects.create(team=at.plan.team, plan=at.plan, begun_by=user)


@transaction.atomic
def edit(
    plan: Plan,
    operations: Sequence[Operation],
    by: By,
    *,
    expected_revision: int | None = None,
    expected_step: int | None = None,
) -> Change | Draft | None:
    """Add a step to the open draft; without one, change the plan (`make_change`). None where nothing differs.

    A draft is held against limits when it is published. Raises what `make_change` raises; `PlanMovedOn` also where
    somebody else's steps touch the same days or sessions, or the draft that the page knew is no longer there.
    """
    at = locked(plan)
    draft = draft_of(at.plan)
    if draft is None:
        if expected_step is not None:
            raise PlanMovedOn(_since(at.plan, expected_revision))
        return carry_out(at, operations, by, expected_revision=expected_revision).change
    _unended(at)
    before = _rebase(draft, at.state).state
    try:
        after, _inverse = apply(before, operations)
    except NotPossible as error:
        if _meanwhile(draft, at.plan, expected_revision, expected_step):
            raise PlanMovedOn(_since(at.plan, expected_revision)) from error
        raise
    if after == before:
        return None
    _refuse_meeting(draft, at, before, after, expected_revision, expected_step)
    draft.steps.append(
        {
            "step": draft.revision + 1,
            "operations": operation_json.to_json(operations),
            "who": by.user.pk if by.user else None,
            "when": timezone.now().isoformat(),
            "note": by.note,
            "lines": [[line.day.isoformat(), line.before, line.after] for line in describe(before, operations, _)],
            "why": "",
        }
    )
    draft.undone = []
    return _saved(draft)


@transaction.atomic
def undo(plan: Plan, by: By) -> Change | Draft:
    """Take the last step of the draft back; without a draft, the last change of the plan (`undoing.undo_last`)."""
    at = locked(plan)
    draft = draft_of(at.plan)
    if draft is None:
        return undoing.undo_last(at.plan, by)
    if not draft.steps:
        raise NotPossible(_("There is nothing to undo."))
    draft.undone.append(draft.steps.pop())
    _rebase(draft, at.state)
    return _saved(draft)


@transaction.atomic
def redo(plan: Plan, by: By) -> Change | Draft:
    """Put the step back that was taken back last; without a draft, the change that was."""
    at = locked(plan)
    draft = draft_of(at.plan)
    if draft is None:
        return undoing.redo_last(at.plan, by)
    if not draft.undone:
        raise NotPossible(_("There is nothing to redo."))
    draft.steps.append(draft.undone.pop())
    _rebase(draft, at.state)
    return _saved(draft)


@transaction.atomic
def publish(plan: Plan, user: User, note: str = "", *, expected_step: int | None = None) -> Change:
    """All steps that fit as one change, which one undo takes back; the athlete is told. Those that do not fit stay.

    Raises `LimitBroken` (a soft limit is passed with a note), `NotPossible`, or `PlanMovedOn` where the draft is not
    the one that the page showed; then nothing is written, and the draft is as it was.
    """
    plan = locked(plan).plan
    draft = _expected(plan, expected_step)
    operations = _rebase(draft, load_state(plan)).operations
    change = make_change(plan, operations, By(Cause.COACH, user, note)) if operations else None
    if change is None:
        raise NotPossible(_("This draft changes nothing that could be published."))
    draft.steps = [step for step in draft.steps if step["why"]]
    draft.undone = []
    if draft.steps:
        _saved(draft)
    else:
        draft.delete()
    _tell(plan, change)
    return change


@transaction.atomic
def discard(plan: Plan, *, expected_step: int | None = None) -> Draft:
    """Close the draft without a change of the plan. Its steps are kept until another draft begins: `restore`."""
    plan = locked(plan).plan
    draft = _expected(plan, expected_step)
    draft.undone = [{**step, DISCARDED: True} for step in draft.steps]
    if not draft.undone:
        draft.delete()
        return draft
    draft.steps = []
    return _saved(draft)


@transaction.atomic
def restore(plan: Plan) -> Draft:
    """Open the draft again that was discarded last. Raises `NotPossible` when there is none any more."""
    at = locked(plan)
    draft = Draft.objects.in_team(plan.team_id).filter(plan=plan).first()
    if draft is None or not _is_discarded(draft):
        raise NotPossible(_("There is no discarded draft to bring back."))
    draft.steps = [{name: value for name, value in step.items() if name != DISCARDED} for step in draft.undone]
    draft.undone = []
    _rebase(draft, at.state)
    return _saved(draft)


def _is_discarded(draft: Draft) -> bool:
    """A discarded draft has steps only among those taken back, all of them marked."""
    return not draft.steps and bool(draft.undone) and all(step.get(DISCARDED) for step in draft.undone)


def _rebase(draft: Draft, state: PlanState) -> Rebased:
    """The draft on top of these weeks; each step is given its `why`."""
    result = rebased(state, [operation_json.from_json(step["operations"]) for step in draft.steps], _)
    for step, why in zip(draft.steps, result.whys, strict=True):
        step["why"] = why
    return result


def _saved(draft: Draft) -> Draft:
    draft.revision += 1
    draft.changed_at = timezone.now()
    draft.save(update_fields=["steps", "undone", "revision", "changed_at"])
    return draft


def _unended(at: Standing) -> Standing:
    if at.plan.ended_at is not None:
        raise NotPossible(_("This plan has ended."))
    return at


def _expected(plan: Plan, step: int | None) -> Draft:
    draft = draft_of(plan)
    if draft is None or (step is not None and step != draft.revision):
        raise PlanMovedOn(())
    return draft


def _since(plan: Plan, revision: int | None) -> list[Change]:
    return [] if revision is None else changes_since(plan, revision)


def _meanwhile(draft: Draft, plan: Plan, revision: int | None, step: int | None) -> bool:
    return (step is not None and step != draft.revision) or (revision is not None and revision != plan.revision)


def _refuse_meeting(
    draft: Draft, at: Standing, before: PlanState, after: PlanState, revision: int | None, step: int | None
) -> None:
    """Raises `PlanMovedOn` where what came meanwhile touches the same days or sessions, or was taken back."""
    if not _meanwhile(draft, at.plan, revision, step):
        return
    mine, made = touched(before, after), _since(at.plan, revision)
    theirs = touched_by(at.state, (operation_json.from_json(change.inverse) for change in reversed(made)))
    if step is not None:
        earlier = [each for each in draft.steps if each["step"] <= step]
        newer = len(draft.steps) - len(earlier)
        if draft.revision - step != newer:
            raise PlanMovedOn(made)  # steps were taken back: the page shows what is not there
        known = rebased(at.state, [operation_json.from_json(each["operations"]) for each in earlier]).state
        theirs.append(touched(known, before))
    if any(mine.meets(each) for each in theirs):
        raise PlanMovedOn(made)


def _tell(plan: Plan, change: Change) -> None:
    """The athlete is told of what they see."""
    last = visibility.last_day(plan)
    if plan.athlete.user is None or (last is not None and change.first_day > last):
        return
    outbox.put(
        team=plan.team,
        recipient=plan.athlete.user,
        kind="plan_changed",
        key=f"plan-changed.draft.{change.pk}",
        context={"first_day": change.first_day.isoformat()},
    )
