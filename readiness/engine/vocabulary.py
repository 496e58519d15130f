"""The field words that readiness speaks: stored in rows, sent over REST, shown translated."""

from enum import StrEnum


class Status(StrEnum):
    """How a day looks against the athlete's own normal. Unknown is not green."""

    UNKNOWN = "unknown"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Illness(StrEnum):
    """What kind of illness a log reports; systemic means fever, chest, gut or aches."""

    NONE = "none"
    ABOVE_NECK = "above_neck"
    SYSTEMIC = "systemic"


WELLNESS_ITEMS = ("fatigue", "soreness", "sleep_quality", "mood", "stress")
"""The five core items, each stored 1-5 where 5 is best (rules, input I1)."""

REFERRAL_SIGNS = ("missed_periods", "lost_weight")
"""Ticked signs of low energy availability (REDs): a reason to refer, never scored."""
