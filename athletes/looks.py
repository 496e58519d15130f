"""Who looked at whom: one row a day for each viewer, kind of page and athlete."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.utils import timezone

from athletes.access import Actor
from athletes.models import Athlete

_NOTE = """
    INSERT INTO athletes_look (team_id, athlete_id, viewer_id, "on", page)
    SELECT %(team)s, seen.id, %(viewer)s, %(on)s, %(page)s
    FROM unnest(%(athletes)s::bigint[]) AS seen (id)
    WHERE NOT EXISTS (
        SELECT FROM athletes_look l
        WHERE l.viewer_id = %(viewer)s AND l."on" = %(on)s AND l.page = %(page)s AND l.athlete_id = seen.id
    )
    ON CONFLICT DO NOTHING
"""


def note(actor: Actor, athletes: Collection[Athlete], page: str) -> None:
    """Write down that this person sees these athletes' data on this kind of page today (UTC). One query.

    Nobody is noted for looking at themselves. `athletes` are in the actor's team.
    """
    own = actor.athlete.pk if actor.athlete else None
    seen = sorted({athlete.pk for athlete in athletes} - {own})
    if not seen:
        return
    values: dict[str, Any] = {
        "team": actor.team.pk,
        "viewer": actor.user.pk,
        "on": timezone.now().date(),
        "page": page,
        "athletes": seen,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, values)
