"""The thresholds of the gates that a template may set for the plans made from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from plans.engine.guide import guide
from plans.engine.rulebook import DEFAULT_RULEBOOK, Rulebook, differences, with_thresholds


@cache
def gate_thresholds() -> tuple[str, ...]:
    """Their names, in the order of the rules; none of them has to stand in order with another threshold."""
    section = next(section for section in guide(DEFAULT_RULEBOOK).sections if section.anchor == "gates")
    return tuple(row.name for row in section.rows)


def with_gates(rulebook: Rulebook, gates: Mapping[str, float]) -> Rulebook:
    """The rulebook for plans of a template with gates of its own.

    Raises ValueError, in a sentence for people, for what is no threshold of a gate or outside its range.
    """
    if not gates:
        return rulebook
    for name in gates:
        if name not in gate_thresholds():
            raise ValueError(f"{name} is not the name of a gate's threshold.")
    return with_thresholds({**differences(rulebook), **gates})
