"""Playful sessions that vary from week to week (S6), also where a week is run once more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from plans.engine.levels import Words
from plans.engine.template import Template
from plans.engine.template_weeks import Playful
from plans.engine.vocabulary import SessionKind
from plans.engine.week import SessionState, WeekState


def next_play(template: Template, kind: SessionKind, used: Sequence[Words]) -> Playful | None:
    """The way to play that was used least so far, the earliest of the list first; None for a kind that has none.
    `used` are the steps of the sessions so far."""
    ways = template.playful.get(kind, ())
    return min(ways, key=lambda way: used.count(way.steps), default=None)


def renewed(week: WeekState, others: Iterable[WeekState], template: Template) -> WeekState:
    """A week that repeats one of `others`: the same running with other play and its other goals."""
    others = tuple(others)
    used = [s.steps for other in others for s in other.sessions]
    sessions = []
    for session in week.sessions:
        fresh = _replayed(session, used, template)
        used.append(fresh.steps)
        sessions.append(fresh)
    pattern = template.week(week.template_week)
    times = sum(other.template_week == week.template_week for other in others)
    return replace(week, goals=pattern.goals_again if times % 2 else pattern.goals, sessions=tuple(sessions))


def _replayed(session: SessionState, used: Sequence[Words], template: Template) -> SessionState:
    """Other play for a playful session, unless a coach has written it anew."""
    play = next_play(template, session.kind, used)
    if play is None or all(way.steps != session.steps[:2] for way in template.playful[session.kind]):
        return session
    marks = tuple(dict.fromkeys((*session.marks, *play.marks)))
    return replace(session, steps=(*play.steps, *session.steps[2:]), marks=marks)
