"""What one person needs from one page to the next for an hour: rows of an upload, or what a change did.

Each is a row of the session table that is nobody's sign-in, so that no other page reads it, it goes by itself, and
no file of people's data stays behind. It belongs to the person and the team it was put there for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from athletes.access import Actor

KEPT_SECONDS = 3600


def put(actor: Actor, kind: str, value: Any) -> str:
    """Keep `value` (what JSON can hold) and return its key; what has expired of anybody's is cleared away."""
    SessionStore.clear_expired()
    place = SessionStore()
    place["shelf"] = [actor.user.pk, actor.team.pk, kind]
    place["value"] = json.dumps(value, cls=DjangoJSONEncoder)
    place.set_expiry(KEPT_SECONDS)
    place.create()
    assert place.session_key is not None
    return place.session_key


def look(actor: Actor, kind: str, key: str) -> Any | None:
    """What was kept; None if it expired, or is another person's, team's or kind's."""
    place = SessionStore(key)
    if place.get("shelf") != [actor.user.pk, actor.team.pk, kind]:
        return None
    return json.loads(place["value"])


def once(key: str, step: str, make: Callable[[], str]) -> str:
    """The key under which is kept what came of this step: `make` is asked once, however often a form is sent.

    Whoever sends it a second time meanwhile waits, and gets the same.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
        try:
            place = SessionStore(key)
            if step not in place:
                place[step] = make()
                place.save()
            followed: str = place[step]
            return followed
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


def clear(key: str) -> None:
    SessionStore(key).delete()
