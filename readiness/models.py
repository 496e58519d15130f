"""How are they: what athletes tell about each day, its earlier versions, and the day's status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models import Athlete, Group, User
from athletes.tenancy import SameTeam, TeamOwned
from athletes.zones import validate_zone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Illness(models.TextChoices):
    NONE = "none", _("Not ill")
    ABOVE_NECK = "above_neck", _("A cold, above the neck")
    SYSTEMIC = "systemic", _("Fever, chest, gut or aches")


class Source(models.TextChoices):
    CHECK_IN = "check_in", _("Check-in")
    COACH = "coach", _("Coach")
    API = "api", _("Program")
    IMPORT = "import", _("Import")


def _between(low: float, high: float) -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(low), MaxValueValidator(high)]


def _range(field: str, low: float, high: float) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": low, f"{field}__lte": high}), name=f"log_{field}_range"
    )


def _item(label: StrOrPromise) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=_between(1, 5))


class DayValues(models.Model):
    """What one log says (rules, inputs I1-I7). Wellness items and appetite 1-5, 5 = best; empty is missing."""

    fatigue = _item(_("fatigue"))
    soreness = _item(_("soreness"))
    sleep_quality = _item(_("sleep"))
    mood = _item(_("mood"))
    stress = _item(_("stress"))
    appetite = _item(_("appetite"))
    sleep_h = models.DecimalField(
        _("hours slept"), max_digits=4, decimal_places=2, null=True, blank=True, validators=_between(0.25, 16)
    )
    readiness = models.PositiveSmallIntegerField(
        _("readiness to train, 0-10"), null=True, blank=True, validators=_between(0, 10)
    )
    resting_hr_bpm = models.DecimalField(
        _("resting pulse, bpm"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=_between(30, 110),
    )
    hrv_rmssd_ms = models.DecimalField(
        _("HRV (RMSSD), ms"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=_between(5, 250),
    )
    wake_time = models.TimeField(_("wake time"), null=True, blank=True)
    illness = models.CharField(_("illness"), max_length=12, choices=Illness, default=Illness.NONE, blank=True)
    pain = models.PositiveSmallIntegerField(_("pain, 0-10"), default=0, blank=True, validators=_between(0, 10))
    pain_place = models.CharField(_("where it hurts"), max_length=60, blank=True)
    pain_changes_stride = models.BooleanField(_("it changes my stride"), default=False)
    alarm_sign = models.BooleanField(_("I fainted, or had chest pain"), default=False)
    missed_periods = models.BooleanField(_("three or more periods did not come"), default=False)
    lost_weight = models.BooleanField(_("I lost weight without meaning to"), default=False)
    wants_more = models.BooleanField(_("I want to train more"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    FIELDS: ClassVar[tuple[str, ...]] = (
        "fatigue", "soreness", "sleep_quality", "mood", "stress", "appetite", "sleep_h", "readiness",
        "resting_hr_bpm", "hrv_rmssd_ms", "wake_time", "illness", "pain", "pain_place", "pain_changes_stride",
        "alarm_sign", "missed_periods", "lost_weight", "wants_more", "note",
    )  # fmt: skip

    class Meta:
        abstract = True


class DailyLog(TeamOwned, DayValues):
    """The log of one athlete for one local day, as it stands now.

    `local_date` and `zone` are what the athlete saw. `client_id` is made by whoever writes, so that the same
    write delivered twice is one; `revision` counts from 1 with every later write. `said_at` is when it was answered,
    which on a phone without network is earlier than `written_at`; `date_doubtful` says that the phone's clock was off.
    """

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="logs")
    local_date = models.DateField()
    zone = models.CharField(max_length=64, validators=[validate_zone])
    client_id = models.UUIDField()
    revision = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=8, choices=Source)
    said_at = models.DateTimeField(default=timezone.now)
    date_doubtful = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="log_of_own_team"),
            models.UniqueConstraint(fields=["athlete", "local_date"], name="one_log_per_athlete_and_day"),
            models.UniqueConstraint(fields=["athlete", "client_id"], name="one_log_per_client_id"),
            *(_range(item, 1, 5) for item in ("fatigue", "soreness", "sleep_quality", "mood", "stress", "appetite")),
            _range("sleep_h", 0.25, 16),
            _range("readiness", 0, 10),
            _range("resting_hr_bpm", 30, 110),
            _range("hrv_rmssd_ms", 5, 250),
            _range("pain", 0, 10),
        ]

    def __str__(self) -> str:
        return f"{self.local_date}"


class DailyLogVersion(TeamOwned):
    """An earlier state of a day's log, kept when it was edited or cleared, or when it came after a later answer."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="+")
    local_date = models.DateField()
    client_id = models.UUIDField()
    revision = models.PositiveIntegerField()
    values = models.JSONField()
    source = models.CharField(max_length=8, choices=Source)
    said_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="log_version_of_own_team"),
            models.UniqueConstraint(fields=["athlete", "client_id"], name="one_log_version_per_client_id"),
            models.UniqueConstraint(fields=["athlete", "local_date", "revision"], name="one_log_version_per_revision"),
        ]

    @classmethod
    def of(cls, log: DailyLog, revision: int) -> DailyLogVersion:
        """The log as it stands, not yet saved; `values` holds what was said, as JSON."""
        said = {name: value for name in DayValues.FIELDS if (value := getattr(log, name)) != NOTHING_SAID[name]}
        return cls(
            team_id=log.team_id,
            athlete_id=log.athlete_id,
            local_date=log.local_date,
            client_id=log.client_id,
            revision=revision,
            values=json.loads(json.dumps(said, cls=DjangoJSONEncoder)),
            source=log.source,
            said_at=log.said_at,
            written_at=log.written_at,
            written_by_id=log.written_by_id,
        )


