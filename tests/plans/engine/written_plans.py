"""Plans as a coach would write them on paper, for case tables.

A week is one line: "Tue tempo 8km, Wed strength, Sat long 76min". A session is a weekday, a kind, kilometres or
minutes, and where it matters `rpe 7`, its steps in brackets, and that it was reported: "Tue steady 8km [20 min steady]
done".
"""

import re
import uuid
from datetime import date, timedelta

from plans.engine.template import WEEKDAYS
from plans.engine.vocabulary import NOT_RUNNING, Level, PhaseKind, SessionKind
from plans.engine.week import EASY_PACE_MIN_PER_KM, PlanState, SessionState, WeekState

MONDAY = date(2026, 11, 2)
EVERY_DAY = tuple(range(7))
USUAL_RPE = {SessionKind.TEMPO: 6, SessionKind.RELAXED_REPS: 6, SessionKind.STEADY: 5, SessionKind.STRENGTH: 5}
SESSION = re.compile(
    r"(?P<day>\w{3}) (?P<kind>\w+)(?: (?P<km>[\d.]+)km)?(?: (?P<min>\d+)min)?(?: rpe (?P<rpe>\d+))?"
    r"(?: \[(?P<steps>[^]]+)\])?(?P<done> done)?(?:, |$)"
)


def written(
    *weeks: str,
    level: str = "intermediate",
    baseline: float = 50,
    phase: str = "maintenance",
    deload: bool = False,
    available: tuple[int, ...] = EVERY_DAY,
    over_50: bool = False,
    under_18: bool = False,
) -> PlanState:
    """The plan of these weeks; `deload` says that the last one is meant to be easier. `phase` is one for all weeks,
    or one for each: "foundation, maintenance"."""
    pace = EASY_PACE_MIN_PER_KM[Level(level)]
    phases = [PhaseKind(name) for name in phase.split(", ")] * (len(weeks) if ", " not in phase else 1)
    states = tuple(
        WeekState(
            monday=MONDAY + timedelta(weeks=n),
            phase=phases[n],
            template_week=n + 1,
            fraction=0.5,
            deload=deload and n == len(weeks) - 1,
            sessions=_sessions(line, MONDAY + timedelta(weeks=n), pace),
        )
        for n, line in enumerate(weeks)
    )
    return PlanState(Level(level), baseline, available, states, over_50=over_50, under_18=under_18)


def _sessions(line: str, monday: date, pace_min_per_km: float) -> tuple[SessionState, ...]:
    assert SESSION.sub("", line) == "", f"not a week: {line}"
    sessions: list[SessionState] = []
    for found in SESSION.finditer(line):
        day = monday + timedelta(days=WEEKDAYS.index(found["day"].lower()))
        kind = SessionKind(found["kind"])
        minutes = int(found["min"] or round(float(found["km"] or 6) * pace_min_per_km))
        km = None if kind in NOT_RUNNING else float(found["km"] or minutes / pace_min_per_km)
        sessions.append(
            SessionState(
                id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{monday} {len(sessions)}")),
                day=day,
                position=sum(s.day == day for s in sessions),
                original_day=day,
                kind=kind,
                duration_min=minutes,
                distance_km=km,
                rpe=int(found["rpe"] or USUAL_RPE.get(kind, 3)),
                steps=tuple((found["steps"] or "").split("; ")) if found["steps"] else (),
                has_feedback=bool(found["done"]),
            )
        )
    return tuple(sorted(sessions, key=lambda s: (s.day, s.position)))
