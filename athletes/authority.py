"""Who may give which role to whom. Nobody gives a role above their own, nor takes one away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from athletes.access import Actor, actor_for
from athletes.models import InvitedAs, Role, Team

GIVES: Mapping[str, frozenset[str]] = {
    Role.OWNER: frozenset(InvitedAs.values),
    Role.HEAD_COACH: frozenset({Role.ASSISTANT, Role.READ_ONLY, InvitedAs.ATHLETE, InvitedAs.GUARDIAN}),
}
"""The roles that a role gives and takes away; one that is not named here gives none."""


def given_by(actor: Actor) -> frozenset[str]:
    """The roles that this person gives and takes away: none for a head coach of only some groups."""
    return GIVES[actor.role] if actor.role and actor.may_manage else frozenset()


def may_give(actor: Actor, *roles: str) -> bool:
    return given_by(actor).issuperset(roles)


def behind_lock(actor: Actor) -> Actor:
    """The same person, read again while the team is locked: changes of who may what come one after the other.

    Two owners who end each other's role at once are then an owner and a stranger. Raises PermissionDenied for
    somebody who has no place in the team any more.
    """
    Team.objects.select_for_update(no_key=True).get(pk=actor.team.pk)
    again = actor_for(actor.user, actor.team.pk)
    if again is None or again.team != actor.team:
        raise PermissionDenied(_("You belong to this team no longer."))
    return replace(again, token_may_write=actor.token_may_write)


def require(allowed: bool) -> None:
    """Raises PermissionDenied, in words for people, unless `allowed`."""
    if not allowed:
        raise PermissionDenied(_("Your role in this team does not reach that far. Ask one of its owners."))
