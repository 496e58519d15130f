"""Decisions in words: one sentence for the coach, one for the athlete, and the reasons with their numbers.

Sentences are whole format strings, so that they can be translated; `translate` is the caller's
gettext. Nothing here scolds, and nothing claims to see an injury coming.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

Translate = Callable[[str], str]

PHASE_NAMES = {
    "foundation": "Foundation",
    "maintenance": "Maintenance",
    "potency": "Light potency",
    "reintegration": "Reintegration",
}

# Stored decisions name these sentences: one may be reworded, none is ever removed.
COACH: dict[str, str] = {
    "d1.ill": "Reports illness with fever, chest, gut or aches: rest for {days} days, hard sessions wait.",
    "d1.pain": "Reports pain {pain} of 10 or a warning sign: rest for {days} days, hard sessions wait.",
    "d2.red_logs": "Well below own normal on {red} of the last {logs} logs: a rest day is due.",
    "d3.flagged": "Below own normal on {flagged} of {logs} logs this week: one easy run less next week.",
    "d7.gate": "Gate of {phase} met after {weeks} weeks: ready for {following}.",
    "d7.learning": "Own normal still being learned: please look closely before you agree.",
    "d8.gate": "{phase} is not settled after {weeks} weeks: repeat the week before moving on.",
    "d8.longest": "{phase} has reached its longest, {weeks} weeks, and its gate is not met: your call.",
    "d8.coach": "{phase} is at its planned end: {following} follows unless you keep it longer.",
    "d9.few_logs": "Only {logs} check-ins in {days} days: too few to step up.",
    "d9.ask": "{weeks} weeks with few check-ins: worth a word with the athlete.",
    "s0.silent": "No check-in for {days} days: worth a word.",
    "steady.no_plan": "No plan is running.",
    "steady.learning": "{logs} check-ins so far: own normal is still being learned.",
    "steady.green": "Within own normal.",
    "steady.settling": "Better than the days before; the colour follows after a second such check-in.",
    "steady.amber": "A little below own normal; the plan stands, the day goes easy.",
    "steady.red": "Well below own normal; the plan stands, a day for rest.",
    "steady.unknown": "No check-in for the day; the plan stands.",
    "gate.calm_share.met": "{flagged} of {logs} logs below own normal.",
    "gate.calm_share.missing": "{flagged} of {logs} logs below own normal (at most {limit_percent} %).",
    "gate.no_red.met": "No red day in {days}.",
    "gate.no_red.missing": "A red day in the last {days}.",
    "gate.no_pair.missing": "Two signs of fatigue stayed on together within {days} days.",
    "gate.healthy.missing": "Illness or pain ({pain} of 10) is still open.",
    "gate.no_recent_change.missing": "The plan was eased within the last {days} days.",
    "gate.easy_done.missing": "{done} of {planned} easy runs reported in two weeks.",
    "gate.strength_done.missing": "{done} of {planned} strength sessions reported in two weeks.",
    "gate.week_km.missing": "{km} km reported last week, {wanted} km wanted.",
    "gate.easy_rpe.missing": "Easy runs felt like {rpe} of 10 (at most {limit}).",
    "gate.mood.missing": "Mood {mood} of 5 this week, lower than before.",
    "gate.wants_more.missing": "Has not said “I want to train more” this week.",
}

ATHLETE: dict[str, str] = {
    "D1": "You reported feeling unwell or hurt, so the next days are for rest. Training waits for you.",
    "D2": "Your check-ins were well below your normal on several days, so a rest day was put in.",
    "D3": "Your check-ins were below your normal on several days, so this week is a little lighter.",
    "D7": "Your check-ins were calm and your sessions are done: the next phase begins.",
    "D8": "This phase continues for another week, so that the next one starts on firm ground.",
    "D9": "There were few check-ins, so this week stays where the last one was.",
}


def coach_sentence(message: str, values: Mapping[str, object], translate: Translate = str) -> str:
    """One reason in words. Raises KeyError for a message that has no sentence."""
    readable = {k: translate(PHASE_NAMES.get(str(v), str(v))) for k, v in values.items()}
    return translate(COACH[message]).format(**readable)


def coach_sentences(reasons: Sequence[tuple[str, Mapping[str, object]]], translate: Translate = str) -> list[str]:
    """The headline first, then the drivers, three at most."""
    return [coach_sentence(message, values, translate) for message, values in reasons[:4]]


def athlete_sentence(rule: str, translate: Translate = str) -> str:
    """Why the athlete's plan changed; empty for a rule that changes nothing."""
    return translate(ATHLETE[rule]) if rule in ATHLETE else ""
