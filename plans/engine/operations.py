"""One vocabulary of operations: every change of a plan, whoever makes it, is a list of these.

Operations are frozen values here and plain JSON objects in storage (`plans.engine.operation_json`).
`plans.engine.applying` applies them to a plan and returns the exact inverse.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from plans.engine.week import SessionState, WeekState


@dataclass(frozen=True, slots=True)
class Move:
    """Put a session on another day, at a place among that day's sessions (0 = first)."""

    op: ClassVar[str] = "move"
    session: str
    day: date
    position: int


@dataclass(frozen=True, slots=True)
class Swap:
    """Exchange the days of two sessions."""

    op: ClassVar[str] = "swap"
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Add:
    """Put a new session on its day."""

    op: ClassVar[str] = "add"
    session: SessionState


@dataclass(frozen=True, slots=True)
class Drop:
    op: ClassVar[str] = "drop"
    session: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Put another session in the place of one, for example cross-training for a run."""

    op: ClassVar[str] = "replace"
    session: str
    by: SessionState


@dataclass(frozen=True, slots=True)
class Set:
    """Give fields of a session new values (names and values of `SessionState`, not `id`)."""

    op: ClassVar[str] = "set"
    session: str
    values: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Multiply minutes and kilometres of sessions by a factor (0 < factor <= 2)."""

    op: ClassVar[str] = "scale"
    sessions: tuple[str, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class InsertRest:
    """Make a day a rest day: its runs and strength sessions are dropped."""

    op: ClassVar[str] = "insert_rest"
    day: date


@dataclass(frozen=True, slots=True)
class AddWeek:
    """Put a week with its sessions on a free Monday."""

    op: ClassVar[str] = "add_week"
    week: WeekState


@dataclass(frozen=True, slots=True)
class DropWeek:
    op: ClassVar[str] = "drop_week"
    monday: date


@dataclass(frozen=True, slots=True)
class Shift:
    """Move every week from `monday` on by whole weeks, with all its sessions."""

    op: ClassVar[str] = "shift"
    monday: date
    weeks: int


Operation = Move | Swap | Add | Drop | Replace | Set | Scale | InsertRest | AddWeek | DropWeek | Shift
