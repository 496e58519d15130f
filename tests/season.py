"""A season to test with: Ana's plan in its third week, decisions that ask, and what all tables hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection

from athletes.models import Athlete, User
from plans.engine.operation_json import to_json
from plans.engine.operations import InsertRest, Operation
from plans.models import Decision, Plan, Session
from plans.planning import create_plan

NOW = datetime(2026, 11, 18, 7, 0, tzinfo=ZoneInfo("Europe/Berlin"))
START, MONDAY, WEDNESDAY = date(2026, 11, 2), date(2026, 11, 16), date(2026, 11, 18)
"""The plan began two weeks before this one."""
TUESDAY, THURSDAY, FRIDAY = (WEDNESDAY + timedelta(days=n) for n in (-1, 1, 2))
SATURDAY, SUNDAY = (WEDNESDAY + timedelta(days=n) for n in (3, 4))
YESTERDAY = TUESDAY
HTMX = {"HX-Request": "true"}


def begin(athlete: Athlete, coach: User | None = None, goal: str = "Arrive at spring fresh.") -> Plan:
    """Tue and Thu easy, Sat long, Sun easy; strength on Wed and Sun, cross-training on Wed."""
    return create_plan(athlete, START, goal=goal, created_by=coach)


def ask(plan: Plan, *operations: Operation, night: date = YESTERDAY, **fields: Any) -> Decision:
    """A decision on the plan that waits for an answer, D2 with a rest on Thursday unless told otherwise."""
    defaults: dict[str, Any] = {
        "rule": "D2",
        "verdict": "rest",
        "reasons": [["d2.red_logs", {"red": 2, "logs": 3}]],
        "answer_until": night + timedelta(days=2),
    }
    return Decision.objects.create(
        team=plan.team,
        athlete=plan.athlete,
        plan=plan,
        night=night,
        operations=to_json(operations or [InsertRest(THURSDAY)]),
        facts={},
        rules_version="tests",
        **{**defaults, **fields},
    )


def session_on(plan: Plan, day: date, kind: str = "") -> Session:
    sessions = Session.objects.in_team(plan.team).filter(plan=plan, day=day)
    return sessions.filter(kind=kind).get() if kind else sessions.get()


def words_of(plan: Plan, monday: date = MONDAY) -> list[str]:
    """The sessions of one week, such as “Tue cadence”, in their order."""
    week = (monday, monday + timedelta(days=6))
    sessions = Session.objects.in_team(plan.team).filter(plan=plan, day__range=week)
    return [f"{session.day:%a} {session.kind}" for session in sessions]


WEEK = ["Tue cadence", "Wed cross_training", "Wed strength", "Thu easy", "Sat long", "Sun easy", "Sun strength"]
"""Ana's third week as it was generated."""


def stored(*leaving_out: str) -> dict[str, tuple[int, str]]:
    """Row count and digest of every table: equal before and after where nothing was written. One query."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    digests = (
        f"SELECT '{table}', count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t"
        for table in sorted(tables - BOOKKEEPING.keys() - {*leaving_out})
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(digests))
        return {table: (rows, digest) for table, rows, digest in cursor.fetchall()}


BOOKKEEPING = {
    "django_session": "a visit keeps the team that was chosen, and a message for the next page",
    "usersessions_usersession": "when a session was last seen",
    "athletes_attempts": "how often something that is limited was tried",
    "auth_permission": "made by migrations",
    "django_content_type": "made by migrations",
}
"""Tables that a request may write whoever asks, and tables that none does."""
