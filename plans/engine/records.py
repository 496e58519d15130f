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
from plans.engine import steering as steered_by
from plans.engine.decision import Directive, NightDecision, Reason
from plans.engine.decisions import decide
from plans.engine.explaining import explain
from plans.engine.facts import NightFacts
from plans.engine.limits import History
from plans.engine.operation_json import to_json
from plans.engine.plan_json import history_from_json, history_to_json, plan_from_json, plan_to_json
from plans.engine.proposals import propose
from plans.engine.rulebook import Rulebook, differences, with_thresholds
from plans.engine.steering import Fate, Proposal, Steered, Steering, asks_anyway, steer, unspoken
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
    steering: dict[str, Any]
    applies: bool
    """Whether the night carries it out by itself."""


@dataclass(frozen=True, slots=True)
class Met:
    """What a proposal meets: the plan, what is known of its running, and the template for what it protects."""

    plan: PlanState
    history: History
    template: Template


NO_STEERING = Steering()


def record(
    facts: NightFacts, decision: NightDecision, rules: Rulebook, met: Met | None, steering: Steering = NO_STEERING
) -> Record:
    """The decision with the operations that it proposes on what it meets; None where it proposes nothing.

    What a coach said beforehand (`steering`) may leave the proposal out, or let it be carried out without asking.
    """
    steering = steering.about(decision)
    if decision.directive is Directive.NOTHING or unspoken(steering, decision, facts):
        met = None
    operations = propose(decision.directive, met.plan, facts, rules, met.history, met.template) if met else ()
    plan, history = (met.plan, met.history) if met else (None, None)
    steered = steer(steering, Proposal(decision, facts, operations, plan, history, rules.plans))
    is_made = steered.fate is not Fate.NOT_MADE
    asks = decision.asks or bool(operations) if is_made else asks_anyway(decision, facts)
    reasons = _with_steering(explain(facts, decision, rules.decisions), decision, steered)
    return Record(
        verdict=decision.verdict.value,
        rule=decision.rule,
        directive=decision.directive.value if is_made else Directive.NOTHING.value,
        asks=asks,
        reasons=[[each.message, dict(each.values)] for each in reasons],
        operations=to_json(operations) if is_made else [],
        facts=facts_of_night.to_json(facts),
        plan_state={"plan": plan_to_json(met.plan), "history": history_to_json(met.history)} if met else None,
        thresholds=differences(rules),
        steering=steered_by.to_json(steering),
        applies=steered.fate is Fate.APPLIED,
    )


def _with_steering(reasons: Sequence[Reason], decision: NightDecision, steered: Steered) -> Sequence[Reason]:
    """The reasons with what steering says to the coach. The athlete reads of no change that is not made; that rest
    comes first with symptoms is true whatever the plan says."""
    if steered.reason is None:
        return reasons
    headline, *others, athlete = reasons
    if steered.fate is Fate.NOT_MADE and decision.rule != "D1":
        athlete = Reason("athlete.steer.stands")
    return (headline, steered.reason, *others, athlete)


RuleSet = Callable[
    [Mapping[str, Any], Mapping[str, Any] | None, Mapping[str, float], Template, Mapping[str, Any]], Record
]


def _rules_2(
    facts: Mapping[str, Any],
    plan_state: Mapping[str, Any] | None,
    thresholds: Mapping[str, float],
    template: Template,
    steering: Mapping[str, Any],
) -> Record:
    rules = with_thresholds(thresholds)
    known = facts_of_night.from_json(facts)
    met = None
    if plan_state is not None:
        met = Met(plan_from_json(plan_state["plan"]), history_from_json(plan_state["history"]), template)
    return record(known, decide(known, rules.decisions), rules, met, steered_by.from_json(steering))


RULE_SETS: Mapping[str, RuleSet] = {"2": _rules_2}


class UnknownRules(LookupError):
    """Decided under rules that this release does not carry."""


def remade(
    version: str,
    facts: Mapping[str, Any],
    plan_state: Mapping[str, Any] | None,
    thresholds: Mapping[str, float],
    template: Template,
    steering: Mapping[str, Any] | None = None,
) -> Record:
    """The decision once more, by the rules of its own version, with the template of its plan and what a coach had
    said beforehand, where it was anything. Raises `UnknownRules`."""
    if version not in RULE_SETS:
        raise UnknownRules(version)
    return RULE_SETS[version](facts, plan_state, thresholds, template, steering or {})


FIELDS: Sequence[str] = ("verdict", "rule", "directive", "reasons", "operations")
"""What is compared when a stored decision is made again."""
