"""Plans with phases, weeks and sessions, and what was reported of a session."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.constraints import Deferrable
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models import Athlete, Level, User
from athletes.tenancy import SameTeam, TeamOwned
from plans.models.templates import TemplateVersion


def _one_to_five() -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(1), MaxValueValidator(5)]


class PhaseKind(models.TextChoices):
    FOUNDATION = "foundation", _("Foundation")
    MAINTENANCE = "maintenance", _("Maintenance")
    POTENCY = "potency", _("Light potency")
    REINTEGRATION = "reintegration", _("Reintegration")


class SessionKind(models.TextChoices):
    EASY = "easy", _("Easy run")
    LONG = "long", _("Long run")
    PLAY = "play", _("Play run")
    STRIDES = "strides", _("Strides")
    CADENCE = "cadence", _("Cadence game")
    HILL_STROLLS = "hill_strolls", _("Hill strolls")
    HILL_POWER = "hill_power", _("Short hills")
    FARTLEK = "fartlek", _("Fartlek")
    STEADY = "steady", _("Steady run")
    RELAXED_REPS = "relaxed_reps", _("Relaxed repetitions")
    TEMPO = "tempo", _("Tempo")
    ROLLING_HILLS = "rolling_hills", _("Rolling hills")
    CROSS_TRAINING = "cross_training", _("Cross-training")
    STRENGTH = "strength", _("Strength")
    MOBILITY = "mobility", _("Mobility")
    WALK = "walk", _("Walk")


class Plan(TeamOwned):
    """One athlete's offseason. At most one is running: the one without `ended_at`."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="plans")
    template = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="+")
    start = models.DateField(_("start, a Monday"))
    level = models.CharField(max_length=16, choices=Level)
    baseline_km_per_week = models.DecimalField(max_digits=4, decimal_places=1)
    goal = models.CharField(_("goal of this offseason"), max_length=200, blank=True)
    protects = models.JSONField(default=list, help_text="The attributes to protect, most important first.")
    deadline = models.DateField(
        null=True, blank=True, help_text="The last day of the offseason, where something waits after it."
    )
    typical_long_run_km = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="The usual longest run of a training week before the offseason.",
    )  # fmt: skip
    weeks_visible = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(52)],
        help_text="How many weeks the athlete sees, this one included; empty: as the team has it.",
    )  # fmt: skip
    revision = models.PositiveIntegerField(default=0, help_text="Counts the changes; a page that is older is told so.")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True, help_text="When a coach signed the offseason off.")
    signed_off_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="plan_of_own_team"),
            models.UniqueConstraint(fields=["team", "id"], name="plan_team_and_id"),
            models.UniqueConstraint(
                fields=["athlete"], condition=Q(ended_at=None), name="one_running_plan_per_athlete"
            ),
            models.CheckConstraint(condition=Q(start__iso_week_day=1), name="plan_starts_on_a_monday"),
            models.CheckConstraint(
                condition=Q(signed_off_at=None) | Q(ended_at__isnull=False), name="signed_off_plan_has_ended"
            ),
        ]


class Phase(TeamOwned):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=16, choices=PhaseKind)
    position = models.PositiveSmallIntegerField()
    min_weeks = models.PositiveSmallIntegerField()
    default_weeks = models.PositiveSmallIntegerField()
    max_weeks = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            SameTeam(field="plan", name="phase_of_own_team"),
            models.UniqueConstraint(fields=["team", "id"], name="phase_team_and_id"),
            models.UniqueConstraint(fields=["plan", "kind"], name="one_phase_per_kind"),
            models.CheckConstraint(
                condition=Q(min_weeks__gte=1, min_weeks__lte=F("default_weeks"), default_weeks__lte=F("max_weeks")),
                name="phase_weeks_in_order",
            ),
        ]


