"""A person's own account: name, password, e-mail, sessions; and accounts that are made for somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from athletes.accounts import change_address, new_account
from athletes.models import User
from athletes.sign_in_limits import MAILED_CODE, PASSWORD_HERE
from tests.athletes.doors import confirm, is_in, mailed_code, sign_in
from tests.cast import PASSWORD, Cast
from tests.pages import faults, visible

pytestmark = pytest.mark.slow

CARLA, NEW = "carla@example.org", "carla@fields.example"
SECRET = "the field lies open until spring"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1"


@pytest.fixture
def carla(cast: Cast) -> Client:
    """Signed in by the page, as people are."""
    client = Client()
    assert sign_in(client, CARLA).status_code == 302
    return client


@pytest.fixture
def elsewhere(cast: Cast) -> Client:
    client = Client(headers={"User-Agent": IPHONE})
    assert sign_in(client, CARLA).status_code == 302
    return client


PAGES = [
    "/account/",
    "/account/password/",
    "/account/email/",
    "/account/sessions/",
    "/account/app/",
    "/account/passkeys/new/",
    "/account/confirm/",
]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_for_the_person_and_strict(carla: Client, path: str) -> None:
    confirm(carla)
    page = carla.get(path)

    assert (page.status_code, faults(page)) == (200, [])
    assert Client().get(path).headers["Location"] == f"/sign-in/?next={path}"


def test_somebody_without_a_team_has_an_account_too(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.stranger)

    assert client.get("/account/").status_code == 200


def test_a_name_is_changed(carla: Client, cast: Cast) -> None:
    assert carla.post("/account/", {"name": "Carla Field", "language": ""}).status_code == 302
    cast.coach.refresh_from_db()
    assert cast.coach.name == "Carla Field"

    answer = carla.post("/account/", {"name": " "})
    assert answer.status_code == 422
    assert "Carla Field" in answer.content.decode()


# --- It is asked again -------------------------------------------------------------------------

CHANGES = ["/account/password/", "/account/email/", "/account/email/sent/", "/account/app/", "/account/passkeys/new/"]


@pytest.mark.parametrize("path", CHANGES)
def test_before_a_change_the_password_is_asked_again_and_nothing_sent_is_kept(carla: Client, path: str) -> None:
    for answer in (carla.get(path), carla.post(path, {"password1": SECRET, "email": NEW, "code": "123456"})):
        assert answer.headers["Location"] == f"/account/confirm/?next={path.replace('/', '%2F')}"
    assert SECRET not in str(dict(carla.session))
    assert mail.outbox == []

    confirmed = carla.post("/account/confirm/", {"password": PASSWORD, "next": path})
    assert confirmed.headers["Location"] == path


def test_it_holds_for_fifteen_minutes(carla: Client) -> None:
    confirm(carla)
    assert carla.get("/account/password/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert carla.get("/account/password/").status_code == 302


def test_wrong_answers_are_limited_there_too(carla: Client) -> None:
    """A left phone gives no free guesses at its owner's password."""
    for _ in range(PASSWORD_HERE.most):
        assert carla.post("/account/confirm/", {"password": "wrong"}).status_code == 422
    assert carla.post("/account/confirm/", {"password": PASSWORD}).status_code == 429


# --- Password ----------------------------------------------------------------------------------


def test_a_new_password_signs_out_everywhere_else(carla: Client, elsewhere: Client) -> None:
    confirm(carla)
    assert carla.post("/account/password/", {"password1": SECRET}).headers["Location"] == "/account/"

    assert carla.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(Client(), CARLA, SECRET).status_code == 302
    assert mail.outbox[-1].to == [CARLA]
    assert [s.user_agent for s in UserSession.objects.filter(user__email=CARLA)].count(IPHONE) == 0


def test_a_weak_password_is_refused_in_words(carla: Client) -> None:
    confirm(carla)
    answer = carla.post("/account/password/", {"password1": "password"})

    assert answer.status_code == 422
    assert "too common" in answer.content.decode()


# --- E-mail ------------------------------------------------------------------------------------


def move(client: Client, to: str = NEW) -> None:
    confirm(client)
    assert client.post("/account/email/", {"email": to}).headers["Location"] == "/account/email/sent/"


def test_the_address_changes_once_the_new_one_answered(carla: Client, elsewhere: Client, cast: Cast) -> None:
    move(carla, "Carla@Fields.example")
    assert mail.outbox[-1].to == [NEW]
    cast.coach.refresh_from_db()
    assert cast.coach.email == CARLA, "until the code is entered nothing changes"

    assert carla.post("/account/email/sent/", {"code": mailed_code()}).headers["Location"] == "/account/"

    cast.coach.refresh_from_db()
    assert cast.coach.email == NEW
    assert list(EmailAddress.objects.filter(user=cast.coach).values_list("email", "verified")) == [(NEW, True)]
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([CARLA], "Your e-mail address was changed")
    assert elsewhere.get("/account/").status_code == 302
    assert carla.get("/account/").status_code == 200
    assert sign_in(Client(), NEW).status_code == 302
    assert sign_in(Client(), CARLA).status_code == 422


