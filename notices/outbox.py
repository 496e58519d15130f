"""The outbox: effects are written beside their cause and delivered by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from athletes.access import actor_for
from athletes.languages import speaking
from athletes.models import Team, User
from notices import phones
from notices.invitation_mail import KIND as INVITATION
from notices.invitation_mail import NotWanted, words_for
from notices.models import OutboxMessage
from notices.web_push import Refused

MAX_ATTEMPTS = 8
WAITS_AT_MOST = {"check_in_reminder": timedelta(hours=3), "wind_down_reminder": timedelta(hours=1)}
"""What nobody wants to read later than that."""
ON_PHONES = {
    "check_in_reminder": (gettext_noop("Good morning"), gettext_noop("Ten seconds for your check-in?"), "/check-in/"),
    "wind_down_reminder": (gettext_noop("Good evening"), gettext_noop("Time for a quiet hour."), "/today/"),
}
"""What may come as a message to a phone: title, words, and the page that it opens."""
PHONE_ATTEMPTS = 3


def put(*, team: Team, recipient: User, kind: str, key: str, context: dict[str, Any]) -> None:
    """Write one message in the current transaction; a second one with the same key is the same message."""
    OutboxMessage.objects.bulk_create(
        [OutboxMessage(team=team, recipient=recipient, kind=kind, key=key, context=context)],
        ignore_conflicts=True,
    )


def deliver_due(now: datetime, limit: int = 100) -> int:
    """Deliver messages that are due, each in its own transaction, and return how many went out.

    The row is locked while its mail is sent, so two workers never send one message twice; a failure is
    written down and tried again after 1, 2, 4 … minutes.
    """
    delivered = 0
    for _turn in range(limit):
        with transaction.atomic():
            message = (
                OutboxMessage.objects.across_teams()
                .select_for_update(skip_locked=True, of=("self",))
                .select_related("recipient", "team")
                .filter(due_at__lte=now, delivered_at=None, given_up_at=None)
                .order_by("due_at", "id")
                .first()
            )
            if message is None:
                break
            try:
                with speaking(message.recipient.language if message.recipient else ""):
                    _send(message, now)
            except DatabaseError:
                raise
            except NotWanted:
                message.given_up_at = now
            except Exception as error:  # noqa: BLE001 - one message that fails must not hold up those behind it
                message.attempts += 1
                message.last_error = type(error).__name__
                message.due_at = now + timedelta(minutes=2 ** (message.attempts - 1))
                message.given_up_at = now if message.attempts >= MAX_ATTEMPTS else None
            else:
                message.delivered_at = now
                delivered += 1
            message.save()
    return delivered


@transaction.atomic  # what `words_for` wrote is undone where the mail did not go out
def _send(message: OutboxMessage, now: datetime) -> None:
    _require_place(message)
    if now - message.created_at > WAITS_AT_MOST.get(message.kind, timedelta.max):
        raise NotWanted
    context = {
        **message.context, "recipient": message.recipient, "team": message.team, "site_url": settings.SITE_URL,
    }  # fmt: skip
    if message.kind == INVITATION:
        context |= words_for(message, now)
    if message.recipient and _told_on_phone(message, message.recipient, now):
        return
    headers = {"Message-ID": f"<{message.key}@fallow>"}
    if stop := message.context.get("stop"):  # one tap in the mail program (RFC 8058)
        url = f"{settings.SITE_URL}{reverse('reminder_stop', args=[stop])}"
        headers |= {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    subject, _rest, body = render_to_string(f"notices/{message.kind}.txt", context).partition("\n")
    EmailMessage(
        subject=subject.strip(),
        body=body.strip() + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.recipient.email if message.recipient else message.address],
        headers=headers,
    ).send()


def _told_on_phone(message: OutboxMessage, user: User, now: datetime) -> bool:
    """Whether a reminder went to the person's phones; then there is no mail of it. Words for a lock screen: nothing
    about the person, and the same each day."""
    if message.kind not in ON_PHONES:
        return False
    title, body, path = ON_PHONES[message.kind]
    payload = {
        "title": _(title), "body": _(body), "url": path, "tag": message.kind,
        "stop": reverse("reminder_stop", args=[message.context["stop"]]), "no_more": _("No more of these"),
    }  # fmt: skip
    ttl = WAITS_AT_MOST[message.kind] - (now - message.created_at)
    try:
        return phones.tell(user, payload, topic=message.kind, ttl=ttl, now=now) > 0
    except Refused:
        if message.attempts < PHONE_ATTEMPTS - 1:
            raise
        return False  # then by mail: a reminder that comes is better than the way it comes


def _require_place(message: OutboxMessage) -> None:
    """Who left the team while the mail waited hears no more of it. Raises NotWanted."""
    if message.recipient is None:
        return  # an invitation, to an address
    actor = actor_for(message.recipient, message.team_id)
    if actor is None or actor.team.pk != message.team_id or not message.recipient.is_active:
        raise NotWanted
