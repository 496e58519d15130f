"""What a template offers to choose from: attributes to protect (S3), and stand-ins when life comes between (S26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from plans.engine.levels import Words, by_level
from plans.engine.template_phases import Exercise
from plans.engine.template_weeks import (
    NO_MOBILITY_SESSIONS,
    EasyRun,
    KeyRun,
    MobilitySessions,
    read_easy_run,
    read_key_run,
)
from plans.engine.vocabulary import Level, PhaseKind, SessionKind

_NOTHING = EasyRun(SessionKind.EASY)


@dataclass(frozen=True, slots=True)
class Shift:
    """What protecting an attribute changes in the weeks of one phase; the defaults change nothing.

    `easy_run` and `long_run` add steps, marks and what they protect to one easy run and to the long run; `keys`
    pairs a kind of key work with what is run instead; sessions are at least that many a week.
    """

    easy_run: EasyRun = _NOTHING
    long_run: EasyRun = _NOTHING
    keys: tuple[tuple[SessionKind, KeyRun], ...] = ()
    longest_run_ratio: float = 1.0
    cross_training_sessions: int = 0
    strength_sessions: int = 0
    strength_more_min: int = 0
    lifts: tuple[Exercise, ...] = ()
    mobility_more_min_per_day: int = 0
    mobility_sessions: MobilitySessions = NO_MOBILITY_SESSIONS


@dataclass(frozen=True, slots=True)
class Variant:
    """How an attribute is protected: `shifts` says it in a sentence, `phases` in numbers."""

    shifts: str
    phases: Mapping[PhaseKind, Shift]


class Situation(StrEnum):
    """What comes between an athlete and a session."""

    NO_TIME = "no_time"
    BAD_WEATHER = "bad_weather"
    TRAVELLING = "travelling"


@dataclass(frozen=True, slots=True)
class StandIn:
    """A session in the place of another. Without `session` it stays of its kind, with its steps and effort.

    `instead_of` names sorts of sessions (`plans.engine.contingencies.sort_of`). Either `minutes` by level or a
    `share` of the minutes planned; never more minutes than planned.
    """

    title: str
    cue: str
    instead_of: Words
    session: SessionKind | None
    minutes: Mapping[Level, int]
    share: float
    rpe: int
    steps: Words
    protects: Words


def read_variant(stored: Mapping[str, Any]) -> Variant:
    phases = {PhaseKind(phase): _shift(each) for phase, each in stored["phases"].items()}
    return Variant(stored["shifts"], MappingProxyType(phases))


def _shift(stored: Mapping[str, Any]) -> Shift:
    sessions = stored.get("mobility_sessions")
    return Shift(
        easy_run=read_easy_run(stored.get("easy_run", {}), SessionKind.EASY),
        long_run=read_easy_run(stored.get("long_run", {}), SessionKind.LONG),
        keys=tuple((SessionKind(each["instead_of"]), read_key_run(each)) for each in stored.get("keys", ())),
        longest_run_ratio=stored.get("longest_run_ratio", 1.0),
        cross_training_sessions=stored.get("cross_training_sessions", 0),
        strength_sessions=stored.get("strength_sessions", 0),
        strength_more_min=stored.get("strength_more_min", 0),
        lifts=tuple(Exercise(**each) for each in stored.get("lifts", ())),
        mobility_more_min_per_day=stored.get("mobility_more_min_per_day", 0),
        mobility_sessions=MobilitySessions(**sessions) if sessions else NO_MOBILITY_SESSIONS,
    )


def read_stand_in(stored: Mapping[str, Any]) -> StandIn:
    return StandIn(
        title=stored["title"],
        cue=stored["cue"],
        instead_of=tuple(stored["instead_of"]),
        session=SessionKind(stored["session"]) if "session" in stored else None,
        minutes=by_level(stored.get("minutes", {}), int),
        share=stored.get("share", 1.0),
        rpe=stored.get("rpe", 0),
        steps=tuple(stored.get("steps", ())),
        protects=tuple(stored.get("protects", ())),
    )
