"""Groups for the tests of the roster: who is in which, and a coach who looks after only some."""

from __future__ import annotations

from athletes.access import Actor, actor_for
from athletes.models import Athlete, CoachGroup, Group, GroupAthlete, Membership, Team, User


def a_squad(team: Team, name: str, *athletes: Athlete) -> Group:
    group = Group.objects.create(team=team, name=name)
    for athlete in athletes:
        GroupAthlete.objects.create(team=team, group=group, athlete=athlete)
    return group


def limit(user: User, team: Team, *groups: Group) -> None:
    """From now on this coach looks after these groups only."""
    membership = Membership.objects.in_team(team).get(user=user)
    Membership.objects.in_team(team).filter(pk=membership.pk).update(all_groups=False)
    for group in groups:
        CoachGroup.objects.create(team=team, membership=membership, group=group)


def actor_of(user: User) -> Actor:
    actor = actor_for(user)
    assert actor is not None
    return actor


def groups_of(athlete: Athlete) -> list[str]:
    places = GroupAthlete.objects.in_team(athlete.team_id).filter(athlete=athlete)
    return sorted(places.values_list("group__name", flat=True))
