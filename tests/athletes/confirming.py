"""A browser of somebody who just showed once more that it is them."""

from __future__ import annotations

from django.test import Client

from athletes.models import User
from tests.cast import PASSWORD


def confirmed(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.post("/account/confirm/", {"password": PASSWORD}).status_code == 302
