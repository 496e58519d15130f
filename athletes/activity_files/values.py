"""What is found in a file, and which values can be true of a person's training."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from athletes.bounded import Unreadable

MAX_KM = 500
MAX_MIN = 6000
MAX_RUN_KMH = 30
"""Nobody runs for long at more than 23 km/h; above this, the file means something else."""
LEAST_RUN_KMH = 5
"""A file that names no sport is taken for a run from this speed on: slower is a walk."""
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
MAX_ACTIVITIES = 5000
MAX_LEFT_OUT = 20


class Absurd(ValueError):
    """A value that cannot be true; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """One activity of a file. `started_at` may lack its offset, where only the clock on the wall is known.

    Either `started_at` or `day` is there. `distance_km` or `duration_min` may be None, not both.
    """

    sport: str
    distance_km: float | None
    duration_min: float | None
    started_at: datetime | None = None
    day: date | None = None
    race: bool = False


@dataclass(slots=True)
class Reading:
    """All that a file holds, and sentences on what was left out and why."""

    kind: str
    found: list[Found] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    left_out_count: int = 0

    def take(self, found: Found) -> None:
        if len(self.found) == MAX_ACTIVITIES:
            raise Unreadable(f"This file holds more than {MAX_ACTIVITIES} activities.")
        self.found.append(found)

    def leave_out(self, why: str) -> None:
        """Keeps the first sentences, and counts them all."""
        self.left_out_count += 1
        if len(self.left_out) < MAX_LEFT_OUT:
            self.left_out.append(why)

    def as_json(self) -> dict[str, Any]:
        found = [
            {
                **asdict(each),
                "started_at": each.started_at and each.started_at.isoformat(),
                "day": each.day and each.day.isoformat(),
            }
            for each in self.found
        ]
        return {
            "kind": self.kind, "found": found, "left_out": self.left_out, "left_out_count": self.left_out_count,
        }  # fmt: skip


def activity(
    *,
    sport: str | None,
    distance_km: float | None,
    duration_min: float | None,
    started_at: datetime | None = None,
    day: date | None = None,
    race: bool = False,
) -> Found:
    """The activity, if it can be true. `sport` None is not said. Raises `Absurd` with the reason."""
    when = started_at.date() if started_at else day
    if when is None:
        raise Absurd("it does not say when it was")
    if not EARLIEST <= when <= LATEST:
        raise Absurd(f"it is dated {when.isoformat()}")
    distance_km = _within(distance_km, MAX_KM, "km")
    duration_min = _within(duration_min, MAX_MIN, "minutes")
    if not distance_km and not duration_min:
        raise Absurd("it has neither distance nor time")
    speed_kmh = distance_km / duration_min * 60 if distance_km and duration_min else None
    if sport is None:
        sport = "other" if speed_kmh is not None and speed_kmh < LEAST_RUN_KMH else "run"
    if sport == "run" and speed_kmh is not None and speed_kmh > MAX_RUN_KMH:
        raise Absurd(f"no run is {speed_kmh:.0f} km/h fast")
    return Found(
        sport,
        None if distance_km is None else round(distance_km, 3),
        None if duration_min is None else round(duration_min, 2),
        started_at,
        day,
        race,
    )


def _within(value: float | None, most: float, unit: str) -> float | None:
    """The value, or None for 0, which devices write for what they did not measure."""
    if value is None or value == 0:
        return None
    if not math.isfinite(value) or value < 0 or value > most:
        raise Absurd(f"{value:g} {unit} cannot be")
    return value


def aware(moment: datetime) -> datetime:
    """FIT, GPX and TCX tell times in UTC, with the offset or without."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def total(values: Sequence[float | None]) -> float | None:
    """The sum of those that are known; None where none is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
