"""One night's decision for one athlete (rules, section 5): the first rule that speaks, speaks alone.

`decide(facts, policy)` is pure. `RULES` lists the rules in their order of precedence with the clock each runs
on: nightly rules act on health, weekly rules on Sunday night for the Monday that follows. A rule returns what
is to be done (`Directive`), not yet to which sessions: `plans.engine.proposals` turns that into operations on
the athlete's own plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from plans.engine.deciding import easing, health, load, phase
from plans.engine.decision import Directive, NightDecision, Reason
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import NightFacts, Standing
from plans.engine.vocabulary import Verdict

Rule = Callable[[NightFacts, DecisionPolicy], NightDecision | None]

RULES: tuple[tuple[str, Rule, bool], ...] = (
    ("D1", health.rest_or_return, False),
    ("D2", health.rest_day, False),
    ("GB", easing.back_a_phase, True),
    ("D5", easing.recovery_week, True),
    ("D4", easing.scale_back, True),
    ("D3", easing.one_run_less, True),
    ("D6", easing.longer_rests, True),
    ("D10", load.rebase, True),
    ("V1", load.leap, True),
    ("D9", load.few_logs, True),
    ("D8", phase.at_its_end, True),
    ("D7", phase.before_its_end, True),
)
"""In order of precedence, with whether the rule waits for the weekly clock."""


_KNOWS_THE_END = frozenset({"D7", "D8", "D9"})
_NEEDS_LOGS = _KNOWS_THE_END
"""Gates are met or not met by check-ins. Where there is no consent to these, the phases follow as written."""


def decide(facts: NightFacts, policy: DecisionPolicy) -> NightDecision:
    """The decision of this night. Same facts and policy: same decision, in any process and any order."""
    decision = _first(facts, policy) if facts.phase is not None else None
    decision = decision or _carry_on(facts, policy)
    if facts.referral and facts.is_weekly:
        decision = _with_referral(decision, facts)
    return _after_an_answer(decision, facts) if facts.revised else decision


def _first(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    weekly_night = facts.is_weekly
    for id, rule, weekly in RULES:
        if (weekly and not weekly_night) or (facts.unasked and id in _NEEDS_LOGS):
            continue
        decision = rule(facts, policy)
        if decision is not None:
            at_the_end = weekly_night and decision.rule not in _KNOWS_THE_END and not facts.unasked
            return phase.asked_at_its_end(decision, facts, policy) if at_the_end else decision
    return None


def _with_referral(decision: NightDecision, facts: NightFacts) -> NightDecision:
    """Once a week while it lasts, and whatever else is decided (rules, section 4; V15 under 18)."""
    notes = [Reason(f"referral.{rule}") for rule in facts.referral[:1]]
    if facts.under_18:
        notes.append(Reason("referral.guardian"))
    return replace(decision, reasons=(*decision.reasons[: 4 - len(notes)], *notes), asks=True)


def _after_an_answer(decision: NightDecision, facts: NightFacts) -> NightDecision:
    """A check-in came late. What a coach answered is not asked again; where the answer was followed and the
    decision is another one now, the coach is told."""
    was = facts.revised
    assert was is not None  # asked by the caller
    if was.standing not in (Standing.APPROVED, Standing.KEPT):
        return decision
    same = (decision.rule, decision.directive) == (was.rule, was.directive)
    late = Reason("late.same" if same else "late.other", (("rule", was.rule),))
    return replace(
        decision,
        reasons=(*decision.reasons[:3], late),
        directive=Directive.NOTHING if same else decision.directive,
        asks=not same and (decision.asks or was.standing is Standing.APPROVED),
    )


def _carry_on(facts: NightFacts, policy: DecisionPolicy) -> NightDecision:
    """No change, and why; a silent athlete is somebody to talk to, not a proposal."""
    silent = silent_days(facts)
    if silent >= policy.no_contact_days:
        return NightDecision(
            Verdict.STEADY, "S0", (Reason("s0.silent", (("days", silent),)),), asks=is_time_to_call(silent, policy)
        )
    if facts.phase is None:
        return NightDecision(Verdict.STEADY, "-", (Reason("steady.no_plan"),))
    if facts.unasked:
        return NightDecision(Verdict.STEADY, "-", (Reason("steady.unasked"),))
    if facts.today.away and not facts.today.known:
        reason = Reason("steady.away")
    elif facts.learning and facts.today.known:
        reason = Reason("steady.learning", (("logs", len(facts.logs(len(facts.days)))),))
    elif facts.settling:
        reason = Reason("steady.settling")
    else:
        reason = Reason(f"steady.{facts.today.status}")
    return NightDecision(Verdict.STEADY, "-", (reason,))


def silent_days(facts: NightFacts) -> int:
    """Days without a check-in up to this night, leaving out days away; nobody is silent who is not asked."""
    if facts.unasked:
        return 0
    silent = 0
    for day in reversed(facts.days):
        if day.known:
            break
        silent += not day.away
    return 0 if facts.today.away else silent


def is_time_to_call(silent: int, policy: DecisionPolicy) -> bool:
    """On the third silent night, and once a week from then on."""
    return silent >= policy.no_contact_days and silent % 7 == policy.no_contact_days % 7
