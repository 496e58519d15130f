"""Back and forth through the changes of a plan, any number of steps, each exactly."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from athletes.models import User
from plans.answers import undo_answer
from plans.changes import By, Step, made_of, redo_change, step_back, steps_of
from plans.engine.applying import NotPossible
from plans.engine.change_words import ChangeLine, summary
from plans.engine.undoing import Made, steps
from plans.models import Answer, Change, Plan
from plans.plan_rows import load

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Next:
    """What undo and redo would do next; None where nothing is next."""

    undo: Change | None = None
    redo: Change | None = None
    """The undo that would be taken back, and the change that it took back."""
    undone: Change | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The changes of some days, newest first, and which of them stand and were taken back."""

    changes: Sequence[Change]
    in_force: Collection[int]
    taken_back: Collection[int]


def next_of(plan: Plan, made: Sequence[Made] | None = None, known: Sequence[Change] = ()) -> Next:
    """Up to two queries; where the plan's changes are listed already, or some of them `known`, fewer."""
    rows = list(made_of(plan)) if made is None else made
    found = steps(rows)
    undone = next((row.undoes for row in rows if row.id in found.undone[-1:]), None)
    shown = {change.pk: change for change in known}
    wanted = {*found.done[-1:], *found.undone[-1:], undone} - {None, *shown}
    shown |= _changes(plan).only(*_SHOWN).in_bulk(wanted) if wanted else {}
    undo, redo = (shown[each[-1]] if each else None for each in (found.done, found.undone))
    return Next(undo, redo, shown[undone] if undone else None)


def history(plan: Plan, first: date, last: date) -> History:
    """The last changes that touched these days. Three queries."""
    made = _changes(plan)
    there = list(made.filter(first_day__lte=last, last_day__gte=first).order_by("-pk").only(*_SHOWN)[:MOST_SHOWN])
    taken_back = made.filter(undoes__in=there).values_list("undoes_id", flat=True)
    return History(there, frozenset(steps_of(plan).done), frozenset(taken_back))


def _changes(plan: Plan) -> QuerySet[Change]:
    made: QuerySet[Change] = Change.objects.in_team(plan.team_id).filter(plan=plan).select_related("actor")
    return made


_SHOWN = ("team_id", "plan_id", "undoes_id", "cause", "lines", "note", "made_at", "actor__name")
"""What pages tell of a change; its operations and their inverse are most of its row."""


def can_undo(plan: Plan, reader: User | None = None) -> str:
    """What undo would take back, in words such as “easy run 34 min moved to Fri”; empty where there is nothing."""
    return undo_words(next_of(plan), reader)


def can_redo(plan: Plan, reader: User | None = None) -> str:
    """What redo would make once more, in words; empty where there is nothing."""
    return redo_words(next_of(plan), reader)


def undo_words(found: Next, reader: User | None = None) -> str:
    return in_words(found.undo, reader) if found.undo else ""


def redo_words(found: Next, reader: User | None = None) -> str:
    return in_words(found.undone, reader) if found.undone else ""


@transaction.atomic
def undo_last(plan: Plan, by: By) -> Change:
    """Take the last change in force back. Raises `NotPossible` when there is none, or it was reported on."""
    change = next_of(plan).undo
    if change is None:
        raise NotPossible(_("There is nothing to undo."))
    return undo(change, by).change


@transaction.atomic
def redo_last(plan: Plan, by: By) -> Change:
    """Make the change once more that was undone last. Raises what `redo_change` raises."""
    last = next_of(plan).redo
    if last is None:
        raise NotPossible(_("There is nothing to redo."))
    return redo_change(last, by)


def undo(change: Change, by: By) -> Step:
    """Take a change back the way it came: with an answer the decision asks again. Raises `NotPossible`."""
    given: Answer | None = getattr(change, "answer", None)
    if given is None or given.undone_at is not None or by.user is None:
        return step_back(change, by)
    undo_answer(given, by.user)
    undo = Change.objects.in_team(change.team_id).select_related("plan__athlete", "plan__team").get(undoes=change)
    return Step(undo, undo.plan, load([undo.plan])[undo.plan_id], list(made_of(undo.plan)))


def in_words(change: Change, reader: User | None = None) -> str:
    """What a change did, with who made it unless it was the reader."""
    words = summary([ChangeLine(date.fromisoformat(day), before, after) for day, before, after in change.lines], _)
    if change.actor is None or change.actor == reader:
        return words
    return _("%(who)s: %(what)s") % {"who": change.actor.name, "what": words}
