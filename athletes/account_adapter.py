"""What the sign-in library is told to do our way: limits, mails, words, and secrets that are kept encrypted."""

from __future__ import annotations

import base64
import hashlib
import logging
from http import HTTPStatus
from smtplib import SMTPException
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.accounts import begin_anew
from athletes.models import User
from athletes.sign_in_limits import try_password

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """For e-mail, password and codes by e-mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("This e-mail and password do not belong together. Please try again."),
        "incorrect_password": gettext_lazy("This is not your password. Please try again."),
        "incorrect_code": gettext_lazy("This code does not fit. Please look at it again."),
        "too_many_login_attempts": gettext_lazy("That was tried very often. Please ask for a new code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitations and by commands."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Count the try, then look at the password; a right one is given back."""
        tries = try_password(request, credentials["email"])
        user: User | None = authenticate(request, **credentials)
        if user is not None:
            tries.give_back()
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        return self.authenticate(context.request, email=user.email, password=password) == user

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("Use my password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [{**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, _("This account is closed. Ask the owner of your team."))
        return redirect("sign_in")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Directly and not by the outbox, so that no code is kept; a page in words where the mail server is away."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            logger.error("A mail for signing in could not be sent: %s", type(error).__name__)
            page = render(self.request, "account/mail_away.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
            raise ImmediateHttpResponse(page) from error

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """That something was changed. What was changed stays so where the mail server is away."""
        try:
            super().send_mail(template_prefix, email or user.email, {"user": user, **(context or {})})
        except (OSError, SMTPException) as error:
            logger.error("A notice about an account could not be sent: %s", type(error).__name__)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a unix socket without a proxy's header all come from one place."""
        return get_client_ip(request) or "0.0.0.0"  # noqa: S104 - the name of no address, nothing listens

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only the options of a passkey are fetched by a script; all other pages are pages."""
        match = request.resolver_match
        return request.method == "GET" and match is not None and match.url_name == "mfa_login_webauthn"


@receiver(email_confirmed, dispatch_uid="athletes.account_adapter")
def _first_proof(request: HttpRequest, email_address: EmailAddress, **kwargs: Any) -> None:
    """Somebody reads this address at last: what was set up by whoever opened the account unproven opens it no more."""
    begin_anew(email_address.user)
    messages.warning(request, _("This address is proven now. Passwords and passkeys from before no longer open it."))


class SecondFactorAdapter(DefaultMFAAdapter):
    """For passkeys, codes of an app and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code does not fit. Please look at it again."),
    }

    def get_totp_issuer(self) -> str:
        return "Fallow"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Fallow"}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        return _("Passkey %(number)d") % {"number": Authenticator.objects.filter(user=user, type=type).count() + 1}

    def build_totp_svg(self, url: str) -> str:
        """The square as one path: the library's own would need a data address, which the page's policy forbids."""
        code = qrcode.QRCode(border=2)
        code.add_data(url)
        rows = code.get_matrix()
        cells = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
        return format_html(
            '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"><path d="{2}"/></svg>',
            len(rows),
            _("Square to scan with your app"),
            cells,
        )

    def encrypt(self, text: str) -> str:
        """A copy of the database alone makes no codes."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()


def _keys() -> MultiFernet:
    """Keys from SECRET_KEY, and from the ones before it."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"athletes.second_factor" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
