"""What a coach said beforehand, and what becomes of a night's proposal under it: asked, applied by itself, or not made.

Locks and holds always win, then what is switched off, then what was refused within a week. What is applied by itself
touches no limit and stays within the bounds that the coach set; everything else is asked as usual, and says why. A
doctor comes before a plan: an alarm sign is asked whatever the mode is, and a note to see a physician keeps the
question open even where nothing is proposed. See `docs/decisions/0018-steering.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from plans.engine.applying import apply
from plans.engine.decision import Directive, NightDecision, Reason
from plans.engine.facts import NightFacts, Standing
from plans.engine.limits import History, added, check_plan
from plans.engine.merging import touched
from plans.engine.operations import Operation
from plans.engine.policy import DEFAULT_POLICY, PlanPolicy
from plans.engine.vocabulary import Verdict
from plans.engine.week import PlanState

REFUSED_NIGHTS = 7
"""A refused proposal is not made again for so many nights, the refused one counted."""
_ENDS_A_PHASE = frozenset({Directive.NEXT_PHASE, Directive.FINISH})


class Mode(StrEnum):
    """What a night does with its proposals of one verdict."""

    SUGGEST = "suggest"
    APPLY = "apply"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Automation:
    """The mode of one verdict. What is applied by itself reaches at most `within_days` days ahead, and changes the
    planned running minutes of a week by at most `within_percent`."""

    mode: Mode = Mode.SUGGEST
    within_days: int = 7
    within_percent: int = 30


Why = tuple[str, str]
"""A rule and its directive by their names: the same reason as before is the same two."""


@dataclass(frozen=True, slots=True)
class Steering:
    """What holds for one athlete in one night. `locked` are first and last days; `held_until` the last day of a phase
    that is held; `refused` the first night that may ask again, by what was refused; `taken_back` what a night did by
    itself and a coach undid, which is asked for as long; `is_late` that the days after the night had begun when it was
    decided."""

    modes: Mapping[Verdict, Automation] = field(default_factory=dict)
    locked: tuple[tuple[date, date], ...] = ()
    held_until: date | None = None
    refused: Mapping[Why, date] = field(default_factory=dict)
    taken_back: frozenset[Why] = frozenset()
    is_late: bool = False

    def about(self, decision: NightDecision) -> Steering:
        """The part that may matter to this decision; none of it where nothing is to be done."""
        if decision.directive is Directive.NOTHING:
            return Steering()
        why = _why(decision)
        mode = self.modes.get(decision.verdict, Automation())
        return Steering(
            {decision.verdict: mode} if mode != Automation() else {},
            self.locked,
            self.held_until,
            {each: night for each, night in self.refused.items() if each == why},
            self.taken_back & {why},
            self.is_late and mode.mode is Mode.APPLY,
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a night would propose, on which plan, and what the limits want to know; a proposal that ends the season
    has no operations."""

    decision: NightDecision
    facts: NightFacts
    operations: tuple[Operation, ...] = ()
    plan: PlanState | None = None
    history: History | None = None
    policy: PlanPolicy = DEFAULT_POLICY


class Fate(StrEnum):
    """What becomes of a proposal."""

    ASKED = "asked"
    APPLIED = "applied"
    NOT_MADE = "not_made"


@dataclass(frozen=True, slots=True)
class Steered:
    """What becomes of a proposal, and the sentence that says why it is not what it might have been."""

    fate: Fate = Fate.ASKED
    reason: Reason | None = None


def steer(steering: Steering, proposal: Proposal) -> Steered:
    """What becomes of this night's proposal."""
    decision = proposal.decision
    if against := unspoken(steering, decision, proposal.facts) or _against(steering, proposal):
        return Steered(Fate.NOT_MADE, against)
    automation = steering.modes.get(decision.verdict, Automation())
    if automation.mode is not Mode.APPLY or not (proposal.operations or decision.directive is Directive.FINISH):
        return Steered()
    if beyond := _signature(steering, proposal) or _bounds(automation, proposal):
        return Steered(Fate.ASKED, beyond)
    return Steered(Fate.APPLIED)


def unspoken(steering: Steering, decision: NightDecision, facts: NightFacts) -> Reason | None:
    """Why nothing is proposed, as far as that is known before anybody looks at the plan."""
    if decision.directive is Directive.NOTHING or _is_alarm(decision, facts):
        return None
    if steering.held_until and decision.directive in _ENDS_A_PHASE:
        return _until("steer.held", steering.held_until)
    if steering.modes.get(decision.verdict, Automation()).mode is Mode.OFF:
        return Reason("steer.off")
    again = steering.refused.get(_why(decision))
    return _until("steer.refused", again) if again and facts.night < again else None


