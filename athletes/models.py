"""Who: people, teams, the roles that people have in teams, athletes, and tokens for programs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.tenancy import TeamOwned
from athletes.zones import validate_zone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may see follows from memberships and athlete rows alone."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """The tenant: a club, a squad, a coach with runners."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

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
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"], condition=Q(ended_at=None), name="one_role_per_person_and_team"
            )
        ]


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


class ApiToken(TeamOwned):
    """A program's key to one team, in the name of one person. Only its SHA-256 is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.BinaryField(max_length=32, unique=True)
    may_write = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)
