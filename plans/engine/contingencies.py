"""What can stand in a session's place when life comes between: micro-sessions, indoor swaps, travel (S26).

A stand-in asks for no more minutes than were planned, and what is not done is not made up for later.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plans.engine.drafts import FLEXIBLE
from plans.engine.operations import Move
from plans.engine.template import Template
from plans.engine.template_choices import Situation, StandIn
from plans.engine.vocabulary import NOT_RUNNING, Level, SessionKind
from plans.engine.week import EASY_PACE_MIN_PER_KM, PlanState, SessionState, WeekState

_SORTS = {
    SessionKind.LONG: "long_run",
    SessionKind.STRENGTH: "strength",
    SessionKind.CROSS_TRAINING: "cross_training",
    SessionKind.MOBILITY: "mobility",
    SessionKind.WALK: "walk",
}

DAYS_AHEAD = 6
"""Today and the six days after it are an athlete's to rearrange."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A stand-in with its name, ready to be put in the session's place by a `Replace`."""

    title: str
    session: SessionState


def sort_of(kind: SessionKind, template: Template) -> str:
    """The sort of session that a template's stand-ins name: `easy_run`, `long_run`, `key_run`, …"""
    return _SORTS.get(kind) or ("key_run" if template.library[kind].work else "easy_run")


def alternatives(
    session: SessionState, situation: Situation, level: Level, template: Template
) -> tuple[Alternative, ...]:
    """What the template offers instead of this session, the best first; none where it stands as it is.

    Day and place are the session's own. The same call gives the same sessions, ids included.
    """
    sort = sort_of(session.kind, template)
    return tuple(
        Alternative(each.title, _stand_in(session, each, level, f"{situation} {n}"))
        for n, each in enumerate(template.contingencies[situation])
        if sort in each.instead_of
    )


def free_days(state: PlanState, session: SessionState, today: date) -> list[date]:
    """The other days of the session's week that are still to come."""
    monday = session.day - timedelta(days=session.day.weekday())
    week = [monday + timedelta(days=n) for n in range(7)]
    return [day for day in week if day >= today and day != session.day and state.week_of(day)]


def days_to_swap(state: PlanState, today: date, last: date | None) -> list[date]:
    """The days ahead that the athlete may rearrange: those within `DAYS_AHEAD`, as far as they are seen, without
    those that something was reported of."""
    days = (today + timedelta(days=n) for n in range(DAYS_AHEAD + 1))
    weeks = ((day, state.week_of(day)) for day in days if last is None or day <= last)
    return [day for day, week in weeks if week and not any(session.has_feedback for session in week.on(day))]


def moves_to_swap(week: WeekState, first: date, second: date) -> list[Move]:
    """Exchange all that two days of a week hold, each day's sessions in their order."""
    there, here = week.on(first), week.on(second)
    return [
        *(Move(session.id, second, len(here) + n) for n, session in enumerate(there)),
        *(Move(session.id, first, n) for n, session in enumerate(here)),
    ]


def _stand_in(session: SessionState, by: StandIn, level: Level, name: str) -> SessionState:
    wanted = by.minutes[level] if by.minutes else round(by.share * session.duration_min)
    minutes = max(1, min(wanted, session.duration_min))
    said = f"{by.title}: {by.cue}"
    marks = tuple(mark for mark in session.marks if mark == FLEXIBLE)
    new = replace(session, id=str(uuid.uuid5(uuid.UUID(session.id), name)), duration_min=minutes, marks=marks)
    if by.session is None:
        kept = session.distance_km
        km = None if kept is None else round(kept * minutes / session.duration_min, 1)
        return replace(new, distance_km=km, steps=(said, *session.steps))
    return replace(
        new,
        kind=by.session,
        distance_km=None if by.session in NOT_RUNNING else round(minutes / EASY_PACE_MIN_PER_KM[level], 1),
        rpe=by.rpe,
        steps=(said, *by.steps),
        protects=by.protects,
    )
