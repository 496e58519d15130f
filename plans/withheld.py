"""What is still said of a decision whose athlete took a consent back: nothing that follows from that health data.

The stored row stays as it was decided, so that it can be made again; only what people read gives way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from athletes.consents import ALL_KINDS
from athletes.models import ConsentKind

WITHHELD = "steady.withheld"
_ILLNESS, _WELLNESS, _HEART = ConsentKind.ILLNESS, ConsentKind.WELLNESS, ConsentKind.HEART
_OF_ILLNESS = frozenset({
    "driver.alarm", "driver.stride", "driver.systemic", "driver.cold", "driver.pain_stop", "driver.pain",
    "gate.healthy", "gate.no_pain",
})  # fmt: skip
_OF_TRAINING = (
    "d10.", "v1.", "gb.no_run", "d8.coach", "steady.no_plan", "steady.away", "steady.unasked", "steady.withheld",
    "coverage.sessions", "coverage.km", "coverage.away", "otherwise.more_km", "otherwise.planned_km", "otherwise.run",
    "late.", "gate.weeks_served", "gate.easy_done", "gate.strength_done", "gate.week_km", "gate.weeks_done",
    "gate.moderate", "gate.quality", "gate.relaxed", "gate.long_run", "gate.tempo", "gate.hilly", "gate.easy_rpe",
    "steer.",
)  # fmt: skip
_HEART_ITEMS = frozenset({"resting_hr_bpm", "hrv_rmssd_ms", "ln_rmssd"})


def said_from(message: str, values: Mapping[str, Any]) -> frozenset[ConsentKind]:
    """The kinds of health data that a line of a decision says something about; what is not known to be of
    training or illness is taken for wellness."""
    message = message.removeprefix("athlete.")
    if message.startswith("referral."):
        return ALL_KINDS
    if message.startswith("d1.") or message.rpartition(".")[0] in _OF_ILLNESS or message in _OF_ILLNESS:
        return frozenset({_ILLNESS})
    if message.startswith(_OF_TRAINING):
        return frozenset()
    return frozenset({_HEART if values.get("item") in _HEART_ITEMS else _WELLNESS})


def shown(reasons: Sequence[Any], kinds: Collection[ConsentKind]) -> Sequence[Any]:
    """The lines of `Decision.reasons` that may be read while there is consent to these kinds."""
    if set(kinds) >= ALL_KINDS or not reasons:
        return reasons
    headline, *others = reasons
    allowed = [line for line in others if said_from(*line) <= set(kinds)]
    if said_from(*headline) <= set(kinds):
        return [headline, *allowed]
    return [[WITHHELD, {}], *(line for line in allowed if not line[0].startswith(("athlete.", "otherwise.")))]
