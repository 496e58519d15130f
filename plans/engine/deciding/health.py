"""Nightly rules on health: rest and a graded return (D1), an inserted rest day (D2)."""

from __future__ import annotations

from plans.engine.decision import Directive, NightDecision, Reason
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import NightFacts
from plans.engine.vocabulary import Verdict

D2 = frozenset({"D2"})


def rest_or_return(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """D1: rest on a red day of health and until a log without symptoms; from that log on a graded return."""
    if facts.today.rule == "S1":
        values = (("days", policy.rest_days_when_ill), ("pain", facts.pain))
        reason = Reason("d1.ill" if facts.ill else "d1.pain", values)
        return NightDecision(Verdict.REST, "D1", (reason,), Directive.REST_WHILE_ILL, asks=True)
    symptoms = facts.symptoms
    if symptoms is None:
        return None
    if symptoms.clear_ago is None:
        message = "d1.still" if facts.today.known else "d1.no_log"
        reason = Reason(message, (("ago", symptoms.ago), ("pain", facts.pain)))
        return NightDecision(Verdict.REST, "D1", (reason,), Directive.REST_WHILE_ILL)
    if symptoms.clear_ago == 0:
        shares = (
            ("days", symptoms.days),
            ("first", round(100 * policy.return_first_share)),
            ("second", round(100 * policy.return_second_share)),
            ("rpe", policy.return_max_rpe),
        )
        reason = Reason("d1.return", shares)
        return NightDecision(Verdict.EASE, "D1", (reason,), Directive.RETURN_GRADUALLY)
    return None


def rest_day(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """D2: well below the own normal on 2 of the last 3 logs, and again today."""
    if facts.today.rule != "S2" or facts.proposed_within(policy.cooldown_days, D2):
        return None
    logs = facts.logs(len(facts.days))[-policy.red_logs_window :]
    red = sum(day.rule == "S2" for day in logs)
    if red < policy.red_logs_for_rest:
        return None
    reason = Reason("d2.red_logs", (("red", red), ("logs", len(logs))))
    return NightDecision(Verdict.REST, "D2", (reason,), Directive.REST_NEXT_RUN)
