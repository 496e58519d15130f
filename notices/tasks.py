"""The outbox on the clock."""

from celery import shared_task
from django.utils import timezone

from notices import invitation_mail, outbox


@shared_task
def deliver_due() -> int:
    now = timezone.now()
    invitation_mail.put_owed(now)
    return outbox.deliver_due(now)
