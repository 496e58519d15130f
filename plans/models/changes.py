"""Changes of plans, and time away that was entered ahead."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models import Athlete, User
from athletes.tenancy import SameTeam, TeamOwned
from plans.models.plans import Plan
from plans.models.templates import TemplateVersion


class Cause(models.TextChoices):
    COACH = "coach", _("Coach")
    ATHLETE = "athlete", _("Athlete")
    ANSWER = "answer", _("Answer to a decision")
    NIGHT = "night", _("Night")
    UNDO = "undo", _("Undo")


class Change(TeamOwned):
    """One change of a plan: the operations, their exact inverse, who, why, and the limits it touched."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes")
    operations = models.JSONField(encoder=DjangoJSONEncoder)
    inverse = models.JSONField(encoder=DjangoJSONEncoder)
    first_day = models.DateField(help_text="The first day whose sessions changed.")
    last_day = models.DateField()
    cause = models.CharField(max_length=8, choices=Cause)
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    breaches = models.JSONField(default=list)
    lines = models.JSONField(default=list, help_text="What changed, in words: day, before, after.")
    template_before = models.ForeignKey(
        TemplateVersion, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="Where the change brings the plan to another version: the one before.",
    )  # fmt: skip
    template_after = models.ForeignKey(TemplateVersion, null=True, on_delete=models.PROTECT, related_name="+")
    undoes = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="undone_by")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            SameTeam(field="plan", name="change_of_own_team"),
            SameTeam(field="undoes", name="change_undoes_own_change"),
            models.UniqueConstraint(fields=["team", "id"], name="change_team_and_id"),
            models.CheckConstraint(
                condition=Q(template_before=None, template_after=None)
                | Q(template_before__isnull=False, template_after__isnull=False),
                name="change_names_both_templates",
            ),
        ]


class TimeAwayKind(models.TextChoices):
    TRAVEL = "travel", _("Travel")
    EXAMS = "exams", _("Exams")
    HOLIDAY = "holiday", _("Holiday")


class TimeAway(TeamOwned):
    """Days entered ahead on which life comes first: the week gives way, and silence raises no alarm."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="times_away")
    kind = models.CharField(_("reason"), max_length=8, choices=TimeAwayKind)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    change = models.OneToOneField("Change", null=True, on_delete=models.SET_NULL, related_name="time_away")
    entered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["first_day"]
        constraints = [
            SameTeam(field="athlete", name="time_away_of_own_team"),
            SameTeam(field="change", name="time_away_with_own_change"),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="time_away_days_in_order"),
        ]
        indexes = [models.Index(fields=["athlete", "last_day"], name="times_away_of_athlete")]


class Draft(TeamOwned):
    """A coach's changes of a plan that nobody else reads yet: steps of operations on top of the plan, until published.

    `steps` are lists of operations with who made them and why; `undone` are those taken back, the last one last.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="draft")
    steps = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    undone = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    revision = models.PositiveIntegerField(default=0, help_text="Counts the steps; a page that is older is told so.")
    begun_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [SameTeam(field="plan", name="draft_of_own_team")]
