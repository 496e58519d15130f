"""The gate before the next phase, condition by condition, as a weekly night found it (rules, section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import NightFacts
from plans.engine.gates import UNKNOWN, checks
from plans.engine.vocabulary import PhaseKind

Value = float | int | str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; `message` with `values` is its sentence in `plans.engine.words`."""

    met: bool
    message: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Gate:
    """What leads from `phase` to `following`; None is the end of the offseason."""

    phase: PhaseKind
    following: PhaseKind | None
    conditions: tuple[Condition, ...]


def gate_of(facts: NightFacts, policy: DecisionPolicy) -> Gate | None:
    """The gate at the end of the phase of that night; None where there was no phase, or nothing read of the work."""
    if facts.phase is None or facts.work is None:
        return None
    conditions = tuple(
        Condition(check.met, f"{check.message}.{_found(check.met, dict(check.values))}", dict(check.values))
        for check in checks(facts, policy)
    )
    return Gate(facts.phase.kind, facts.phase.following, conditions)


def _found(met: bool, values: Mapping[str, Value]) -> str:
    if met:
        return "met"
    return "unknown" if UNKNOWN in values.values() else "missing"
