"""Start a team, say how it is run, lay it to rest and wake it again."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from athletes.access import Actor
from athletes.authority import behind_lock, require
from athletes.models import Athlete, Membership, RecordKind, Role, Team, User
from athletes.recording import record
from athletes.zones import local_date

SETTINGS = ("name", "requires_second_factor", "guardian_age")


@transaction.atomic
def new_team(user: User, name: str) -> Team:
    """A team of its own, whose owner is `user`."""
    slug = slugify(name)[:40] or "team"
    if Team.objects.filter(slug=slug).exists():
        slug = f"{slug}-{secrets.token_hex(4)}"
    team = Team.objects.create(name=name, slug=slug)
    Membership.objects.create(team=team, user=user, role=Role.OWNER)
    record(team, RecordKind.TEAM, "team.made", actor=user, person=user, after={"name": name})
    return team


@transaction.atomic
def change_settings(actor: Actor, **values: Any) -> None:
    """Change these of `SETTINGS`. Raises PermissionDenied for anybody but an owner."""
    actor = behind_lock(actor)
    require(actor.is_owner and values.keys() <= set(SETTINGS))
    before = {name: getattr(actor.team, name) for name, value in values.items() if getattr(actor.team, name) != value}
    if before:
        after = {name: values[name] for name in before}
        Team.objects.filter(pk=actor.team.pk).update(**after)
        record(actor.team, RecordKind.TEAM, "team.changed", actor=actor.user, before=before, after=after)


@transaction.atomic
def archive_team(actor: Actor) -> None:
    """Nobody sees the team and no night decides for it until an owner restores it. Raises PermissionDenied."""
    actor = behind_lock(actor)
    require(actor.is_owner)
    Team.objects.filter(pk=actor.team.pk).update(archived_at=timezone.now())
    record(actor.team, RecordKind.TEAM, "team.archived", actor=actor.user)


def archived_teams(user: User) -> QuerySet[Team]:
    """The archived teams that this person owns, the latest first."""
    owned = Membership.objects.across_teams().filter(user=user, role=Role.OWNER, ended_at=None)
    return Team.objects.filter(archived_at__isnull=False, pk__in=owned.values("team")).order_by("-archived_at", "pk")


@transaction.atomic
def restore_team(user: User, team: Team, now: datetime) -> None:
    """The team is as it was; its nights go on from today, so that months are not made up for.

    Raises PermissionDenied for anybody but an owner.
    """
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    if not archived_teams(user).filter(pk=team.pk).exists():
        raise PermissionDenied(_("Only an owner can restore a team that is archived."))
    Team.objects.filter(pk=team.pk).update(archived_at=None)
    athletes = Athlete.objects.in_team(team).filter(archived_at=None)
    for zone in set(athletes.order_by().values_list("zone", flat=True)):
        today = local_date(now, zone)
        athletes.filter(zone=zone).update(nights_from=Greatest("nights_from", today))
    record(team, RecordKind.TEAM, "team.restored", actor=user)
