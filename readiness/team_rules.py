"""The thresholds that teams and groups changed: the versions in force, whom they are for, the policies they make."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from athletes.models import Athlete, GroupAthlete
from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy, thresholds, with_values
from readiness.models import TeamRules

# In SQL, and not put together anew by the ORM: every click on a week asks this.
_IN_FORCE = """
    SELECT DISTINCT ON (team_id, group_id) id, team_id, group_id, written_at, thresholds
      FROM readiness_teamrules
     WHERE team_id = ANY(%(teams)s)
     ORDER BY team_id, group_id, version DESC"""
_READINESS = frozenset(name for name, _ in thresholds(ReadinessPolicy))


def thresholds_of(team_ids: Collection[int]) -> dict[int, dict[str, float]]:
    """Each team's own thresholds by name, empty for a team that changed none. One query."""
    in_force = (
        TeamRules.objects.filter(team__in=team_ids, group=None)
        .order_by("team", "-version")
        .distinct("team")
        .values_list("team_id", "thresholds")
    )
    return {**{id: {} for id in team_ids}, **dict(in_force)}


def thresholds_for(athletes: Collection[Athlete]) -> dict[int, dict[str, float]]:
    """The thresholds that differ from the defaults for each of these athletes: their team's, and over them those of
    a group. One query, and a second one where a group of the team has rules."""
    return {athlete_id: {**of_team, **of_group} for athlete_id, (of_team, of_group) in whose(athletes).items()}


def whose(athletes: Collection[Athlete]) -> dict[int, tuple[dict[str, float], dict[str, float]]]:
    """By athlete, the team's own thresholds and those of their group. Who is in several groups with rules of their
    own goes by those that were written last. Queries as in `thresholds_for`."""
    teams = {athlete.team_id for athlete in athletes}
    of_team: dict[int, dict[str, float]] = {}
    of_group: dict[int, tuple[datetime, int, dict[str, float]]] = {}
    for rules in TeamRules.objects.raw(_IN_FORCE, {"teams": list(teams)}):
        if rules.group_id is None:
            of_team[rules.team_id] = rules.thresholds
        elif rules.thresholds:
            of_group[rules.group_id] = (rules.written_at, rules.pk, rules.thresholds)
    last: dict[int, tuple[datetime, int, dict[str, float]]] = {}
    if of_group:
        members = GroupAthlete.objects.filter(team__in=teams, group__in=of_group, athlete__in=athletes)
        for athlete_id, group_id in members.values_list("athlete_id", "group_id"):
            last[athlete_id] = max(last.get(athlete_id, of_group[group_id]), of_group[group_id], key=_when)
    return {
        athlete.pk: (of_team.get(athlete.team_id, {}), last[athlete.pk][2] if athlete.pk in last else {})
        for athlete in athletes
    }


def _when(rules: tuple[datetime, int, dict[str, float]]) -> tuple[datetime, int]:
    return rules[:2]


def readiness_policies(athletes: Collection[Athlete]) -> dict[int, ReadinessPolicy]:
    """The policy that each athlete's days are assessed by. One query, or two."""
    made: dict[tuple[tuple[str, float], ...], ReadinessPolicy] = {}
    found: dict[int, ReadinessPolicy] = {}
    for athlete_id, own in thresholds_for(athletes).items():
        values = tuple(sorted((name, value) for name, value in own.items() if name in _READINESS))
        if values not in made:
            made[values] = with_values(DEFAULT_POLICY, dict(values))
        found[athlete_id] = made[values]
    return found
