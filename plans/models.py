"""What they do: templates, plans with phases, weeks and sessions, decisions, answers and changes."""

from __future__ import annotations

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.constraints import Deferrable
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models import Athlete, Level, Team, User
from athletes.tenancy import SameTeam, TeamOwned


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


class TemplateVersion(models.Model):
    """An immutable, schema-checked template. Without a team it is one that ships with Fallow."""

    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField()
    version = models.PositiveSmallIntegerField()
    document = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "slug", "version"], nulls_distinct=False, name="one_template_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


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
    """What happened with a planned session, in the athlete's words and numbers. RPE 0-10."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="feedback")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="feedback")
    local_date = models.DateField()
    outcome = models.CharField(max_length=16, choices=Outcome)
    rpe = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    duration_min = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(900)])
    distance_km = models.FloatField(null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(200)])
    felt_relaxed = models.BooleanField(_("the fast parts felt relaxed"), null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="feedback_of_own_team"),
            SameTeam(field="session", name="feedback_on_own_session"),
            models.CheckConstraint(condition=Q(rpe=None) | Q(rpe__lte=10), name="feedback_rpe_0_to_10"),
        ]
        indexes = [models.Index(fields=["athlete", "local_date"], name="feedback_of_athlete")]


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
    undoes = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="undone_by")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            SameTeam(field="plan", name="change_of_own_team"),
            SameTeam(field="undoes", name="change_undoes_own_change"),
            models.UniqueConstraint(fields=["team", "id"], name="change_team_and_id"),
        ]


class AnswerKind(models.TextChoices):
    APPROVED = "approved", _("Approved")
    EDITED = "edited", _("Approved and edited")
    KEPT = "kept", _("Plan kept")


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
