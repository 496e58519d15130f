"""Weekly rules that make the plan lighter: D3 to D6, each a step more than the one before, and back a phase."""

from __future__ import annotations

from plans.engine import gates
from plans.engine.decision import Directive, NightDecision, Reason
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import NightFacts, Standing
from plans.engine.vocabulary import Verdict

CHANGES = frozenset({"D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "V1", "GB"})
"""Rules whose proposals count as the one change in 7 days. D1 and D2 do not wait for it themselves."""

_HEALTH = frozenset({"D1", "D2"})
_NOT_DECLINED = frozenset({Standing.NOTE, Standing.OPEN, Standing.APPROVED})
APPROVED = frozenset({Standing.APPROVED})
_TWO_WEEKS = frozenset({"D4", "D5", "GB"})
RECOVERED = frozenset({"D5"})
_D3, _SCALED_BACK, _BACK = frozenset({"D3"}), frozenset({"D4", "D5"}), frozenset({"GB"})


def may_change(facts: NightFacts, policy: DecisionPolicy) -> bool:
    """One change per athlete in 7 days (S9: no impulsive changes). A weekly change works from Monday to Sunday, and
    the night of that Sunday still belongs to it; one that shapes two weeks (a lighter one, and the step after it)
    is given both."""
    return (
        _has_next_week(facts)
        and not facts.proposed_within(policy.cooldown_days + 1, CHANGES)
        and not facts.proposed_within(2 * policy.cooldown_days + 1, _TWO_WEEKS)
    )


def may_ease_more(facts: NightFacts, policy: DecisionPolicy) -> bool:
    """What follows from the change before it (D4 after D3, D5 after D4) or from a pair of cues comes on the next
    weekly night."""
    return _has_next_week(facts) and not facts.proposed_within(policy.cooldown_days, CHANGES)


def _has_next_week(facts: NightFacts) -> bool:
    """Whether a week follows, or the phase may have one more. At the very end there is nothing to make lighter, and
    the gate speaks."""
    phase = facts.phase
    assert phase is not None  # weekly rules run only where there is a plan
    return phase.left > 0 or phase.following is not None or gates.may_grow(facts)


def may_hold(facts: NightFacts, policy: DecisionPolicy) -> bool:
    """A week may be repeated after a rest day of health: staying where one is, is the careful side."""
    return not facts.proposed_within(policy.cooldown_days, CHANGES - _HEALTH)


def has_pair(facts: NightFacts) -> bool:
    """Two persistent cues are on together tonight (section 4)."""
    return facts.pair_days_ago == 0


def back_a_phase(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """Section 6: two recovery weeks did not help, or there was no run for more than 10 days."""
    if not may_ease_more(facts, policy) or facts.proposed_within(2 * policy.cooldown_days, _BACK):
        return None
    share = ("percent", round(100 * policy.restart_share))
    weeks = facts.weeks_in_a_row(RECOVERED, standing=APPROVED)
    if has_pair(facts) and weeks >= policy.recovery_weeks_in_a_row:
        reasons = (Reason("gb.recovery", (("weeks", weeks), share)), _cues(facts), Reason("gb.refer"))
        return NightDecision(Verdict.EASE, "GB", reasons, Directive.PREVIOUS_PHASE, asks=True)
    days = facts.work.days_without_run if facts.work else None
    if days is not None and days > policy.days_without_run:
        reason = Reason("gb.no_run", (("days", days), share))
        return NightDecision(Verdict.EASE, "GB", (reason,), Directive.PREVIOUS_PHASE)
    return None


def recovery_week(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """D5: the pair of cues is still on after the plan was scaled back."""
    weeks = facts.weeks_in_a_row(_SCALED_BACK, standing=APPROVED)
    if not has_pair(facts) or not weeks or not may_ease_more(facts, policy):
        return None
    values = (("percent", round(100 * policy.recovery_share)), ("rest_days", policy.recovery_rest_days))
    reasons = (Reason("d5.still", values), _cues(facts), Reason("d5.call"))
    return NightDecision(Verdict.EASE, "D5", reasons, Directive.RECOVERY_WEEK, asks=True)


def scale_back(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """D4: a pair of persistent cues, or D3 once more after a week that was already eased."""
    if not may_ease_more(facts, policy):
        return None
    percent = ("percent", round(100 * policy.scale_back_share))
    if has_pair(facts):
        reasons = (Reason("d4.pair", (percent,)), _cues(facts))
        return NightDecision(Verdict.EASE, "D4", reasons, Directive.SCALE_BACK)
    weeks = 1 + facts.weeks_in_a_row(_D3, standing=_NOT_DECLINED)
    flagged = _flagged(facts, policy)
    if flagged is None or weeks < policy.ease_weeks_to_scale_back:
        return None
    reasons = (Reason("d4.again", (("weeks", weeks), percent)), Reason("d3.days", flagged))
    return NightDecision(Verdict.EASE, "D4", reasons, Directive.SCALE_BACK)


def one_run_less(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """D3: amber or red on 3 of the logs of 7 days. Where the next week is much lighter as planned, that is the
    easing."""
    flagged = _flagged(facts, policy)
    if flagged is None or not may_change(facts, policy):
        return None
    phase = facts.phase
    assert phase is not None
    if phase.left and 0 < phase.next_week_km <= (1 - policy.ease_cut / 2) * phase.week_km:
        percent = ("percent", round(100 * (1 - phase.next_week_km / phase.week_km)))
        return NightDecision(Verdict.STEADY, "D3", (Reason("d3.lighter", (*flagged, percent)),))
    return NightDecision(Verdict.EASE, "D3", (Reason("d3.flagged", flagged),), Directive.DROP_EASY_RUN)


def longer_rests(facts: NightFacts, policy: DecisionPolicy) -> NightDecision | None:
    """D6: a hard session was harder than planned or left unfinished, and the day after was low."""
    if facts.work is None or not facts.work.strained or not may_change(facts, policy):
        return None
    values = (("sessions", facts.work.strained), ("over", policy.strained_rpe_over))
    return NightDecision(Verdict.EASE, "D6", (Reason("d6.strained", values),), Directive.LENGTHEN_RESTS)


def _flagged(facts: NightFacts, policy: DecisionPolicy) -> tuple[tuple[str, int], ...] | None:
    """How many of how many logs were amber or red, where that is enough to ease."""
    logs = facts.logs(policy.ease_window_days)
    flagged = sum(day.flagged for day in logs)
    if len(logs) < policy.ease_min_logs or flagged < policy.flagged_logs_to_ease:
        return None
    return ("flagged", flagged), ("logs", len(logs))


def _cues(facts: NightFacts) -> Reason:
    return Reason("cues.on", (("cues", " ".join(facts.cues)),))
