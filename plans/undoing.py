"""Back and forth through the changes of a plan, any number of steps, each exactly."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.models import User
from plans.answers import undo_answer
from plans.changes import By, Step, redo_change, step_back
from plans.engine.applying import NotPossible
from plans.engine.change_words import ChangeLine, summary
from plans.engine.undoing import Made, steps
from plans.models import Answer, Change, Plan
from plans.plan_rows import load_state

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class History:
    """The changes of some days, newest first, and what undo and redo would do next; None where nothing is next."""

    changes: Sequence[Change]
    undo: Change | None
    redo: Change | None
    """The undo that would be taken back, and the change that it took back."""
    undone: Change | None
    in_force: Collection[int]
    taken_back: Collection[int]


def history(plan: Plan, first: date = date.max, last: date = date.min) -> History:
    """Two queries. Without days only what comes next."""
    made = Change.objects.in_team(plan.team_id).filter(plan=plan)
    rows = list(made.order_by("pk").values_list("pk", "undoes_id", "answer", "first_day", "last_day"))
    found = steps(Made(id, undoes, comes_back=answer is None) for id, undoes, answer, _first, _last in rows)
    there = [id for id, _undoes, _answer, begin, end in rows if begin <= last and end >= first][: -MOST_SHOWN - 1 : -1]
    undoes = {id: undone for id, undone, *_rest in rows}
    last_undone = undoes[found.undone[-1]] if found.undone else None
    wanted = {*there, *found.done[-1:], *found.undone[-1:], last_undone} - {None}
    shown = made.select_related("actor").only(*_SHOWN).in_bulk(wanted) if wanted else {}
    undo, redo = (shown[each[-1]] if each else None for each in (found.done, found.undone))
    undone = shown[last_undone] if last_undone else None
    taken_back = {id for id in undoes.values() if id}
    return History([shown[id] for id in there], undo, redo, undone, frozenset(found.done), taken_back)


_SHOWN = ("team_id", "plan_id", "undoes_id", "cause", "lines", "note", "made_at", "actor__name")
"""What pages tell of a change; its operations and their inverse are most of its row."""


def can_undo(plan: Plan, reader: User | None = None) -> str:
    """What undo would take back, in words such as “easy run 34 min moved to Fri”; empty where there is nothing."""
    return undo_words(history(plan), reader)


def can_redo(plan: Plan, reader: User | None = None) -> str:
    """What redo would make once more, in words; empty where there is nothing."""
    return redo_words(history(plan), reader)


def undo_words(found: History, reader: User | None = None) -> str:
    return in_words(found.undo, reader) if found.undo else ""


def redo_words(found: History, reader: User | None = None) -> str:
    return in_words(found.undone, reader) if found.undone else ""


@transaction.atomic
def undo_last(plan: Plan, by: By) -> Change:
    """Take the last change in force back. Raises `NotPossible` when there is none, or it was reported on."""
    change = history(plan).undo
    if change is None:
        raise NotPossible(_("There is nothing to undo."))
    return undo(change, by).change


@transaction.atomic
def redo_last(plan: Plan, by: By) -> Change:
    """Make the change once more that was undone last. Raises what `redo_change` raises."""
    last = history(plan).redo
    if last is None:
        raise NotPossible(_("There is nothing to redo."))
    return redo_change(last, by)


def undo(change: Change, by: By) -> Step:
    """Take a change back the way it came: with an answer the decision asks again. Raises `NotPossible`."""
    given = Answer.objects.in_team(change.team_id).filter(change=change, undone_at=None).first()
    if given is None or by.user is None:
        return step_back(change, by)
    undo_answer(given, by.user)
    made = Change.objects.in_team(change.team_id).select_related("plan__athlete", "plan__team").get(undoes=change)
    return Step(made, made.plan, load_state(made.plan))


def in_words(change: Change, reader: User | None = None) -> str:
    """What a change did, with who made it unless it was the reader."""
    words = summary([ChangeLine(date.fromisoformat(day), before, after) for day, before, after in change.lines], _)
    if change.actor is None or change.actor == reader:
        return words
    return _("%(who)s: %(what)s") % {"who": change.actor.name, "what": words}
