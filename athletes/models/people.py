"""People who sign in, and tokens for programs."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.tenancy import TeamOwned
from athletes.zones import validate_zone


class Units(models.TextChoices):
    KM = "km", _("Kilometres")
    MI = "mi", _("Miles")


class Language(models.TextChoices):
    """Each by its own name: who looks for theirs may read no other."""

    ENGLISH = "en", "English"
    GERMAN = "de", "Deutsch"
    SPANISH = "es", "Español"
    FRENCH = "fr", "Français"


class FirstWeekday(models.IntegerChoices):
    """With which day a week is shown; numbers as `date.weekday()` counts them. Plans count from Monday."""

    MONDAY = 0, _("Monday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


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
    units = models.CharField(_("units"), max_length=2, choices=Units, default=Units.KM)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, blank=True, default="", help_text="Empty: as the browser asks."
    )
    first_weekday = models.SmallIntegerField(_("a week begins on"), choices=FirstWeekday, default=FirstWeekday.MONDAY)
    key = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Names this person in the list of erasures."
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email"),
            models.CheckConstraint(condition=Q(language__in=["", *Language.values]), name="user_language"),
            models.CheckConstraint(condition=Q(first_weekday__in=FirstWeekday.values), name="user_first_weekday"),
        ]

    def __str__(self) -> str:
        return self.name


class ApiToken(TeamOwned):
    """A program's key to one team, in the name of one person. Only its SHA-256 is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.BinaryField(max_length=32, unique=True)
    may_write = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)


class Attempts(models.Model):
    """How often something that is limited was tried since `window_from`; counted by the database, so in parallel too.

    `bucket` is a keyed digest of what is counted (an address, a device), never the thing itself.
    """

    bucket = models.CharField(max_length=64)
    window_from = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bucket", "window_from"], name="one_count_per_bucket_and_window")
        ]
        indexes = [models.Index(fields=["window_from"], name="attempts_by_window")]

    def __str__(self) -> str:
        return f"{self.count} since {self.window_from:%H:%M}"
