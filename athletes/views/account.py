"""A person's own account: name, e-mail, password, second factor, passkeys, and where they are signed in."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import password_change
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import get_adapter as get_sessions_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from athletes.accounts import change_address, end_others
from athletes.models import Membership
from athletes.requests import TeamRequest
from athletes.second_factor import is_owed
from athletes.sign_in_forms import NewAddressCodeForm, NewAddressForm, NewPasswordForm, PersonForm
from athletes.views.signing_in import page

MOVING = "new_address"
"""In a session: the address to move to, when that was asked for, and a digest of its code."""
CODE_VALID_S = 15 * 60


def _shown(request: TeamRequest, template: str, form: BaseForm, **more: Any) -> HttpResponse:
    return TemplateResponse(request, template, {"form": form, **more})


def _account(request: TeamRequest) -> HttpResponse:
    """All of it at a glance, the name, and the language."""
    form = PersonForm(
        request.POST or None, instance=request.user, has_weeks=bool(request.actor and request.actor.is_athlete)
    )
    if form.is_valid():
        form.save()
        with translation.override(request.user.language or translation.get_language()):
            messages.success(request, _("Saved."))
        return redirect("account")
    request.user.refresh_from_db(fields=["name", "language", "first_weekday"])
    factors = Authenticator.objects.filter(user=request.user).order_by("created_at", "id")
    return _shown(
        request,
        "account/account.html",
        form,
        owed=is_owed(request.actor),
        app=next((each for each in factors if each.type == Authenticator.Type.TOTP), None),
        passkeys=[each for each in factors if each.type == Authenticator.Type.WEBAUTHN],
        codes=next((each for each in factors if each.type == Authenticator.Type.RECOVERY_CODES), None),
        digest=_weekly_digest(request),
        sessions=len(UserSession.objects.purge_and_list(request.user)),
    )


def _weekly_digest(request: TeamRequest) -> bool | None:
    """Whether the mail on Mondays comes; None for who is no coach of the team."""
    if request.actor is None or not request.actor.is_coach:
        return None
    own = Membership.objects.in_team(request.actor.team).filter(user=request.user, ended_at=None)
    return own.values_list("weekly_digest", flat=True).first()


def _password(request: TeamRequest) -> HttpResponse:
    """A new password; everybody else who is signed in with the old one is out."""
    form = NewPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        form.save()
        password_change.finalize_password_change(request, request.user)
        return redirect("account")
    return _shown(request, "account/password.html", form)


def _email(request: TeamRequest) -> HttpResponse:
    """Move to another address, once it answered."""
    form = NewAddressForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        code = get_adapter().generate_email_verification_code()
        get_adapter().send_mail("account/email/new_address_code", email, {"code": code, "user": request.user})
        request.session[MOVING] = {"email": email, "at": time.time(), "code": _digest(request, code)}
        return redirect("account_email_code")
    return _shown(request, "account/email.html", form)


def _email_code(request: TeamRequest) -> HttpResponse:
    """The code that the new address got."""
    moving = request.session.get(MOVING)
    if not moving or time.time() - moving["at"] > CODE_VALID_S:
        return redirect("account_email")
    sent = moving["code"]
    form = NewAddressCodeForm(request.POST or None, sent=sent, fits=lambda code: _digest(request, code) == sent)
    if form.is_valid():
        del request.session[MOVING]
        try:
            former = change_address(request.user, moving["email"])
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("account_email")
        end_others(request, request.user)
        get_adapter().send_notification_mail(
            "account/email/email_changed", request.user, {"new": moving["email"]}, email=former
        )
        messages.success(request, _("Your e-mail is changed. You are signed out everywhere else."))
        return redirect("account")
    return _shown(request, "account/email_code.html", form, email=moving["email"])


def _sessions(request: TeamRequest) -> HttpResponse:
    """Where this person is signed in, and the ends of it: of one, or of all others."""
    mine = UserSession.objects.filter(user=request.user)
    if "session" in request.POST:
        one = get_object_or_404(mine.exclude(session_key=request.session.session_key), pk=_number(request))
        get_sessions_adapter().end_sessions([one])
        messages.success(request, _("That session is ended."))
        return redirect("usersessions_list")
    if request.method == "POST":
        end_others(request, request.user)
        messages.success(request, _("You are signed out everywhere else."))
        return redirect("usersessions_list")
    known = sorted(UserSession.objects.purge_and_list(request.user), key=lambda each: each.created_at, reverse=True)
    return TemplateResponse(
        request,
        "usersessions/sessions.html",
        {"sessions": known, "here": request.session.session_key},
    )


def _number(request: TeamRequest) -> int:
    sent = request.POST["session"]
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else 0


def _digest(request: TeamRequest, code: str) -> str:
    """The code is kept as a digest, bound to the person."""
    spelled = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac("athletes.views.account new address", f"{request.user.pk} {spelled}").hexdigest()


account = page(_account)
password = page(_password, after_confirming=True)
email = page(_email, after_confirming=True)
email_code = page(_email_code, after_confirming=True)
sessions = page(_sessions)
