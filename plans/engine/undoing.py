"""What of a plan's changes can be undone and redone next, from nothing but their order and what takes back what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Made:
    """One change of a plan. `undoes` is the change that it takes back: of an undo, an undo is a redo."""

    id: int
    undoes: int | None = None
    comes_back: bool = True
    """Whether it can be redone. An answer that was taken back is given anew instead."""


@dataclass(frozen=True, slots=True)
class Steps:
    """`done` are the changes in force in the order in which they were made or redone, `undone` the undos that can be
    taken back; the last of each comes first."""

    done: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()


def steps(changes: Iterable[Made]) -> Steps:
    """The changes of a plan, oldest first, as steps back and forth. A new change leaves nothing to redo."""
    done: dict[int, bool] = {}
    undone: dict[int, bool] = {}
    for change in changes:
        if change.undoes in done:
            comes_back = done.pop(change.undoes)
            undone = {**undone, change.id: True} if comes_back else {}
        elif change.undoes in undone:
            del undone[change.undoes]
            done[change.id] = True
        else:
            done[change.id] = change.comes_back
            undone = {}
    return Steps(tuple(done), tuple(undone))
