"""The outbox on the clock."""

from celery import shared_task
from django.utils import timezone

from notices import outbox


@shared_task
def deliver_due() -> int:
    return outbox.deliver_due(timezone.now())
