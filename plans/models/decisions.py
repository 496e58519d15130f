"""What the nights decided, and what coaches answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models import Athlete, User
from athletes.tenancy import SameTeam, TeamOwned
from plans.models.changes import Change
from plans.models.plans import Plan


class Verdict(models.TextChoices):
    STEADY = "steady", _("Carry on")
    ADVANCE = "advance", _("Advance")
    HOLD = "hold", _("Hold")
    EASE = "ease", _("Ease")
    REST = "rest", _("Rest")


class Decision(TeamOwned):
    """What one local night decided for one athlete. Written once; a later log makes a new revision.

    `night` is the local date that the night ended: its logs are in, and the morning after reads the decision.
    `facts` are what it was decided from, so that it can be recomputed; `operations` what it proposes.
    """

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="decisions")
    night = models.DateField()
    revision = models.PositiveSmallIntegerField(default=0)
    plan = models.ForeignKey(Plan, null=True, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=8, choices=Verdict)
    rule = models.CharField(max_length=4)
    directive = models.CharField(max_length=20, default="nothing", help_text="What is to be done, by its name.")
    answer_until = models.DateField(
        null=True,
        help_text="The last local day on which a coach's answer makes sense; empty where none is asked.",
    )
    reasons = models.JSONField(default=list)
    operations = models.JSONField(default=list)
    facts = models.JSONField()
    plan_state = models.JSONField(
        null=True, help_text="The plan as the proposal met it; kept only where the night proposes something."
    )
    thresholds = models.JSONField(default=dict, help_text="The team's own thresholds of that night, by name.")
    steering = models.JSONField(
        default=dict,
        help_text="What the coach had said beforehand: automation, locks and refusals, as that night met them.",
    )
    rules_version = models.CharField(max_length=12)
    decided_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(
        default=timezone.now, help_text="Logs written up to here are in it; a later one is held against it."
    )

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="decision_of_own_team"),
            SameTeam(field="plan", name="decision_on_own_plan"),
            models.UniqueConstraint(fields=["team", "id"], name="decision_team_and_id"),
            models.UniqueConstraint(
                fields=["night", "athlete", "revision"], name="one_decision_per_night_athlete_and_revision"
            ),
        ]
        indexes = [
            models.Index(fields=["athlete", "-night"], name="decisions_of_athlete"),
            models.Index(
                fields=["team", "answer_until"],
                condition=Q(answer_until__isnull=False),
                name="decisions_that_ask",
            ),
        ]


class NightFailure(TeamOwned):
    """An athlete whose night could not be decided: set aside, shown, and tried again at `retry_at`."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="+")
    night = models.DateField()
    attempts = models.PositiveSmallIntegerField(default=1)
    error = models.CharField(max_length=200, help_text="Kind and place of the error, never its values.")
    retry_at = models.DateTimeField()

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="night_failure_of_own_team"),
            models.UniqueConstraint(fields=["athlete", "night"], name="one_failure_per_night_and_athlete"),
        ]


class AnswerKind(models.TextChoices):
    APPROVED = "approved", _("Approved")
    EDITED = "edited", _("Approved and edited")
    KEPT = "kept", _("Plan kept")
    APPLIED = "applied", _("Applied by itself")


class Answer(TeamOwned):
    """A coach's answer to a decision; the one in force has no `undone_at`."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=8, choices=AnswerKind)
    change = models.OneToOneField(Change, null=True, on_delete=models.SET_NULL, related_name="answer")
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            SameTeam(field="decision", name="answer_of_own_team"),
            SameTeam(field="change", name="answer_with_own_change"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(undone_at=None), name="one_answer_in_force_per_decision"
            ),
        ]


class Snooze(TeamOwned):
    """A decision set aside until later; until then it waits among the snoozed. The one in force has no `ended_at`."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="snoozes")
    until = models.DateTimeField()
    snoozed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    snoozed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            SameTeam(field="decision", name="snooze_of_own_team"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(ended_at=None), name="one_snooze_in_force_per_decision"
            ),
        ]
