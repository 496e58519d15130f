"""What each week was planned to be and came to: kilometres, and load as minutes times effort (0-10).

A session that nobody reported is not zero: it stands beside what was reported. Days to come are only planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, stdev

from plans.engine.work import Outcome, ReportedSession


@dataclass(frozen=True, slots=True)
class Amount:
    """Of one week: planned in all, reported, and planned on days before today of which nobody said anything."""

    planned: float
    reported: float
    unreported: float


@dataclass(frozen=True, slots=True)
class WeekLoad:
    monday: date
    km: Amount
    load: Amount


def week_loads(sessions: Iterable[ReportedSession], mondays: Sequence[date], today: date) -> tuple[WeekLoad, ...]:
    """One value for each Monday, in their order."""
    by_week: dict[date, list[ReportedSession]] = {monday: [] for monday in mondays}
    for session in sessions:
        monday = session.day - timedelta(days=session.day.weekday())
        if monday in by_week:
            by_week[monday].append(session)
    return tuple(_week(monday, week, today) for monday, week in by_week.items())


def load_of(session: ReportedSession) -> float:
    """What was certainly done; one that was done as planned had the planned minutes and effort."""
    if session.outcome is Outcome.DONE:
        minutes = session.planned_min if session.done_min is None else session.done_min
        return minutes * (session.planned_rpe if session.rpe is None else session.rpe)
    if session.outcome is Outcome.SOMETHING_ELSE:
        return (session.done_min or 0) * (session.rpe or 0)
    return 0


def _week(monday: date, sessions: Sequence[ReportedSession], today: date) -> WeekLoad:
    silent = [each for each in sessions if each.outcome is None and each.day < today]
    return WeekLoad(
        monday,
        Amount(
            round(sum(map(_planned_km, sessions)), 1),
            round(sum(each.km for each in sessions), 1),
            round(sum(map(_planned_km, silent)), 1),
        ),
        Amount(
            sum(map(_planned_load, sessions)), sum(load_of(each) for each in sessions), sum(map(_planned_load, silent))
        ),
    )


def _planned_km(session: ReportedSession) -> float:
    return (session.planned_km or 0) if session.is_run else 0


def _planned_load(session: ReportedSession) -> float:
    return session.planned_min * session.planned_rpe


@dataclass(frozen=True, slots=True)
class Monotony:
    """How alike the days of a week were (Foster 1998): mean of the seven daily loads over their standard deviation.

    `strain` is the week's load times that. It describes a week; nothing is decided by it (rules, section 1).
    """

    value: float
    strain: int


def monotony(sessions: Iterable[ReportedSession], monday: date) -> Monotony | None:
    """Of a week that is over; None where a session was not reported, nothing was done or all days were the same."""
    loads = [0.0] * 7
    for session in sessions:
        place = (session.day - monday).days
        if 0 <= place < 7:
            if session.outcome is None:
                return None
            loads[place] += load_of(session)
    spread = stdev(loads)
    if not spread:
        return None
    value = mean(loads) / spread
    return Monotony(round(value, 1), round(sum(loads) * value))
