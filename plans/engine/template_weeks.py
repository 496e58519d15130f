"""The weeks of a template and the library of sessions that they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plans.engine.doses import Dose
from plans.engine.levels import Words, by_level
from plans.engine.vocabulary import Level, PhaseKind, SessionKind


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
class Playful:
    """One way to play; no two weeks of a plan have the same one (S6)."""

    title: str
    how: str
    cue: str
    marks: Words

    @property
    def steps(self) -> Words:
        return f"{self.title}: {self.how}", self.cue


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
    steps: Words = ()
    marks: Words = ()
    protects: Words = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What the published table says for one level at its reference baseline."""

    km: float
    runs: int
    longest_min: int


@dataclass(frozen=True, slots=True)
class MobilitySessions:
    """Mobility as sessions of its own, beside the daily routine; only where mobility is to be protected."""

    per_week: int
    minutes: int


NO_MOBILITY_SESSIONS = MobilitySessions(0, 0)


@dataclass(frozen=True, slots=True)
class TemplateWeek:
    """One week: share of the baseline, goals, key work, and easy runs in their order of importance."""

    number: int
    phase: PhaseKind
    fraction: float
    deload: bool
    goals: Words
    goals_again: Words
    """The goals where the week is run a second time."""
    published: Mapping[Level, Published]
    keys: tuple[KeyRun, ...]
    easy_runs: tuple[EasyRun, ...]
    long_run: EasyRun
    strength_sessions: Mapping[Level, int]
    cross_training_sessions: Mapping[Level, int]
    longest_run_ratio: float = 1.0
    """The longest run against the published one; other than 1 only where endurance is to be protected."""
    mobility_sessions: MobilitySessions = NO_MOBILITY_SESSIONS

    def keys_for(self, level: Level) -> tuple[KeyRun, ...]:
        return tuple(key for key in self.keys if level in key.dose)


def read_week(stored: Mapping[str, Any]) -> TemplateWeek:
    return TemplateWeek(
        number=stored["week"],
        phase=PhaseKind(stored["phase"]),
        fraction=stored["fraction"],
        deload=stored["deload"],
        goals=tuple(stored["goals"]),
        goals_again=tuple(stored["goals_again"]),
        published=by_level(stored["published"], lambda row: Published(**row)),
        keys=tuple(map(read_key_run, stored["keys"])),
        easy_runs=tuple(read_easy_run(each, SessionKind(each["session"])) for each in stored["easy_runs"]),
        long_run=read_easy_run(stored["long_run"], SessionKind.LONG),
        strength_sessions=by_level(stored["strength_sessions"], int),
        cross_training_sessions=by_level(stored["cross_training_sessions"], int),
    )


def read_key_run(stored: Mapping[str, Any]) -> KeyRun:
    return KeyRun(SessionKind(stored["session"]), by_level(stored["dose"], _dose), stored.get("rest", ""))


def read_easy_run(stored: Mapping[str, Any], kind: SessionKind) -> EasyRun:
    steps, marks, protects = (tuple(stored.get(name, ())) for name in ("steps", "marks", "protects"))
    return EasyRun(kind, steps, marks, protects)


def read_playful(stored: Mapping[str, Any]) -> Playful:
    return Playful(stored["title"], stored["how"], stored["cue"], tuple(stored.get("marks", ())))


def read_library(stored: Mapping[str, Any]) -> LibrarySession:
    work = stored.get("work")
    return LibrarySession(
        title=stored["title"],
        minutes=by_level(stored["minutes"], lambda range: (range[0], range[1])),
        rpe=stored["rpe"],
        felt=stored["felt"],
        cue=stored["cue"],
        protects=tuple(stored["protects"]),
        steps=tuple(stored["steps"]),
        work=work
        and Work(
            dose=by_level(work["dose"], _dose),
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
