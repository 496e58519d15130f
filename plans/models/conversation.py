"""What coach and athlete write to each other, how far each has read, and what coaches note for themselves."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from athletes.models import Athlete, User
from athletes.tenancy import SameTeam, TeamOwned
from plans.models.decisions import Decision
from plans.models.plans import Session


class Message(TeamOwned):
    """One message in the thread of an athlete with their coaches; it may be about a session or a night's decision."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(max_length=2000)
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages")
    asks = models.BooleanField(default=False, help_text="A coach's question, open until the athlete writes.")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            SameTeam(field="athlete", name="message_of_own_team"),
            SameTeam(field="session", name="message_on_own_session"),
            SameTeam(field="decision", name="message_on_own_decision"),
            models.CheckConstraint(condition=~models.Q(text=""), name="message_says_something"),
        ]
        indexes = [models.Index(fields=["athlete", "written_at"], name="messages_of_athlete")]


class Reading(TeamOwned):
    """How far somebody has read an athlete's thread."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    read_until = models.DateTimeField()

    class Meta:
        constraints = [
            SameTeam(field="athlete", name="reading_of_own_team"),
            models.UniqueConstraint(fields=["athlete", "reader"], name="one_reading_per_thread_and_reader"),
        ]


class CoachNote(TeamOwned):
    """What coaches note about an athlete for themselves; the athlete is told that such notes may exist."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="coach_notes")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(max_length=4000)
    written_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True, help_text="Removed, and restorable for a while.")

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [
            SameTeam(field="athlete", name="coach_note_of_own_team"),
            models.CheckConstraint(condition=~models.Q(text=""), name="coach_note_says_something"),
        ]
