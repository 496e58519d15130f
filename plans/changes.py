"""The one door through which plans change: operations in, rows and a record with its inverse out.

The night, an answer, a coach's click and an athlete's swap all come through `make_change`; nothing else
writes sessions. A change locks its plan, is held against the limits, and counts the plan's revision up. One that
comes from an older revision stands beside the changes that it did not know of where they touch neither the same
sessions nor the same days; where they do, its sender is told instead of overwriting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import Athlete, Team, User
from athletes.zones import local_date
from plans.engine import operation_json
from plans.engine.applying import NotPossible, apply
from plans.engine.change_words import ChangeLine, describe
from plans.engine.limits import Breach, History, Severity, added, check_plan
from plans.engine.merging import touched, touched_by
from plans.engine.operations import Operation
from plans.engine.rulebook import Rulebook
from plans.engine.undoing import Made, Steps, steps
from plans.engine.week import PlanState
from plans.models import Cause, Change, Plan, TemplateVersion
from plans.plan_rows import Loaded, load, write_difference
from plans.planning import set_template
from plans.rulebooks import rulebook_for
from plans.running_history import history_of


class PlanMovedOn(Exception):
    """The plan changed since the page that asked was made, on the same days or sessions. Nothing was written.

    `changes` are those that came first, oldest first.
    """

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__()
        self.changes = tuple(changes)


class LimitBroken(Exception):
    """The change would break limits; `breaches` says which. Nothing was written.

    Hard limits are never passed. Soft ones are passed with a note from the coach.
    """

    def __init__(self, breaches: Sequence[Breach], lines: Sequence[ChangeLine] = ()) -> None:
        super().__init__(" ".join(b.say(_) for b in breaches))
        self.breaches = tuple(breaches)
        self.lines = tuple(lines)
        self.is_hard = any(b.severity is Severity.HARD for b in breaches)


@dataclass(frozen=True, slots=True)
class By:
    """Who makes a change and why."""

    cause: Cause
    user: User | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan as it is: its weeks, the numbers that hold, what is known of the athlete's running, what limits say."""

    plan: Plan
    state: PlanState
    rules: Rulebook
    known: History
    breaches: tuple[Breach, ...]
    _asked: list[tuple[PlanState, tuple[Breach, ...]]] = field(default_factory=list, repr=False, compare=False)

    def breaches_of(self, state: PlanState) -> tuple[Breach, ...]:
        """What limits would say of other weeks in its place. Who asks twice of the same weeks waits once."""
        asked = ((self.state, self.breaches), *self._asked)
        known = next((breaches for weeks, breaches in asked if weeks == state), None)
        if known is None:
            known = check_plan(state, self.known, self.rules.plans)
            self._asked.append((state, known))
        return known


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change: its row, None where nothing differs, and the plan as it is now."""

    change: Change | None
    at: Standing
    meanwhile: Sequence[Change] = ()
    """What its sender did not know of; both are kept."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change that was undone, or redone: the row that says so, the plan and what stands in it now, and all
    its changes in their order."""

    change: Change
    plan: Plan
    loaded: Loaded
    made: Sequence[Made]


def standing(plan: Plan, loaded: Loaded | None = None) -> Standing:
    """The plan as it is, with its weeks where they were loaded. Two to five queries; it comes with athlete and team."""
    loaded = loaded or load([plan])[plan.pk]
    rules = rulebook_for(plan.athlete)
    today = local_date(timezone.now(), plan.athlete.zone)
    known = history_of(plan, loaded.runs(today), today, rules)
    return Standing(plan, loaded.state, rules, known, check_plan(loaded.state, known, rules.plans))


def locked(plan: Plan) -> Standing:
    """The plan as it is, behind a lock: its other changes wait until this transaction is over."""
    return standing(_lock(plan.team_id, pk=plan.pk))


def locked_running(athletes: QuerySet[Athlete], pk: int, team: Team) -> Standing:
    """The same for the running plan of one of these athletes of the team. Raises `Plan.DoesNotExist` where none is."""
    plans = Plan.objects.in_team(team).select_for_update(of=("self",)).select_related("athlete")
    plan = plans.get(athlete__in=athletes, athlete=pk, ended_at=None)
    plan.team = plan.athlete.team = team
    return standing(plan)


@transaction.atomic
def make_change(
    plan: Plan,
    operations: Sequence[Operation],
    by: By,
    *,
    expected_revision: int | None = None,
    template: TemplateVersion | None = None,
) -> Change | None:
    """Apply operations to the plan's rows and write them down with their inverse; None when nothing differs. With
    `template` the plan is made from that version from now on.

    Raises `NotPossible` (an operation does not fit), `PlanMovedOn` (another change of the same days or sessions came
    first) or `LimitBroken`; then nothing is written. The limits are the team's own, and know what the athlete ran.
    """
    return carry_out(locked(plan), operations, by, expected_revision=expected_revision, template=template).change


def carry_out(
    at: Standing,
    operations: Sequence[Operation],
    by: By,
    *,
    expected_revision: int | None = None,
    template: TemplateVersion | None = None,
) -> Outcome:
    """`make_change` on a plan that this transaction has locked."""
    if at.plan.ended_at is not None:
        raise NotPossible(_("This plan has ended."))
    meanwhile = [] if expected_revision is None else changes_since(at.plan, expected_revision)
    try:
        after, inverse = apply(at.state, operations)
    except NotPossible as error:
        if meanwhile:
            raise PlanMovedOn(meanwhile) from error
        raise
    if meanwhile:
        mine = touched(at.state, after)
        inverses = (operation_json.from_json(change.inverse) for change in reversed(meanwhile))
        if any(mine.meets(theirs) for theirs in touched_by(at.state, inverses)):
            raise PlanMovedOn(meanwhile)
    if by.cause is Cause.NIGHT:
        now, then = (check_plan(each, at.known, at.rules.plans, automatic=True) for each in (at.state, after))
    else:
        now, then = at.breaches, at.breaches_of(after)
    breaches = added(now, then)
    if any(b.severity is Severity.HARD for b in breaches) or (breaches and not by.note):
        raise LimitBroken(breaches, describe(at.state, operations, _, after))
    change = _record(at.plan, at.state, after, operations, inverse, by, breaches, template=template)
    return Outcome(change, replace(at, state=after, breaches=then), meanwhile)


def changes_since(plan: Plan, revision: int) -> list[Change]:
    """What was changed since this revision of the plan, oldest first; every change counts one. One query, or none.

    Raises `PlanMovedOn` for a revision that the plan never had.
    """
    if revision > plan.revision:
        raise PlanMovedOn(())
    if revision == plan.revision:
        return []
    made = Change.objects.in_team(plan.team_id).filter(plan=plan).select_related("actor").order_by("-pk")
    return list(reversed(made[: plan.revision - revision]))


def steps_of(plan: Plan) -> Steps:
    """What can be undone and redone. One query."""
    return steps(made_of(plan))


def made_of(plan: Plan) -> Iterator[Made]:
    """The plan's changes, oldest first, as undo and redo look at them. One query."""
    rows = Change.objects.in_team(plan.team_id).filter(plan=plan).order_by("pk")
    for id, undoes, answer in rows.values_list("pk", "undoes_id", "answer"):
        yield Made(id, undoes, comes_back=answer is None)


