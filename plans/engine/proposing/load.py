"""D10, V1 and D9: next week from what was run, no leap, no ramp."""

from __future__ import annotations

from plans.engine.deciding.load import rebased_km, stepped_km
from plans.engine.operations import Operation
from plans.engine.proposing.ground import Ground, Operations, scaled_to


def rebase(ground: Ground) -> Operations:
    """D10: what was run in the better of two weeks, a tenth more."""
    return _next_week_at(ground, rebased_km(ground.facts, ground.rules.decisions))


def cut_to_step(ground: Ground) -> Operations:
    """V1: one step above the best week run."""
    return _next_week_at(ground, stepped_km(ground.facts, ground.rules.decisions))


def _next_week_at(ground: Ground, km: float) -> Operations:
    """At most so many kilometres, and never below the floor."""
    made, week = ground.next_week()
    return () if week is None else (*made, *scaled_to(week.runs, km, least_km=ground.floor_km))


def stop_the_ramp(ground: Ground) -> Operations:
    """D9: the weeks left of this phase run no more than this one, until check-ins come again; asked once, not
    weekly."""
    this = ground.this
    if this is None or this.distance_km <= 0:
        return ()
    operations: list[Operation] = []
    for week in ground.plan.weeks:
        if week.monday <= this.monday:
            continue
        if week.phase is not this.phase:
            break
        operations += scaled_to(week.runs, this.distance_km, least_km=ground.floor_km)
    return tuple(operations)
