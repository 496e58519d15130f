"""Invitations by e-mail. What is written beside an invitation is only that one is owed: its link is made while sending.

The code of the link follows from the server's key and the invitation. So nothing secret waits in the outbox, and a
mail that had to go out twice carries the same link twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from athletes.codes import derived_code, digest_of
from athletes.invitations import open_at
from athletes.models import Invitation
from notices.models import OutboxMessage

KIND = "invitation"


class NotWanted(Exception):
    """Before the mail went out its invitation was accepted, revoked or over, or its recipient left the team."""


def put_owed(now: datetime) -> int:
    """Put a message into the outbox for every open invitation that is owed one, and return for how many."""
    owed = Invitation.objects.across_teams().filter(open_at(now), by_mail=True, mailed_at=None)
    keys = {_key(pk): (pk, team_id, email) for pk, team_id, email in owed.values_list("pk", "team_id", "email")}
    known = OutboxMessage.objects.across_teams().filter(key__in=keys).values_list("key", flat=True)
    new = keys.keys() - set(known)
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(team_id=team_id, address=email, kind=KIND, key=key, due_at=now, context={"invitation": pk})
            for key, (pk, team_id, email) in sorted(keys.items())
            if key in new
        ],
        ignore_conflicts=True,
    )
    return len(new)


def words_for(message: OutboxMessage, now: datetime) -> dict[str, Any]:
    """What the mail says, once its link opens the invitation; both are committed when it was sent. Raises NotWanted."""
    rows = Invitation.objects.in_team(message.team).filter(open_at(now), pk=message.context["invitation"])
    invitation = rows.select_for_update(of=("self",)).select_related("athlete", "created_by").first()
    if invitation is None:
        raise NotWanted
    code = _code(invitation)
    invitation.mail_digest, invitation.mailed_at = digest_of(code), now
    invitation.save(update_fields=["mail_digest", "mailed_at"])
    return {"invitation": invitation, "link": settings.SITE_URL + reverse("invitation", args=[code])}


def _code(invitation: Invitation) -> str:
    """The random digest of the other code is in it, so that an id that is given twice makes no code twice."""
    key = salted_hmac(KIND, settings.SECRET_KEY, algorithm="sha256").digest()
    return derived_code(key, f"{invitation.pk} {bytes(invitation.digest or b'').hex()}")


def _key(pk: int) -> str:
    return f"invitation.{pk}"
