"""The second step: an app's code, recovery codes, and a team that requires one of its coaches."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import encrypt
from django.core import mail
from django.core.cache import cache
from django.test import Client

from athletes.second_factor import REASON, has_second_factor
from athletes.sign_in_limits import FACTOR_ELSEWHERE
from athletes.tokens import create_token
from tests.athletes.doors import an_app, code_of, confirm, is_in, mailed_code, sign_in
from tests.cast import Cast
from tests.pages import faults, text

pytestmark = pytest.mark.slow

CARLA = "carla@example.org"
SECOND = "/sign-in/second/"


@pytest.fixture
def app(cast: Cast) -> Authenticator:
    return an_app(cast.coach)


@pytest.fixture
def half_in(app: Authenticator) -> Client:
    """The password was right; the second step is next."""
    client = Client()
    assert sign_in(client, CARLA).headers["Location"] == SECOND
    return client


# --- Signing in --------------------------------------------------------------------------------


def test_a_password_alone_opens_nothing(half_in: Client) -> None:
    assert not is_in(half_in)
    assert half_in.get("/account/").status_code == 302
    assert (half_in.get(SECOND).status_code, faults(half_in.get(SECOND))) == (200, [])
    assert half_in.post(SECOND, {"code": "000000"}).status_code == 422


def test_the_code_of_the_app_opens(half_in: Client, app: Authenticator) -> None:
    assert half_in.post(SECOND, {"code": code_of(app)}).status_code == 302
    assert is_in(half_in)
    assert not half_in.session.get_expire_at_browser_close()


@pytest.mark.parametrize("later_s", [-30, 30], ids=["the one before", "the next one"])
def test_a_clock_may_be_half_a_minute_off(half_in: Client, app: Authenticator, later_s: int) -> None:
    assert half_in.post(SECOND, {"code": code_of(app, later_s)}).status_code == 302


def test_a_code_of_the_app_opens_once(half_in: Client, app: Authenticator) -> None:
    other, code = Client(), code_of(app)
    sign_in(other, CARLA)
    half_in.post(SECOND, {"code": code})
    cache.clear()  # another process knows nothing of this one's memory

    assert other.post(SECOND, {"code": code}).status_code == 422
    assert not is_in(other)


def test_a_recovery_code_opens_once(half_in: Client, cast: Cast) -> None:
    code = RecoveryCodes.activate(cast.coach).get_unused_codes()[0]
    other = Client()
    sign_in(other, CARLA)

    assert half_in.post(SECOND, {"code": code}).status_code == 302
    assert other.post(SECOND, {"code": code}).status_code == 422


def test_codes_are_limited_and_the_owners_phone_goes_on(cast: Cast) -> None:
    phone = Client()
    sign_in(phone, CARLA)
    phone.post("/sign-out/")
    app = an_app(cast.coach)
    attacker = Client()
    sign_in(attacker, CARLA)
    for _ in range(FACTOR_ELSEWHERE.most):
        assert attacker.post(SECOND, {"code": "000000"}).status_code == 422

    assert attacker.post(SECOND, {"code": code_of(app)}).status_code == 429
    sign_in(phone, CARLA)
    assert phone.post(SECOND, {"code": code_of(app)}).status_code == 302


def test_a_code_by_mail_asks_for_the_second_step_too(cast: Cast, app: Authenticator) -> None:
    client = Client()
    client.post("/sign-in/code/", {"email": CARLA, "remember": "on"})

    assert client.post("/sign-in/code/sent/", {"code": mailed_code()}).headers["Location"] == SECOND
    assert not is_in(client)


def test_a_new_password_asks_for_the_second_step_too(cast: Cast, app: Authenticator) -> None:
    client = Client()
    client.post("/password/", {"email": CARLA})
    client.post("/password/sent/", {"code": mailed_code()})

    answer = client.post("/password/new/", {"password1": "the field lies open until spring"})
    assert answer.headers["Location"] == SECOND
    assert not is_in(client)


def test_without_a_password_there_is_no_second_step(client: Client, app: Authenticator) -> None:
    assert client.get(SECOND).headers["Location"] == "/sign-in/"
    assert client.post(SECOND, {"code": code_of(app)}).headers["Location"] == "/sign-in/"


# --- Setting up --------------------------------------------------------------------------------


def test_an_app_is_set_up_with_its_first_code_and_recovery_codes_follow(client: Client, cast: Cast) -> None:
    sign_in(client, CARLA)
    confirm(client)
    page = client.get("/account/app/")
    assert '<svg class="qr"' in page.content.decode()
    secret = page.context["form"].secret
    assert client.post("/account/app/", {"code": "000000"}).status_code == 422
    assert not has_second_factor(cast.coach)

    shown = Authenticator(user=cast.coach, data={"secret": _encrypted(secret)})
    answer = client.post("/account/app/", {"code": code_of(shown)})

    assert answer.headers["Location"] == "/account/recovery-codes/"
    assert has_second_factor(cast.coach)
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    page = client.get("/account/recovery-codes/")
    assert (faults(page), all(code in text(page) for code in codes)) == ([], True)
    file = client.get("/account/recovery-codes/file/")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in file.headers["Cache-Control"]
    assert secret not in str(Authenticator.objects.get(type="totp").data), "a copy of the database makes no codes"


def _encrypted(secret: str) -> str:
    hidden: str = encrypt(secret)
    return hidden


def test_recovery_codes_are_made_anew(client: Client, cast: Cast, app: Authenticator) -> None:
    old = RecoveryCodes.activate(cast.coach).get_unused_codes()
    client.force_login(cast.coach)
    confirm(client)
    assert client.get("/account/recovery-codes/new/").status_code == 200
    assert client.post("/account/recovery-codes/new/").headers["Location"] == "/account/recovery-codes/"

    assert not set(old) & set(RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes())


def test_an_app_is_taken_away_after_asking(client: Client, cast: Cast, app: Authenticator) -> None:
    client.force_login(cast.coach)
    assert client.get("/account/app/off/").headers["Location"].startswith("/account/confirm/")
    confirm(client)
    assert client.get("/account/app/off/").status_code == 200
    assert client.post("/account/app/off/").headers["Location"] == "/account/"

    assert not has_second_factor(cast.coach)
    assert mail.outbox[-1].subject == "The app was taken from your account"


def test_one_may_show_that_it_is_oneself_by_the_app(client: Client, cast: Cast, app: Authenticator) -> None:
    client.force_login(cast.coach)
    assert client.get("/account/confirm/code/").status_code == 200
    answer = client.post("/account/confirm/code/", {"code": code_of(app), "next": "/account/email/"})

    assert answer.headers["Location"] == "/account/email/"
    assert client.get("/account/email/").status_code == 200


def test_nobody_touches_the_passkey_of_somebody_else(client: Client, cast: Cast) -> None:
    theirs = Authenticator.objects.create(
        user=cast.assistant, type=Authenticator.Type.WEBAUTHN, data={"name": "Alex's", "credential": {}}
    )
    client.force_login(cast.coach)
    confirm(client)

    for path in (f"/account/passkeys/{theirs.pk}/", f"/account/passkeys/{theirs.pk}/remove/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"name": "mine"}).status_code == 404
    assert Authenticator.objects.get(pk=theirs.pk).data["name"] == "Alex's"


def test_a_passkey_that_is_none_is_refused(client: Client, cast: Cast) -> None:
    assert client.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()["request_options"]
    for credential in ("", "{}", "[]", '{"id": "x", "response": {"userHandle": "MQ"}}', "nonsense"):
        assert client.post("/sign-in/passkey/", {"credential": credential}).headers["Location"] == "/sign-in/"
    assert not is_in(client)


# --- Required by the team ----------------------------------------------------------------------


@pytest.fixture
def strict_team(cast: Cast) -> Cast:
    cast.team.requires_second_factor = True
    cast.team.save()
    return cast


COACH_PAGES = ["/athletes/", "/morning/", "/team/"]


@pytest.mark.parametrize("path", COACH_PAGES)
def test_a_coach_without_a_second_factor_is_sent_to_set_one_up(client: Client, strict_team: Cast, path: str) -> None:
    client.force_login(strict_team.coach)

    assert client.get(path).headers["Location"] == "/account/"
    by_htmx = client.get(path, headers={"HX-Request": "true"})
    assert (by_htmx.headers["HX-Redirect"], by_htmx.content) == ("/account/", b"")
    assert "asks its coaches for a second factor" in text(client.get("/account/"))


def test_the_way_to_set_one_up_is_open(client: Client, strict_team: Cast) -> None:
    client.force_login(strict_team.coach)
    confirm(client)

    for path in ("/account/app/", "/account/passkeys/new/", "/account/password/", "/account/sessions/"):
        assert client.get(path).status_code == 200


def test_with_one_the_pages_open(client: Client, strict_team: Cast) -> None:
    an_app(strict_team.coach)
    client.force_login(strict_team.coach)

    assert client.get("/athletes/").status_code == 200
    assert "asks its coaches" not in text(client.get("/account/"))


def test_recovery_codes_alone_are_no_second_factor(client: Client, strict_team: Cast) -> None:
    RecoveryCodes.activate(strict_team.coach)
    client.force_login(strict_team.coach)

    assert client.get("/athletes/").status_code == 302


def test_athletes_and_other_teams_go_on_as_before(client: Client, strict_team: Cast) -> None:
    client.force_login(strict_team.ana_user)
    assert client.get("/check-in/").status_code == 200
    assert "asks its coaches" not in text(client.get("/account/"))
    _, token = create_token(team=strict_team.team, user=strict_team.ana_user, name="watch")
    assert Client(headers={"Authorization": f"Bearer {token}"}).get("/api/v1/athletes").status_code == 200
    client.force_login(strict_team.rival)
    assert client.get("/athletes/").status_code == 200


def test_a_program_of_such_a_coach_is_refused_with_the_reason(strict_team: Cast) -> None:
    _, token = create_token(team=strict_team.team, user=strict_team.coach, name="watch")
    program = Client(headers={"Authorization": f"Bearer {token}"})
    refused = program.get("/api/v1/athletes")

    assert refused.status_code == 403
    assert str(REASON) in refused.content.decode()
    an_app(strict_team.coach)
    assert program.get("/api/v1/athletes").status_code == 200
