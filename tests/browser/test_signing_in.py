"""A passkey of a virtual device: added, used to sign in, as the second step and to confirm, under the strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, Cast

pytestmark = [pytest.mark.django_db(transaction=True)]

# A passkey belongs to a name, and an address in numbers is none.
HOST = "localhost"


@contextmanager
def a_device(page: Page) -> Iterator[None]:
    """A device with a finger that always fits."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    session.send("WebAuthn.disable")


def by_password(page: Page, at: str, email: str) -> None:
    page.goto(f"{at}/sign-in/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    page.locator(".topbar .menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_passkey_is_added_and_signs_in(phone: Page, complaints: list[str], live_server: object, cast: Cast) -> None:
    at = str(live_server).replace("127.0.0.1", HOST)
    with a_device(phone):
        by_password(phone, at, cast.ana_user.email)
        phone.goto(f"{at}/account/")
        phone.get_by_role("link", name="Add a passkey").click()
        phone.get_by_label("Password").fill(PASSWORD)
        phone.get_by_role("button", name="Go on").click()
        phone.get_by_label("Name").fill("My phone")
        phone.get_by_role("button", name="Add a passkey").click()
        expect(phone.get_by_role("heading", name="Recovery codes")).to_be_visible()
        assert Authenticator.objects.get(user=cast.ana_user, type="webauthn").wrap().name == "My phone"

        sign_out(phone)
        phone.get_by_role("button", name="Use a passkey").click()
        expect(phone.locator(".topbar .menu")).to_be_visible()

        sign_out(phone)
        by_password(phone, at, cast.ana_user.email)
        expect(phone.get_by_role("heading", name="One more step")).to_be_visible()
        phone.get_by_role("button", name="Use a passkey").click()
        expect(phone.locator(".topbar .menu")).to_be_visible()

        phone.goto(f"{at}/account/confirm/passkey/?next=/account/email/")
        phone.get_by_role("button", name="Use a passkey").click()
        expect(phone.get_by_role("heading", name="Change e-mail")).to_be_visible()
    assert complaints == []


def test_a_device_without_a_passkey_says_so_calmly(
    phone: Page, complaints: list[str], live_server: object, cast: Cast
) -> None:
    with a_device(phone):
        phone.goto(str(live_server).replace("127.0.0.1", HOST) + "/sign-in/")
        phone.get_by_role("button", name="Use a passkey").click()
        expect(phone.get_by_text("No passkey came from this device.")).to_be_visible()
    assert complaints == []
