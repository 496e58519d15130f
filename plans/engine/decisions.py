"""One night's decision for one athlete (rules, section 5): the first rule that speaks, speaks alone.

`decide(facts, policy)` is pure. Each rule is a function in `RULES`, in their order of precedence, with the
clock it runs on: nightly rules act on health, weekly rules on Sunday night for the Monday that follows.
A rule returns a `Directive` (what is to be done, not yet to which sessions); `plans.engine.proposals`
turns it into operations on the athlete's own plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from plans.engine import gates
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import NightFacts
from plans.engine.vocabulary import Verdict

Value = float | int | str


class Directive(StrEnum):
    """What a proposal does to the plan."""

    NOTHING = "nothing"
    REST_WHILE_ILL = "rest_while_ill"
    """The next days are rest days; hard sessions wait until after the symptoms."""
    REST_NEXT_RUN = "rest_next_run"
    DROP_EASY_RUN = "drop_easy_run"
    STOP_THE_RAMP = "stop_the_ramp"
    """Next week runs no more kilometres than this week."""
    REPEAT_WEEK = "repeat_week"
    NEXT_PHASE = "next_phase"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of `plans.engine.words` by name, with its numbers."""

    message: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class NightDecision:
    """The outcome: what is proposed (`verdict`, `directive`), by which rule, and why.

    `asks` says that a coach's answer is wanted; the first reason is the headline.
    """

    ANSWER_DAYS: ClassVar[dict[str, int]] = {"D1": 2}

    verdict: Verdict
    rule: str
    reasons: tuple[Reason, ...]
    directive: Directive = Directive.NOTHING
    asks: bool = False

    @property
    def answer_days(self) -> int:
        """For how many days after the night an answer makes sense: rest is for now, a weekly rule for a week that
        has hardly begun."""
        return self.ANSWER_DAYS.get(self.rule, 3)


Rule = Callable[[NightFacts, DecisionPolicy], NightDecision | None]

CHANGES = frozenset({"D2", "D3", "D4", "D5", "D6", "D7", "D8", "D10"})
"""Rules whose proposals count as the one change in 7 days; D1 and D2 themselves do not wait for it."""


def decide(facts: NightFacts, policy: DecisionPolicy) -> NightDecision:
    """The decision of this night. Same facts and policy: same decision, in any process and any order."""
    for rule, weekly in RULES:
        if weekly and not facts.is_weekly:
            continue
        decision = rule(facts, policy)
        if decision is not None:
            return decision
    return _carry_on(facts, policy)


