"""What people agreed to, who looked, what was changed by whom, and what was erased."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models.people import User
from athletes.models.roster import Athlete
from athletes.tenancy import SameTeam, TeamOwned


class ConsentKind(models.TextChoices):
    WELLNESS = "wellness", _("How I am")
    HEART = "heart", _("Heart")
    ILLNESS = "illness", _("Illness and injury")
    CYCLE = "cycle", _("Cycle notes")


class Consent(TeamOwned):
    """The explicit yes to keeping one kind of health data, in the words of `version`, until it is withdrawn."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=8, choices=ConsentKind)
    version = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    as_guardian = models.BooleanField(default=False)
    on_paper = models.CharField(
        max_length=200, blank=True, help_text="Where the signed paper is, when a coach entered what it says."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            SameTeam(field="athlete", name="consent_of_own_team"),
            models.UniqueConstraint(
                fields=["athlete", "kind"], condition=Q(withdrawn_at=None), name="one_consent_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")), name="consent_given_then_withdrawn"
            ),
        ]


class Look(TeamOwned):
    """Somebody of the staff looked at an athlete's data on a day: one row a day and kind of page.

    `last_at` is when they last did, within `looks.STEP`: never later than they looked.
    """

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="looks")
    viewer = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(help_text="In UTC.")
    page = models.CharField(max_length=20)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            SameTeam(field="athlete", name="look_of_own_team"),
            models.UniqueConstraint(fields=["viewer", "on", "page", "athlete"], name="one_look_per_day_and_page"),
        ]
        indexes = [models.Index(fields=["athlete", "-on"], name="looks_at_athlete")]


class RecordKind(models.TextChoices):
    TEAM = "team", _("Team")
    ROLE = "role", _("Role")
    GROUP = "group", _("Group")
    INVITATION = "invitation", _("Invitation")
    POLICY = "policy", _("Policy")
    CONSENT = "consent", _("Consent")
    GUARDIAN = "guardian", _("Guardian")
    PLAN = "plan", _("Plan")
    PROFILE = "profile", _("Profile")
    ROSTER = "roster", _("Roster")
    AUDIT = "audit", _("Season audit")
    TOKEN = "token", _("Token")
    EXPORT = "export", _("Export")
    ERASURE = "erasure", _("Erasure")


class Record(TeamOwned):
    """Who changed what, when, from what to what. Written once; changes of plans are `plans.Change`.

    `before` and `after` map names of fields to values as JSON. They hold no health data: of such a field only that
    it was changed. A database trigger refuses edits.
    """

    kind = models.CharField(max_length=12, choices=RecordKind)
    what = models.CharField(max_length=120, help_text="What was done, as a short code such as `role.changed`.")
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    athlete = models.ForeignKey(Athlete, null=True, on_delete=models.CASCADE, related_name="records")
    person = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [SameTeam(field="athlete", name="record_of_own_team")]
        indexes = [models.Index(fields=["team", "-at"], name="records_of_team")]


class Erasure(models.Model):
    """Somebody was erased. Only the random key that named them is kept, so that a restored backup can be cleaned."""

    key = models.UUIDField(unique=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.key}"
