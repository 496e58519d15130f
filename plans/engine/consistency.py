"""How steadily a plan is lived (S17): for each day whether what was meant happened, and how near to what was planned.

Rest that was planned and taken is a success like a session. Days of illness or away are left out, whatever happened on
them. A day of which nothing was told stands beside the others and counts neither way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.engine.work import Outcome, ReportedSession

BAND_SHARE = 0.25
"""A session within this share of its planned minutes, and kilometres where they are told, is as planned. Own choice:
a band and not a number, so that ten minutes more or less are no failure."""


class Kept(StrEnum):
    """What became of a day."""

    AS_PLANNED = "as_planned"
    """Every session inside the band; or rest, where rest was planned."""
    DIFFERENTLY = "differently"
    """Something was done, but more, less or something else."""
    RESTED = "rested"
    """Rest where a session was planned."""
    NOT_TOLD = "not_told"
    LEFT_OUT = "left_out"
    """Ill or away."""
    AHEAD = "ahead"
    OUTSIDE = "outside"
    """Before the plan began or after it ended."""


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    kept: Kept
    is_rest: bool
    """Whether rest was planned."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Days of a stretch. `steady` are those on which what was meant happened in some form, `as_planned` those of
    them inside the band; both are out of `counted`."""

    counted: int
    steady: int
    as_planned: int
    rest_taken: int
    not_told: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    days: tuple[Day, ...]
    tally: Tally


def weeks_kept(
    sessions: Iterable[ReportedSession],
    left_out: Collection[date],
    first: date,
    last: date,
    today: date,
    mondays: Sequence[date],
) -> tuple[Week, ...]:
    """One value for each of `mondays`, in their order. The plan runs from `first` to `last`."""
    by_day: dict[date, list[ReportedSession]] = defaultdict(list)
    for session in sessions:
        by_day[session.day].append(session)

    def day_of(day: date) -> Day:
        planned = by_day.get(day, [])
        if not first <= day <= last:
            return Day(day, Kept.OUTSIDE, is_rest=False)
        return Day(day, _kept(day, planned, day in left_out, today), is_rest=not planned)

    weeks = []
    for monday in mondays:
        days = tuple(day_of(monday + timedelta(days=n)) for n in range(7))
        weeks.append(Week(monday, days, tally(days)))
    return tuple(weeks)


def tally(days: Iterable[Day]) -> Tally:
    told = list(days)
    counts = {kept: sum(day.kept is kept for day in told) for kept in Kept}
    done = counts[Kept.AS_PLANNED] + counts[Kept.DIFFERENTLY]
    return Tally(
        counted=done + counts[Kept.RESTED],
        steady=done,
        as_planned=counts[Kept.AS_PLANNED],
        rest_taken=sum(day.is_rest and day.kept is Kept.AS_PLANNED for day in told),
        not_told=counts[Kept.NOT_TOLD],
        left_out=counts[Kept.LEFT_OUT],
    )


def is_inside(session: ReportedSession) -> bool:
    """Whether a session that was done stayed within the band of what was planned; untold amounts were as planned."""
    return (
        session.outcome is Outcome.DONE
        and _near(session.done_min, session.planned_min)
        and _near(session.done_km, session.planned_km)
    )


def _kept(day: date, planned: Sequence[ReportedSession], is_left_out: bool, today: date) -> Kept:
    told = [session for session in planned if session.outcome is not None]
    if day > today or (day == today and (not told or len(told) < len(planned))):
        return Kept.AHEAD  # a day of rest, too, is taken when it is over
    if is_left_out:
        return Kept.LEFT_OUT
    if planned and not told:
        return Kept.NOT_TOLD
    if all(map(is_inside, told)):  # and so is a day of planned rest; of two sessions one untold speaks against nothing
        return Kept.AS_PLANNED
    return Kept.RESTED if all(session.outcome is Outcome.RESTED for session in told) else Kept.DIFFERENTLY


def _near(done: float | None, planned: float | None) -> bool:
    return done is None or not planned or abs(done - planned) <= BAND_SHARE * planned
