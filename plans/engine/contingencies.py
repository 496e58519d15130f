"""What can stand in a session's place when life comes between: micro-sessions, indoor swaps, travel (S26).

A stand-in asks for no more minutes than were planned, and what is not done is not made up for later.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from plans.engine.drafts import FLEXIBLE
from plans.engine.template import Template
from plans.engine.template_choices import Situation, StandIn
from plans.engine.vocabulary import NOT_RUNNING, Level, SessionKind
from plans.engine.week import EASY_PACE_MIN_PER_KM, SessionState

_SORTS = {
    SessionKind.LONG: "long_run",
    SessionKind.STRENGTH: "strength",
    SessionKind.CROSS_TRAINING: "cross_training",
    SessionKind.MOBILITY: "mobility",
    SessionKind.WALK: "walk",
}


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
