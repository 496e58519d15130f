"""Take an invitation: once, by the person with its address."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg.errors import UniqueViolation

from athletes.accounts import new_account
from athletes.invitations import open_at
from athletes.memberships import look_after, standing
from athletes.models import Athlete, Guardian, Invitation, InvitedAs, Membership, RecordKind, Team, User
from athletes.recording import record

OTHER_ACCOUNT = _("This athlete has an account already. Ask the coach who invited you.")
RUNS_ALREADY = _("You are on this team's roster already, under another entry. Ask your coach to put the two together.")
OWN_GUARDIAN = _("Nobody is their own guardian. Use another account, or ask the coach who invited you.")


class NoLongerOpen(Exception):
    """The invitation was used, revoked or replaced, or its days are over."""


class ForSomebodyElse(Exception):
    """The invitation is for another e-mail address."""


@transaction.atomic
def accept(invitation: Invitation, user: User) -> bool:
    """Make `user` what they are invited to be; False where they were that or a coach already, and nothing changed.

    However many accept at once, one does. Raises NoLongerOpen, ForSomebodyElse, and ValidationError in words for
    people, after which the invitation is still open.
    """
    invitation = _lock(invitation)
    if user.email.lower() != invitation.email.lower():
        raise ForSomebodyElse
    return _join(invitation, user)


@transaction.atomic
def accept_as_new(invitation: Invitation, *, name: str, password: str, zone: str, by_mail: bool) -> User:
    """The same for somebody without an account, who has one then. Raises as above, and for a weak password."""
    invitation = _lock(invitation)
    user = new_account(invitation.email, name, password, zone, address_is_proven=by_mail)
    _join(invitation, user)
    return user


def _lock(invitation: Invitation) -> Invitation:
    """The invitation as it is now. The team is locked, so nobody else takes or revokes it until this ends."""
    Team.objects.select_for_update(no_key=True).get(pk=invitation.team_id)
    rows = Invitation.objects.in_team(invitation.team_id)
    found = rows.filter(open_at(timezone.now()), pk=invitation.pk).select_related("team", "athlete").first()
    if found is None:
        raise NoLongerOpen
    return found


def _join(invitation: Invitation, user: User) -> bool:
    joined = _WAYS.get(invitation.role, _as_coach)(invitation, user)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(
        invitation.team, RecordKind.INVITATION, "invitation.accepted", actor=user, athlete=invitation.athlete,
        person=user, after={"invitation": invitation.pk, "role": invitation.role},
    )  # fmt: skip
    return joined


def _as_coach(invitation: Invitation, user: User) -> bool:
    """A role that is there already stays: it is changed on the team's page, where somebody sees both."""
    if Membership.objects.in_team(invitation.team).filter(user=user, ended_at=None).exists():
        return False
    membership = Membership.objects.create(
        team=invitation.team, user=user, role=invitation.role, all_groups=invitation.all_groups
    )
    look_after(membership, [each.group for each in invitation.invitation_groups.select_related("group")])
    record(
        invitation.team, RecordKind.ROLE, "role.given", actor=invitation.created_by, person=user,
        after=standing(membership),
    )  # fmt: skip
    return True


def _as_athlete(invitation: Invitation, user: User) -> bool:
    athlete = _athlete(invitation)
    if athlete.user_id:
        if athlete.user_id != user.pk:
            raise ValidationError(OTHER_ACCOUNT)
        return False
    athlete.user = user
    try:
        with transaction.atomic():
            athlete.save(update_fields=["user"])
    except IntegrityError as error:
        # Only the database can tell without a race whether this person runs under another entry.
        cause = error.__cause__
        if isinstance(cause, UniqueViolation) and cause.diag.constraint_name == "one_athlete_per_team_and_user":
            raise ValidationError(RUNS_ALREADY) from error
        raise
    record(
        invitation.team, RecordKind.ROSTER, "athlete.account", actor=invitation.created_by, athlete=athlete, person=user
    )
    return True


def _as_guardian(invitation: Invitation, user: User) -> bool:
    athlete = _athlete(invitation)
    if athlete.user_id == user.pk:
        raise ValidationError(OWN_GUARDIAN)
    _, began = Guardian.objects.in_team(invitation.team).get_or_create(
        team=invitation.team, athlete=athlete, user=user, ended_at=None
    )
    if began:
        by = invitation.created_by
        record(invitation.team, RecordKind.GUARDIAN, "guardian.began", actor=by, athlete=athlete, person=user)
    return began


def _athlete(invitation: Invitation) -> Athlete:
    athletes = Athlete.objects.in_team(invitation.team).select_for_update(no_key=True)
    return athletes.get(invitations=invitation)


_WAYS: dict[str, Callable[[Invitation, User], bool]] = {
    InvitedAs.ATHLETE: _as_athlete,
    InvitedAs.GUARDIAN: _as_guardian,
}
