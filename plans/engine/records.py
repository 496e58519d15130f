"""What a night writes down, made from frozen values only: the same bytes again, in any process and release.

`record` is how the night makes a decision's row; `remade` makes it again from what the row holds. A release that
decides differently gets a new `RULES_VERSION`, keeps the old rules beside the new ones and lists both in
`RULE_SETS`, so that what was decided under the old ones can still be shown to follow from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plans.engine import facts as facts_of_night
from plans.engine.decision import Directive, NightDecision
from plans.engine.decisions import decide
from plans.engine.explaining import explain
from plans.engine.facts import NightFacts
from plans.engine.limits import History
from plans.engine.operation_json import to_json
from plans.engine.plan_json import history_from_json, history_to_json, plan_from_json, plan_to_json
from plans.engine.proposals import propose
from plans.engine.rulebook import Rulebook, differences, with_thresholds
from plans.engine.template import Template
from plans.engine.week import PlanState


@dataclass(frozen=True, slots=True)
class Record:
    """One decision as it is stored: plain JSON values, and what they were made from."""

    verdict: str
    rule: str
    directive: str
    asks: bool
    reasons: list[Any]
    operations: list[dict[str, Any]]
    facts: dict[str, Any]
    plan_state: dict[str, Any] | None
    thresholds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Met:
    """What a proposal meets: the plan, what is known of its running, and the template for what it protects."""

    plan: PlanState
    history: History
    template: Template


def record(facts: NightFacts, decision: NightDecision, rules: Rulebook, met: Met | None) -> Record:
    """The decision with the operations that it proposes on what it meets; None where it proposes nothing."""
    if decision.directive is Directive.NOTHING:
        met = None
    operations = propose(decision.directive, met.plan, facts, rules, met.history, met.template) if met else ()
    return Record(
        verdict=decision.verdict.value,
        rule=decision.rule,
        directive=decision.directive.value,
        asks=decision.asks or bool(operations),
        reasons=[[each.message, dict(each.values)] for each in explain(facts, decision, rules.decisions)],
        operations=to_json(operations),
        facts=facts_of_night.to_json(facts),
        plan_state={"plan": plan_to_json(met.plan), "history": history_to_json(met.history)} if met else None,
        thresholds=differences(rules),
    )


RuleSet = Callable[[Mapping[str, Any], Mapping[str, Any] | None, Mapping[str, float], Template], Record]


def _rules_2(
    facts: Mapping[str, Any],
    plan_state: Mapping[str, Any] | None,
    thresholds: Mapping[str, float],
    template: Template,
) -> Record:
    rules = with_thresholds(thresholds)
    known = facts_of_night.from_json(facts)
    met = None
    if plan_state is not None:
        met = Met(plan_from_json(plan_state["plan"]), history_from_json(plan_state["history"]), template)
    return record(known, decide(known, rules.decisions), rules, met)


RULE_SETS: Mapping[str, RuleSet] = {"2": _rules_2}


class UnknownRules(LookupError):
    """Decided under rules that this release does not carry."""


def remade(
    version: str,
    facts: Mapping[str, Any],
    plan_state: Mapping[str, Any] | None,
    thresholds: Mapping[str, float],
    template: Template,
) -> Record:
    """The decision once more, by the rules of its own version, with the template of its plan. Raises
    `UnknownRules`."""
    if version not in RULE_SETS:
        raise UnknownRules(version)
    return RULE_SETS[version](facts, plan_state, thresholds, template)


FIELDS: Sequence[str] = ("verdict", "rule", "directive", "reasons", "operations")
"""What is compared when a stored decision is made again."""
