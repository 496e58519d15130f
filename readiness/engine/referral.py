"""When a physician is worth a talk: what is looked at, and how the coach is told (rules, section 4 and V15).

Nothing here is scored or counted into a status. The sentence suggests a talk; it names no illness.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from readiness.engine.assessment import DayAssessment, last_days
from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy
from readiness.engine.sentences import Sentence, gettext_noop
from readiness.engine.vocabulary import REFERRAL_SIGNS

REFER_APPETITE = gettext_noop(
    "Appetite has been low, and missed periods or weight loss was reported. This is worth a talk with a physician."
)
REFER_MOOD = gettext_noop("Mood has stayed low for {mood_days} days. This is worth a talk with a physician.")
REFER_PAIR = gettext_noop(
    "Signs of lasting fatigue have been there for more than {pair_days} days. This is worth a talk with a physician."
)
REFER_UNDER_18 = gettext_noop("{note} The athlete is under 18: please speak with the guardian first.")

NOTES = {"P5": REFER_APPETITE, "P3": REFER_MOOD, "pair": REFER_PAIR}
"""What the coach reads for each name of `cues.referral_rules`."""


def reported_signs(
    assessments: Mapping[date, DayAssessment], day: date, policy: ReadinessPolicy = DEFAULT_POLICY
) -> tuple[str, ...]:
    """Which of `REFERRAL_SIGNS` were ticked in the `policy.cue_memory_days` days that end on `day`."""
    ticked = {sign for each in last_days(assessments, day, policy.cue_memory_days) for sign in each.signs}
    return tuple(sign for sign in REFERRAL_SIGNS if sign in ticked)


def referral_note(
    rules: Collection[str], *, under_18: bool, policy: ReadinessPolicy = DEFAULT_POLICY
) -> Sentence | None:
    """One calm suggestion for the coach, of the first of these `referral_rules`; None where there is none."""
    first = next((rule for rule in NOTES if rule in rules), None)
    if first is None:
        return None
    note = Sentence.of(NOTES[first], mood_days=policy.referral_mood_days, pair_days=policy.referral_pair_days)
    return Sentence.of(REFER_UNDER_18, note=note) if under_18 else note
