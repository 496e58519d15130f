"""Weekly rules at the gates between phases: hold (D8) or advance (D7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plans.engine import gates
from plans.engine.deciding.easing import may_change, may_hold
from plans.engine.decision import Directive, NightDecision, Reason
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import NightFacts, PhaseFacts
from plans.engine.vocabulary import Verdict

_CALM = ("gate.calm_share", "gate.no_red")
"""The conditions that are told where a gate is met."""


def at_its_end(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """D8: the phase is at its planned end and its gate is not met: the week once more. Where the phase is at its
    longest, or the deadline leaves no week, a coach decides. Where the gate is met, D7: the plan goes on as written."""
    phase = facts.phase
    assert phase is not None
    if not gates.is_last_week(facts):
        return None
    checks = gates.checks(facts, policy)
    missing = [check for check in checks if not check.met]
    if not missing:
        return _advance(facts, checks)
    drivers = tuple(Reason(f"{check.message}.missing", check.values) for check in missing[:3])
    kind = ("phase", phase.kind.value)
    if not gates.may_grow(facts):
        headline = _cannot_grow(phase)
    elif not may_hold(facts, policy):
        headline = Reason("d8.waits", (kind, ("days", policy.cooldown_days)))
    else:
        headline = Reason("d8.gate", (kind, ("weeks", phase.served)))
        return NightDecision(Verdict.HOLD, "D8", (headline, *drivers), Directive.REPEAT_WEEK)
    return NightDecision(Verdict.HOLD, "D8", (headline, *drivers), asks=True)


def asked_at_its_end(decision: NightDecision, facts: NightFacts, policy: DecisionPolicy) -> NightDecision:
    """Another rule spoke on the last night of a phase that cannot be longer. The next phase follows as planned, and
    where its gate is not met a coach is asked for that too."""
    phase = facts.phase
    assert phase is not None
    if not gates.is_last_week(facts) or gates.may_grow(facts) or gates.is_open(facts, policy):
        return decision
    return replace(decision, reasons=(*decision.reasons[:3], _cannot_grow(phase)), asks=True)


def _cannot_grow(phase: PhaseFacts) -> Reason:
    kind = ("phase", phase.kind.value)
    if phase.served >= phase.max_weeks:
        return Reason("d8.longest", (kind, ("weeks", phase.max_weeks)))
    return Reason("d8.deadline", (kind,))


def before_its_end(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """D7: the gate is met before the phase's planned end: what is left of it is skipped, a change like any other."""
    if not may_change(facts, policy):
        return None
    checks = gates.checks(facts, policy)
    return _advance(facts, checks) if all(check.met for check in checks) else None


def _advance(facts: NightFacts, checks: Sequence[gates.Check]) -> NightDecision:
    """The next phase, or the end of the offseason, which is a coach's to sign."""
    phase = facts.phase
    assert phase is not None
    calm = tuple(Reason(f"{check.message}.met", check.values) for check in checks if check.message in _CALM)
    # While an athlete is being learned a gate passes only on a coach's review, and the reader is told so.
    learning = (Reason("d7.learning"),) if facts.learning else ()
    values = (("phase", phase.kind.value), ("weeks", phase.served))
    if phase.following is None:
        reasons = (Reason("d7.season", values), *learning, *calm)
        return NightDecision(Verdict.ADVANCE, "D7", reasons, Directive.FINISH, asks=True)
    headline = Reason("d7.gate", (*values, ("following", phase.following.value)))
    return NightDecision(Verdict.ADVANCE, "D7", (headline, *learning, *calm), Directive.NEXT_PHASE, asks=facts.learning)
