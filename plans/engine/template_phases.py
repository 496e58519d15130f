"""The phases of a template: how long they may be, strength, mobility and words beside the days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from plans.engine.levels import Words, by_level
from plans.engine.vocabulary import Level, PhaseKind


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of a strength session; `tempo` is lower-pause-lift in seconds."""

    name: str
    sets: int
    reps: str
    tempo: str = ""

    @property
    def step(self) -> str:
        return f"{self.name} {self.sets} x {self.reps}" + (f" ({self.tempo})" if self.tempo else "")


@dataclass(frozen=True, slots=True)
class Jump:
    """Jumps at the end of the warm-up; fewer sets in the first two weeks with jumps (V11)."""

    name: str
    sets: int
    sets_in_first_2_weeks: int
    contacts_per_set: int

    def step(self, *, few: bool) -> str:
        sets = self.sets_in_first_2_weeks if few else self.sets
        return f"{self.name} {sets} x {self.contacts_per_set} contacts"


@dataclass(frozen=True, slots=True)
class Strength:
    """What a phase does in the gym: exercises, planned RPE (0-10) and minutes by level."""

    focus: str
    rpe: int
    felt: str
    minutes: Mapping[Level, int]
    main_lifts: tuple[Exercise, ...]
    trunk_foot_balance: tuple[Exercise, ...]
    jumps: tuple[Jump, ...]


@dataclass(frozen=True, slots=True)
class Mobility:
    """The daily routine of a phase; no session of its own."""

    minutes_per_day: int
    exercises: Words


@dataclass(frozen=True, slots=True)
class Notes:
    """Words shown beside the days of a phase; nothing in them is counted."""

    recovery: Words
    rituals: Words
    food: Words
    sleep: Words


@dataclass(frozen=True, slots=True)
class Phase:
    kind: PhaseKind
    title: str
    purpose: str
    min_weeks: int
    default_weeks: int
    max_weeks: int
    lengths: Mapping[int, tuple[int, ...]]
    """For each length in weeks, the numbers of the template's weeks that make it."""
    length_notes: Words
    mobility: Mobility
    strength: Strength
    notes: Notes


def read_phase(stored: Mapping[str, Any]) -> Phase:
    """Raises ValueError for lengths that are not those from the least to the most weeks."""
    strength, mobility = stored["strength"], stored["mobility"]
    lengths = {int(weeks): tuple(numbers) for weeks, numbers in stored["lengths"].items()}
    allowed = range(stored["min_weeks"], stored["max_weeks"] + 1)
    if sorted(lengths) != [*allowed] or any(len(numbers) != weeks for weeks, numbers in lengths.items()):
        raise ValueError(f"{stored['title']} names its weeks for each length from {allowed[0]} to {allowed[-1]} weeks")
    return Phase(
        kind=PhaseKind(stored["kind"]),
        title=stored["title"],
        purpose=stored["purpose"],
        min_weeks=stored["min_weeks"],
        default_weeks=stored["default_weeks"],
        max_weeks=stored["max_weeks"],
        lengths=MappingProxyType(lengths),
        length_notes=tuple(stored["length_notes"]),
        mobility=Mobility(mobility["minutes_per_day"], tuple(mobility["exercises"])),
        strength=Strength(
            focus=strength["focus"],
            rpe=strength["rpe"],
            felt=strength["felt"],
            minutes=by_level(strength["minutes"], int),
            main_lifts=tuple(Exercise(**each) for each in strength["main_lifts"]),
            trunk_foot_balance=tuple(Exercise(**each) for each in strength["trunk_foot_balance"]),
            jumps=tuple(Jump(**each) for each in strength["jumps"]),
        ),
        notes=Notes(*(tuple(stored[name]) for name in ("recovery", "rituals", "food", "sleep"))),
    )
