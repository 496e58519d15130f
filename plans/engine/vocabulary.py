"""The field words that plans speak: stored in rows, sent over REST, shown translated."""

from enum import StrEnum


class PhaseKind(StrEnum):
    """The four mesocycles of an offseason, in their order."""

    FOUNDATION = "foundation"
    MAINTENANCE = "maintenance"
    POTENCY = "potency"
    REINTEGRATION = "reintegration"


class Level(StrEnum):
    """Training level; chooses the column b, i or a of every dose."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class SessionKind(StrEnum):
    """What a session is. `impact` and `strength` below say what it loads."""

    EASY = "easy"
    LONG = "long"
    PLAY = "play"
    STRIDES = "strides"
    CADENCE = "cadence"
    HILL_STROLLS = "hill_strolls"
    HILL_POWER = "hill_power"
    FARTLEK = "fartlek"
    STEADY = "steady"
    RELAXED_REPS = "relaxed_reps"
    TEMPO = "tempo"
    ROLLING_HILLS = "rolling_hills"
    CROSS_TRAINING = "cross_training"
    STRENGTH = "strength"
    MOBILITY = "mobility"
    WALK = "walk"


NOT_RUNNING = frozenset({SessionKind.CROSS_TRAINING, SessionKind.STRENGTH, SessionKind.MOBILITY, SessionKind.WALK})
"""Kinds that bring no running impact."""


class Verdict(StrEnum):
    """What a night proposes for an athlete's phase."""

    STEADY = "steady"
    """Nothing changes; the plan goes on as written."""
    ADVANCE = "advance"
    HOLD = "hold"
    EASE = "ease"
    REST = "rest"