def _d1_health(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    if facts.today.rule != "S1":
        return None
    reason = Reason("d1.ill" if facts.ill else "d1.pain", (("days", policy.rest_days_when_ill), ("pain", facts.pain)))
    return NightDecision(Verdict.REST, "D1", (reason,), Directive.REST_WHILE_ILL, asks=True)


def _d2_rest_day(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    if facts.today.rule != "S2" or facts.changed_within(policy.cooldown_days, frozenset({"D2"})):
        return None
    logs = facts.logs(len(facts.days))[-policy.red_logs_window :]
    red = sum(d.rule == "S2" for d in logs)
    if red < policy.red_logs_for_rest:
        return None
    reason = Reason("d2.red_logs", (("red", red), ("logs", len(logs))))
    return NightDecision(Verdict.REST, "D2", (reason,), Directive.REST_NEXT_RUN, asks=True)


def _d3_ease(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    logs = facts.logs(policy.ease_window_days)
    flagged = sum(d.flagged for d in logs)
    if len(logs) < policy.ease_min_logs or flagged < policy.flagged_logs_to_ease or not _may_change(facts, policy):
        return None
    reason = Reason("d3.flagged", (("flagged", flagged), ("logs", len(logs))))
    return NightDecision(Verdict.EASE, "D3", (reason,), Directive.DROP_EASY_RUN, asks=True)


def _d9_data(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    if gates.has_enough_logs(facts, policy):
        return None
    phase = facts.phase
    assert phase is not None  # weekly rules run only where there is a plan
    logs = len(facts.logs(policy.data_window_days))
    reasons = [Reason("d9.few_logs", (("logs", logs), ("days", len(facts.last(policy.data_window_days)))))]
    holds = 1 + sum(rule == "D9" for ago, rule in facts.recent if ago <= 7 * policy.data_holds_before_asking)
    if holds >= policy.data_holds_before_asking:
        reasons.append(Reason("d9.ask", (("weeks", holds),)))
    at_boundary = phase.left == 0 and phase.following is not None and phase.served < phase.max_weeks
    if at_boundary and _may_change(facts, policy):
        return NightDecision(Verdict.HOLD, "D9", tuple(reasons), Directive.REPEAT_WEEK, asks=True)
    if phase.next_week_km > phase.week_km:
        return NightDecision(Verdict.HOLD, "D9", tuple(reasons), Directive.STOP_THE_RAMP, asks=True)
    return NightDecision(Verdict.HOLD, "D9", tuple(reasons), asks=holds >= policy.data_holds_before_asking)


def _d8_hold(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    phase = facts.phase
    assert phase is not None
    if phase.left > 0 or phase.following is None:
        return None
    missing = [check for check in gates.checks(facts, policy) if not check.met]
    if not missing:
        return None
    if any(check.message == gates.BY_COACH for check in missing):
        asked = Reason("d8.coach", (("phase", phase.kind), ("following", phase.following)))
        return NightDecision(Verdict.HOLD, "D8", (asked,), asks=True)
    reasons = (
        Reason("d8.gate", (("phase", phase.kind), ("weeks", phase.served))),
        *(Reason(f"{check.message}.missing", check.values) for check in missing[:3]),
    )
    if phase.served >= phase.max_weeks:
        reasons = (Reason("d8.longest", (("phase", phase.kind), ("weeks", phase.max_weeks))), *reasons[1:])
        return NightDecision(Verdict.HOLD, "D8", reasons, asks=True)
    if not _may_change(facts, policy):
        return NightDecision(Verdict.HOLD, "D8", reasons, asks=True)
    return NightDecision(Verdict.HOLD, "D8", reasons, Directive.REPEAT_WEEK, asks=True)


def _d7_advance(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    phase = facts.phase
    assert phase is not None
    if phase.following is None or phase.served < phase.min_weeks:
        return None
    if not facts.logs(policy.step_up_log_days) or not _may_change(facts, policy):
        return None
    if not gates.is_open(facts, policy):
        return None
    opened = tuple(Reason(f"{check.message}.met", check.values) for check in gates.checks(facts, policy)[:2])
    headline = Reason("d7.gate", (("phase", phase.kind), ("following", phase.following), ("weeks", phase.served)))
    # While an athlete is being learned a gate passes only on a coach's review, and the reader is told so.
    learning = (Reason("d7.learning"),) if facts.learning else ()
    return NightDecision(Verdict.ADVANCE, "D7", (headline, *learning, *opened), Directive.NEXT_PHASE, asks=True)


def _may_change(facts: NightFacts, policy: DecisionPolicy) -> bool:
    """One change per athlete in 7 days (S9: no impulsive changes)."""
    return not facts.changed_within(policy.cooldown_days, CHANGES)


def _carry_on(facts: NightFacts, policy: DecisionPolicy) -> NightDecision:
    """No change, and why; a silent athlete is somebody to talk to, not a proposal."""
    silent = 0
    for day in reversed(facts.days):
        if day.known:
            break
        silent += 1
    if silent >= policy.no_contact_days:
        first_night = silent % 7 == policy.no_contact_days
        return NightDecision(Verdict.STEADY, "S0", (Reason("s0.silent", (("days", silent),)),), asks=first_night)
    if facts.phase is None:
        return NightDecision(Verdict.STEADY, "-", (Reason("steady.no_plan"),))
    if facts.learning and facts.today.known:
        reason = Reason("steady.learning", (("logs", len(facts.logs(len(facts.days)))),))
    elif facts.settling:
        reason = Reason("steady.settling")
    else:
        reason = Reason(f"steady.{facts.today.status}")
    return NightDecision(Verdict.STEADY, "-", (reason,))


def _in_plan(rule: Rule) -> Rule:
    return lambda facts, policy: rule(facts, policy) if facts.phase is not None else None


RULES: tuple[tuple[Rule, bool], ...] = (
    (_in_plan(_d1_health), False),
    (_in_plan(_d2_rest_day), False),
    (_in_plan(_d3_ease), True),
    (_in_plan(_d9_data), True),
    (_in_plan(_d8_hold), True),
    (_in_plan(_d7_advance), True),
)
"""In order of precedence, with whether the rule waits for the weekly clock (D1 > D2 > D3 > D9 > D8 > D7)."""