NOTHING_SAID: dict[str, Any] = {
    column.name: column.get_default() for column in DailyLog._meta.fields if column.name in DayValues.FIELDS
}
"""What each field of a log holds when nothing was said about it."""


class Status(models.TextChoices):
    """Shown as Ready, Careful, Rest and Unknown. Unknown is not green."""

    UNKNOWN = "unknown", _("Unknown")
    GREEN = "green", _("Ready")
    AMBER = "amber", _("Careful")
    RED = "red", _("Rest")


class DayStatus(TeamOwned):
    """The status of one athlete's local day: computed when its log or its night arrives, read by every page.

    `assessment` is the engine's `DayAssessment` as compact JSON: findings, normals and low items.
    """

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="statuses")
    local_date = models.DateField()
    status = models.CharField(max_length=8, choices=Status)
    shown = models.CharField(max_length=8, choices=Status)
    rule = models.CharField(max_length=4)
    assessment = models.JSONField()

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="status_of_own_team"),
            models.UniqueConstraint(fields=["local_date", "athlete"], name="one_status_per_day_and_athlete"),
        ]
        indexes = [models.Index(fields=["athlete", "local_date"], name="statuses_of_athlete")]


class Reminder(TeamOwned):
    """At which hours of their own day an athlete is reminded; empty is not at all."""

    athlete = models.OneToOneField(Athlete, on_delete=models.CASCADE, related_name="reminder")
    check_in_at = models.TimeField(_("check-in"), null=True, blank=True)
    wind_down_at = models.TimeField(_("time to wind down"), null=True, blank=True)

    class Meta:
        constraints = [SameTeam(field="athlete", name="reminder_of_own_team")]


class WeeklyReflection(TeamOwned):
    """An athlete's two minutes about a week (S9): three feelings 1-5, 5 = best, and what they want to remember.

    One per athlete and week; a later answer takes the place of an earlier one. Wellness data, like a check-in.
    """

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="reflections")
    monday = models.DateField(_("week from"))
    energy = _item(_("energy"))
    motivation = _item(_("wish to run"))
    confidence = _item(_("trust in my body"))
    went_well = models.CharField(_("what went well"), max_length=500, blank=True)
    got_in_the_way = models.CharField(_("what got in the way"), max_length=500, blank=True)
    marker = models.CharField(_("a marker of how it goes"), max_length=200, blank=True)
    next_week = models.CharField(_("one thing for next week"), max_length=300, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    FIELDS: ClassVar[tuple[str, ...]] = (
        "energy", "motivation", "confidence", "went_well", "got_in_the_way", "marker", "next_week",
    )  # fmt: skip

    class Meta:
        ordering = ["-monday"]
        constraints = [
            SameTeam(field="athlete", name="reflection_of_own_team"),
            models.UniqueConstraint(fields=["athlete", "monday"], name="one_reflection_per_athlete_and_week"),
            models.CheckConstraint(condition=Q(monday__iso_week_day=1), name="reflection_on_a_monday"),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (1, 5)}), name=f"reflection_{name}_1_to_5"
                )
                for name in ("energy", "motivation", "confidence")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.monday}"


class TeamRules(TeamOwned):
    """A team's own thresholds, by name: only those that differ from the shipped defaults. With a `group`, only those
    that differ from the team's, for the athletes of that group.

    Append-only: a change is a new version, the highest one of a team or group is in force, and an empty one is the
    way back. `plans.rulebooks` writes them, checked against each threshold's allowed range.
    """

    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    thresholds = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [
            SameTeam(field="group", name="rules_of_own_group"),
            models.UniqueConstraint(
                fields=["team", "group", "version"], nulls_distinct=False, name="one_set_of_rules_per_version"
            ),
        ]
