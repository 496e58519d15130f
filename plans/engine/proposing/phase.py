"""D7: the next phase begins on Monday."""

from __future__ import annotations

from datetime import timedelta

from plans.engine.operations import DropWeek, Operation, Shift
from plans.engine.proposing.ground import Ground, Operations, scaled_to


def next_phase(ground: Ground) -> Operations:
    """Weeks left of this phase are skipped but an easier one at its end (V7), and the first week after them is one step
    above what was certainly run (V1: the low end of reported kilometres steps up)."""
    plan, this = ground.plan, ground.this
    if this is None:
        return ()
    later = [week for week in plan.weeks if week.monday > ground.night]
    skipped = []
    for week in later:
        if week.phase is not this.phase:
            break
        skipped.append(week)
    while skipped and skipped[-1].deload:
        skipped.pop()
    if not skipped or len(skipped) == len(later):
        return ()
    first = later[len(skipped)]
    operations: list[Operation] = [DropWeek(week.monday) for week in skipped]
    operations.append(Shift(first.monday, -len(skipped)))
    work = ground.facts.work
    policy = ground.rules.decisions
    lately = [week.low_km for week in work.weeks] if work else []
    highest = max(lately, default=0.0) or max(
        week.distance_km for week in plan.weeks if this.monday - timedelta(weeks=2) <= week.monday <= this.monday
    )
    most = max(highest * policy.step_up_max_ratio, highest + policy.free_step_km)
    return (*operations, *scaled_to(first.runs, most, least_km=ground.floor_km))
