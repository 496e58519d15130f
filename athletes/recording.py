"""The record: who changed what of a team, when, from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from athletes.models import Athlete, Record, RecordKind, Team, User


def record(
    team: Team | int,
    kind: RecordKind,
    what: str,
    *,
    actor: User | None,
    athlete: Athlete | None = None,
    person: User | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Record:
    """Write one row in the current transaction; it is never edited.

    `what` is a short code such as `role.changed`; `athlete` or `person` is whom it is about; `before` and `after`
    are names of fields with their values as JSON, and hold no health data.
    """
    return Record.objects.create(
        team_id=team.pk if isinstance(team, Team) else team,
        kind=kind,
        what=what,
        actor=actor,
        athlete=athlete,
        person=person,
        before=dict(before or {}),
        after=dict(after or {}),
    )
