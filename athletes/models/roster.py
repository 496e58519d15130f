"""Athletes: who is on a team's roster, and what planning needs to know of them."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models.people import User
from athletes.models.teams import Group
from athletes.tenancy import SameTeam, TeamOwned
from athletes.zones import validate_zone


class Level(models.TextChoices):
    BEGINNER = "beginner", _("Beginner")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


class AgeGroup(models.TextChoices):
    UNDER_18 = "under_18", _("Under 18")
    ADULT = "18_49", _("18 to 49")
    FROM_50 = "50_plus", _("50 and over")


class Athlete(TeamOwned):
    """A runner on a team's roster. The account (`user`) may come later, and may be in several teams."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="athletes")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    zone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    level = models.CharField(_("level"), max_length=16, choices=Level, default=Level.INTERMEDIATE)
    baseline_km_per_week = models.DecimalField(
        _("baseline, km per week"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(5), MaxValueValidator(200)],
        help_text=_("Mean of the best 6 of the last 8 training weeks, without race and taper weeks."),
    )
    available_min_by_weekday = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(1440)]),
        size=7,
        help_text="Minutes free to train, Monday first; 0 is a day without training.",
    )
    age_group = models.CharField(_("age group"), max_length=16, choices=AgeGroup, default=AgeGroup.ADULT)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    constraints_in_words = models.TextField(
        _("what to plan around"), max_length=1000, blank=True, help_text=_("Work, family, travel, surfaces, gear.")
    )
    goals = models.TextField(_("goals"), max_length=1000, blank=True)
    protects = ArrayField(
        models.CharField(max_length=20), size=2, default=list, blank=True,
        help_text="The attributes to protect, most important first; a new plan begins with them.",
    )  # fmt: skip
    typical_long_run_km = models.FloatField(
        _("usual long run, km"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    next_season_on = models.DateField(_("next season begins"), null=True, blank=True)
    key = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Names this athlete in the list of erasures."
    )
    nights_from = models.DateField(help_text="The first local night that is owed a decision.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["team", "id"], name="athlete_team_and_id"),
            models.UniqueConstraint(
                "team",
                Lower("email"),
                condition=~Q(email="") & Q(archived_at=None),
                name="one_athlete_per_team_and_email",
                violation_error_message=_("Another athlete of this team has this e-mail address."),
            ),
            models.UniqueConstraint(
                fields=["team", "user"],
                condition=Q(archived_at=None) & ~Q(user=None),
                name="one_athlete_per_team_and_user",
            ),
            models.CheckConstraint(
                condition=Q(baseline_km_per_week__gte=5) & Q(baseline_km_per_week__lte=200),
                name="athlete_baseline_5_to_200_km",
                violation_error_message=_("The baseline lies between 5 and 200 km per week."),
            ),
            models.CheckConstraint(
                condition=Q(available_min_by_weekday__len=7), name="athlete_availability_has_seven_days"
            ),
        ]
        indexes = [models.Index(fields=["zone"], condition=Q(archived_at=None), name="active_athletes_by_zone")]

    def __str__(self) -> str:
        return self.name

    @property
    def available_weekdays(self) -> tuple[int, ...]:
        """Weekdays with time to train, Monday = 0."""
        return tuple(day for day, minutes in enumerate(self.available_min_by_weekday) if minutes)


class GroupAthlete(TeamOwned):
    """An athlete in a group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="group_athletes")
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="athlete_groups")

    class Meta:
        constraints = [
            SameTeam(field="group", name="group_athlete_of_own_team"),
            SameTeam(field="athlete", name="group_athlete_in_own_team"),
            models.UniqueConstraint(fields=["group", "athlete"], name="one_place_per_group_and_athlete"),
        ]


class AvailabilityException(TeamOwned):
    """A date on which an athlete has other minutes than the weekday says; 0 is no training."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="availability_exceptions")
    date = models.DateField(_("date"))
    available_min = models.PositiveSmallIntegerField(_("minutes free"), validators=[MaxValueValidator(1440)])
    note = models.CharField(_("why"), max_length=120, blank=True)
    entered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["date"]
        constraints = [
            SameTeam(field="athlete", name="availability_exception_of_own_team"),
            models.UniqueConstraint(fields=["athlete", "date"], name="one_availability_exception_per_date"),
            models.CheckConstraint(condition=Q(available_min__lte=1440), name="exception_minutes_of_a_day"),
        ]


class InjuryKind(models.TextChoices):
    NIGGLE = "niggle", _("Niggle")
    INJURY = "injury", _("Injury")


class Injury(TeamOwned):
    """An injury or a niggle, from its first day until it is over."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="injuries")
    kind = models.CharField(_("what it is"), max_length=8, choices=InjuryKind)
    place = models.CharField(_("where"), max_length=60)
    since = models.DateField(_("since"))
    until = models.DateField(_("over since"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            SameTeam(field="athlete", name="injury_of_own_team"),
            models.CheckConstraint(condition=Q(until=None) | Q(since__lte=F("until")), name="injury_days_in_order"),
        ]
