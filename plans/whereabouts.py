"""Where athletes are today, whether or not they need an answer: check-ins, status, time away, their last night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection

from athletes.models import Team
from readiness.models import Status

RECENT_DAYS = 4
"""Check-ins of so many days up to today are looked for."""
RECENT_NIGHTS = 2


class Whereabouts(NamedTuple):
    """One athlete's."""

    athlete_id: int
    logged_on: date | None
    """The last day with a check-in, of the last ones."""
    known_on: date | None
    """The last day with a known status, of the same ones: it tells of a check-in, too."""
    known: str | None
    is_away: bool
    rule: str | None
    """What decided their last night, as far as it was one of the last ones."""
    decided_s: float | None
    """When that was, in seconds since 1970: half a thousand moments cost more to read than all else here."""

    def has_logged(self, day: date) -> bool:
        return day in (self.logged_on, self.known_on)

    def status(self, today: date) -> str | None:
        """The status shown today or, until today is logged, yesterday."""
        return self.known if self.known_on and self.known_on >= today - timedelta(days=1) else None


# One statement instead of five: each costs Django and the database more than what it finds. Its parts are materialized,
# so that none is run once for each athlete where the planner knows too little of the tables.
_WHEREABOUTS = """
    WITH logged AS MATERIALIZED (
        SELECT athlete_id, max(local_date) AS day FROM readiness_dailylog
        WHERE team_id = %(team)s AND local_date BETWEEN %(first)s AND %(today)s
        GROUP BY athlete_id
    ), known AS MATERIALIZED (
        SELECT DISTINCT ON (athlete_id) athlete_id, local_date AS day, shown FROM readiness_daystatus
        WHERE team_id = %(team)s AND local_date BETWEEN %(first)s AND %(today)s AND shown <> %(unknown)s
        ORDER BY athlete_id, local_date DESC
    ), away AS MATERIALIZED (
        SELECT DISTINCT athlete_id FROM plans_timeaway
        WHERE team_id = %(team)s AND %(today)s BETWEEN first_day AND last_day
    ), night AS MATERIALIZED (
        SELECT DISTINCT ON (athlete_id) athlete_id, rule, extract(epoch FROM decided_at)::float AS decided_s
        FROM plans_decision
        WHERE team_id = %(team)s AND night >= %(night)s
        ORDER BY athlete_id, night DESC, revision DESC
    )
    SELECT a.id, logged.day, known.day, known.shown, away.athlete_id IS NOT NULL, night.rule, night.decided_s
    FROM unnest(%(athletes)s::bigint[]) AS a (id)
    LEFT JOIN logged ON logged.athlete_id = a.id
    LEFT JOIN known ON known.athlete_id = a.id
    LEFT JOIN away ON away.athlete_id = a.id
    LEFT JOIN night ON night.athlete_id = a.id
"""


def whereabouts(team: Team, athletes: Sequence[int], today: date) -> dict[int, Whereabouts]:
    """Where each of these athletes, given by id, is today. One query."""
    values: dict[str, Any] = {
        "athletes": list(athletes),
        "team": team.pk,
        "first": today - timedelta(days=RECENT_DAYS - 1),
        "today": today,
        "night": today - timedelta(days=RECENT_NIGHTS),
        "unknown": str(Status.UNKNOWN),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WHEREABOUTS, values)
        return {row[0]: Whereabouts(*row) for row in cursor.fetchall()}
