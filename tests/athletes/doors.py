"""Ways in, as a browser goes them: by password, by a code from a mail, by the code of an app."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.core import mail
from django.test import Client

from athletes.models import User
from tests.cast import PASSWORD

SIGN_IN = "/sign-in/"
CODE = re.compile(r"^ +([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)


def sign_in(client: Client, email: str, password: str = PASSWORD, to: str = "", **sent: Any) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password, "next": to, "remember": "on", **sent})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def mailed_code(number: int = -1) -> str:
    """The code in a mail, by default the last one's."""
    found = CODE.search(str(mail.outbox[number].body))
    assert found, mail.outbox[number].body
    return found[1]


def confirm(client: Client) -> None:
    """Show again that it is oneself, as asked before an account is changed."""
    assert client.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"}).status_code == 302


def an_app(user: User) -> Authenticator:
    with_context: Authenticator = TOTP.activate(user, generate_totp_secret()).instance
    return with_context


def code_of(app: Authenticator, later_s: int = 0) -> str:
    """What the app shows now, or a little later."""
    secret = decrypt(app.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time() + later_s) // 30)))
