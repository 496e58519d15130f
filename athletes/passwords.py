"""Accounts that are made at a terminal, and the password that is asked for there."""

from __future__ import annotations

import getpass
import os
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from athletes.models import User

VARIABLE = "FALLOW_PASSWORD"


def new_user(*, email: str, name: str, zone: str) -> User:
    """An account with a password, valid and not saved yet. Raises ValidationError.

    The password is the one in `FALLOW_PASSWORD`, else it is asked for twice on the terminal.
    """
    user = User(email=User.objects.normalize_email(email), name=name.strip(), zone=zone)
    user.full_clean(exclude=["password"])
    password = _password()
    validate_password(password, user)
    user.set_password(password)
    return user


def in_one_line(error: ValidationError) -> str:
    """What is wrong, each field named."""
    if hasattr(error, "error_dict"):
        return " ".join(f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items())
    return " ".join(error.messages)


def _password() -> str:
    given = os.environ.get(VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise ValidationError(f"There is no terminal to ask at; put the password into {VARIABLE}.")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Password (again): ") != password:
        raise ValidationError("The two passwords differ.")
    return password
