"""Between rows and the engine's values: read whole plans in a constant number of queries, write back differences."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection

from athletes.models import AgeGroup
from plans.engine.vocabulary import Level, PhaseKind, SessionKind
from plans.engine.week import PlanState, SessionState, WeekState
from plans.engine.work import Outcome, ReportedSession
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


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan's weeks, and what was reported of its sessions, by the session's id: the outcome, and the kilometres."""

    state: PlanState
    reports: Mapping[str, tuple[Outcome, float | None]]

    def runs(self, today: date) -> list[ReportedSession]:
        """The runs that were due by `today`, in their order, each with what was reported of it."""
        return [
            ReportedSession(s.day, s.kind, s.distance_km, s.rpe, s.duration_min, *self.reports.get(s.id, ()))
            for s in sorted(self.state.sessions(), key=lambda s: (s.day, s.position))
            if s.day <= today and s.is_run
        ]


# In SQL, and not put together anew by the ORM: every click on a week asks this, and a morning for 500 athletes.
# What is joined names its plans as well: a small table would be read whole otherwise.
_SESSIONS = """
    SELECT s.plan_id, s.week_id, s.id::text, s.day, s.position, s.original_day, s.kind, s.duration_min, s.distance_km,
           s.rpe, s.steps, s.marks, s.protects, f.outcome, f.distance_km
    FROM plans_session s JOIN plans_week w ON w.id = s.week_id LEFT JOIN plans_feedback f ON f.session_id = s.id
    WHERE s.team_id = ANY(%(teams)s) AND s.plan_id = ANY(%(plans)s)
      AND w.plan_id = ANY(%(plans)s) AND w.monday BETWEEN %(first)s AND %(last)s
    ORDER BY s.day, s.position, s.id"""
_WEEKS = """
    SELECT w.plan_id, w.id, p.kind, p.min_weeks, w.monday, w.template_week, w.fraction, w.deload, w.goals
    FROM plans_week w JOIN plans_phase p ON p.id = w.phase_id
    WHERE w.team_id = ANY(%(teams)s) AND w.plan_id = ANY(%(plans)s) AND w.monday BETWEEN %(first)s AND %(last)s
      AND p.plan_id = ANY(%(plans)s)
    ORDER BY w.monday"""


def load(plans: Iterable[Plan], within: tuple[date, date] = (date.min, date.max)) -> dict[int, Loaded]:
    """What stands in these plans, by plan id: two queries, however many plans. Plans come with their athlete.

    `within` leaves out the weeks that begin outside of these days, for who only reads near ones.
    """
    plans = list(plans)
    asked: dict[str, Any] = {"teams": list({p.team_id for p in plans}), "plans": [p.pk for p in plans]}
    asked |= {"first": within[0], "last": within[1]}
    by_week: dict[int, list[SessionState]] = defaultdict(list)
    reports: dict[int, dict[str, tuple[Outcome, float | None]]] = defaultdict(dict)
    weeks: dict[int, list[WeekState]] = defaultdict(list)
    min_weeks: dict[int, dict[PhaseKind, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_SESSIONS, asked)
        for (
            plan_id,
            week_id,
            id,
            day,
            position,
            original_day,
            kind,
            minutes,
            km,
            rpe,
            *texts,
            outcome,
            done_km,
        ) in cursor.fetchall():
            steps, marks, protects = map(_texts, texts)
            by_week[week_id].append(
                SessionState(
                    id, day, position, original_day, SessionKind(kind), minutes, km, rpe,
                    steps, marks, protects, outcome is not None,
                )
            )  # fmt: skip
            if outcome is not None:
                reports[plan_id][id] = (Outcome(outcome), done_km)
        cursor.execute(_WEEKS, asked)
        for plan_id, week_id, phase, fewest, monday, template_week, fraction, deload, goals in cursor.fetchall():
            kind = PhaseKind(phase)
            min_weeks[plan_id][kind] = fewest
            sessions = tuple(by_week[week_id])
            weeks[plan_id].append(WeekState(monday, kind, template_week, fraction, deload, _texts(goals), sessions))
    return {
        p.pk: Loaded(_plan_state(p, tuple(weeks[p.pk]), tuple(min_weeks[p.pk].items())), reports[p.pk]) for p in plans
    }


@lru_cache(maxsize=4096)
def _texts(stored: str) -> tuple[str, ...]:
    """A list of texts as the database keeps it. The same few stand in most sessions."""
    return tuple(json.loads(stored))


def load_states(plans: Iterable[Plan], within: tuple[date, date] = (date.min, date.max)) -> dict[int, PlanState]:
    """The weeks of these plans by plan id, as `load` reads them."""
    return {id: loaded.state for id, loaded in load(plans, within).items()}


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
    crosses_weeks = any(_monday(s.day) != _monday(old[s.id].day) for s in changed)
    placed = (*changed, *fresh) if crosses_weeks else fresh
    mondays = {*(w.monday for w in differing), *(_monday(s.day) for s in placed)}
    known_weeks = Week.objects.in_team(plan.team).filter(plan=plan, monday__in=mondays)
    rows = {w.monday: w for w in known_weeks} if mondays else {}
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
        columns += ["week"] if crosses_weeks else []
        _update(plan, [_session_row(plan, rows, s) for s in changed], columns)
    touched |= {s.day for s in fresh}
    Session.objects.bulk_create([_session_row(plan, rows, s) for s in fresh])

    # Last, when no session is left in them.
    removed = [monday for monday in old_weeks if monday not in new_weeks]
    touched |= set(removed)
    if removed:
        Week.objects.in_team(plan.team).filter(plan=plan, monday__in=removed).delete()
    return (min(touched), max(touched)) if touched else None


def _update(plan: Plan, sessions: list[Session], columns: list[str]) -> None:
    """Most changes are of one session; the statement for many takes Django a millisecond to put together."""
    stored = Session.objects.in_team(plan.team).filter(plan=plan)
    if len(sessions) == 1:
        stored.filter(pk=sessions[0].pk).update(**{name: getattr(sessions[0], name) for name in columns})
    else:
        stored.bulk_update(sessions, fields=columns)


def _frame(week: WeekState) -> WeekState:
    return replace(week, sessions=())


def _week_values(week: WeekState) -> dict[str, Any]:
    return {**{name: getattr(week, name) for name in _WEEK_COLUMNS}, "goals": list(week.goals)}


def _session_row(plan: Plan, weeks: dict[date, Week], session: SessionState) -> Session:
    values = {name: getattr(session, name) for name in _SESSION_COLUMNS}
    lists = {name: list(values[name]) for name in ("steps", "marks", "protects")}
    return Session(
        team=plan.team, plan=plan, week=weeks.get(_monday(session.day)), id=uuid.UUID(session.id), **{**values, **lists}
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
