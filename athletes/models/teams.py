"""Teams, the groups in them, and the roles that people have."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models.people import User
from athletes.tenancy import SameTeam, TeamOwned


class Team(models.Model):
    """The tenant: a club, a squad, a coach with runners."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    requires_second_factor = models.BooleanField(
        _("coaches need a second factor"),
        default=False,
        help_text=_("A passkey or a code from an app, beside the password, before a coach sees anybody."),
    )
    guardian_age = models.PositiveSmallIntegerField(
        _("own consent from the age of"),
        default=16,
        validators=[MinValueValidator(13), MaxValueValidator(18)],
        help_text=_("Below it a guardian decides about health data. The law of your country says 13 to 16."),
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(guardian_age__range=(13, 18)), name="guardian_age_13_to_18")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    HEAD_COACH = "head_coach", _("Head coach")
    ASSISTANT = "assistant", _("Assistant")
    READ_ONLY = "read_only", _("Read only")


WRITING_ROLES = frozenset({Role.OWNER, Role.HEAD_COACH, Role.ASSISTANT})


class Membership(TeamOwned):
    """One person's role in one team, for as long as `ended_at` is empty. Athletes have `Athlete` instead."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    all_groups = models.BooleanField(default=True, help_text="Otherwise only the athletes of the groups named.")
    weekly_digest = models.BooleanField(
        _("weekly digest"),
        default=True,
        help_text=_("A mail on Monday morning about the week that was and that comes."),
    )
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"], condition=Q(ended_at=None), name="one_role_per_person_and_team"
            ),
            models.UniqueConstraint(fields=["team", "id"], name="membership_team_and_id"),
            models.CheckConstraint(condition=Q(all_groups=True) | ~Q(role=Role.OWNER), name="an_owner_has_all_groups"),
        ]


class Group(TeamOwned):
    """A squad of a team. An athlete may be in several, and in none."""

    name = models.CharField(_("name"), max_length=60)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint(fields=["team", "id"], name="group_team_and_id"),
            models.UniqueConstraint(
                "team",
                Lower("name"),
                name="one_group_per_team_and_name",
                violation_error_message=_("This team has a group of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CoachGroup(TeamOwned):
    """A group whose athletes a coach without all groups looks after."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="coach_groups")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="coach_groups")

    class Meta:
        constraints = [
            SameTeam(field="membership", name="coach_group_of_own_team"),
            SameTeam(field="group", name="coach_group_in_own_team"),
            models.UniqueConstraint(fields=["membership", "group"], name="one_coach_group_per_membership"),
        ]
