"""An offseason as data: phases, weeks, session library and rhythms, read from a checked document.

`Template.from_document` takes the parsed JSON of a file that fits `plans/data/template.schema.json`;
whether it fits is checked by the caller. Everything here is frozen and says nothing about an athlete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from plans.engine.doses import Dose
from plans.engine.vocabulary import Level, PhaseKind, SessionKind

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekdays = tuple[int, ...]
Words = tuple[str, ...]


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
    other_lengths: Words
    """Which weeks make the phase shorter or longer than its default, in words."""
    mobility: Mobility
    strength: Strength
    notes: Notes


@dataclass(frozen=True, slots=True)
class Published:
    """What the published table says for one level at its reference baseline, for checking."""

    km: float
    runs: int
    longest_min: int


@dataclass(frozen=True, slots=True)
class Work:
    """The demanding part of a session: a dose by level, how it is run, and the rest between repetitions."""

    dose: Mapping[Level, Dose]
    manner: str
    rest: str
    warm_up_min: int
    cool_down_min: int


@dataclass(frozen=True, slots=True)
class LibrarySession:
    """A kind of session: minutes (low, high) by level, planned RPE, cue and what it protects."""

    title: str
    minutes: Mapping[Level, tuple[int, int]]
    rpe: int
    felt: str
    cue: str
    protects: Words
    steps: Words
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class KeyRun:
    """Key work of a week: a kind from the library with this week's dose; levels without one leave it out."""

    session: SessionKind
    dose: Mapping[Level, Dose]
    rest: str


@dataclass(frozen=True, slots=True)
class EasyRun:
    """What makes one easy or long run of a week its own."""

    session: SessionKind
    steps: Words
    marks: Words
    protects: Words


@dataclass(frozen=True, slots=True)
class TemplateWeek:
    """One week: share of the baseline, goals, key work, and easy runs in their order of importance."""

    number: int
    phase: PhaseKind
    fraction: float
    deload: bool
    goals: Words
    published: Mapping[Level, Published]
    keys: tuple[KeyRun, ...]
    easy_runs: tuple[EasyRun, ...]
    long_run: EasyRun
    strength_sessions: Mapping[Level, int]
    cross_training_sessions: Mapping[Level, int]

    def keys_for(self, level: Level) -> tuple[KeyRun, ...]:
        return tuple(key for key in self.keys if level in key.dose)


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
    phases: tuple[Phase, ...]
    weeks: tuple[TemplateWeek, ...]
    library: Mapping[SessionKind, LibrarySession]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Template:
        """The template in a document that fits the schema. Raises KeyError or ValueError for another."""
        library = {SessionKind(kind): _library(each) for kind, each in document["library"].items()}
        return cls(
            slug=document["slug"],
            version=document["version"],
            title=document["title"],
            goal=document["goal"],
            evidence=document["evidence"],
            before_the_start=tuple(document["before_the_start"]),
            always=tuple(document["always"]),
            levels=_by_level(document["levels"], lambda frame: LevelFrame(**frame)),
            one_key=_rhythm(document["rhythms"]["one_key"]),
            two_keys=_rhythm(document["rhythms"]["two_keys"]),
            phases=tuple(_phase(each) for each in document["phases"]),
            weeks=tuple(_week(each) for each in document["weeks"]),
            library=MappingProxyType(library),
        )

    def phase(self, kind: PhaseKind) -> Phase:
        return next(phase for phase in self.phases if phase.kind is kind)


def _by_level(values: Mapping[str, Any], read: Any) -> Mapping[Level, Any]:
    return MappingProxyType({Level(level): read(value) for level, value in values.items()})


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


def _phase(stored: Mapping[str, Any]) -> Phase:
    strength, mobility = stored["strength"], stored["mobility"]
    return Phase(
        kind=PhaseKind(stored["kind"]),
        title=stored["title"],
        purpose=stored["purpose"],
        min_weeks=stored["min_weeks"],
        default_weeks=stored["default_weeks"],
        max_weeks=stored["max_weeks"],
        other_lengths=tuple(stored["other_lengths"]),
        mobility=Mobility(mobility["minutes_per_day"], tuple(mobility["exercises"])),
        strength=Strength(
            focus=strength["focus"],
            rpe=strength["rpe"],
            felt=strength["felt"],
            minutes=_by_level(strength["minutes"], int),
            main_lifts=tuple(Exercise(**each) for each in strength["main_lifts"]),
            trunk_foot_balance=tuple(Exercise(**each) for each in strength["trunk_foot_balance"]),
            jumps=tuple(Jump(**each) for each in strength["jumps"]),
        ),
        notes=Notes(*(tuple(stored[name]) for name in ("recovery", "rituals", "food", "sleep"))),
    )


def _week(stored: Mapping[str, Any]) -> TemplateWeek:
    return TemplateWeek(
        number=stored["week"],
        phase=PhaseKind(stored["phase"]),
        fraction=stored["fraction"],
        deload=stored["deload"],
        goals=tuple(stored["goals"]),
        published=_by_level(stored["published"], lambda row: Published(**row)),
        keys=tuple(
            KeyRun(SessionKind(key["session"]), _by_level(key["dose"], _dose), key.get("rest", ""))
            for key in stored["keys"]
        ),
        easy_runs=tuple(_easy_run(each, SessionKind(each["session"])) for each in stored["easy_runs"]),
        long_run=_easy_run(stored["long_run"], SessionKind.LONG),
        strength_sessions=_by_level(stored["strength_sessions"], int),
        cross_training_sessions=_by_level(stored["cross_training_sessions"], int),
    )


def _easy_run(stored: Mapping[str, Any], kind: SessionKind) -> EasyRun:
    steps, marks, protects = (tuple(stored.get(name, ())) for name in ("steps", "marks", "protects"))
    return EasyRun(kind, steps, marks, protects)


def _library(stored: Mapping[str, Any]) -> LibrarySession:
    work = stored.get("work")
    return LibrarySession(
        title=stored["title"],
        minutes=_by_level(stored["minutes"], tuple),
        rpe=stored["rpe"],
        felt=stored["felt"],
        cue=stored["cue"],
        protects=tuple(stored["protects"]),
        steps=tuple(stored["steps"]),
        work=work
        and Work(
            dose=_by_level(work["dose"], _dose),
            manner=work["manner"],
            rest=work.get("rest", ""),
            warm_up_min=work["warm_up_min"],
            cool_down_min=work["cool_down_min"],
        ),
    )


def _dose(text: str) -> Dose:
    dose = Dose.read(text)
    if dose is None:
        raise ValueError(f"{text!r} is no dose; write for example '8 x 200 m', '2 x 6 min' or '20 min'")
    return dose
