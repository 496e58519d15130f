"""What a coach reads: why a day has its status, with the numbers, in at most three short sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from readiness.engine.assessment import DayAssessment, Finding
from readiness.engine.cues import Cue
from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy
from readiness.engine.sentences import Sentence, gettext_noop, number
from readiness.engine.vocabulary import Status

MAX_DRIVERS = 3

ITEM_NAMES = {
    "wellness": gettext_noop("Wellness mean"),
    "fatigue": gettext_noop("Fatigue"),
    "soreness": gettext_noop("Soreness"),
    "sleep_quality": gettext_noop("Sleep quality"),
    "mood": gettext_noop("Mood"),
    "stress": gettext_noop("Stress"),
    "sleep_h": gettext_noop("Sleep"),
    "appetite": gettext_noop("Appetite"),
    "resting_hr_bpm": gettext_noop("Resting heart rate"),
    "ln_rmssd": gettext_noop("Weekly mean HRV"),
}
WEEKLY_HEART_RATE = gettext_noop("Weekly mean resting heart rate")

QUANTITIES = {
    "sleep_h": gettext_noop("{number} h"),
    "resting_hr_bpm": gettext_noop("{number} bpm"),
    "ln_rmssd": gettext_noop("{number} ms"),
}
"""Values with a unit; wellness items and appetite are plain points, 5 = best."""

NO_LOG = gettext_noop("No log")
FEW_ITEMS = gettext_noop("Only {answered} of 5 items answered")
ALARM_SIGN = gettext_noop("Reports fainting or chest pain")
SYSTEMIC_ILLNESS = gettext_noop("Reports fever, chest, gut or aches")
COLD = gettext_noop("Reports a cold, above the neck")
STRIDE = gettext_noop("Pain changes the stride")
PAIN = gettext_noop("Pain {value} of 10")
LOW_ITEM = gettext_noop("{item} {value} of 5")
SHORT_NIGHTS = gettext_noop("Sleep under {limit} on the last {nights} nights logged")
AGAINST_NORMAL = gettext_noop("{item} {value} against a normal of {normal}")
LOW_AGAIN = gettext_noop("{item} low on {days} of the last {window} days")
AGAINST_NORMAL_AGAIN = gettext_noop(
    "{item} {value} against a normal of {normal}, low on {days} of the last {window} days"
)
HEART_BEFORE = gettext_noop("{item} away from normal on {days} of the last {window} days")
HEART_AGAIN = gettext_noop(
    "{item} {value} against a normal of {normal}, away from it on {days} of the last {window} days"
)
APPETITE_AGAIN = gettext_noop("{item} {value} of 5, low on {days} of the last {window} days")
PAIN_BEFORE = gettext_noop("Pain at {limit} of 10 or more on {days} of the last {window} days")
PAIN_AGAIN = gettext_noop("Pain {value} of 10, at {limit} or more on {days} of the last {window} days")

CUE_SENTENCES = {
    "P5": (APPETITE_AGAIN, LOW_AGAIN),
    "P6": (HEART_AGAIN, HEART_BEFORE),
    "P7": (PAIN_AGAIN, PAIN_BEFORE),
}
"""With today's number, and without one; the other cues speak of a normal and of low days."""


def drivers(
    assessment: DayAssessment, cues: Sequence[Cue] = (), policy: ReadinessPolicy = DEFAULT_POLICY
) -> tuple[Sentence, ...]:
    """At most three reasons: what decided the status first, then the persistent cues.

    Each item speaks once; where a cue is on for it, the sentence says how often it was seen. A green
    day needs no reason but its cues.
    """
    by_item = {cue.item: cue for cue in cues}
    said: dict[str, Sentence] = {}
    if assessment.status is not Status.GREEN:
        for finding in assessment.findings:
            cue = by_item.get(finding.item)
            if finding.item not in said:
                said[finding.item] = cue_reason(cue, assessment, policy) if cue else finding_reason(finding, policy)
    for cue in cues:
        if cue.item not in said:
            said[cue.item] = cue_reason(cue, assessment, policy)
    return tuple(said.values())[:MAX_DRIVERS]


def finding_reason(finding: Finding, policy: ReadinessPolicy = DEFAULT_POLICY) -> Sentence:
    """Why one rule matched, with its numbers and units."""
    match finding.rule, finding.item:
        case "S0", _:
            if finding.value is None:
                return Sentence(NO_LOG)
            return Sentence.of(FEW_ITEMS, answered=number(finding.value))
        case "S1", "illness":
            return Sentence(SYSTEMIC_ILLNESS)
        case _, "illness":
            return Sentence(COLD)
        case _, "alarm_sign":
            return Sentence(ALARM_SIGN)
        case _, "stride":
            return Sentence(STRIDE)
        case _, "pain":
            return Sentence.of(PAIN, value=_quantity(finding.item, finding.value))
        case _, "sleep_h" if finding.normal is None:
            limit = _quantity("sleep_h", policy.short_night_h)
            return Sentence.of(SHORT_NIGHTS, limit=limit, nights=policy.short_nights)
        case _ if finding.normal is None:
            return Sentence.of(LOW_ITEM, **_numbers(finding))
        case _:
            return Sentence.of(AGAINST_NORMAL, **_numbers(finding))


def cue_reason(cue: Cue, assessment: DayAssessment, policy: ReadinessPolicy = DEFAULT_POLICY) -> Sentence:
    """Why a persistent cue is on, with the numbers of the day `assessment` if the cue shows there."""
    with_number, without_number = CUE_SENTENCES.get(cue.id, (AGAINST_NORMAL_AGAIN, LOW_AGAIN))
    count = {"days": cue.days, "window": policy.cue_window_days, "limit": policy.pain_cue_value}
    for finding in assessment.cues_today:
        if (finding.rule, finding.item) == (cue.id, cue.item):
            return Sentence.of(with_number, **_numbers(finding), **count)
    return Sentence.of(without_number, item=_name(cue.id, cue.item), **count)


def _numbers(finding: Finding) -> dict[str, str | int | Sentence]:
    return {
        "item": _name(finding.rule, finding.item),
        "value": _quantity(finding.item, finding.value),
        "normal": _quantity(finding.item, finding.normal),
    }


def _name(rule: str, item: str) -> Sentence:
    if (rule, item) == ("P6", "resting_hr_bpm"):
        return Sentence(WEEKLY_HEART_RATE)
    return Sentence(ITEM_NAMES.get(item, item))


def _quantity(item: str, value: float | None) -> str | Sentence:
    """A number as people write it, with its unit; HRV is decided in ln ms and told in ms."""
    if value is None:
        return ""
    shown = number(math.exp(value) if item == "ln_rmssd" else value)
    return Sentence.of(QUANTITIES[item], number=shown) if item in QUANTITIES else shown
