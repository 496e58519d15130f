"""Operations as JSON objects, as they are stored and sent: `{"op": "move", "session": …, "day": "2026-11-30", …}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from plans.engine import operations as ops
from plans.engine.vocabulary import PhaseKind, SessionKind
from plans.engine.week import SessionState, WeekState

_KINDS: dict[str, type[Any]] = {
    kind.op: kind
    for kind in (
        ops.Move, ops.Swap, ops.Add, ops.Drop, ops.Replace, ops.Set, ops.Scale, ops.InsertRest,
        ops.AddWeek, ops.DropWeek, ops.Shift,
    )
}  # fmt: skip
_DATES = frozenset({"day", "original_day", "monday"})
_TUPLES = frozenset({"steps", "marks", "protects", "goals"})


def to_json(operations: Iterable[ops.Operation]) -> list[dict[str, Any]]:
    """Operations as plain objects, fields in the order of their definition."""
    return [{"op": op.op, **{f.name: _plain(getattr(op, f.name)) for f in fields(op)}} for op in operations]


def from_json(objects: Iterable[Mapping[str, Any]]) -> tuple[ops.Operation, ...]:
    """The operations of `to_json`. Raises KeyError, TypeError or ValueError for anything else."""
    return tuple(_operation(o) for o in objects)


def week_to_json(week: WeekState) -> dict[str, Any]:
    plain = {f.name: _plain(getattr(week, f.name)) for f in fields(week) if f.name != "sessions"}
    return {**plain, "sessions": [session_to_json(s) for s in week.sessions]}


def week_from_json(value: Mapping[str, Any]) -> WeekState:
    kept = {name: _typed(name, v) for name, v in value.items() if name != "sessions"}
    sessions = tuple(session_from_json(s) for s in value["sessions"])
    return WeekState(**{**kept, "phase": PhaseKind(kept["phase"])}, sessions=sessions)


def session_to_json(session: SessionState) -> dict[str, Any]:
    return {f.name: _plain(getattr(session, f.name)) for f in fields(session)}


def session_from_json(value: Mapping[str, Any]) -> SessionState:
    return SessionState(**{name: _typed(name, v) for name, v in value.items()})


def _operation(value: Mapping[str, Any]) -> ops.Operation:
    arguments = {name: v for name, v in value.items() if name != "op"}
    kind = _KINDS[value["op"]]
    if kind is ops.Add:
        return ops.Add(session_from_json(arguments["session"]))
    if kind is ops.Replace:
        return ops.Replace(arguments["session"], session_from_json(arguments["by"]))
    if kind is ops.AddWeek:
        return ops.AddWeek(week_from_json(arguments["week"]))
    if kind is ops.Set:
        return ops.Set(arguments["session"], tuple((n, _typed(n, v)) for n, v in arguments["values"]))
    if kind is ops.Scale:
        return ops.Scale(tuple(arguments["sessions"]), arguments["factor"])
    return kind(**{name: _typed(name, v) for name, v in arguments.items()})  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, SessionState):
        return session_to_json(value)
    if isinstance(value, WeekState):
        return week_to_json(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, str):
        return str(value)
    return value


def _typed(name: str, value: Any) -> Any:
    if name in _DATES:
        return date.fromisoformat(value)
    if name in _TUPLES:
        return tuple(value)
    if name == "kind":
        return SessionKind(value)
    return value
