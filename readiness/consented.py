"""What may be used of a log: only kinds of data that the athlete, or a guardian, agreed to.

What was stored under a consent that was withdrawn since stays in its row, unused and unseen, until it is deleted
or the consent is given again. Every reading of logs goes through here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from athletes.models import ConsentKind
from readiness.models import NOTHING_SAID, DailyLog, DailyLogVersion, DayValues
from readiness.personal_data import KEPT

KIND_OF: dict[str, ConsentKind] = {name: ConsentKind(KEPT[0].categories[name].value) for name in DayValues.FIELDS}
"""The kind of health data that each field of a log belongs to."""

Kinds = Collection[ConsentKind]


def fields_of(kinds: Kinds) -> list[str]:
    """The fields of a log that belong to these kinds, in the order of the log."""
    return [name for name in DayValues.FIELDS if KIND_OF[name] in kinds]


def not_agreed(values: Mapping[str, Any], kinds: Kinds) -> list[str]:
    """The fields that say something although nobody agreed to keep it."""
    return [
        name
        for name in DayValues.FIELDS
        if name in values and values[name] != NOTHING_SAID[name] and KIND_OF[name] not in kinds
    ]


def masked(log: DailyLog, kinds: Kinds) -> DailyLog:
    """The log, with nothing said where there is no consent. The object is changed and must not be saved."""
    for name in DayValues.FIELDS:
        if KIND_OF[name] not in kinds:
            setattr(log, name, NOTHING_SAID[name])
    return log


def masked_version(version: DailyLogVersion, kinds: Kinds) -> DailyLogVersion:
    """The earlier answers, without those that there is no consent for. Not to be saved either."""
    version.values = {name: value for name, value in version.values.items() if KIND_OF[name] in kinds}
    return version
