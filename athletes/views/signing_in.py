"""The door: in by password, passkey or a code by e-mail, out by POST, and from one team into another.

The views are the library's; here they get our mails for unknown addresses, our statuses, and 30 days.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as account_views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.mfa.webauthn import views as passkey_views
from django.conf import settings
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from athletes.access import actor_for
from athletes.requests import TeamRequest
from athletes.sign_in_limits import MUST_WAIT, MustWait

View = Callable[..., HttpResponse]


def page(view: View, *, after_confirming: bool = False) -> View:
    """One of the library's views as one of ours: a form that was refused is 422, one that has to wait is 429.

    With `after_confirming` a person first shows again that it is them, and what they sent is kept nowhere meanwhile.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if after_confirming and is_reauthentication_required(request, app="allauth.mfa"):
            return ask_again(request)
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == HTTPStatus.OK:
            refuse(response, response.context_data["form"])  # type: ignore[attr-defined]
        return response

    return require_http_methods(["GET", "POST"])(answered)


def leaving_nothing(view: View) -> View:
    """After it the browser deletes what pages of this address kept in it: answers that waited, and cached pages."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return answered


def refuse(response: HttpResponse, form: BaseForm) -> HttpResponse:
    """The page with a form that was refused."""
    response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    for error in (error for errors in form.errors.as_data().values() for error in errors):
        if isinstance(error, MustWait) and error.code == MUST_WAIT:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response.headers["Retry-After"] = str(error.seconds)
    return response


def ask_again(request: HttpRequest) -> HttpResponse:
    """To the page where a person shows that it is still them, and back here afterwards."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    return redirect(f"{methods[0]['url']}?{urlencode({'next': request.path})}")


def _stay(request: HttpRequest, form: BaseForm) -> None:
    """30 days where it was ticked, else until the browser closes."""
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if form.cleaned_data["remember"] else 0)


def _tell_stranger(email: str) -> None:
    """A mail for an address without an account: the page cannot say it, or anybody could look addresses up."""
    get_adapter().send_mail("account/email/unknown_account", email, {})


class AskForCode(account_views.RequestLoginCodeView):
    def form_valid(self, form: Any) -> HttpResponse:
        _stay(self.request, form)
        if form.user is None:
            _tell_stranger(form.cleaned_data["email"])
        return super().form_valid(form)  # type: ignore[no-any-return]


class AskForReset(account_views.PasswordResetView):
    def form_valid(self, form: Any) -> HttpResponse:
        if form.user is None:
            _tell_stranger(form.cleaned_data["email"])
        return super().form_valid(form)  # type: ignore[no-any-return]


class ByPasskey(passkey_views.LoginWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        _stay(self.request, form)
        return super().form_valid(form)  # type: ignore[no-any-return]


@require_POST
def choose_team(request: TeamRequest, pk: int) -> HttpResponse:
    """Go on in another of the person's teams; the choice lasts as long as the session."""
    actor = actor_for(request.user, pk)
    if actor is None or actor.team.pk != pk:
        raise Http404(_("You belong to no such team."))
    request.session["team"] = pk
    return redirect("home")
