"""Nights for case tables, as a coach would write them.

Days are written oldest first, one letter each: g green, a amber, r red by wellness (S2), h red by health (S1),
u unknown; a capital letter on a day away. The last letter is the night itself, a Sunday where nothing is said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from plans.engine.facts import DayFact, Earlier, NightFacts, PhaseFacts, Standing, Symptoms, WeekWork, WorkFacts
from plans.engine.vocabulary import PhaseKind
from readiness.engine.vocabulary import Status

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 18)
LETTERS = {
    "g": DayFact(Status.GREEN, "S8"),
    "a": DayFact(Status.AMBER, "S3"),
    "r": DayFact(Status.RED, "S2"),
    "h": DayFact(Status.RED, "S1"),
    "u": DayFact(Status.UNKNOWN, "S0"),
}
CALM = "g" * 14
STILL_ILL = Symptoms(days=3, ago=1)
ON_A_BREAK = "G" * 14

FOUNDATION = PhaseFacts(
    kind=PhaseKind.FOUNDATION, served=2, left=1, min_weeks=2, max_weeks=4, following=PhaseKind.MAINTENANCE,
    week_km=22.0, next_week_km=25.0,
)  # fmt: skip
AT_ITS_END = replace(FOUNDATION, served=3, left=0)
AT_ITS_LONGEST = replace(FOUNDATION, served=4, left=0)
MAINTENANCE_ENDS = PhaseFacts(PhaseKind.MAINTENANCE, 4, 0, 3, 6, PhaseKind.POTENCY, 35.0, 36.0)
POTENCY_ENDS = PhaseFacts(PhaseKind.POTENCY, 3, 0, 2, 4, PhaseKind.REINTEGRATION, 31.5, 39.0)
REINTEGRATION_ENDS = PhaseFacts(PhaseKind.REINTEGRATION, 4, 0, 3, 4, None, 46.0, 0.0)


def week(
    planned_km: float, low_km: float, high_km: float | None = None, *, planned: int = 6, done: int = 6
) -> WeekWork:
    """A week, planned and run; with `high_km` some of it was not reported."""
    return WeekWork(planned_km, low_km, low_km if high_km is None else high_km, planned, done)


GATE_WORK = {
    PhaseKind.FOUNDATION: WorkFacts(
        easy_planned=10, easy_done=7, strength_planned=4, strength_done=3, easy_rpe_mean=4.0,
        weeks=(week(25, 22.5), week(22, 22), week(20, 20)), baseline_km=50.0,
        mood_week=3.5, mood_before=4.5, wants_more=True,
    ),
    PhaseKind.MAINTENANCE: WorkFacts(
        strength_planned=4, strength_done=4, baseline_km=50.0,
        weeks=(week(35, 30.0, planned=5, done=4), week(27, 27), week(32, 32, planned=5, done=4)),
        moderate=(2, 3), soreness_week=3.5, soreness_before=4.0,
    ),
    PhaseKind.POTENCY: WorkFacts(
        baseline_km=50.0, weeks=(week(31, 31), week(37, 37), week(36, 36)), quality=(3, 4), relaxed=True
    ),
    PhaseKind.REINTEGRATION: WorkFacts(
        baseline_km=50.0, weeks=(week(46, 46), week(35, 35), week(42, 42)), best_week_km=42.5, longest_run_km=12.0,
        typical_long_run_km=15.0, tempo=(2, 3), hilly=(1, 1),
    ),
}  # fmt: skip
"""Work that each gate just accepts."""


def night(days: str, on: date = SUNDAY, **known: Any) -> NightFacts:
    phase = known.setdefault("phase", FOUNDATION)
    known.setdefault("work", GATE_WORK[phase.kind] if phase else None)
    facts = tuple(replace(LETTERS[d.lower()], away=d.isupper()) for d in days)
    return NightFacts(night=on, days=facts, **known)


def earlier(*spoken: tuple[int, str] | tuple[int, str, Standing]) -> tuple[Earlier, ...]:
    """Earlier decisions, approved unless it is said: `earlier((7, "D3"))` is D3 seven nights ago."""
    return tuple(Earlier(ago, rule, *(standing or [Standing.APPROVED])) for ago, rule, *standing in spoken)