class Week(TeamOwned):
    """Monday to Sunday. `fraction` is the planned share of the baseline."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="weeks")
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="weeks")
    monday = models.DateField()
    template_week = models.PositiveSmallIntegerField()
    fraction = models.FloatField()
    deload = models.BooleanField(default=False)
    goals = models.JSONField(default=list)

    class Meta:
        ordering = ["monday"]
        constraints = [
            SameTeam(field="plan", name="week_of_own_team"),
            SameTeam(field="phase", name="week_in_own_phase"),
            models.UniqueConstraint(fields=["team", "id"], name="week_team_and_id"),
            models.UniqueConstraint(
                fields=["plan", "monday"], name="one_week_per_monday", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(monday__iso_week_day=1), name="week_starts_on_a_monday"),
        ]


class Session(TeamOwned):
    """One planned session. Only `plans.changes` writes this table; what happened is in `Feedback`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sessions")
    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="sessions")
    day = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)
    original_day = models.DateField()
    kind = models.CharField(max_length=16, choices=SessionKind)
    duration_min = models.PositiveSmallIntegerField(validators=[MaxValueValidator(600)])
    distance_km = models.FloatField(null=True)
    rpe = models.PositiveSmallIntegerField(validators=[MinValueValidator(0), MaxValueValidator(10)])
    steps = models.JSONField(default=list)
    marks = models.JSONField(default=list)
    protects = models.JSONField(default=list)

    class Meta:
        ordering = ["day", "position", "id"]
        constraints = [
            SameTeam(field="plan", name="session_of_own_team"),
            SameTeam(field="week", name="session_in_own_week"),
            models.UniqueConstraint(fields=["team", "id"], name="session_team_and_id"),
            models.CheckConstraint(condition=Q(rpe__lte=10), name="session_rpe_0_to_10"),
            models.CheckConstraint(
                condition=Q(duration_min__gte=1, duration_min__lte=600), name="session_minutes_1_to_600"
            ),
        ]
        indexes = [models.Index(fields=["plan", "day"], name="sessions_of_plan_by_day")]


class Outcome(models.TextChoices):
    DONE = "done", _("Done")
    SOMETHING_ELSE = "something_else", _("Did something else")
    RESTED = "rested", _("Rested")


class Feedback(TeamOwned):
    """What happened with a planned session, in the athlete's words and numbers. RPE 0-10 (Borg CR10, session RPE of
    Foster et al. 2001); legs and enjoyment 1-5, 5 = best.

    `client_id` is made by the page or the phone, so that the same report delivered twice is one; `said_at` is when it
    was given.
    """

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="feedback")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="feedback")
    local_date = models.DateField()
    outcome = models.CharField(max_length=16, choices=Outcome)
    rpe = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    duration_min = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(900)])
    distance_km = models.FloatField(null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(200)])
    felt_relaxed = models.BooleanField(_("the fast parts felt relaxed"), null=True, blank=True)
    leg_feel = models.PositiveSmallIntegerField(_("legs"), null=True, blank=True, validators=_one_to_five())
    enjoyment = models.PositiveSmallIntegerField(_("enjoyment"), null=True, blank=True, validators=_one_to_five())
    note = models.CharField(max_length=500, blank=True)
    client_id = models.UUIDField(default=uuid.uuid4)
    said_at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(default=timezone.now)

    FIELDS: ClassVar[tuple[str, ...]] = (
        "outcome", "rpe", "duration_min", "distance_km", "felt_relaxed", "leg_feel", "enjoyment", "note",
    )  # fmt: skip
    """What the athlete says."""

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="feedback_of_own_team"),
            SameTeam(field="session", name="feedback_on_own_session"),
            models.CheckConstraint(condition=Q(rpe=None) | Q(rpe__lte=10), name="feedback_rpe_0_to_10"),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (1, 5)}), name=f"feedback_{name}_1_to_5"
                )
                for name in ("leg_feel", "enjoyment")
            ),
            models.UniqueConstraint(fields=["athlete", "client_id"], name="one_report_per_client_id"),
        ]
        indexes = [models.Index(fields=["athlete", "local_date"], name="feedback_of_athlete")]


class FeedbackVersion(TeamOwned):
    """An earlier report on a session: replaced by a later one, taken back, or come after a later one was there."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    client_id = models.UUIDField()
    values = models.JSONField()
    said_at = models.DateTimeField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="feedback_version_of_own_team"),
            SameTeam(field="session", name="feedback_version_on_own_session"),
            models.UniqueConstraint(fields=["athlete", "client_id"], name="one_report_version_per_client_id"),
        ]

    @classmethod
    def of(cls, report: Feedback) -> FeedbackVersion:
        """The report as it stands, not yet saved."""
        said = {name: value for name in Feedback.FIELDS if (value := getattr(report, name)) not in (None, "")}
        return cls(
            team_id=report.team_id,
            athlete_id=report.athlete_id,
            session_id=report.session_id,
            client_id=report.client_id,
            values=said,
            said_at=report.said_at,
        )


class HandOver(TeamOwned):
    """What coach and athlete take from an offseason into the season: their words; the figures are reckoned anew."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="hand_over")
    targets = models.TextField(_("targets for the season"), max_length=2000, blank=True)
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [SameTeam(field="plan", name="hand_over_of_own_team")]
