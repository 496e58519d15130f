"""Weekly rules on what was run and what is known of it: D10, the step to next week (V1), and D9."""

from __future__ import annotations

from plans.engine import gates
from plans.engine.deciding.easing import may_change, may_hold
from plans.engine.decision import Directive, NightDecision, Reason
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import NightFacts, Standing
from plans.engine.vocabulary import Verdict

_D9 = frozenset({"D9"})
_ANY = frozenset(Standing)


def rebase(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """D10: less than 60 % of the planned kilometres in each of two weeks, and no sign of fatigue: start from
    what was run. What was not reported may have been run."""
    work, phase = facts.work, facts.phase
    assert phase is not None
    if work is None or len(work.weeks) < 2 or facts.cues or any(day.away for day in facts.last(14)):
        return None
    this, before = work.weeks[:2]
    if any(not week.planned_km or week.high_km >= policy.adherence_share * week.planned_km for week in (this, before)):
        return None
    km = rebased_km(facts, policy)
    if phase.next_week_km <= km or not may_change(facts, policy):
        return None
    done, planned = round(this.low_km + before.low_km, 1), round(this.planned_km + before.planned_km, 1)
    reason = Reason("d10.rebase", (("done", done), ("planned", planned), ("km", km)))
    return NightDecision(Verdict.EASE, "D10", (reason,), Directive.REBASE)


def rebased_km(facts: NightFacts, policy: DecisionPolicy) -> float:
    """Kilometres of the week that starts from what was run in the last two (D10), above the floor by `propose`."""
    assert facts.work is not None
    return round(policy.rebase_ratio * max(week.low_km for week in facts.work.weeks[:2]), 1)


def leap(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """V1 against what was run: next week would be a leap above the best of three weeks, even if all that was not
    reported was run."""
    work, phase = facts.work, facts.phase
    assert phase is not None
    if work is None or len(work.weeks) < 3:
        return None
    best = max(week.high_km for week in work.weeks)
    if best <= 0 or phase.next_week_km <= max(policy.week_leap_ratio * best, best + policy.free_step_km):
        return None
    if not may_change(facts, policy):
        return None
    values = (("planned", phase.next_week_km), ("best", best), ("km", stepped_km(facts, policy)))
    return NightDecision(Verdict.EASE, "V1", (Reason("v1.leap", values),), Directive.CUT_TO_STEP)


def stepped_km(facts: NightFacts, policy: DecisionPolicy) -> float:
    """Kilometres of one step above the best week run of the last three (V1)."""
    assert facts.work is not None
    best = max(week.high_km for week in facts.work.weeks)
    return round(max(policy.step_up_max_ratio * best, best + policy.free_step_km), 1)


def few_logs(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """D9: too few check-ins to step up. The first such week only holds; from the second in a row on a coach is
    asked, and next week is no more than this one. No phase begins on missing data."""
    if gates.has_enough_logs(facts, policy):
        return None
    phase = facts.phase
    assert phase is not None
    logs = len(facts.logs(policy.data_window_days))
    few = Reason("d9.few_logs", (("logs", logs), ("days", len(facts.last(policy.data_window_days)))))
    weeks = 1 + facts.weeks_in_a_row(_D9, standing=_ANY)
    asks = weeks >= policy.data_holds_before_asking
    reasons = (few, Reason("d9.ask", (("weeks", weeks),))) if asks else (few,)
    if gates.is_last_week(facts):
        if not may_hold(facts, policy) or not gates.may_grow(facts):
            return NightDecision(Verdict.HOLD, "D9", reasons, asks=True)
        directive = Directive.HOLD_FOR_LOGS if asks else Directive.REPEAT_WEEK
        return NightDecision(Verdict.HOLD, "D9", reasons, directive)
    if asks and may_hold(facts, policy) and phase.next_week_km > policy.ramp_ratio * phase.week_km:
        return NightDecision(Verdict.HOLD, "D9", reasons, Directive.STOP_THE_RAMP, asks=True)
    return NightDecision(Verdict.HOLD, "D9", reasons, asks=asks)
