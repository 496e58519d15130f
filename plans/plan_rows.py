"""Between rows and the engine's values: read whole plans in a constant number of queries, write back differences."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from athletes.models import AgeGroup
from plans.engine.vocabulary import Level, PhaseKind, SessionKind
from plans.engine.week import PlanState, SessionState, WeekState
from plans.models import Phase, Plan, Session, Week

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


def load_states(plans: Iterable[Plan], within: tuple[date, date] = (date.min, date.max)) -> dict[int, PlanState]:
    """The states of these plans by plan id: three queries, however many plans. Plans come with their athlete.

    `within` leaves out the weeks that begin outside of these days, for who only reads near ones.
    """
    plans = list(plans)
    ids = [p.pk for p in plans]
    teams = {p.team_id for p in plans}
    by_week: dict[int, list[SessionState]] = defaultdict(list)
    # Plain values instead of rows: a season has a hundred sessions, and every click on a week reads them.
    sessions = Session.objects.filter(team__in=teams, plan__in=ids, week__monday__range=within)
    for week_id, id, day, position, original_day, kind, minutes, km, rpe, steps, marks, protects, report in (
        sessions.order_by("day", "position", "id").values_list("week_id", "id", *_SESSION_COLUMNS, "feedback__id")
    ):  # fmt: skip
        by_week[week_id].append(
            SessionState(
                str(id), day, position, original_day, SessionKind(kind), minutes, km, rpe,
                tuple(steps), tuple(marks), tuple(protects), report is not None,
            )
        )  # fmt: skip
    weeks: dict[int, list[WeekState]] = defaultdict(list)
    for plan_id, week_id, phase, monday, template_week, fraction, deload, goals in (
        Week.objects.filter(team__in=teams, plan__in=ids, monday__range=within)
        .order_by("monday")
        .values_list("plan_id", "id", "phase__kind", "monday", *_WEEK_COLUMNS)
    ):
        sessions_of_week = tuple(by_week[week_id])
        weeks[plan_id].append(
            WeekState(monday, PhaseKind(phase), template_week, fraction, deload, tuple(goals), sessions_of_week)
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

    differing = [w for w in after.weeks if w.monday not in old_weeks or _frame(old_weeks[w.monday]) != _frame(w)]
    changed = [s for id, s in new.items() if id in old and s != old[id]]
    fresh = [s for id, s in new.items() if id not in old]
    mondays = {*(w.monday for w in differing), *(_monday(s.day) for s in (*changed, *fresh))}
    rows = {w.monday: w for w in Week.objects.in_team(plan.team).filter(plan=plan, monday__in=mondays)}
    phases = {p.kind: p for p in Phase.objects.in_team(plan.team).filter(plan=plan)} if differing else {}
    touched |= {week.monday for week in differing}
    stored: list[Week] = []
    made: list[Week] = []
    for week in differing:
        known = rows.get(week.monday)
        values = {"phase": phases[week.phase], **_week_values(week)}
        row = rows[week.monday] = known or Week(team=plan.team, plan=plan, monday=week.monday)
        for name, value in values.items():
            setattr(row, name, value)
        (stored if known else made).append(row)
    if stored:
        Week.objects.in_team(plan.team).bulk_update(stored, fields=["phase", *_WEEK_COLUMNS])
    Week.objects.bulk_create(made)

    touched |= {day for s in changed for day in (s.day, old[s.id].day)}
    if changed:
        columns = [n for n in _SESSION_COLUMNS if any(getattr(s, n) != getattr(old[s.id], n) for s in changed)]
        if "day" in columns:
            columns.append("week")
        Session.objects.in_team(plan.team).bulk_update([_session_row(plan, rows, s) for s in changed], fields=columns)
    touched |= {s.day for s in fresh}
    Session.objects.bulk_create([_session_row(plan, rows, s) for s in fresh])

    # Last, when no session is left in them.
    removed = [monday for monday in old_weeks if monday not in new_weeks]
    touched |= set(removed)
    if removed:
        Week.objects.in_team(plan.team).filter(plan=plan, monday__in=removed).delete()
    return (min(touched), max(touched)) if touched else None


def _frame(week: WeekState) -> WeekState:
    return replace(week, sessions=())


def _week_values(week: WeekState) -> dict[str, Any]:
    return {**{name: getattr(week, name) for name in _WEEK_COLUMNS}, "goals": list(week.goals)}


def _session_row(plan: Plan, weeks: dict[date, Week], session: SessionState) -> Session:
    values = {name: getattr(session, name) for name in _SESSION_COLUMNS}
    lists = {name: list(values[name]) for name in ("steps", "marks", "protects")}
    return Session(
        team=plan.team, plan=plan, week=weeks[_monday(session.day)], id=uuid.UUID(session.id), **{**values, **lists}
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