def test_the_code_of_an_address_is_not_kept_and_compared_a_few_times(carla: Client) -> None:
    move(carla)
    assert mailed_code() not in str(dict(carla.session))
    for _ in range(MAILED_CODE.most):
        assert carla.post("/account/email/sent/", {"code": "BBBB-BBBB"}).status_code == 422
    assert carla.post("/account/email/sent/", {"code": mailed_code()}).status_code == 429


def test_the_code_of_an_address_is_over_after_fifteen_minutes(carla: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        move(carla)
        clock.shift(settings.ACCOUNT_REAUTHENTICATION_TIMEOUT - 1)
        confirm(carla)
        clock.shift(2)
        answer = carla.post("/account/email/sent/", {"code": mailed_code()})
    assert answer.headers["Location"] == "/account/email/"


@pytest.mark.parametrize("taken", ["alex@example.org", "ALEX@example.org", CARLA])
def test_an_address_that_is_known_is_refused(carla: Client, taken: str) -> None:
    confirm(carla)

    assert carla.post("/account/email/", {"email": taken}).status_code == 422
    assert mail.outbox == []


def test_an_address_that_somebody_took_meanwhile_is_refused(carla: Client, cast: Cast) -> None:
    move(carla)
    new_account(NEW, "Quicker", SECRET, "Europe/Berlin", address_is_proven=True)

    assert carla.post("/account/email/sent/", {"code": mailed_code()}).headers["Location"] == "/account/email/"
    cast.coach.refresh_from_db()
    assert cast.coach.email == CARLA


# --- Sessions ----------------------------------------------------------------------------------


def test_sessions_are_listed_and_ended_one_by_one(carla: Client, elsewhere: Client) -> None:
    page = visible(carla.get("/account/sessions/"))
    assert "Safari on iPhone" in page
    assert page.count("This one") == 1

    phone = UserSession.objects.get(user_agent=IPHONE)
    assert carla.post("/account/sessions/", {"session": phone.pk}).status_code == 302

    assert elsewhere.get("/account/").status_code == 302
    assert carla.get("/account/").status_code == 200
    assert "iPhone" not in visible(carla.get("/account/sessions/"))


def test_all_other_sessions_are_ended_at_once(carla: Client, elsewhere: Client) -> None:
    third = Client()
    sign_in(third, CARLA)
    assert elsewhere.post("/account/sessions/").status_code == 302

    assert [is_in(one) for one in (carla, third, elsewhere)] == [False, False, True]


@pytest.mark.parametrize("sent", ["own", "of somebody else", "999999", "x", "-1", "9" * 30])
def test_no_other_session_is_ended(carla: Client, cast: Cast, sent: str) -> None:
    alex = Client()
    sign_in(alex, "alex@example.org")
    email = {"own": CARLA, "of somebody else": "alex@example.org"}.get(sent)
    pk = UserSession.objects.get(user__email=email).pk if email else sent

    assert carla.post("/account/sessions/", {"session": pk}).status_code == 404
    assert is_in(alex)
    assert is_in(carla)


def test_signing_out_ends_what_is_listed(carla: Client, elsewhere: Client) -> None:
    elsewhere.post("/sign-out/")

    assert "iPhone" not in visible(carla.get("/account/sessions/"))


# --- Made for somebody -------------------------------------------------------------------------


def test_a_new_account_signs_in(db: None) -> None:
    user = new_account("Nora@Example.ORG", " Nora ", SECRET, "Europe/Berlin", address_is_proven=True)

    assert (user.email, user.name) == ("nora@example.org", "Nora")
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("nora@example.org", True, True)]
    assert sign_in(Client(), "nora@example.org", SECRET).status_code == 302


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("new@example.org", "password", "too common"),
        ("new@example.org", "new@example.org", "too similar"),
        ("CARLA@example.org", SECRET, "account with this address"),
        ("no address", SECRET, "valid email"),
    ],
)
def test_an_account_is_refused_in_words(cast: Cast, email: str, password: str, words: str) -> None:
    before = User.objects.count()
    with pytest.raises(ValidationError) as refused:
        new_account(email, "New", password, "Europe/Berlin", address_is_proven=False)

    assert words in " ".join(refused.value.messages)
    assert User.objects.count() == before


def test_an_address_is_not_moved_to_somebody_elses(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        change_address(cast.coach, "ALEX@example.org")
