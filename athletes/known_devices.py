"""Devices on which somebody signed in before: a signed cookie, bound to the account, that opens nothing by itself.

It only keeps the allowance of a person's own phone apart from everybody else's (`athletes.sign_in_limits`).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from athletes.models import User

COOKIE = "fallow_devices"
SALT = "athletes.known_devices"
AGE_S = 400 * 24 * 3600
"""As long as browsers keep a cookie at most."""
MOST_ACCOUNTS = 8
"""On one shared device; the account that signed in longest ago is forgotten first."""


def device_of(request: HttpRequest, user: User) -> str | None:
    """The random name of this browser for `user`; None where they never signed in on it."""
    return _known(request).get(str(user.pk))


class KnownDeviceMiddleware:
    """Gives the browser of whoever signed in with this request its name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user: User | None = getattr(request, "signed_in_now", None)
        if user is not None:
            _remember(request, response, user)
        return response


@receiver(user_logged_in, dispatch_uid="athletes.known_devices")
def _note(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.signed_in_now = user  # type: ignore[attr-defined]


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        known: dict[str, str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE_S)
    except signing.BadSignature:
        return {}
    return known


def _remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    known = _known(request)
    name = known.pop(str(user.pk), None) or secrets.token_urlsafe(16)
    newest = dict([*known.items(), (str(user.pk), name)][-MOST_ACCOUNTS:])
    response.set_cookie(
        COOKIE,
        signing.dumps(newest, salt=SALT),
        max_age=AGE_S,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