def undo_change(change: Change, by: By) -> Change:
    """Take a change back exactly, as one more change. Raises `NotPossible` when a later one stands on it."""
    return step_back(change, by).change


@transaction.atomic
def step_back(change: Change, by: By) -> Step:
    """`undo_change`, with the plan as it is by then."""
    plan = _lock(change.team_id, pk=change.plan_id)
    made = list(made_of(plan))
    in_force = steps(made).done
    if change.pk not in in_force:
        raise NotPossible(_("This change was already undone."))
    later = Change.objects.in_team(change.team_id).filter(
        pk__in=[id for id in in_force if id > change.pk],
        first_day__lte=change.last_day,
        last_day__gte=change.first_day,
    )
    if later.exists():
        raise NotPossible(_("A later change touched the same days. Undo that one first."))
    return _inverted(plan, change, by, made)


def redo_change(undo: Change, by: By) -> Change:
    """Make what this undo took back once more, exactly; its note and its limits come along.

    Raises `NotPossible` when the plan was changed since, or something was undone later that has to be redone first,
    and `LimitBroken` when what is known now forbids it.
    """
    return step_forward(undo, by).change


@transaction.atomic
def step_forward(undo: Change, by: By) -> Step:
    """`redo_change`, with the plan as it is by then."""
    plan = _lock(undo.team_id, pk=undo.plan_id)
    made = list(made_of(plan))
    undone = steps(made).undone
    if undo.pk not in undone:
        raise NotPossible(_("This cannot be redone any more: the plan was changed since."))
    if undo.pk != undone[-1]:
        raise NotPossible(_("Something else was undone after it. Redo that one first."))
    assert undo.undoes is not None  # it stands among the undone
    return _inverted(plan, undo, replace(by, note=undo.undoes.note), made, is_redo=True)


def _lock(team_id: int, **which: object) -> Plan:
    plans = Plan.objects.in_team(team_id).select_for_update(of=("self",))
    # Not the draft: what is joined is read before the wait for the lock is over.
    return plans.select_related("athlete", "team").get(**which)


def _inverted(plan: Plan, change: Change, by: By, earlier: Sequence[Made], *, is_redo: bool = False) -> Step:
    loaded = load([plan])[plan.pk]
    before = loaded.state
    operations = operation_json.from_json(change.inverse)
    after, inverse = apply(before, operations)
    at = standing(plan, loaded) if is_redo else None
    breaches = added(at.breaches, at.breaches_of(after)) if at else ()
    if any(b.severity is Severity.HARD for b in breaches):
        raise LimitBroken(breaches, describe(before, operations, _, after))
    made = _record(
        plan, before, after, operations, inverse, by, breaches, undoes=change, template=change.template_before
    )
    assert made is not None  # a recorded change differs from what was before it
    return Step(made, plan, replace(loaded, state=after), (*earlier, Made(made.pk, change.pk)))


def _record(
    plan: Plan,
    before: PlanState,
    after: PlanState,
    operations: Sequence[Operation],
    inverse: Sequence[Operation],
    by: By,
    breaches: Sequence[Breach],
    undoes: Change | None = None,
    template: TemplateVersion | None = None,
) -> Change | None:
    days, lines = write_difference(plan, before, after), describe(before, operations, _, after)
    made_from = plan.template_id
    if days is None and template is not None and template.pk != made_from:
        # Gates and lengths of phases only: told on the plan's last day, which stands in nobody's way.
        last = after.weeks[-1].sunday
        days, lines = (last, last), (ChangeLine(last, "", _frame_words(template)),)
    if days is None:
        return None
    if template is not None:
        set_template(plan, template)
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
        lines=[[line.day.isoformat(), line.before, line.after] for line in lines],
        undoes=undoes,
        template_before_id=made_from if template else None,
        template_after=template,
    )


def _frame_words(template: TemplateVersion) -> str:
    return _("gates and phase lengths as in version %(n)s of the template") % {"n": template.version}


def breach_json(breach: Breach) -> dict[str, Any]:
    return {"limit": breach.limit, "severity": str(breach.severity), "sentence": breach.sentence}
