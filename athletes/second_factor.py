"""The second factor that a team may require of its coaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from athletes.models import User

if TYPE_CHECKING:
    from athletes.access import Actor

REASON = _("Your team asks its coaches for a second factor. Set one up in your account, then this works again.")


def has_second_factor(user: User) -> bool:
    """Whether a passkey or an app is set up; recovery codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    found: bool = Authenticator.objects.filter(user=user, type__in=kinds).exists()
    return found


def is_owed(actor: Actor | None) -> bool:
    """Whether this coach has to set up a second factor before they see anybody of this team."""
    return (
        actor is not None and actor.is_coach and actor.team.requires_second_factor and not has_second_factor(actor.user)
    )


def to_set_up(request: HttpRequest) -> HttpResponse:
    """To the account page, which says why; by htmx as a whole page."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(resolve_url("account"))
    return redirect("account")
