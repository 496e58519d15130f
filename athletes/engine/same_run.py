"""When two recordings are one run: a watch and a phone, or the same file from two places."""

from __future__ import annotations

from datetime import datetime, timedelta

STARTS_APART = timedelta(minutes=5)
KM_APART = 0.10
"""Share of the longer one. Two devices differ by a few per cent; grade C."""
MIN_APART = 0.10


Recording = tuple[datetime, float | None, float | None]
"""Start, kilometres, minutes."""


def is_same_run(one: Recording, other: Recording) -> bool:
    """Whether two recordings are of one run: begun within 5 minutes, and as long within a tenth.

    Distances are compared where both are known, else durations; where neither is, the starts decide.
    """
    (start, km, minutes), (other_start, other_km, other_minutes) = one, other
    if abs(start - other_start) > STARTS_APART:
        return False
    if km is not None and other_km is not None:
        return abs(km - other_km) <= KM_APART * max(km, other_km)
    if minutes is not None and other_minutes is not None:
        return abs(minutes - other_minutes) <= MIN_APART * max(minutes, other_minutes)
    return True
