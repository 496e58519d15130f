"""What athletes ran, how they are and when they last said so, as the limits want to know it: for many plans at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from plans.engine.facts import HISTORY_DAYS
from plans.engine.history import symptoms_of
from plans.engine.limits import History, Setback
from plans.engine.rulebook import Rulebook
from plans.engine.vocabulary import NOT_RUNNING, SessionKind
from plans.engine.work import Outcome, ReportedSession
from plans.models import Plan, Session
from readiness.engine.assessment import DayAssessment
from readiness.engine.vocabulary import Status
from readiness.models import DayStatus

LOW = (Status.AMBER, Status.RED)
RED_OF_HEALTH = "S1"

# In SQL, and not put together anew by the ORM: every click on a week asks this, and the night for everybody.
_DAYS = """
    SELECT id, team_id, athlete_id, local_date, status, shown, rule
      FROM readiness_daystatus
     WHERE team_id = ANY(%(teams)s) AND athlete_id = ANY(%(athletes)s) AND local_date BETWEEN %(first)s AND %(last)s"""
_ASSESSED_DAYS = _DAYS.replace("rule", "rule, assessment")


def histories(plans: Sequence[Plan], today: date, rulebooks: Mapping[int, Rulebook]) -> dict[int, History]:
    """What is known on the local day `today`, by plan id; plans come with their athlete, rulebooks are by athlete.

    Two or three queries, however many plans.
    """
    sessions, days = _sessions(plans, today), _days(plans, today)
    return {
        plan.pk: history(plan, sessions[plan.pk], days[plan.athlete_id], today, rulebooks[plan.athlete_id])
        for plan in plans
    }


def history_of(plan: Plan, runs: Iterable[ReportedSession], today: date, rules: Rulebook) -> History:
    """What is known of one plan's athlete, with the runs of the plan that were due by `today`. One query, or two."""
    return history(plan, runs, _days([plan], today)[plan.athlete_id], today, rules)


def history(
    plan: Plan, sessions: Iterable[ReportedSession], days: Mapping[date, DayStatus], today: date, rules: Rulebook
) -> History:
    """One plan's history from the runs that were due by `today` and the statuses of its athlete's days."""
    reported: dict[date, list[ReportedSession]] = defaultdict(list)
    unreported: dict[date, float] = defaultdict(float)
    runs: dict[date, tuple[float, ...]] = {}
    for session in sessions:
        monday = session.day - timedelta(days=session.day.weekday())
        if session.outcome is not None:
            reported[monday].append(session)
            runs[session.day] = (*runs.get(session.day, ()), *([session.km] if session.km else []))
        elif session.day < today:
            unreported[monday] += session.planned_km or 0
    low = {monday: round(sum(each.km for each in told), 1) for monday, told in reported.items()}
    return History(
        baseline_km_per_week=float(plan.baseline_km_per_week),
        done_km_low=low,
        done_km_high={monday: round(km + unreported[monday], 1) for monday, km in low.items()},
        done_runs_km=runs,
        today=today,
        low_days=frozenset(day for day, row in days.items() if row.shown in LOW),
        setback=_setback(days, today, rules),
        days_without_log=_days_without_log(days, today, rules),
    )


def _setback(days: Mapping[date, DayStatus], today: date, rules: Rulebook) -> Setback | None:
    if not any(row.rule == RED_OF_HEALTH for row in days.values()):
        return None
    assessments = {day: DayAssessment.from_json(row.assessment) for day, row in days.items()}
    symptoms = symptoms_of(today, assessments, rules)
    return None if symptoms is None else Setback.of(symptoms, today, rules.decisions)


def _days_without_log(days: Mapping[date, Any], today: date, rules: Rulebook) -> int | None:
    """Whole days since the last log; None where they are too few to matter (V14). Today is not over."""
    last = max((day for day, row in days.items() if row.status != Status.UNKNOWN), default=None)
    gap = HISTORY_DAYS if last is None else (today - last).days - 1
    return gap if gap >= rules.decisions.step_up_log_days else None


def _sessions(plans: Sequence[Plan], today: date) -> dict[int, list[ReportedSession]]:
    """The runs of these plans up to today, with what was reported of them. One query."""
    sessions: dict[int, list[ReportedSession]] = defaultdict(list)
    rows = (
        Session.objects.filter(team__in={plan.team_id for plan in plans}, plan__in=plans, day__lte=today)
        .exclude(kind__in=NOT_RUNNING)
        .order_by("day", "position")
        .values_list(
            "plan_id", "day", "kind", "distance_km", "rpe", "duration_min", "feedback__outcome", "feedback__distance_km"
        )
    )
    for plan_id, day, kind, km, rpe, minutes, outcome, done_km in rows:
        told = Outcome(outcome) if outcome else None
        sessions[plan_id].append(ReportedSession(day, SessionKind(kind), km, rpe, minutes, told, done_km))
    return sessions


def _days(plans: Sequence[Plan], today: date) -> dict[int, dict[date, DayStatus]]:
    """The statuses of the last three weeks, by athlete. One query, and one more where somebody was ill or hurt: only
    then are the assessments looked at, which are most of what these rows hold."""
    days: dict[int, dict[date, DayStatus]] = defaultdict(dict)
    asked = {
        "teams": list({plan.team_id for plan in plans}),
        "athletes": [plan.athlete_id for plan in plans],
        "first": today - timedelta(days=HISTORY_DAYS - 1),
        "last": today,
    }
    for row in DayStatus.objects.raw(_DAYS, asked):
        days[row.athlete_id][row.local_date] = row
    ill = [id for id, known in days.items() if any(row.rule == RED_OF_HEALTH for row in known.values())]
    if ill:
        for row in DayStatus.objects.raw(_ASSESSED_DAYS, {**asked, "athletes": ill}):
            days[row.athlete_id][row.local_date] = row
    return days
