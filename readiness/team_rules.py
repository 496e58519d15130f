"""The thresholds that teams changed: the version in force, and the readiness policy it makes."""

from __future__ import annotations

from collections.abc import Collection

from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy, thresholds, with_values
from readiness.models import TeamRules

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


def readiness_policies(team_ids: Collection[int]) -> dict[int, ReadinessPolicy]:
    """The policy that each team's days are assessed by. One query."""
    return {
        id: with_values(DEFAULT_POLICY, {name: value for name, value in own.items() if name in _READINESS})
        for id, own in thresholds_of(team_ids).items()
    }
