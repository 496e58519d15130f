"""A code by e-mail: for signing in, and for a new password."""

from __future__ import annotations

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone

from athletes.accounts import new_account
from athletes.sign_in_limits import MAILED_CODE
from tests.athletes.doors import an_app, is_in, mailed_code, sign_in
from tests.cast import PASSWORD, Cast

ASK, SENT = "/sign-in/code/", "/sign-in/code/sent/"
FORGOT, FORGOT_SENT, NEW = "/password/", "/password/sent/", "/password/new/"
CARLA = "carla@example.org"
SECRET = "the field lies open until spring"


def ask(client: Client, email: str = CARLA, **sent: str) -> None:
    answer = client.post(ASK, {"email": email, "remember": "on", **sent})
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, SENT)


def test_a_code_from_a_mail_signs_in(client: Client, cast: Cast) -> None:
    ask(client, "Carla@Example.org", next="/athletes/")
    page = client.get(f"{SENT}?next=/athletes/")
    assert page.status_code == 200
    answer = client.post(SENT, {"code": mailed_code().lower().replace("-", " "), "next": "/athletes/"})

    assert answer.headers["Location"] == "/athletes/"
    assert client.session["_auth_user_id"] == str(cast.coach.pk)
    assert not client.session.get_expire_at_browser_close()


def test_unticked_it_ends_with_the_browser(client: Client, cast: Cast) -> None:
    ask(client, remember="")
    client.post(SENT, {"code": mailed_code()})

    assert is_in(client)
    assert client.session.get_expire_at_browser_close()


def test_an_unknown_address_sees_the_same_pages_and_is_told_by_mail(client: Client, cast: Cast) -> None:
    other = Client()
    ask(client)
    ask(other, "nobody@example.org")

    shown, same = (one.get(SENT).content.decode() for one in (client, other))
    assert "nobody@example.org" in same
    assert shown.count("<form") == same.count("<form")
    assert [m.subject for m in mail.outbox] == ["Your code for Fallow", "No account with this address"]
    assert "sign-up" not in str(mail.outbox[1].body)
    assert other.post(SENT, {"code": "BBBB-BBBB"}).status_code == 422


def test_a_deactivated_person_gets_no_code(client: Client, cast: Cast) -> None:
    cast.coach.is_active = False
    cast.coach.save()
    ask(client)

    assert mail.outbox[0].subject == "No account with this address"


def test_a_code_opens_in_its_own_browser_only(client: Client, cast: Cast) -> None:
    ask(client)
    other = Client()
    ask(other)

    assert other.post(SENT, {"code": mailed_code(0)}).status_code == 422
    assert not is_in(other)


def test_a_code_is_compared_a_few_times_only_even_if_the_session_forgets(client: Client, cast: Cast) -> None:
    """As parallel guesses do: each sends the session as it was before all of them."""
    ask(client)
    before = client.session["account_login"]
    for _ in range(MAILED_CODE.most):
        client.post(SENT, {"code": "BBBB-BBBB"})
        session = client.session
        session["account_login"] = before
        session.save()

    answer = client.post(SENT, {"code": mailed_code()})

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Please wait" in answer.content.decode()
    assert not is_in(client)


def test_a_code_is_over_after_fifteen_minutes(client: Client, cast: Cast) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask(client)
        clock.shift(15 * 60 + 1)
        answer = client.post(SENT, {"code": mailed_code()})

    assert answer.status_code == 302
    assert not is_in(client)


def test_starting_again_leaves_the_code_behind(client: Client, cast: Cast) -> None:
    ask(client)
    assert client.get("/sign-in/").headers["Location"] == SENT

    client.post("/sign-out/")

    assert client.get("/sign-in/").status_code == 200


@pytest.mark.parametrize("path", [ASK, FORGOT])
def test_a_mail_server_that_is_down_gives_a_calm_page(client: Client, cast: Cast, path: str, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]

    for email in (CARLA, "nobody@example.org"):
        answer = client.post(path, {"email": email})
        assert answer.status_code == 503
        assert "No mail can be sent just now" in answer.content.decode()


# --- A new password ----------------------------------------------------------------------------


def forgot(client: Client, email: str = CARLA) -> None:
    assert client.post(FORGOT, {"email": email}).headers["Location"] == FORGOT_SENT
    assert client.post(FORGOT_SENT, {"code": mailed_code()}).headers["Location"] == NEW


def test_a_forgotten_password_is_replaced_and_signs_in(client: Client, cast: Cast) -> None:
    elsewhere = Client()
    sign_in(elsewhere, CARLA)
    forgot(client)
    assert client.get(NEW).status_code == 200
    answer = client.post(NEW, {"password1": SECRET})

    assert answer.status_code == 302
    assert is_in(client)
    assert elsewhere.get("/athletes/").status_code == 302, "whoever was in by the old one is out"
    assert sign_in(Client(), CARLA).status_code == 422
    assert sign_in(Client(), CARLA, SECRET).status_code == 302
    assert mail.outbox[-1].subject == "Your password was changed"
    assert SECRET not in str(mail.outbox[-1].body)


def test_a_weak_password_is_refused(client: Client, cast: Cast) -> None:
    forgot(client)

    assert client.post(NEW, {"password1": "password"}).status_code == 422
    assert sign_in(Client(), CARLA).status_code == 302


@pytest.mark.parametrize("way", ["code", "new password"])
def test_who_proves_an_address_first_takes_the_account_alone(client: Client, db: None, way: str) -> None:
    """It was opened by somebody else with an invitation that was passed on: nothing of theirs opens it any more."""
    user = new_account("nora@example.org", "Not Nora", PASSWORD, "Europe/Berlin", address_is_proven=False)
    opener = Client()
    sign_in(opener, "nora@example.org")
    an_app(user)

    if way == "code":
        ask(client, "nora@example.org")
        client.post(SENT, {"code": mailed_code()})
        assert client.get("/account/password/").status_code == 200, "there is nothing to confirm with"
        client.post("/account/password/", {"password1": SECRET})
    else:
        forgot(client, "nora@example.org")
        client.post(NEW, {"password1": SECRET})

    assert is_in(client), "no second step of the other's app"
    assert not Authenticator.objects.exists()
    assert opener.get("/account/").status_code == 302
    assert sign_in(Client(), "nora@example.org").status_code == 422
    assert sign_in(Client(), "nora@example.org", SECRET).status_code == 302


@pytest.mark.parametrize("proven", [True, None], ids=["proven before", "made at a terminal"])
def test_who_proves_it_again_keeps_everything(client: Client, cast: Cast, proven: bool | None) -> None:
    if proven:
        EmailAddress.objects.create(user=cast.coach, email=CARLA, verified=True, primary=True)
    app = an_app(cast.coach)
    forgot(client)

    assert client.post(NEW, {"password1": SECRET}).headers["Location"] == "/sign-in/second/"
    assert Authenticator.objects.get() == app


def test_without_the_code_there_is_no_new_password(client: Client, cast: Cast) -> None:
    client.post(FORGOT, {"email": CARLA})

    assert client.post(NEW, {"password1": SECRET}).headers["Location"] == FORGOT_SENT
    assert client.post(FORGOT_SENT, {"code": "BBBB-BBBB"}).status_code == 422
    assert sign_in(Client(), CARLA, SECRET).status_code == 422


def test_no_address_of_these_pages_carries_a_code(client: Client, cast: Cast) -> None:
    forgot(client)

    assert "/password/" not in str(mail.outbox[0].body)
    assert PASSWORD not in str(mail.outbox[0].body)
