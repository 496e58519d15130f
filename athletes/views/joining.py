"""The door for people who were invited. Its pages are public: what they show, the code opened.

Reading never takes an invitation, so a mail scanner that follows a link changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from athletes.accounts import sign_in
from athletes.invitations import Found, find, find_again
from athletes.joining import ForSomebodyElse, NoLongerOpen, accept, accept_as_new
from athletes.models import Invitation, InvitedAs, User
from athletes.sign_in_limits import MustWait, try_invitation
from athletes.team_forms import CodeForm, NewcomerForm

SHOWN = "invitation"
"""In a session: which invitation this browser showed the code of. The code itself is nowhere kept."""


def _quiet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Neither a cache nor the address of the page that a browser came from keeps a code."""

    @wraps(view)
    def quietly(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        # Only the host: with nothing at all browsers would send no origin either, and every post were refused.
        response["Referrer-Policy"] = "strict-origin"
        return response

    return quietly


@login_not_required
@require_http_methods(["GET", "POST"])
@_quiet
def invitation_code(request: HttpRequest) -> HttpResponse:
    """Type a code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("invitation", form.cleaned_data["code"])
    return render(request, "athletes/team/code.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
@_quiet
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Who invites to what, and a button that takes it."""
    try:
        tries = try_invitation(request)
    except MustWait as wait:
        return _closed(request, wait.messages[0], status=429)
    found = find(code)
    if found:
        tries.give_back()
    return _page(request, found)


@login_not_required
@require_http_methods(["GET", "POST"])
@_quiet
def invitation_shown(request: HttpRequest) -> HttpResponse:
    """The same after signing in, by what the session remembers."""
    pk, by_mail = request.session.get(SHOWN, (0, False))
    found = find_again(pk)
    return _page(request, Found(found, by_mail) if found else None)


def _page(request: HttpRequest, found: Found | None) -> HttpResponse:
    if found is None:
        return _closed(request)
    try:
        return _answer(request, found) if request.method == "POST" else _asked(request, found)
    except NoLongerOpen:
        return _closed(request)


def _closed(request: HttpRequest, wait: str = "", status: int = 404) -> HttpResponse:
    """The same for a code that never was, that was used, or whose days are over."""
    return render(request, "athletes/team/no_invitation.html", {"wait": wait}, status=status)


def _asked(request: HttpRequest, found: Found, form: NewcomerForm | None = None, status: int = 200) -> HttpResponse:
    invited = found.invitation
    context = {
        "invitation": invited,
        "theirs": request.user.is_authenticated and request.user.email.lower() == invited.email.lower(),
        "known": User.objects.filter(email__iexact=invited.email).exists(),
        "form": form or NewcomerForm(initial=_already_known(invited)),
    }
    return render(request, "athletes/team/invitation.html", context, status=status)


def _already_known(invited: Invitation) -> dict[str, str]:
    """What the roster says about an invited athlete; everybody else probably lives where their coach does."""
    if invited.role == InvitedAs.ATHLETE and invited.athlete:
        return {"name": invited.athlete.name, "zone": invited.athlete.zone}
    return {"zone": invited.created_by.zone} if invited.created_by else {}


def _answer(request: HttpRequest, found: Found) -> HttpResponse:
    """Sign in or out and come back, or take the invitation: as oneself, or as somebody new."""
    if "sign_in" in request.POST or "sign_out" in request.POST:
        if "sign_out" in request.POST:
            logout(request)
        request.session[SHOWN] = (found.invitation.pk, found.by_mail)
        back = resolve_url("invitation_shown")
        return redirect(f"{resolve_url('sign_in')}?{urlencode({'next': back})}" if "sign_in" in request.POST else back)
    if request.user.is_authenticated:
        return _accepted(request, found, request.user)
    form = NewcomerForm(request.POST)
    if form.is_valid():
        try:
            user = accept_as_new(found.invitation, **form.cleaned_data, by_mail=found.by_mail)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            sign_in(request, user)
            return _welcome(request, found, _("Welcome to %(team)s."))
    return _asked(request, found, form, status=422)


def _accepted(request: HttpRequest, found: Found, user: User) -> HttpResponse:
    try:
        joined = accept(found.invitation, user)
    except ForSomebodyElse:
        return _asked(request, found, status=403)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return _asked(request, found, status=409)
    if joined:
        return _welcome(request, found, _("Welcome to %(team)s."))
    return _welcome(request, found, _("You belonged to %(team)s already. Your role is as it was."))


def _welcome(request: HttpRequest, found: Found, said: str) -> HttpResponse:
    team = found.invitation.team
    request.session.pop(SHOWN, None)
    request.session["team"] = team.pk
    messages.success(request, said % {"team": team.name})
    return redirect("home")
