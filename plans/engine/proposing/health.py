"""D1 and D2: rest now, a graded return after it, a rest day before the next run.

On the last night of a phase the phase is held: nobody begins the next one ill or worn out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from plans.engine.applying import apply
from plans.engine.operations import InsertRest, Operation, Scale
from plans.engine.proposing.ground import Ground, Operations, monday_of, move_or_drop, scaled_to, unreported
from plans.engine.proposing.lighter import made_easy
from plans.engine.vocabulary import SessionKind
from plans.engine.week import PlanState, SessionState

WEEK = timedelta(days=7)


def rest_while_ill(ground: Ground) -> Operations:
    """D1: rest days now; hard sessions of the days after them wait until 3 days after the symptoms."""
    made, plan = ground.held()
    night, policy = ground.night, ground.rules.decisions
    rest_days = [night + timedelta(days=n) for n in range(1, policy.rest_days_when_ill + 1)]
    earliest = night + timedelta(days=policy.hard_after_symptoms_days)
    moved = _moved(plan, [s for s in unreported(plan) if s.is_hard and night < s.day < earliest], ground)
    after, _ = apply(plan, moved)
    rests = [InsertRest(day) for day in rest_days if any(s.loads for s in unreported(after) if s.day == day)]
    return (*made, *moved, *rests)


def _moved(plan: PlanState, sessions: list[SessionState], ground: Ground) -> Operations:
    """Each to a day of its own, one after the other, so that two do not meet on the same day."""
    earliest = ground.night + timedelta(days=ground.rules.decisions.hard_after_symptoms_days)
    operations: list[Operation] = []
    for session in sessions:
        operation = move_or_drop(plan, session, earliest)
        plan, _ = apply(plan, [operation])
        operations.append(operation)
    return tuple(operations)


def return_gradually(ground: Ground) -> Operations:
    """D1 and V12: on the next day with a run half of an easy run, on the one after three quarters, both easy; no
    hard session for as many days as the illness had (3 to 7); the 7 days at most 1 - 0.05 for each of those days,
    and at least half, of the last normal week."""
    made, plan = ground.held()
    night, symptoms, policy = ground.night, ground.facts.symptoms, ground.rules.decisions
    assert symptoms is not None  # the directive follows from them
    days = max(policy.hard_after_symptoms_days, min(symptoms.days, policy.return_hard_max_days))
    hard_from = night - timedelta(days=symptoms.ago) + timedelta(days=days + 1)
    upcoming = sorted((s for s in unreported(plan) if s.is_run and s.day > night), key=lambda s: (s.day, s.position))
    runs = [s for s in upcoming if s.day <= night + WEEK]
    first_days = sorted({s.day for s in runs})[:2]
    shares = dict(zip(first_days, (policy.return_first_share, policy.return_second_share), strict=False))
    operations: list[Operation] = [
        made_easy(s, policy.return_max_rpe)
        for s in upcoming
        if (s.is_hard and s.day < hard_from) or (s.day in shares and s.rpe > policy.return_max_rpe)
    ]
    easy_min = _easy_min(plan)
    operations += [
        Scale((run.id,), round(shares[run.day] * min(1.0, easy_min / run.duration_min), 3))
        for run in runs
        if run.day in shares
    ]
    share = max(policy.return_week_least, 1 - policy.return_week_per_day * symptoms.days)
    first_day = night - timedelta(days=symptoms.ago + symptoms.days - 1)
    after, _ = apply(plan, operations)
    ids = {run.id for run in runs}
    week = [s for s in after.sessions() if s.id in ids]
    return (*made, *operations, *scaled_to(week, share * ground.normal_km(monday_of(first_day))))


def _easy_min(plan: PlanState) -> float:
    """What an easy run of this plan lasts; a long run on the first days back is no longer than half of that."""
    minutes: Sequence[int] = [s.duration_min for s in plan.sessions() if s.kind is SessionKind.EASY]
    return median(minutes) if minutes else float("inf")


def rest_next_run(ground: Ground) -> Operations:
    """D2: the next run day of the week becomes a rest day; a hard run moves at least 48 hours on, or goes."""
    made, plan = ground.held()
    night = ground.night
    upcoming = sorted(
        (s for s in unreported(plan) if s.is_run and night < s.day <= night + WEEK),
        key=lambda s: (s.day, s.position),
    )
    if not upcoming:
        return made
    run = upcoming[0]
    if run.is_hard:
        later = run.day + timedelta(days=ground.rules.decisions.hard_moved_by_days)
        return (*made, move_or_drop(plan, run, later), InsertRest(run.day))
    return (*made, InsertRest(run.day))
