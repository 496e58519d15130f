"""Between rows and the engine's values: read whole plans in a constant number of queries, write back differences."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from athletes.models import AgeGroup
from plans.engine.vocabulary import Level, PhaseKind, SessionKind
from plans.engine.week import PlanState, SessionState, WeekState
from plans.models import Feedback, Phase, Plan, Session, Week

_SESSION_COLUMNS = (
    "day", "position", "original_day", "kind", "duration_min", "distance_km", "rpe", "steps", "marks", "protects",
)  # fmt: skip
_WEEK_COLUMNS = ("template_week", "fraction", "deload", "goals")


def session_state(row: Session, reported: Collection[uuid.UUID]) -> SessionState:
    return SessionState(
        id=str(row.id),
        day=row.day,
        position=row.position,
        original_day=row.original_day,
        kind=SessionKind(row.kind),
        duration_min=row.duration_min,
        distance_km=row.distance_km,
        rpe=row.rpe,
        steps=tuple(row.steps),
        marks=tuple(row.marks),
        protects=tuple(row.protects),
        has_feedback=row.id in reported,
    )


def load_states(plans: Iterable[Plan]) -> dict[int, PlanState]:
    """The states of these plans by plan id: four queries, however many plans. Plans come with their athlete."""
    plans = list(plans)
    ids = [p.pk for p in plans]
    teams = {p.team_id for p in plans}
    sessions = list(Session.objects.filter(team__in=teams, plan__in=ids).order_by("day", "position", "id"))
    reported = set(Feedback.objects.filter(team__in=teams, session__plan__in=ids).values_list("session_id", flat=True))
    by_week: dict[int, list[SessionState]] = defaultdict(list)
    for session in sessions:
        by_week[session.week_id].append(session_state(session, reported))
    weeks: dict[int, list[WeekState]] = defaultdict(list)
    for week in Week.objects.filter(team__in=teams, plan__in=ids).select_related("phase").order_by("monday"):
        weeks[week.plan_id].append(
            WeekState(
                monday=week.monday,
                phase=PhaseKind(week.phase.kind),
                template_week=week.template_week,
                fraction=week.fraction,
                deload=week.deload,
                goals=tuple(week.goals),
                sessions=tuple(by_week[week.pk]),
            )
        )
    min_weeks: dict[int, list[tuple[PhaseKind, int]]] = defaultdict(list)
    for plan_id, kind, fewest in (
        Phase.objects.filter(team__in=teams, plan__in=ids)
        .order_by("position")
        .values_list("plan_id", "kind", "min_weeks")
    ):
        min_weeks[plan_id].append((PhaseKind(kind), fewest))
    return {p.pk: _plan_state(p, tuple(weeks[p.pk]), tuple(min_weeks[p.pk])) for p in plans}


def load_state(plan: Plan) -> PlanState:
    return load_states([plan])[plan.pk]


def _plan_state(plan: Plan, weeks: tuple[WeekState, ...], min_weeks: tuple[tuple[PhaseKind, int], ...]) -> PlanState:
    athlete = plan.athlete
    return PlanState(
        level=Level(plan.level),
        baseline_km_per_week=float(plan.baseline_km_per_week),
        available_weekdays=athlete.available_weekdays,
        weeks=weeks,
        over_50=athlete.age_group == AgeGroup.FROM_50,
        under_18=athlete.age_group == AgeGroup.UNDER_18,
        deadline=plan.deadline,
        min_weeks=min_weeks,
    )


def write_difference(plan: Plan, before: PlanState, after: PlanState) -> tuple[date, date] | None:
    """Make the rows of `before` into those of `after`; returns the first and last day that differ, or None.

    The caller holds the lock on the plan's row. Weeks are matched by their Monday, sessions by their id.
    """
    touched: set[date] = set()
    old_weeks, new_weeks = ({w.monday: w for w in state.weeks} for state in (before, after))
    old = {s.id: s for s in before.sessions()}
    new = {s.id: s for s in after.sessions()}

    gone = [id for id in old if id not in new]
    touched |= {old[id].day for id in gone}
    if gone:
        Session.objects.in_team(plan.team).filter(plan=plan, id__in=gone).delete()

    phases = {p.kind: p for p in Phase.objects.in_team(plan.team).filter(plan=plan)}
    rows = {w.monday: w for w in Week.objects.in_team(plan.team).filter(plan=plan)}
    for monday, week in new_weeks.items():
        if monday in old_weeks and _week_values(old_weeks[monday]) == _week_values(week):
            continue
        touched.add(monday)
        rows[monday], _ = Week.objects.in_team(plan.team).update_or_create(
            plan=plan,
            monday=monday,
            defaults={"team": plan.team, "phase": phases[week.phase], **_week_values(week)[1]},
        )

    changed = [s for id, s in new.items() if id in old and s != old[id]]
    touched |= {day for s in changed for day in (s.day, old[s.id].day)}
    Session.objects.in_team(plan.team).bulk_update(
        [_session_row(plan, rows, s) for s in changed], fields=["week", *_SESSION_COLUMNS]
    )
    fresh = [s for id, s in new.items() if id not in old]
    touched |= {s.day for s in fresh}
    Session.objects.bulk_create([_session_row(plan, rows, s) for s in fresh])

    # Last, when no session is left in them.
    removed = [monday for monday in old_weeks if monday not in new_weeks]
    touched |= set(removed)
    if removed:
        Week.objects.in_team(plan.team).filter(plan=plan, monday__in=removed).delete()
    return (min(touched), max(touched)) if touched else None


def _week_values(week: WeekState) -> tuple[PhaseKind, dict[str, Any]]:
    values = {name: getattr(week, name) for name in _WEEK_COLUMNS}
    return week.phase, {**values, "goals": list(week.goals)}


def _session_row(plan: Plan, weeks: dict[date, Week], session: SessionState) -> Session:
    monday = max(m for m in weeks if m <= session.day)
    values = {name: getattr(session, name) for name in _SESSION_COLUMNS}
    lists = {name: list(values[name]) for name in ("steps", "marks", "protects")}
    return Session(team=plan.team, plan=plan, week=weeks[monday], id=uuid.UUID(session.id), **{**values, **lists})
