"""Groups of a team: squads that athletes train in and coaches look after."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from athletes.access import Actor
from athletes.authority import behind_lock, require
from athletes.models import Athlete, Group, GroupAthlete, RecordKind, Team
from athletes.recording import record


def groups_of(team: Team) -> QuerySet[Group]:
    """The team's groups by name, each with its number of `athletes` and of `coaches` who look after it alone."""
    groups: QuerySet[Group] = Group.objects.in_team(team)
    return groups.annotate(
        athletes=Count("group_athletes", filter=Q(group_athletes__athlete__archived_at=None), distinct=True),
        coaches=Count("coach_groups", filter=Q(coach_groups__membership__ended_at=None), distinct=True),
    )


@transaction.atomic
def add_group(actor: Actor, name: str) -> Group:
    """A new group without athletes. Raises PermissionDenied, and ValidationError for a name that the team has."""
    actor = _manager(actor)
    group = Group(team=actor.team, name=name)
    group.full_clean()
    group.save()
    record(actor.team, RecordKind.GROUP, "group.made", actor=actor.user, after={"name": name})
    return group


@transaction.atomic
def rename_group(actor: Actor, group: Group, name: str) -> None:
    """Raises PermissionDenied, and ValidationError for a name that the team has."""
    actor = _manager(actor)
    before = Group.objects.in_team(actor.team).get(pk=group.pk).name
    if before == name:
        return
    group.name = name
    group.full_clean()
    group.save(update_fields=["name"])
    record(
        actor.team, RecordKind.GROUP, "group.renamed", actor=actor.user, before={"name": before}, after={"name": name}
    )


@transaction.atomic
def delete_group(actor: Actor, group: Group) -> None:
    """Its athletes stay on the roster; a coach who looked after it sees fewer. Raises PermissionDenied."""
    actor = _manager(actor)
    record(actor.team, RecordKind.GROUP, "group.deleted", actor=actor.user, before={"name": group.name})
    group.delete()


@transaction.atomic
def put_in(actor: Actor, group: Group, athletes: Collection[Athlete]) -> int:
    """Put these athletes into the group and return how many were not in it before. Raises PermissionDenied."""
    actor = _manager(actor)
    inside = set(GroupAthlete.objects.in_team(actor.team).filter(group=group).values_list("athlete_id", flat=True))
    new = [athlete for athlete in athletes if athlete.pk not in inside]
    GroupAthlete.objects.bulk_create(GroupAthlete(team=actor.team, group=group, athlete=each) for each in new)
    for athlete in new:
        after = {"group": group.name}
        record(actor.team, RecordKind.GROUP, "group.athlete_in", actor=actor.user, athlete=athlete, after=after)
    return len(new)


@transaction.atomic
def take_out(actor: Actor, group: Group, athletes: Collection[Athlete]) -> int:
    """Take these athletes out of the group and return how many were in it. Raises PermissionDenied."""
    actor = _manager(actor)
    places = GroupAthlete.objects.in_team(actor.team).filter(group=group, athlete__in=athletes)
    gone = [place.athlete for place in places.select_related("athlete")]
    places.delete()
    for athlete in gone:
        before = {"group": group.name}
        record(actor.team, RecordKind.GROUP, "group.athlete_out", actor=actor.user, athlete=athlete, before=before)
    return len(gone)


def _manager(actor: Actor) -> Actor:
    actor = behind_lock(actor)
    require(actor.may_manage)
    return actor
