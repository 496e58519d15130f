"""What an athlete reads: advice for today's session, and one sentence after a check-in.

The advice is for the day alone; it alters no plan (rules, section 3). It states, and never scolds.
"""

from __future__ import annotations

from readiness.engine.assessment import DayAssessment
from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy
from readiness.engine.sentences import Sentence, gettext_noop
from readiness.engine.vocabulary import Status

TODAY_AMBER = gettext_noop(
    "Make today easy: effort {max_rpe} of 10 at most, {low_percent} to {high_percent} percent shorter, "
    "or cross-training instead."
)
TODAY_RED = gettext_noop("Rest today, or walk for {low_min} to {high_min} minutes.")
TODAY_RED_ALARM = gettext_noop("Stop training today and seek medical care now.")

LOGGED_UNKNOWN = gettext_noop(
    "Logged. Answer at least {min_items} of sleep, soreness, fatigue, mood and stress, "
    "and today can be compared with your normal."
)
LOGGED_LEARNING = gettext_noop("Logged. Your normal is still being learned. Today stays as planned.")
LOGGED_GREEN = gettext_noop("Logged. This is within your normal. Today stays as planned.")
LOGGED_AMBER = gettext_noop(
    "Logged. Keep today easy: effort {max_rpe} of 10 at most, a bit shorter, or cross-training. "
    "Your plan stays as it is."
)
LOGGED_RED_WELLNESS = gettext_noop(
    "Logged. A good day to rest, or to walk for {low_min} to {high_min} minutes. Your coach sees this."
)
LOGGED_RED_HEALTH = gettext_noop("Logged. Rest today and let this settle; training can wait. Your coach sees this.")
LOGGED_RED_ALARM = gettext_noop(
    "Logged. Fainting or chest pain needs a doctor: stop training today and seek medical care now."
)

SAME_AGAIN = gettext_noop("These are the same answers {logs} check-ins in a row. Still the same? You can edit them.")


def session_advice(assessment: DayAssessment, policy: ReadinessPolicy = DEFAULT_POLICY) -> Sentence | None:
    """What to do with today's session; None when it stays as planned or nothing is known."""
    if assessment.status is Status.AMBER:
        return Sentence.of(
            TODAY_AMBER,
            max_rpe=policy.amber_max_rpe,
            low_percent=round(100 * policy.amber_cut_low_share),
            high_percent=round(100 * policy.amber_cut_high_share),
        )
    if assessment.status is Status.RED:
        return Sentence(TODAY_RED_ALARM) if _alarm(assessment) else _walk(TODAY_RED, policy)
    return None


def after_check_in(assessment: DayAssessment, policy: ReadinessPolicy = DEFAULT_POLICY) -> Sentence:
    """The one sentence that answers a log of today."""
    match assessment.status:
        case Status.UNKNOWN:
            return Sentence.of(LOGGED_UNKNOWN, min_items=policy.log_min_items)
        case Status.GREEN:
            return Sentence(LOGGED_LEARNING if assessment.learning else LOGGED_GREEN)
        case Status.AMBER:
            return Sentence.of(LOGGED_AMBER, max_rpe=policy.amber_max_rpe)
        case Status.RED if _alarm(assessment):
            return Sentence(LOGGED_RED_ALARM)
        case Status.RED if assessment.rule == "S1":
            return Sentence(LOGGED_RED_HEALTH)
        case Status.RED:
            return _walk(LOGGED_RED_WELLNESS, policy)


def same_answers(policy: ReadinessPolicy = DEFAULT_POLICY) -> Sentence:
    """The gentle question after answers that never change (rules, section 8); they count all the same."""
    return Sentence.of(SAME_AGAIN, logs=policy.same_logs)


def _alarm(assessment: DayAssessment) -> bool:
    return any(finding.item == "alarm_sign" for finding in assessment.findings)


def _walk(text: str, policy: ReadinessPolicy) -> Sentence:
    return Sentence.of(text, low_min=policy.red_walk_low_min, high_min=policy.red_walk_high_min)
