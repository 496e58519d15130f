"""Read who is on a team's roster."""

from __future__ import annotations

from django.db.models import QuerySet

from athletes.models import Athlete, Team


def active_athletes(team: Team) -> QuerySet[Athlete]:
    """The team's athletes who are not archived, by name."""
    roster: QuerySet[Athlete] = Athlete.objects.in_team(team).filter(archived_at=None)
    return roster
