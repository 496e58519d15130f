"""All thresholds that one team's nights decide by, together: by one name each, and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import Any

from plans.engine import decision_policy, policy
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.policy import PlanPolicy
from plans.engine.refusals import Refusal
from readiness.engine import policy as readiness_policy
from readiness.engine.policy import ReadinessPolicy, Threshold, with_values
from readiness.engine.policy import thresholds as thresholds_of
from readiness.engine.sentences import gettext_noop


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The thresholds of statuses and cues, of decisions and gates, and of limits."""

    readiness: ReadinessPolicy = readiness_policy.DEFAULT_POLICY
    decisions: DecisionPolicy = decision_policy.DEFAULT_POLICY
    plans: PlanPolicy = policy.DEFAULT_POLICY

    def __getitem__(self, name: str) -> float:
        """The value of a threshold by its name. Raises `KeyError` for a name that is none."""
        value: float = getattr(getattr(self, thresholds()[name].policy), name)
        return value


DEFAULT_RULEBOOK = Rulebook()


@dataclass(frozen=True, slots=True)
class Entry:
    """A threshold and which policy of the rulebook holds it: `readiness`, `decisions` or `plans`."""

    policy: str
    behind: Threshold


IN_ORDER: tuple[tuple[str, str], ...] = (
    ("normal_min_values", "normal_window_days"),
    ("heart_week_min_values", "heart_week_days"),
    ("wellness_red_z", "wellness_red_paired_z"),
    ("wellness_red_paired_z", "wellness_amber_z"),
    ("pain_amber_from", "pain_stop_above"),
    ("amber_cut_low_share", "amber_cut_high_share"),
    ("red_walk_low_min", "red_walk_high_min"),
    ("cue_min_logs", "cue_window_days"),
    ("cue_days", "cue_window_days"),
    ("sleep_drop_cue_days", "cue_window_days"),
    ("pain_cue_days", "cue_window_days"),
    ("stress_cue_days", "cue_window_days"),
    ("pain_cue_value", "pain_cue_strong_value"),
    ("red_logs_for_rest", "red_logs_window"),
    ("flagged_logs_to_ease", "ease_window_days"),
    ("ease_min_logs", "ease_window_days"),
    ("data_min_logs", "data_window_days"),
    ("return_first_share", "return_second_share"),
    ("recovery_share", "scale_back_share"),
    ("week_step_near_baseline_ratio", "week_step_ratio"),
    ("week_step_ratio", "week_step_never_ratio"),
    ("longest_run_ratio", "longest_run_never_ratio"),
    ("hard_spacing_days", "hard_spacing_slow_recovery_days"),
    ("hard_spacing_days", "wider_hard_spacing_days"),
    ("first_jump_contacts", "jump_contacts"),
)
"""Pairs of which the first must not exceed the second: each alone may be in range, and the rule still be void."""


@cache
def thresholds() -> Mapping[str, Entry]:
    """Every threshold by its name, in the order of the rules; names are unique over the three policies."""
    return MappingProxyType(
        {
            name: Entry(part.name, behind)
            for part in fields(Rulebook)
            for name, behind in thresholds_of(getattr(DEFAULT_RULEBOOK, part.name))
        }
    )


def with_thresholds(values: Mapping[str, Any]) -> Rulebook:
    """The default rulebook with these thresholds instead, by name.

    Raises `ValueError`, in a sentence for people, for a name that is none, a value of the wrong kind or outside
    its range, and for two that do not go together.
    """
    for name in values:
        if name not in thresholds():
            raise ValueError(f"{name} is not the name of a threshold.")
    rulebook = Rulebook(
        **{
            part.name: with_values(
                getattr(DEFAULT_RULEBOOK, part.name),
                {name: value for name, value in values.items() if thresholds()[name].policy == part.name},
            )
            for part in fields(Rulebook)
        }
    )
    for lower, higher in IN_ORDER:
        if rulebook[lower] > rulebook[higher]:
            raise Refusal(
                gettext_noop("{lower} ({low} {unit}) must not exceed {higher} ({high} {unit_of_higher})."),
                lower=lower,
                low=f"{rulebook[lower]:g}",
                unit=thresholds()[lower].behind.unit,
                higher=higher,
                high=f"{rulebook[higher]:g}",
                unit_of_higher=thresholds()[higher].behind.unit,
            )
    return rulebook


def differences(rulebook: Rulebook) -> dict[str, float]:
    """The thresholds that differ from the defaults, by name in alphabetical order."""
    return {name: rulebook[name] for name in sorted(thresholds()) if rulebook[name] != DEFAULT_RULEBOOK[name]}
