"""An offseason as data: phases, weeks, session library and rhythms, read from a checked document.

`Template.from_document` takes the parsed JSON of a file that fits `plans/data/template.schema.json`;
whether it fits is checked by the caller. Everything here is frozen and says nothing about an athlete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from plans.engine.levels import Words, by_level
from plans.engine.template_choices import Situation, StandIn, Variant, read_stand_in, read_variant
from plans.engine.template_phases import Phase, read_phase
from plans.engine.template_weeks import (
    LibrarySession,
    Playful,
    TemplateWeek,
    read_library,
    read_playful,
    read_week,
)
from plans.engine.vocabulary import Level, PhaseKind, SessionKind

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekdays = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LevelFrame:
    """How runs are split at a level, and the baseline that the published table is written for."""

    reference_km_per_week: float
    easy_run_merge_below_min: int
    easy_run_split_above_min: int
    easy_run_max_min: int
    second_runs_a_day_per_week: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Weekdays (Monday = 0) by preference, for each part of a week with so many key days."""

    keys: tuple[Weekdays, ...]
    long: Weekdays
    easy: Weekdays
    strength: Weekdays
    cross_training: Weekdays


@dataclass(frozen=True, slots=True)
class Template:
    slug: str
    version: int
    title: str
    goal: str
    evidence: str
    before_the_start: Words
    always: Words
    levels: Mapping[Level, LevelFrame]
    one_key: Rhythm
    two_keys: Rhythm
    flexible_slot: tuple[SessionKind, ...]
    """Kinds that may stand on any day of their week, the best fitting first (S22)."""
    phases: tuple[Phase, ...]
    weeks: tuple[TemplateWeek, ...]
    library: Mapping[SessionKind, LibrarySession]
    playful: Mapping[SessionKind, tuple[Playful, ...]]
    variants: Mapping[str, Variant]
    """By attribute to protect, in the order in which they are offered."""
    contingencies: Mapping[Situation, tuple[StandIn, ...]]
    gates: Mapping[str, float]
    """Thresholds of gates that hold for its plans, by name, in place of the team's."""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Template:
        """The template in a document that fits the schema. Raises KeyError or ValueError for another."""
        template = cls(
            slug=document["slug"],
            version=document["version"],
            title=document["title"],
            goal=document["goal"],
            evidence=document["evidence"],
            before_the_start=tuple(document["before_the_start"]),
            always=tuple(document["always"]),
            levels=by_level(document["levels"], lambda frame: LevelFrame(**frame)),
            one_key=_rhythm(document["rhythms"]["one_key"]),
            two_keys=_rhythm(document["rhythms"]["two_keys"]),
            flexible_slot=tuple(map(SessionKind, document["flexible_slot"])),
            phases=tuple(map(read_phase, document["phases"])),
            weeks=tuple(map(read_week, document["weeks"])),
            library=_by(SessionKind, document["library"], read_library),
            playful=_by(SessionKind, document["playful"], lambda each: tuple(map(read_playful, each))),
            variants=_by(str, document["variants"], read_variant),
            contingencies=_by(Situation, document["contingencies"], lambda each: tuple(map(read_stand_in, each))),
            gates=MappingProxyType(dict(document.get("gates", {}))),
        )
        template._check_lengths()
        return template

    def phase(self, kind: PhaseKind) -> Phase:
        return next(phase for phase in self.phases if phase.kind is kind)

    def week(self, number: int) -> TemplateWeek:
        return next(week for week in self.weeks if week.number == number)

    def _check_lengths(self) -> None:
        """What a schema cannot say: a phase is made of its own weeks, and of all of them by default."""
        for phase in self.phases:
            own = tuple(week.number for week in self.weeks if week.phase is phase.kind)
            if phase.lengths[phase.default_weeks] != own:
                raise ValueError(f"{phase.title} has the weeks {own}; its default length names others")
            if any(number not in own for numbers in phase.lengths.values() for number in numbers):
                raise ValueError(f"{phase.title} is made longer or shorter with weeks of its own: {own}")


def _by(key: Any, stored: Mapping[str, Any], read: Any) -> Mapping[Any, Any]:
    return MappingProxyType({key(name): read(each) for name, each in stored.items()})


def _rhythm(stored: Mapping[str, Any]) -> Rhythm:
    def days(names: list[str]) -> Weekdays:
        return tuple(map(WEEKDAYS.index, names))

    return Rhythm(
        keys=tuple(days(names) for names in stored["keys"]),
        long=days(stored["long"]),
        easy=days(stored["easy"]),
        strength=days(stored["strength"]),
        cross_training=days(stored["cross_training"]),
    )
