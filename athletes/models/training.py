"""Looking back: what athletes ran before the offseason, and what they say about the season."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models.people import User
from athletes.models.roster import Athlete
from athletes.tenancy import SameTeam, TeamOwned


class Sport(models.TextChoices):
    RUN = "run", _("Run")
    OTHER = "other", _("Something else")


class ActivitySource(models.TextChoices):
    TYPED = "typed", _("Typed")
    CSV = "csv", "CSV"
    FIT = "fit", "FIT"
    GPX = "gpx", "GPX"
    TCX = "tcx", "TCX"
    API = "api", _("Program")


class Activity(TeamOwned):
    """One past activity. Of a file only these figures are kept: no track, no places, no pulse."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="activities")
    started_at = models.DateTimeField(null=True, blank=True, help_text="Empty where only the day is known.")
    local_date = models.DateField(_("day"))
    sport = models.CharField(_("sport"), max_length=5, choices=Sport, default=Sport.RUN)
    distance_km = models.FloatField(
        _("kilometres"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(500)]
    )
    duration_min = models.FloatField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(6000)]
    )
    race = models.BooleanField(_("race"), default=False)
    source = models.CharField(max_length=5, choices=ActivitySource)
    fingerprint = models.CharField(
        max_length=64, help_text="SHA-256 of what makes it the same activity, so that a second import changes nothing."
    )
    entered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-local_date", "-id"]
        constraints = [
            SameTeam(field="athlete", name="activity_of_own_team"),
            models.UniqueConstraint(fields=["athlete", "fingerprint"], name="one_activity_per_fingerprint"),
            models.CheckConstraint(
                condition=Q(distance_km=None) | Q(distance_km__range=(0, 500)), name="activity_0_to_500_km"
            ),
            models.CheckConstraint(
                condition=Q(duration_min=None) | Q(duration_min__range=(0, 6000)), name="activity_0_to_6000_min"
            ),
        ]
        indexes = [models.Index(fields=["athlete", "local_date"], name="activities_of_athlete")]


class WeekLabel(models.TextChoices):
    TRAINING = "training", _("Training")
    RACE = "race", _("Race")
    TAPER = "taper", _("Taper")
    BREAK = "break", _("Break")


class TrainingWeek(TeamOwned):
    """What is said about one past week, Monday to Sunday: its label, and its kilometres where they were typed."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="training_weeks")
    monday = models.DateField()
    label = models.CharField(max_length=8, choices=WeekLabel, default=WeekLabel.TRAINING)
    distance_km = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(400)],
        help_text="Typed; counts instead of the sum of the activities.",
    )  # fmt: skip
    note = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["monday"]
        constraints = [
            SameTeam(field="athlete", name="training_week_of_own_team"),
            models.UniqueConstraint(fields=["athlete", "monday"], name="one_training_week_per_monday"),
            models.CheckConstraint(condition=Q(monday__iso_week_day=1), name="training_week_starts_on_a_monday"),
            models.CheckConstraint(
                condition=Q(distance_km=None) | Q(distance_km__range=(0, 400)), name="training_week_0_to_400_km"
            ),
        ]


class SeasonAudit(TeamOwned):
    """The look back at one season, in words, and the baseline that was taken from it. The newest one counts."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="season_audits")
    tired = models.TextField(_("what tired you"), max_length=1000, blank=True)
    stalled = models.TextField(_("what stalled"), max_length=1000, blank=True)
    protect = models.TextField(_("what you want to protect"), max_length=1000, blank=True)
    in_the_way = models.TextField(_("what got in the way"), max_length=1000, blank=True)
    fun = models.TextField(_("what was fun"), max_length=1000, blank=True)
    protects = ArrayField(
        models.CharField(max_length=20), size=2, default=list, blank=True,
        help_text="The attributes to protect, as chosen; finishing the audit copies them to the athlete.",
    )  # fmt: skip
    goals = models.TextField(_("goals"), max_length=1000, blank=True)
    typical_long_run_km = models.FloatField(
        _("usual long run, km"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    proposed_baseline_km = models.FloatField(null=True, blank=True)
    accepted_baseline_km = models.FloatField(null=True, blank=True)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    completed_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            SameTeam(field="athlete", name="season_audit_of_own_team"),
            models.UniqueConstraint(
                fields=["athlete"], condition=Q(completed_at=None), name="one_open_season_audit_per_athlete"
            ),
        ]
