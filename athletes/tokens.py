"""Tokens for programs: made once, shown once, kept as a digest."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from athletes import second_factor
from athletes.access import Actor, actor_for_token
from athletes.models import ApiToken, RecordKind, Team, User
from athletes.recording import record

PREFIX = "fallow_"
"""Makes a leaked token easy to find by secret scanners."""


def digest_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


@transaction.atomic
def create_token(
    *, team: Team, user: User, name: str, may_write: bool = False, by: User | None = None
) -> tuple[ApiToken, str]:
    """A new token with 256 random bits: the row, and the text that is never shown again.

    `by` is who makes it; None is somebody at a terminal.
    """
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(team=team, user=user, name=name, may_write=may_write, digest=digest_of(token))
    record(team, RecordKind.TOKEN, "token.made", actor=by, person=user, after={"name": name, "may_write": may_write})
    return row, token


def revoke_tokens(team: Team, user: User, *, by: User | None) -> None:
    """This person's programs are out of the team: a role that is given later does not bring them back."""
    for token in ApiToken.objects.in_team(team).filter(user=user, revoked_at=None):
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(team, RecordKind.TOKEN, "token.revoked", actor=by, person=user, before={"name": token.name})


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer fallow_…`; the request then acts as that person in that team (`request.auth`)."""

    def authenticate(self, request: Request) -> tuple[User, Actor] | None:
        header = get_authorization_header(request).split()
        if not header or header[0].lower() != b"bearer":
            return None
        if len(header) != 2:
            raise AuthenticationFailed(_("Write the header as “Authorization: Bearer TOKEN”."))
        digest = hashlib.sha256(header[1]).digest()
        token = (
            ApiToken.objects.across_teams()
            .select_related("user", "team")
            .filter(digest=digest, revoked_at=None, user__is_active=True)
            .first()
        )
        actor = actor_for_token(token) if token else None
        if token is None or actor is None:
            raise AuthenticationFailed(_("This token is not known or was revoked."))
        if second_factor.is_owed(actor):
            raise PermissionDenied(second_factor.REASON)
        return token.user, actor

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="fallow"'
