"""Invitations: made by somebody who may give the role, and taken once, by the person with that address."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.access import Actor
from athletes.authority import behind_lock, may_give, require
from athletes.codes import digest_of, new_code
from athletes.models import (
    ABOUT_AN_ATHLETE,
    Athlete,
    Group,
    Guardian,
    Invitation,
    InvitationGroup,
    InvitedAs,
    Membership,
    RecordKind,
    Team,
    User,
)
from athletes.recording import record

DAYS = (1, 7, 30)
"""For how long an invitation may be open."""


def open_at(now: datetime) -> Q:
    """Invitations that can be accepted at `now`."""
    return Q(
        Q(athlete=None) | Q(athlete__archived_at=None),
        accepted_at=None, revoked_at=None, expires_at__gt=now, team__archived_at=None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What a code opens. `by_mail`: it is the one from the e-mail, so whoever has it reads that address."""

    invitation: Invitation
    by_mail: bool


def find(code: str) -> Found | None:
    """The open invitation that this code belongs to; None for a code that is unknown, used, revoked or expired."""
    digest = digest_of(code)
    invitation = _everywhere().filter(open_at(timezone.now()), Q(digest=digest) | Q(mail_digest=digest)).first()
    return Found(invitation, bytes(invitation.mail_digest or b"") == digest) if invitation else None


def find_again(pk: int) -> Invitation | None:
    """The invitation `pk`, if it is open: for somebody who showed its code before."""
    return _everywhere().filter(open_at(timezone.now()), pk=pk).first()


def _everywhere() -> QuerySet[Invitation]:
    invitations: QuerySet[Invitation] = Invitation.objects.across_teams()
    return invitations.select_related("team", "athlete", "created_by")


def not_accepted(team: Team) -> QuerySet[Invitation]:
    """The team's invitations that are open or have expired, newest first."""
    invitations: QuerySet[Invitation] = Invitation.objects.in_team(team).filter(accepted_at=None, revoked_at=None)
    return invitations.select_related("athlete", "created_by").prefetch_related("invitation_groups__group")


@transaction.atomic
def invite(
    actor: Actor,
    *,
    email: str,
    role: str,
    athlete: Athlete | None = None,
    groups: Iterable[Group] = (),
    all_groups: bool = True,
    days: int = 7,
    by_mail: bool = True,
) -> tuple[Invitation, str]:
    """Ask the person with this address into the actor's team: the row, and the code that is never shown again.

    `athlete` is whom an athlete or a guardian is invited for; `groups` limit a coach who does not have
    `all_groups`. An open invitation of the same person is replaced. With `by_mail` the clock sends a link of its
    own. Raises PermissionDenied for a role that the actor may not give, and ValidationError.
    """
    actor = behind_lock(actor)
    require(may_give(actor, role))
    validate_email(email)
    _require_new(actor.team, email, role, athlete)
    for replaced in _same_person(actor.team, email, role, athlete):
        if not may_give(actor, replaced.role):
            raise ValidationError({"email": _("An owner has invited this person already. Ask one of them.")})
        _revoke(replaced, by=actor.user)
    code, now = new_code(), timezone.now()
    invitation = Invitation.objects.create(
        team=actor.team, email=email, role=role, athlete=athlete, by_mail=by_mail, digest=digest_of(code),
        all_groups=all_groups or role in (InvitedAs.OWNER, *ABOUT_AN_ATHLETE),
        created_by=actor.user, created_at=now, expires_at=now + timedelta(days=days),
    )  # fmt: skip
    if not invitation.all_groups:
        InvitationGroup.objects.bulk_create(
            InvitationGroup(team=actor.team, invitation=invitation, group=group) for group in groups
        )
    _record(invitation, "invitation.made", by=actor.user)
    return invitation, code


def renew(actor: Actor, invitation: Invitation, days: int = 7) -> tuple[Invitation, str]:
    """The same invitation with a new code and new days; the old code opens nothing any more. Raises as `invite`."""
    return invite(
        actor, email=invitation.email, role=invitation.role, athlete=invitation.athlete, days=days,
        groups=[each.group for each in invitation.invitation_groups.all()],
        all_groups=invitation.all_groups, by_mail=invitation.by_mail,
    )  # fmt: skip


@transaction.atomic
def revoke(actor: Actor, invitation: Invitation) -> None:
    """Its codes open nothing any more. Raises PermissionDenied; what was accepted meanwhile stays accepted."""
    actor = behind_lock(actor)
    require(may_give(actor, invitation.role))
    for still_open in not_accepted(actor.team).filter(pk=invitation.pk):
        _revoke(still_open, by=actor.user)


def revoke_others_than(team: Team, made_by: User, roles: Collection[str], by: User) -> None:
    """Revoke what `made_by` has invited to and may no longer give: anything but `roles`. Behind the team's lock."""
    for invitation in not_accepted(team).filter(created_by=made_by).exclude(role__in=roles):
        _revoke(invitation, by=by)


def _revoke(invitation: Invitation, by: User) -> None:
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    _record(invitation, "invitation.revoked", by=by)


def _record(invitation: Invitation, what: str, by: User) -> None:
    """The address stays in the invitation, where erasing finds it."""
    record(
        invitation.team_id, RecordKind.INVITATION, what, actor=by, athlete=invitation.athlete,
        after={"invitation": invitation.pk, "role": invitation.role},
    )  # fmt: skip


def _same_person(team: Team, email: str, role: str, athlete: Athlete | None) -> QuerySet[Invitation]:
    """Whom to replace: an athlete has one account, a coach one role; there may be two guardians."""
    waiting = not_accepted(team)
    if role == InvitedAs.ATHLETE:
        return waiting.filter(role=role, athlete=athlete)
    if role == InvitedAs.GUARDIAN:
        return waiting.filter(role=role, athlete=athlete, email__iexact=email)
    return waiting.filter(email__iexact=email).exclude(role__in=ABOUT_AN_ATHLETE)


def _require_new(team: Team, email: str, role: str, athlete: Athlete | None) -> None:
    if role in ABOUT_AN_ATHLETE:
        if athlete is None:
            raise ValidationError({"athlete": _("Choose the athlete whom this is about.")})
        if athlete.archived_at:
            raise ValidationError({"athlete": _("This athlete is archived. Restore them first.")})
        if role == InvitedAs.ATHLETE and athlete.user_id:
            raise ValidationError({"athlete": _("%(name)s has an account already.") % {"name": athlete.name}})
        guardians = Guardian.objects.in_team(team).filter(athlete=athlete, user__email__iexact=email, ended_at=None)
        if role == InvitedAs.GUARDIAN and guardians.exists():
            raise ValidationError({"email": _("This person is a guardian of %(name)s already.") % {"name": athlete}})
    elif Membership.objects.in_team(team).filter(user__email__iexact=email, ended_at=None).exists():
        raise ValidationError({"email": _("This person is in the team already. Change their role on the team's page.")})
