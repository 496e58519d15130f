"""Small plans for tests of the engine, made by hand or by Hypothesis."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from plans.engine.vocabulary import Level, PhaseKind, SessionKind
from plans.engine.week import PlanState, SessionState, WeekState

MONDAY = date(2026, 11, 2)


def a_session(name: str, day: date, **fields: Any) -> SessionState:
    defaults: dict[str, Any] = {
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, name)),
        "day": day,
        "position": 0,
        "original_day": day,
        "kind": SessionKind.EASY,
        "duration_min": 40,
        "distance_km": 6.7,
        "rpe": 3,
    }
    return SessionState(**{**defaults, **fields})


def a_week(number: int, *sessions: SessionState, **fields: Any) -> WeekState:
    defaults: dict[str, Any] = {
        "monday": MONDAY + timedelta(weeks=number),
        "phase": PhaseKind.FOUNDATION,
        "template_week": number + 1,
        "fraction": 0.4,
        "sessions": tuple(sorted(sessions, key=lambda s: (s.day, s.position, s.id))),
    }
    return WeekState(**{**defaults, **fields})


def a_plan(*weeks: WeekState, **fields: Any) -> PlanState:
    defaults: dict[str, Any] = {
        "level": Level.INTERMEDIATE,
        "baseline_km_per_week": 50.0,
        "available_weekdays": tuple(range(7)),
        "weeks": weeks,
    }
    return PlanState(**{**defaults, **fields})


def day(week: int, weekday: int) -> date:
    return MONDAY + timedelta(weeks=week, days=weekday)


@st.composite
def plans(draw: st.DrawFn, weeks: int = 4) -> PlanState:
    """Four weeks with any sessions on any days; some of them are already reported on."""
    made = []
    for number in range(weeks):
        by_day: dict[int, int] = {}
        sessions = []
        for n in range(draw(st.integers(0, 6))):
            weekday = draw(st.integers(0, 6))
            position = by_day.get(weekday, 0)
            by_day[weekday] = position + 1
            sessions.append(
                a_session(
                    f"{number} {n}",
                    day(number, weekday),
                    position=position,
                    kind=draw(st.sampled_from(list(SessionKind))),
                    duration_min=draw(st.integers(1, 200)),
                    distance_km=draw(st.none() | st.integers(1, 400).map(lambda n: n / 10)),
                    rpe=draw(st.integers(0, 10)),
                    has_feedback=draw(st.sampled_from([False, False, False, True])),
                )
            )
        made.append(a_week(number, *sessions))
    return a_plan(*made)
