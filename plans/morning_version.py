"""A word for the state of a coach's morning, which a page that stays open compares with its own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import connection

from athletes.models import Team

# Newest first and only one: a season has many changes and messages, and the newest are found at the end of the key.
_NUMBERS = """
    SELECT
        (SELECT id FROM plans_decision
         WHERE team_id = %(team)s AND answer_until >= %(today)s AND athlete_id = ANY(%(athletes)s)
         ORDER BY id DESC LIMIT 1),
        answers.*, snoozes.*,
        (SELECT id FROM plans_message
         WHERE team_id = %(team)s AND athlete_id = ANY(%(athletes)s) ORDER BY id DESC LIMIT 1),
        (SELECT change.id FROM plans_change change JOIN plans_plan plan ON plan.id = change.plan_id
         WHERE change.team_id = %(team)s AND plan.athlete_id = ANY(%(athletes)s) ORDER BY change.id DESC LIMIT 1)
    FROM (
        SELECT max(answer.id), count(*) FILTER (WHERE undone_at IS NULL)
        FROM plans_answer answer JOIN plans_decision asked ON asked.id = answer.decision_id
        WHERE answer.team_id = %(team)s AND asked.answer_until >= %(today)s AND asked.athlete_id = ANY(%(athletes)s)
    ) answers, (
        SELECT max(snooze.id), count(*) FILTER (WHERE ended_at IS NULL),
               count(*) FILTER (WHERE ended_at IS NULL AND until <= %(now)s)
        FROM plans_snooze snooze JOIN plans_decision asked ON asked.id = snooze.decision_id
        WHERE snooze.team_id = %(team)s AND asked.answer_until >= %(today)s AND asked.athlete_id = ANY(%(athletes)s)
    ) snoozes
"""


def version(team: Team, athletes: Collection[int], today: date, now: datetime) -> str:
    """A word that differs where the morning of these athletes, given by id, may have changed. One query."""
    values: dict[str, Any] = {"team": team.pk, "athletes": list(athletes), "today": today, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, values)
        numbers = cursor.fetchone() or ()
    return "-".join([f"{today:%d}", *(str(number or 0) for number in numbers)])
