"""What coaches say beforehand: what a night may do by itself and what not, what athletes see and may do."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models import Athlete, User
from athletes.tenancy import SameTeam, TeamOwned
from plans.models.decisions import Verdict


class AutomationMode(models.TextChoices):
    SUGGEST = "suggest", _("Suggest")
    APPLY = "apply", _("Apply by itself, within bounds")
    OFF = "off", _("Off")


class Automation(TeamOwned):
    """What a night does with one verdict: for the team, or for one athlete, whose row goes before the team's.

    `within_days` is how many days ahead a change that is applied by itself may reach, `within_percent` by how much
    of its planned running minutes it may change a week.
    """

    athlete = models.ForeignKey(Athlete, null=True, blank=True, on_delete=models.CASCADE, related_name="automation")
    verdict = models.CharField(max_length=8, choices=Verdict)
    mode = models.CharField(max_length=8, choices=AutomationMode)
    within_days = models.PositiveSmallIntegerField(default=7, validators=[MinValueValidator(1), MaxValueValidator(28)])
    within_percent = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(5), MaxValueValidator(100)]
    )
    set_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="automation_of_own_team"),
            models.UniqueConstraint(
                fields=["team", "athlete", "verdict"], nulls_distinct=False, name="one_automation_per_verdict"
            ),
            models.CheckConstraint(
                condition=Q(within_days__gte=1, within_days__lte=28, within_percent__gte=5, within_percent__lte=100),
                name="automation_within_bounds",
            ),
        ]


class LockKind(models.TextChoices):
    DAYS = "days", _("These days stay as they are")
    PHASE = "phase", _("The phase is held")


class Lock(TeamOwned):
    """What a coach took out of the night's hands: days that no proposal touches, or a phase that does not advance.

    The one in force has no `ended_at`.
    """

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="locks")
    kind = models.CharField(max_length=8, choices=LockKind)
    first_day = models.DateField()
    last_day = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    locked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    locked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["first_day", "id"]
        constraints = [
            SameTeam(field="athlete", name="lock_of_own_team"),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="lock_days_in_order"),
        ]
        indexes = [models.Index(fields=["athlete", "last_day"], name="locks_of_athlete")]


class TeamPlanning(TeamOwned):
    """How a team shares its plans. A team without a row has the defaults."""

    weeks_visible = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(52)],
        help_text="How many weeks athletes see, this one included; empty: the whole plan.",
    )  # fmt: skip
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team"], name="one_planning_per_team")]


class ContingencyPolicy(TeamOwned):
    """What athletes may do by themselves when life comes between: for the team, or for one athlete, whose row goes
    before the team's. `stand_ins` of the team's row is its own list of micro-sessions and swaps; empty: the template's.
    """

    athlete = models.ForeignKey(
        Athlete, null=True, blank=True, on_delete=models.CASCADE, related_name="contingency_policies"
    )
    may_alone = models.JSONField(null=True, help_text="By situation, what needs no coach; empty: the default.")
    stand_ins = models.JSONField(null=True, help_text="By situation, as a template writes them.")
    set_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="contingency_policy_of_own_team"),
            models.UniqueConstraint(fields=["team", "athlete"], nulls_distinct=False, name="one_contingency_policy"),
        ]
