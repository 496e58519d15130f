"""Why a night decided as it did: the headline, at most three drivers, what is known, what would have changed it, and
what the athlete reads.

`explain` needs nothing but the frozen facts, the decision and the policy, so that an explanation is made again to
the same bytes. Its reasons are told apart by the prefix of their message: `coverage.`, `otherwise.`, `athlete.`;
the first is the headline, and the others are notes (`words.is_note`) and drivers. `plans.engine.words` says them.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from plans.engine.decision import NightDecision, Reason, Value
from plans.engine.decision_policy import DecisionPolicy
from plans.engine.facts import Evidence, NightFacts
from plans.engine.gate_edits import mood_wanted, soreness_wanted
from plans.engine.gates import UNKNOWN
from plans.engine.otherwise import otherwise
from plans.engine.sentences.athlete import ATHLETE
from plans.engine.sentences.explanations import DRIVERS
from plans.engine.sentences.plural import Plural
from plans.engine.vocabulary import Verdict
from plans.engine.words import is_note

MOST_DRIVERS = 3
_OF_THE_LOGS = frozenset({"D1", "D2", "D3", "D4", "D5", "D6", "GB", "-"})
"""Rules that speak because of what was logged; the others have their numbers from weeks and gates."""


def explain(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> tuple[Reason, ...]:
    """All reasons of the decision, in the order in which they are read."""
    headline = _headline(facts, decision.reasons[0])
    return (
        headline,
        *(reason for reason in decision.reasons[1:] if is_note(reason.message)),
        *_drivers(facts, decision, policy),
        *_coverage(facts, policy),
        *(each.reason for each in otherwise(facts, decision, policy)),
        _athlete(headline),
    )


def _headline(facts: NightFacts, reason: Reason) -> Reason:
    """A warning sign goes by its name."""
    if reason.message == "d1.pain" and facts.evidence:
        sign = {"alarm_sign": "d1.alarm", "stride": "d1.stride"}.get(facts.evidence[0].item)
        if sign:
            return replace(reason, message=sign)
    return reason


def _drivers(facts: NightFacts, decision: NightDecision, policy: DecisionPolicy) -> tuple[Reason, ...]:
    """What the rule itself gave, then what stood out in the logs. Where that is said with its numbers, the mere
    names of the cues are not said again."""
    own = [_with_numbers(each, facts, policy) for each in decision.reasons[1:] if not is_note(each.message)]
    seen = [_driver(each, facts) for each in facts.evidence if _speaks(each, facts, decision)]
    if len(seen) > 1:
        own = [reason for reason in own if reason.message != "cues.on"]
    return (*own, *seen)[:MOST_DRIVERS]


def _speaks(each: Evidence, facts: NightFacts, decision: NightDecision) -> bool:
    """Whether this evidence is why: on a night without a change, only what is on tonight."""
    if decision.rule not in _OF_THE_LOGS or decision.reasons[0].message == "gb.no_run":
        return False
    if decision.verdict is not Verdict.STEADY:
        return True
    return facts.today.known and (each.days[0] == 0 or each.rule in facts.cues or decision.rule == "D3")


def _driver(each: Evidence, facts: NightFacts) -> Reason:
    days = [facts.night - timedelta(days=ago) for ago in reversed(each.days)]
    numbers: dict[str, Value | None] = {
        "item": each.item,
        "value": each.value,
        "normal": each.normal,
        "limit": each.limit,
        "until": days[-1].isoformat(),
        "dates": " ".join(day.isoformat() for day in days),
        "days": len(days),
    }
    message = _message(each)
    return Reason(message, tuple((name, value) for name in PLACES[message] if (value := numbers[name]) is not None))


def _message(each: Evidence) -> str:
    match each.rule, each.item:
        case _, "alarm_sign":
            return "driver.alarm"
        case _, "stride":
            return "driver.stride"
        case "S1", "illness":
            return "driver.systemic"
        case _, "illness":
            return "driver.cold"
        case "S1", "pain":
            return "driver.pain_stop"
        case _, "pain":
            return "driver.pain"
        case _, "sleep_h" if each.normal is None:
            return "driver.short_nights"
        case _, "resting_hr_bpm":
            return "driver.above"
        case _:
            return "driver.low" if each.normal is None else "driver.below"


def _with_numbers(reason: Reason, facts: NightFacts, policy: DecisionPolicy) -> Reason:
    """A condition of a gate with the numbers it was held against; without a value it says that."""
    if any(value == UNKNOWN for _, value in reason.values):
        return Reason(reason.message.replace(".missing", ".unknown"))
    more = MORE_NUMBERS.get(reason.message)
    return more(reason, facts, policy) if more else reason


def _mood(reason: Reason, facts: NightFacts, policy: DecisionPolicy) -> Reason:
    before = facts.work.mood_before if facts.work else None
    if before is None:
        return reason
    values = (*reason.values, ("before", before), ("wanted", mood_wanted(facts, policy)))
    return Reason("gate.mood.below", values)


def _soreness(reason: Reason, facts: NightFacts, policy: DecisionPolicy) -> Reason:
    wanted = soreness_wanted(facts, policy)
    return Reason("gate.soreness.below", (*reason.values, ("wanted", wanted))) if wanted is not None else reason


def _no_pain(reason: Reason, facts: NightFacts, policy: DecisionPolicy) -> Reason:
    return Reason("gate.no_pain.above", (*reason.values, ("limit", policy.potency_open_pain)))


MORE_NUMBERS: dict[str, Callable[[Reason, NightFacts, DecisionPolicy], Reason]] = {
    "gate.mood.missing": _mood,
    "gate.soreness.missing": _soreness,
    "gate.no_pain.missing": _no_pain,
}


def _coverage(facts: NightFacts, policy: DecisionPolicy) -> Iterator[Reason]:
    """How much is known: check-ins, days away, and on weekly nights what was reported of the week."""
    days = facts.last(policy.data_window_days)
    away = sum(day.away and not day.known for day in days)
    if not facts.unasked:
        yield Reason("coverage.logs", (("logs", sum(day.known for day in days)), ("days", len(days) - away)))
    if away:
        yield Reason("coverage.away", (("days", away),))
    if facts.work is None or not facts.work.weeks:
        return
    week = facts.work.weeks[0]
    if week.planned:
        yield Reason("coverage.sessions", (("done", week.done), ("planned", week.planned)))
    if week.high_km > week.low_km:
        yield Reason("coverage.km", (("low", week.low_km), ("high", week.high_km)))


def _athlete(headline: Reason) -> Reason:
    message = f"athlete.{headline.message}"
    places = PLACES[message]
    return Reason(message, tuple((name, value) for name, value in headline.values if name in places))


def _places(text: str | Plural) -> tuple[str, ...]:
    """The named places of a sentence, and the number that chooses it."""
    whole = text.many if isinstance(text, Plural) else text
    named = [name for _, name, _, _ in string.Formatter().parse(whole) if name]
    return tuple(dict.fromkeys([*named, text.by] if isinstance(text, Plural) else named))


PLACES = {message: _places(text) for message, text in {**DRIVERS, **ATHLETE}.items()}
