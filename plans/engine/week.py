"""A plan as the engine sees it: frozen weeks of frozen sessions, nothing else.

Rows become these values before a decision and are written back from them after one, so that
every rule, limit and operation can be tested without a database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from plans.engine.vocabulary import NOT_RUNNING, Level, PhaseKind, SessionKind

HARD_RPE = 6
"""A session planned at this effort (0-10) or above is hard (rules, section 2)."""
MODERATE_RPE = 5
HEAVY_LONG_RUN_MIN = 75
"""A long run of more minutes than this is spaced like a hard session (rules, section 2)."""

EASY_PACE_MIN_PER_KM = {Level.BEGINNER: 7.0, Level.INTERMEDIATE: 6.0, Level.ADVANCED: 5 + 10 / 60}
"""Easy pace by level in minutes per kilometre (rules, section 9.1); used to plan, never to judge."""


@dataclass(frozen=True, slots=True)
class SessionState:
    """One planned session.

    `id` is a UUID as text, made once and kept by every move, drop and undo. `position` orders the
    sessions of a day, from 0. `rpe` is the planned effort, 0-10. `steps`, `marks` and `protects`
    are words from the session library (for example `("strides 4 x 15 s",)`, `("no_watch",)`,
    `("economy",)`).
    """

    id: str
    day: date
    position: int
    original_day: date
    kind: SessionKind
    duration_min: int
    distance_km: float | None
    rpe: int
    steps: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    protects: tuple[str, ...] = ()
    has_feedback: bool = False
    """True once the athlete has said what happened: from then on operations leave it alone."""

    @property
    def is_run(self) -> bool:
        return self.kind not in NOT_RUNNING

    @property
    def is_hard(self) -> bool:
        """Planned RPE 6 or more. Strides inside an easy run do not raise its planned RPE."""
        return self.is_run and self.rpe >= HARD_RPE

    @property
    def is_heavy(self) -> bool:
        return self.kind is SessionKind.LONG and self.duration_min > HEAVY_LONG_RUN_MIN

    @property
    def is_strength(self) -> bool:
        return self.kind is SessionKind.STRENGTH

    @property
    def loads(self) -> bool:
        """Whether the day of this session is no rest day (limit V6: no run and no strength)."""
        return self.is_run or self.is_strength


@dataclass(frozen=True, slots=True)
class WeekState:
    """One training week, Monday to Sunday.

    `template_week` is the number of the week in the template it was made from (1-14 in the default);
    a repeated week keeps its number. `fraction` is the planned share of the baseline B0.
    """

    monday: date
    phase: PhaseKind
    template_week: int
    fraction: float
    deload: bool = False
    goals: tuple[str, ...] = ()
    sessions: tuple[SessionState, ...] = field(default=())

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def runs(self) -> tuple[SessionState, ...]:
        return tuple(s for s in self.sessions if s.is_run)

    @property
    def distance_km(self) -> float:
        """Planned running of the week in kilometres."""
        return round(sum(s.distance_km or 0 for s in self.runs), 1)

    def on(self, day: date) -> tuple[SessionState, ...]:
        return tuple(sorted((s for s in self.sessions if s.day == day), key=lambda s: s.position))


@dataclass(frozen=True, slots=True)
class PlanState:
    """A whole plan: the athlete's frame and the weeks in order."""

    level: Level
    baseline_km_per_week: float
    available_weekdays: tuple[int, ...]
    """Weekdays on which the athlete can train, Monday = 0, sorted."""
    weeks: tuple[WeekState, ...]
    over_50: bool = False
    under_18: bool = False
    deadline: date | None = None
    """The last day that the plan may have, where something waits after it."""
    min_weeks: tuple[tuple[PhaseKind, int], ...] = ()
    """The fewest weeks of each phase; a deadline may shorten phases down to them."""

    def sessions(self) -> Iterator[SessionState]:
        for week in self.weeks:
            yield from week.sessions

    def week_of(self, day: date) -> WeekState | None:
        return next((w for w in self.weeks if w.monday <= day <= w.sunday), None)

    def session(self, id: str) -> SessionState | None:
        return next((s for s in self.sessions() if s.id == id), None)
