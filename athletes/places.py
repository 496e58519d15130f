"""Where a person belongs: as staff, as an athlete, as a guardian.

Every request asks this first, so it is one statement, written by hand: built from querysets it was two to four, and
most of the time went into building them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from athletes.models import Team, User

_PLACES = """
WITH place (team_id, kind, since, id, role, group_ids, athlete_id) AS (
    SELECT team_id, 1, joined_at, id, role,
           CASE WHEN NOT all_groups
                THEN ARRAY(SELECT group_id FROM athletes_coachgroup WHERE membership_id = athletes_membership.id) END,
           NULL::bigint
      FROM athletes_membership
     WHERE user_id = %(user)s AND ended_at IS NULL
 UNION ALL
    SELECT team_id, 2, created_at, id, NULL, NULL, id
      FROM athletes_athlete
     WHERE user_id = %(user)s AND archived_at IS NULL
 UNION ALL
    SELECT guardian.team_id, 3, guardian.since, guardian.id, NULL, NULL, ward.id
      FROM athletes_guardian AS guardian
      JOIN athletes_athlete AS ward ON ward.id = guardian.athlete_id AND ward.archived_at IS NULL
     WHERE guardian.user_id = %(user)s AND guardian.ended_at IS NULL
)
SELECT team.id, team.name, team.slug, team.created_at, team.archived_at, team.requires_second_factor, team.guardian_age,
       place.kind, place.role, place.group_ids, place.athlete_id
  FROM place
  JOIN athletes_team AS team ON team.id = place.team_id AND team.archived_at IS NULL
 ORDER BY place.kind, place.since, place.id
"""
_RUNNER, _WARD = 2, 3


@dataclass(frozen=True, slots=True)
class Place:
    """One of a person's places: `role` is a membership's, `runner_id` their own row, `ward_id` whom they guard."""

    team: Team
    role: str | None
    group_ids: frozenset[int] | None
    """The groups that a coach looks after; None is all of them."""
    runner_id: int | None
    ward_id: int | None


def places_of(user: User) -> list[Place]:
    """All places that have not ended, in teams that are not archived: staff's first, then athletes' and guardians',
    each by how long it is theirs. One query."""
    rows: Any = Team.objects.raw(_PLACES, {"user": user.pk})
    return [
        Place(
            team=row,
            role=row.role,
            group_ids=None if row.group_ids is None else frozenset(row.group_ids),
            runner_id=row.athlete_id if row.kind == _RUNNER else None,
            ward_id=row.athlete_id if row.kind == _WARD else None,
        )
        for row in rows
    ]
