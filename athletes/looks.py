"""Who looked at whom: one row a day for each viewer, kind of page and athlete."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from athletes.access import Actor
from athletes.models import Athlete

STEP = timedelta(minutes=5)
"""A look that comes sooner after the last one writes nothing: a page that reloads itself is no news."""

_NOTE = """
    INSERT INTO athletes_look AS l (team_id, athlete_id, viewer_id, "on", page, last_at)
    SELECT %(team)s, seen.id, %(viewer)s, %(on)s, %(page)s::varchar, %(now)s
    FROM unnest(%(athletes)s::bigint[]) AS seen (id)
    WHERE NOT EXISTS (
        SELECT FROM athletes_look l
        WHERE l.viewer_id = %(viewer)s AND l."on" = %(on)s AND l.page = %(page)s::varchar AND l.athlete_id = seen.id
        AND l.last_at > %(lately)s
    )
    ON CONFLICT (viewer_id, "on", page, athlete_id) DO UPDATE SET last_at = EXCLUDED.last_at
    WHERE l.last_at < EXCLUDED.last_at
"""


def note(actor: Actor, athletes: Collection[Athlete], page: str) -> None:
    """Write down that this person sees these athletes' data on this kind of page today (UTC). One query.

    Nobody is noted for looking at themselves. `athletes` are in the actor's team.
    """
    own = actor.athlete.pk if actor.athlete else None
    seen = sorted({athlete.pk for athlete in athletes} - {own})
    if not seen:
        return
    now = timezone.now()
    values: dict[str, Any] = {
        "team": actor.team.pk,
        "viewer": actor.user.pk,
        "on": now.date(),
        "page": page,
        "athletes": seen,
        "now": now,
        "lately": now - STEP,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, values)
