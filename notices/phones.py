"""The phones that people want to hear on: one row for each browser that agreed, for as long as it is signed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from athletes.models import User
from notices import web_push
from notices.models import PushSubscription

MOST_PHONES = 5
"""Of one person; the one that agreed first makes room."""


def can_push() -> bool:
    """Whether this server has a key to sign with."""
    return bool(settings.PUSH_PRIVATE_KEY)


def agree(user: User, session_key: str, endpoint: str, p256dh: str, auth: str) -> None:
    """This browser hears from now on, and nobody else on it. Raises ValidationError for no browser's address."""
    is_known = web_push.is_push_service(endpoint, tuple(settings.PUSH_ORIGINS))
    if not is_known or not web_push.is_browser_key(p256dh, auth):
        raise ValidationError(_("This browser’s address for messages is not one that we know."))
    PushSubscription.objects.update_or_create(
        endpoint=endpoint,
        defaults={"user": user, "session_key": session_key, "p256dh": p256dh, "auth": auth},
    )
    own = PushSubscription.objects.filter(user=user).order_by("-created_at", "-pk")
    PushSubscription.objects.filter(pk__in=own.values_list("pk", flat=True)[MOST_PHONES:]).delete()


def forget(user: User, endpoint: str) -> None:
    PushSubscription.objects.filter(user=user, endpoint=endpoint).delete()


def signed_out(request: Any = None, **_: Any) -> None:
    """Receives `user_logged_out`: what this browser agreed to ends with its session."""
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        PushSubscription.objects.filter(session_key=key).delete()


def tell(user: User, payload: dict[str, Any], *, topic: str, ttl: timedelta, now: datetime) -> int:
    """Send to the person's phones that are signed in, and return to how many; what is gone is forgotten.

    One phone that is not reached holds up no other; raises `web_push.Refused` where none was reached and may be later.
    """
    if not can_push():
        return 0
    reached, refused = 0, None
    signed_in = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    phones = PushSubscription.objects.filter(user=user)
    phones.exclude(Exists(signed_in)).delete()
    for phone in phones:
        try:
            web_push.send(
                phone.endpoint, phone.p256dh, phone.auth, payload, private_key=settings.PUSH_PRIVATE_KEY,
                contact=f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}", topic=topic, ttl=ttl, now=now,
            )  # fmt: skip
        except web_push.Gone:
            phone.delete()
        except web_push.Refused as error:
            refused = error
        else:
            reached += 1
    if refused and not reached:
        raise refused
    return reached


def hears(user: User, session_key: str, endpoint: str) -> bool:
    """Whether this browser agreed in this sign-in."""
    return PushSubscription.objects.filter(user=user, session_key=session_key, endpoint=endpoint).exists()
