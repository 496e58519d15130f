"""Reminders on the clock."""

from celery import shared_task
from django.utils import timezone

from readiness import reminders


@shared_task
def put_reminders() -> int:
    """The reminders of this minute; those that are written are not written again."""
    return reminders.put_owed(timezone.now())
