"""D3 to D6 and back a phase: one easy run less, a lighter week, a recovery week, longer rests, the phase before."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from plans.engine.applying import apply
from plans.engine.deciding.easing import APPROVED, RECOVERED
from plans.engine.operations import Drop, InsertRest, Move, Operation, Scale
from plans.engine.proposing.ground import Ground, Operations, inserted, repeated, scaled_to
from plans.engine.proposing.lighter import halved, made_easy, with_longer_rests
from plans.engine.vocabulary import PhaseKind, SessionKind
from plans.engine.week import WeekState


def drop_easy_run(ground: Ground) -> Operations:
    """D3: the shortest easy run of next week goes; with only 3 runs left each easy run gives a fifth."""
    made, week = ground.next_week()
    policy = ground.rules.decisions
    if week is None:
        return ()
    runs = [s for s in week.runs if not s.has_feedback]
    easy = [s for s in runs if s.kind is SessionKind.EASY]
    if len(week.runs) > policy.ease_runs_left and easy:
        shortest = min(easy, key=lambda s: (s.distance_km or 0, s.duration_min, s.day, s.id))
        if week.distance_km - (shortest.distance_km or 0) >= ground.floor_km:
            return (*made, Drop(shortest.id))
    gentle = [s for s in runs if not s.is_hard and s.kind is not SessionKind.LONG]
    share = round(1 - policy.ease_cut, 2)
    given_km = sum(km - round(km * share, 1) for s in gentle if (km := s.distance_km))
    if not gentle or week.distance_km - given_km < ground.floor_km:
        return made
    return (*made, Scale(tuple(sorted(s.id for s in gentle)), share))


def scale_back(ground: Ground) -> Operations:
    """D4: next week at four fifths of this one, easy, with half the strength sets; the week after it steps up to
    the last week that was tolerated, not to the calendar's."""
    this = ground.this
    if this is None:
        return ()
    return _lighter_week(ground, ground.rules.decisions.scale_back_share * this.distance_km, rest_days=0)


def recovery_week(ground: Ground) -> Operations:
    """D5: next week at 0.60 of the last week that was tolerated, nothing hard, two rest days; a second such week is
    like the first."""
    this = ground.this
    if this is None:
        return ()
    policy = ground.rules.decisions
    if ground.facts.weeks_in_a_row(RECOVERED, standing=APPROVED):
        km = this.distance_km
    else:
        full_km = this.distance_km / policy.scale_back_share
        km = policy.recovery_share * min(ground.tolerated_km() or full_km, full_km)
    return _lighter_week(ground, km, rest_days=policy.recovery_rest_days)


def _lighter_week(ground: Ground, km: float, rest_days: int) -> Operations:
    made, week = ground.next_week()
    if week is None:
        return ()
    easy_rpe = ground.rules.decisions.return_max_rpe
    lighter = made_lighter(week, km, rest_days=rest_days, easy_rpe=easy_rpe, floor_km=ground.floor_km)
    operations: list[Operation] = [*made, *lighter]
    return (*operations, *_back_to_tolerated(ground, operations))


def made_lighter(week: WeekState, km: float, *, rest_days: int, easy_rpe: int, floor_km: float) -> Operations:
    """The week at most at these kilometres, nothing hard, half the strength sets, and so many days of rest; what was
    reported stays."""
    rests = _rest_days(week, rest_days, floor_km)
    resting = {rest.day for rest in rests}
    staying = [s for s in week.sessions if not s.has_feedback and s.day not in resting]
    reported = [s for s in week.sessions if s.has_feedback]
    return (
        *rests,
        *(made_easy(session, easy_rpe) for session in staying if session.is_hard),
        *(halved(session) for session in staying if session.is_strength),
        *scaled_to([*reported, *staying], km, least_km=floor_km),
    )


def _rest_days(week: WeekState, wanted: int, floor_km: float) -> list[InsertRest]:
    """The days that carry least become rest days until there are as many as wanted; strength goes last, a long run
    and the floor stay."""
    by_day = {
        day: sum((s.distance_km or 0) for s in week.on(day) if s.loads)
        for day in sorted({s.day for s in week.sessions if s.loads})
        if not any(s.has_feedback or s.kind is SessionKind.LONG for s in week.on(day))
    }
    missing = wanted - (7 - len({s.day for s in week.sessions if s.loads}))
    rests: list[InsertRest] = []
    km = week.distance_km
    lifting = {s.day for s in week.sessions if s.is_strength}
    for day in sorted(by_day, key=lambda day: (day in lifting, by_day[day], day))[: max(0, missing)]:
        km -= by_day[day]
        if km >= floor_km:
            rests.append(InsertRest(day))
    return rests


