"""Accounts: made, signed in, their address changed, their other sessions ended."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from athletes.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@transaction.atomic
def new_account(email: str, name: str, password: str, zone: str, address_is_proven: bool) -> User:
    """An account with a password, saved. Raises ValidationError for a weak password or an address that is known."""
    user = User(email=email.lower(), name=name.strip(), zone=zone)
    validate_password(password, user)
    refuse_known(email)
    user.set_password(password)
    user.full_clean()
    user.save()
    _keep_in_step(user, proven=address_is_proven)
    return user


def refuse_known(email: str) -> None:
    """Raises ValidationError where somebody has this address, in any case."""
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(_("There is an account with this address already. Sign in with it."))


def sign_in(request: HttpRequest, user: User) -> None:
    """Sign in somebody whose account was just made. Everybody else comes in by the pages, with a second factor."""
    login(request, user, backend=BACKEND)
    UserSession.objects.create_from_request(request)


@transaction.atomic
def change_address(user: User, email: str) -> str:
    """Give the account the address that its owner has just proved to read; the one it had.

    Raises ValidationError where somebody else has it by now.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    refuse_known(email)
    former, user.email = user.email, email.lower()
    user.save(update_fields=["email"])
    _keep_in_step(user, proven=True)
    return former


def end_others(request: HttpRequest, user: User) -> None:
    """Sign `user` out everywhere but here."""
    end_other_sessions(request, user)


@transaction.atomic
def begin_anew(user: User) -> None:
    """Nothing opens the account any more but the mail to its address: another password ends all sessions too."""
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])


def _keep_in_step(user: User, *, proven: bool) -> None:
    """The library's table of addresses says what the account says."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.filter(email=user.email).delete()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=proven)
