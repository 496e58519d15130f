"""How people come into a team: invitations, and guardians of athletes who are under age."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models.people import User
from athletes.models.roster import Athlete
from athletes.models.teams import Group, Role
from athletes.tenancy import SameTeam, TeamOwned

_OPEN = Q(accepted_at=None, revoked_at=None)


class InvitedAs(models.TextChoices):
    OWNER = Role.OWNER.value, _("Owner")
    HEAD_COACH = Role.HEAD_COACH.value, _("Head coach")
    ASSISTANT = Role.ASSISTANT.value, _("Assistant")
    READ_ONLY = Role.READ_ONLY.value, _("Read only")
    ATHLETE = "athlete", _("Athlete")
    GUARDIAN = "guardian", _("Guardian")


ABOUT_AN_ATHLETE = (InvitedAs.ATHLETE, InvitedAs.GUARDIAN)


class Invitation(TeamOwned):
    """One person, by their e-mail address, may take one role. Only digests of its secrets are kept.

    `digest` is of the code that the inviting person sees once (as link and as code), `mail_digest` of the one that
    is made while the e-mail is sent and proves the address.
    """

    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=16, choices=InvitedAs)
    athlete = models.ForeignKey(Athlete, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    all_groups = models.BooleanField(default=True)
    digest = models.BinaryField(max_length=32, null=True, unique=True)
    mail_digest = models.BinaryField(max_length=32, null=True, unique=True)
    by_mail = models.BooleanField(default=False, help_text="Whether the clock sends an e-mail with a link of its own.")
    mailed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            SameTeam(field="athlete", name="invitation_of_own_team"),
            models.UniqueConstraint(fields=["team", "id"], name="invitation_team_and_id"),
            models.UniqueConstraint(
                "team", "role", "athlete", Lower("email"), condition=_OPEN, nulls_distinct=False,
                name="one_open_invitation_per_role_and_email",
            ),
            models.CheckConstraint(
                condition=Q(role__in=ABOUT_AN_ATHLETE, athlete__isnull=False)
                | (~Q(role__in=ABOUT_AN_ATHLETE) & Q(athlete=None)),
                name="invitation_names_an_athlete_when_it_is_about_one",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_accepted_or_revoked"
            ),
            models.CheckConstraint(condition=Q(created_at__lt=F("expires_at")), name="invitation_expires_later"),
        ]  # fmt: skip


class InvitationGroup(TeamOwned):
    """A group that an invited coach will look after."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="invitation_groups")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            SameTeam(field="invitation", name="invitation_group_of_own_team"),
            SameTeam(field="group", name="invitation_group_in_own_team"),
            models.UniqueConstraint(fields=["invitation", "group"], name="one_invitation_group_per_invitation"),
        ]


class Guardian(TeamOwned):
    """A person who decides about an under-age athlete's health data, for as long as `ended_at` is empty."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="guardianships")
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="guardians")
    since = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="guardian_of_own_team"),
            models.UniqueConstraint(
                fields=["athlete", "user"], condition=Q(ended_at=None), name="one_guardianship_per_person_and_athlete"
            ),
        ]