def _back_to_tolerated(ground: Ground, operations: list[Operation]) -> tuple[Scale, ...]:
    """The week after the lighter one, at most at the kilometres of the last tolerated week."""
    after, _ = apply(ground.plan, operations)
    week = after.week_of(ground.night + timedelta(days=8))
    tolerated = ground.tolerated_km()
    if week is None or tolerated is None:
        return ()
    return scaled_to(week.runs, tolerated, least_km=ground.floor_km)


def longer_rests(ground: Ground) -> Operations:
    """D6: rests between repetitions half as long again; where there are none, one easy day more between hard days."""
    made, week = ground.next_week()
    if week is None:
        return ()
    hard = [run for run in week.runs if run.is_hard and not run.has_feedback]
    ratio = ground.rules.decisions.rest_interval_ratio
    longer = tuple(found for run in hard if (found := with_longer_rests(run, ratio)) is not None)
    return (*made, *(longer or _wider(ground, week)))


def _wider(ground: Ground, week: WeekState) -> Operations:
    demanding = sorted((run for run in week.runs if run.is_hard or run.is_heavy), key=lambda run: run.day)
    days = timedelta(days=ground.rules.decisions.wider_hard_spacing_days)
    for first, second in pairwise(demanding):
        day = first.day + days
        free = day <= week.sunday and day.weekday() in ground.plan.available_weekdays
        if second.day < day and free and not second.has_feedback and not any(s.loads for s in week.on(day)):
            return (Move(second.id, day, 0),)
    return ()


def previous_phase(ground: Ground) -> Operations:
    """Back a phase: its last weeks once more, as many as a deadline leaves, easy and from 0.6 of the last week on;
    from there in steps, until the plan is reached again."""
    this, phase = ground.this, ground.facts.phase
    policy, limits = ground.rules.decisions, ground.rules.plans
    if this is None or phase is None:
        return ()
    weeks = _weeks_of_phase_before(ground, this)
    weeks = weeks if phase.spare_weeks is None else weeks[len(weeks) - min(len(weeks), phase.spare_weeks) :]
    monday = this.monday + timedelta(weeks=1)
    copies = [repeated(week, monday + timedelta(weeks=n), ground.plan) for n, week in enumerate(weeks)]
    operations = list(inserted(ground.plan, *copies)) if copies else []
    plan, _ = apply(ground.plan, operations)
    before = [week.distance_km for week in plan.weeks if week.monday <= this.monday and week.distance_km > 0]
    km = policy.restart_share * (before[-1] if before else ground.plan.baseline_km_per_week)
    reached: list[float] = []
    for n, week in enumerate(week for week in plan.weeks if week.monday >= monday):
        if n < max(1, len(copies)):
            operations += [
                made_easy(run, policy.return_max_rpe) for run in week.runs if run.is_hard and not run.has_feedback
            ]
        elif week.distance_km <= km and not week.deload:
            break
        km = max(km, ground.floor_km)
        operations += scaled_to(week.runs, km, least_km=ground.floor_km)
        reached.append(min(km, week.distance_km))
        km = limits.week_step(max(reached[-limits.weeks_looked_back :]), ground.plan.baseline_km_per_week)
    return tuple(operations)


def _weeks_of_phase_before(ground: Ground, this: WeekState) -> list[WeekState]:
    """The last weeks of the phase before this one in the order of phases, as many as it has at least; in the first
    phase its own. Weeks that had become too little to train on are not repeated."""
    plan, order = ground.plan, list(PhaseKind)
    past = [week for week in plan.weeks if week.monday <= this.monday]
    earlier = [week for week in past if order.index(week.phase) < order.index(this.phase)]
    phase = earlier[-1].phase if earlier else this.phase
    weeks = [week for week in past if week.phase is phase]
    full = [week for week in weeks if week.distance_km >= ground.floor_km and not week.deload]
    return (full or weeks)[-max(1, dict(plan.min_weeks).get(phase, 2)) :]
