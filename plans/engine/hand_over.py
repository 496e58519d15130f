"""What an offseason hands over to the season: figures of what was run and how it was rated.

Only what was reported counts; what nobody reported is neither run nor rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plans.engine.vocabulary import SessionKind
from plans.engine.week_loads import WeekLoad, week_loads
from plans.engine.work import Outcome, ReportedSession

HARD_EFFORT = 6
"""From this session-RPE (0-10) on a session counts as tempo that was tolerated."""
_USUAL_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Longest:
    """A run by its day; minutes as told, or as planned where it was done as planned."""

    day: date
    km: float
    minutes: int


@dataclass(frozen=True, slots=True)
class Rated:
    """The longest session that was rated as hard: its kind, its minutes in all, and the effort told (0-10)."""

    day: date
    kind: SessionKind
    minutes: int
    rpe: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """`usual_km_per_week` is the mean of the last four weeks that are over, None before the first one is."""

    usual_km_per_week: float | None
    baseline_km_per_week: float
    longest_run: Longest | None
    hardest: Rated | None
    weeks: tuple[WeekLoad, ...]
    """Those that have begun."""


def hand_over(
    baseline_km_per_week: float, sessions: Sequence[ReportedSession], mondays: Sequence[date], today: date
) -> HandOver:
    """The figures of one plan on the local day `today`."""
    weeks = week_loads(sessions, [monday for monday in mondays if monday <= today], today)
    over = [week for week in weeks if week.monday + timedelta(days=6) < today][-_USUAL_WEEKS:]
    runs = [Longest(each.day, each.km, _minutes(each)) for each in sessions if each.km]
    hard = [
        Rated(each.day, each.kind, _minutes(each), each.rpe)
        for each in sessions
        if each.is_run and each.is_done and each.rpe is not None and each.rpe >= HARD_EFFORT
    ]
    return HandOver(
        usual_km_per_week=round(sum(week.km.reported for week in over) / len(over), 1) if over else None,
        baseline_km_per_week=baseline_km_per_week,
        longest_run=max(runs, key=lambda run: (run.km, run.day), default=None),
        hardest=max(hard, key=lambda session: (session.minutes, session.day), default=None),
        weeks=weeks,
    )


def _minutes(session: ReportedSession) -> int:
    planned = session.planned_min if session.outcome is Outcome.DONE else 0
    return planned if session.done_min is None else session.done_min
