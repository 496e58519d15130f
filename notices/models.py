"""Who hears: effects that leave the system wait here, written in the transaction that caused them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from athletes.models import User
from athletes.tenancy import TeamOwned


class OutboxMessage(TeamOwned):
    """One effect, delivered at least once and recorded once.

    `key` says what it is about, so that the same cause asked twice makes one message. `kind` chooses the
    words; `context` carries ids and names of days only, never health data.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    recipient = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(blank=True, help_text="Of somebody who has no account yet.")
    context = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, address="") | (Q(recipient=None) & ~Q(address="")),
                name="outbox_message_to_a_person_or_an_address",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(delivered_at=None, given_up_at=None),
                name="outbox_messages_waiting",
            )
        ]


class PushSubscription(models.Model):
    """A browser that its owner wants to hear on. It belongs to a person, in whatever team, and to one sign-in."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    endpoint = models.URLField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    session_key = models.CharField(max_length=40, db_index=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"since {self.created_at:%Y-%m-%d}"