def asks_anyway(decision: NightDecision, facts: NightFacts) -> bool:
    """Whether a coach is asked even where nothing is proposed: a doctor comes before a plan."""
    return _is_alarm(decision, facts) or _refers(decision)


def _against(steering: Steering, proposal: Proposal) -> Reason | None:
    """Locks and holds, held against the days that the proposal would change."""
    if proposal.plan is None or not proposal.operations:
        return None
    after, _ = apply(proposal.plan, proposal.operations)
    days = touched(proposal.plan, after).days
    met = [last for first, last in steering.locked if any(first <= day <= last for day in days)]
    if met:
        return _until("steer.locked", max(met))
    phase = proposal.facts.phase
    if steering.held_until and phase:
        weeks, left = (sum(week.phase is phase.kind for week in plan.weeks) for plan in (proposal.plan, after))
        if left < weeks:
            return _until("steer.held", steering.held_until)
    return None


def _signature(steering: Steering, proposal: Proposal) -> Reason | None:
    """What needs a coach's own signature, however far its change reaches."""
    decision, facts = proposal.decision, proposal.facts
    steps_up = decision.verdict is Verdict.ADVANCE
    if asks_anyway(decision, facts) or (steps_up and facts.referral):
        return Reason("referral.first")
    if decision.directive is Directive.FINISH:
        return Reason("steer.asked.finish")
    if steps_up and facts.under_18:
        return Reason("steer.asked.under_18")
    if steering.is_late:
        return Reason("steer.asked.overdue")
    if facts.revised and facts.revised.standing is Standing.APPROVED:
        return Reason("steer.asked.late")
    return Reason("steer.asked.taken_back") if _why(decision) in steering.taken_back else None


def _bounds(automation: Automation, proposal: Proposal) -> Reason | None:
    """The first bound that the proposal would pass."""
    if proposal.plan is None:
        return None
    before, night = proposal.plan, proposal.facts.night
    after, _ = apply(before, proposal.operations)
    days = touched(before, after).days
    if not all(night < day <= night + timedelta(days=automation.within_days) for day in days):
        return Reason("steer.asked.days", (("days", automation.within_days),))
    percent = largest_change(before, after)
    if percent > automation.within_percent:
        return Reason("steer.asked.minutes", (("percent", automation.within_percent),))
    history = proposal.history or History(baseline_km_per_week=before.baseline_km_per_week)
    known, then = (check_plan(plan, history, proposal.policy, automatic=True) for plan in (before, after))
    return Reason("steer.asked.limits") if added(known, then) else None


def largest_change(before: PlanState, after: PlanState) -> float:
    """By how many percent of its planned running minutes a week changes, of the week that changes most; running in a
    week that had none is a change by all of it."""
    was, now = (
        {week.monday: sum(run.duration_min for run in week.runs) for week in plan.weeks} for plan in (before, after)
    )
    changes = ((was.get(monday, 0), now.get(monday, 0)) for monday in was.keys() | now.keys())
    return max((100 * abs(new - old) / (old or new) for old, new in changes if old != new), default=0.0)


def _is_alarm(decision: NightDecision, facts: NightFacts) -> bool:
    return decision.rule == "D1" and any(each.item == "alarm_sign" for each in facts.evidence)


def _refers(decision: NightDecision) -> bool:
    return any(each.message.startswith("referral.") or each.message == "gb.refer" for each in decision.reasons)


def _why(decision: NightDecision) -> Why:
    return decision.rule, decision.directive.value


def _until(message: str, day: date) -> Reason:
    return Reason(message, (("until", day.isoformat()),))


def to_json(steering: Steering) -> dict[str, Any]:
    """A compact JSON object; the default is empty."""
    stored = {
        "modes": {
            str(verdict): [each.mode.value, each.within_days, each.within_percent]
            for verdict, each in sorted(steering.modes.items())
        },
        "locked": [[first.isoformat(), last.isoformat()] for first, last in steering.locked],
        "held_until": steering.held_until.isoformat() if steering.held_until else None,
        "refused": [[*why, night.isoformat()] for why, night in sorted(steering.refused.items())],
        "taken_back": [list(why) for why in sorted(steering.taken_back)],
        "is_late": steering.is_late,
    }
    return {name: value for name, value in stored.items() if value}


def from_json(stored: Mapping[str, Any]) -> Steering:
    """The steering that `to_json` wrote."""
    held = stored.get("held_until")
    return Steering(
        {Verdict(name): Automation(Mode(mode), *bounds) for name, (mode, *bounds) in stored.get("modes", {}).items()},
        tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in stored.get("locked", ())),
        date.fromisoformat(held) if held else None,
        {(rule, directive): date.fromisoformat(night) for rule, directive, night in stored.get("refused", ())},
        frozenset((rule, directive) for rule, directive in stored.get("taken_back", ())),
        stored.get("is_late", False),
    )
