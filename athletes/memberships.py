"""What coaches are in a team: their role, their groups, and that it ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.access import Actor
from athletes.authority import GIVES, behind_lock, may_give, require
from athletes.invitations import revoke_others_than
from athletes.models import CoachGroup, Group, Membership, RecordKind, Role, Team, User
from athletes.recording import record
from athletes.tokens import revoke_tokens

LAST_OWNER = _("A team needs an owner. Make somebody else an owner first.")
GONE = _("This person has left the team meanwhile.")


def in_force(team: Team) -> QuerySet[Membership]:
    """The team's coaches, with their people and groups, owners first."""
    memberships: QuerySet[Membership] = Membership.objects.in_team(team).filter(ended_at=None)
    return memberships.select_related("user", "team").prefetch_related("coach_groups__group")


def standing(membership: Membership) -> dict[str, Any]:
    """Role and groups as the record keeps them."""
    if membership.all_groups:
        return {"role": membership.role, "groups": "all"}
    return {"role": membership.role, "groups": sorted(each.group.name for each in membership.coach_groups.all())}


@transaction.atomic
def change_membership(
    actor: Actor, membership: Membership, *, role: str, all_groups: bool = True, groups: Iterable[Group] = ()
) -> Membership:
    """Give this coach `role`, for all athletes or for those of `groups`; an owner always has all.

    Raises PermissionDenied, and ValidationError for the team's last owner.
    """
    actor, membership = behind_lock(actor), _again(membership)
    require(may_give(actor, membership.role, role))
    if role != Role.OWNER:
        _require_another_owner(membership)
    before = standing(membership)
    membership.role, membership.all_groups = role, all_groups or role == Role.OWNER
    membership.save(update_fields=["role", "all_groups"])
    CoachGroup.objects.in_team(membership.team_id).filter(membership=membership).delete()
    look_after(membership, groups)
    membership = _again(membership)
    after = standing(membership)
    if before != after:
        what = "role.changed" if before["role"] != after["role"] else "role.groups_changed"
        record(actor.team, RecordKind.ROLE, what, actor=actor.user, person=membership.user, before=before, after=after)
        _revoke_what_is_too_high(membership, by=actor.user)
    return membership


@transaction.atomic
def end_membership(actor: Actor, membership: Membership) -> None:
    """This coach sees nothing of the team from their next request on; their tokens and open invitations end too.

    Everybody may end their own. Raises PermissionDenied, and ValidationError for the team's last owner.
    """
    actor, membership = behind_lock(actor), _again(membership)
    themselves = membership.user == actor.user
    require(themselves or may_give(actor, membership.role))
    _require_another_owner(membership)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    what = "role.left" if themselves else "role.ended"
    person = membership.user
    record(actor.team, RecordKind.ROLE, what, actor=actor.user, person=person, before=standing(membership))
    revoke_tokens(actor.team, person, by=actor.user)
    _revoke_what_is_too_high(membership, by=actor.user)


@transaction.atomic
def transfer_ownership(actor: Actor, membership: Membership) -> None:
    """Make this coach an owner and oneself head coach. Raises PermissionDenied."""
    own = in_force(actor.team).get(user=actor.user)
    change_membership(actor, membership, role=Role.OWNER)
    change_membership(actor, own, role=Role.HEAD_COACH)


def look_after(membership: Membership, groups: Iterable[Group]) -> None:
    """Name the groups of a coach who does not have all of them."""
    if not membership.all_groups:
        CoachGroup.objects.bulk_create(
            CoachGroup(team_id=membership.team_id, membership=membership, group=group) for group in groups
        )


def _again(membership: Membership) -> Membership:
    try:
        return in_force(membership.team).get(pk=membership.pk)
    except Membership.DoesNotExist as error:
        raise ValidationError(GONE) from error


def _require_another_owner(membership: Membership) -> None:
    """An owner who can no longer sign in is none. Only behind the team's lock."""
    owners = in_force(membership.team).filter(role=Role.OWNER, user__is_active=True)
    if membership.role == Role.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise ValidationError(LAST_OWNER)


def _revoke_what_is_too_high(membership: Membership, by: User) -> None:
    still_given = GIVES.get(membership.role, frozenset()) if membership.all_groups else frozenset()
    if membership.ended_at:
        still_given = frozenset()
    revoke_others_than(membership.team, membership.user, still_given, by=by)
