"""What the clock tidies up."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from athletes.sign_in_limits import forget_old


@shared_task
def tidy_up() -> None:
    """Delete counts of tries that no window reaches, and sessions that are over."""
    forget_old(timezone.now())
    SessionStore.clear_expired()
