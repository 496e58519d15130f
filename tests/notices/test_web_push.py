"""Messages to phones: sealed as RFC 8291 says, only to push services, once, and only where somebody is signed in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.core import mail
from django.core.management import call_command
from django.test import Client

from notices import checks, outbox, web_push
from notices.models import OutboxMessage, PushSubscription
from notices.phones import MOST_PHONES
from readiness import reminders
from readiness.models import Reminder
from tests.cast import Cast
from tests.notices.push_service import Browser, PushService, push_service

pytestmark = pytest.mark.slow

SEVEN = datetime(2026, 11, 18, 6, 0, tzinfo=UTC)
"""07:00 in Berlin."""
PHONE = "/me/reminders/phone/"
KEY = web_push.encoded(bytes(31) + b"\x07")


class TestSealing:
    """No database."""

    def test_the_example_of_rfc_8291(self) -> None:
        own = web_push.private_key_of("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
        sealed = web_push.sealed(
            b"When I grow up, I want to be a watermelon",
            web_push.decoded("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            web_push.decoded("BTBZMqHH6r4Tts7J_aSIgg"),
            own=own,
            salt=web_push.decoded("DGv6ra1nlYgDCS1FRnbzlw"),
        )
        assert web_push.encoded(sealed) == (
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3"
            "jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        )

    def test_each_message_is_sealed_anew_and_opens_again(self) -> None:
        browser = Browser()
        first, second = (web_push.sealed(b"hello", browser.point, browser.secret) for _ in range(2))
        assert first != second
        assert browser.opened(first) == browser.opened(second) == b"hello"

    def test_the_signature_is_by_our_key_for_this_service_and_half_a_day(self) -> None:
        said = web_push.authorization("https://fcm.googleapis.com/fcm/send/x", KEY, "mailto:a@example.org", SEVEN)
        token, key = said.removeprefix("vapid t=").split(", k=")
        head, claims, signature = token.split(".")
        assert json.loads(web_push.decoded(head)) == {"typ": "JWT", "alg": "ES256"}
        assert json.loads(web_push.decoded(claims)) == {
            "aud": "https://fcm.googleapis.com",
            "exp": int((SEVEN + timedelta(hours=12)).timestamp()),
            "sub": "mailto:a@example.org",
        }
        raw = web_push.decoded(signature)
        der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        ours = ec.EllipticCurvePublicKey.from_encoded_point(web_push.CURVE, web_push.decoded(key))
        ours.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))

    @pytest.mark.parametrize(
        ("endpoint", "is_known"),
        [
            ("https://fcm.googleapis.com/fcm/send/abc", True),
            ("https://updates.push.services.mozilla.com/wpush/v2/abc", True),
            ("https://wns2-par02p.notify.windows.com/w/?token=abc", True),
            ("https://web.push.apple.com/abc", True),
            ("https://fcm.googleapis.com:443/fcm/send/abc", True),
            ("http://fcm.googleapis.com/fcm/send/abc", False),
            ("https://fcm.googleapis.com:8443/x", False),
            ("https://fcm.googleapis.com@169.254.169.254/x", False),
            ("https://fcm.googleapis.com.example.org/x", False),
            ("https://evilnotify.windows.com/x", False),
            ("https://localhost/x", False),
            ("https://169.254.169.254/latest/meta-data", False),
            ("https://[::1/x", False),
            ("https://fcm.googleapis.com:99999/x", False),
            ("file:///etc/passwd", False),
            ("", False),
        ],
    )
    def test_only_push_services_are_called(self, endpoint: str, is_known: bool) -> None:
        assert web_push.is_push_service(endpoint) is is_known

    def test_own_origins_are_named_exactly(self) -> None:
        own = ("https://push.example.org",)
        assert web_push.is_push_service("https://push.example.org/x", own)
        assert not web_push.is_push_service("https://push.example.org.example.com/x", own)
        assert not web_push.is_push_service("http://push.example.org/x", own)

    @pytest.mark.parametrize(("key", "faults"), [("", 0), (KEY, 0), ("no key", 1), ("AAAA", 1)])
    def test_a_key_that_is_none_is_said_before_anybody_starts(self, settings: Any, key: str, faults: int) -> None:
        settings.PUSH_PRIVATE_KEY = key
        assert len(checks.push_key()) == faults

    def test_a_new_key_is_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("make_push_key")
        name, _, key = capsys.readouterr().out.strip().partition("=")
        assert name == "PUSH_PRIVATE_KEY"
        assert len(web_push.decoded(web_push.public_key(key))) == 65


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    with push_service() as running:
        settings.PUSH_PRIVATE_KEY, settings.PUSH_ORIGINS = KEY, [running.origin]
        settings.DEFAULT_FROM_EMAIL = "Fallow <fallow@example.org>"
        yield running


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def ana(cast: Cast) -> Iterator[Client]:
    with time_machine.travel(SEVEN, tick=False):
        client = Client()
        client.force_login(cast.ana_user)
        Reminder.objects.create(team=cast.team, athlete=cast.ana, check_in_at=time(7), wind_down_at=time(21, 30))
        yield client


def agree(client: Client, service: PushService, browser: Browser, name: str = "a") -> int:
    return client.post(PHONE, {"endpoint": f"{service.origin}/{name}", **browser.keys}).status_code


def morning(now: datetime = SEVEN) -> int:
    """One minute of the clock; the number of mails that went out."""
    before = len(mail.outbox)
    reminders.put_owed(now)
    outbox.deliver_due(now)
    return len(mail.outbox) - before


@pytest.mark.django_db
class TestReminders:
    def test_the_phone_hears_instead_of_the_mail_and_once(
        self, ana: Client, cast: Cast, service: PushService, browser: Browser
    ) -> None:
        assert agree(ana, service, browser) == 204
        assert [morning(), morning(SEVEN + timedelta(minutes=1))] == [0, 0]
        (message,) = service.messages(browser)
        assert (message["title"], message["body"], message["url"]) == (
            "Good morning", "Ten seconds for your check-in?", "/check-in/",
        )  # fmt: skip
        _path, headers, body = service.came[0]
        assert headers["Ttl"] == str(3 * 3600)
        assert headers["Topic"] == "check_in_reminder"
        claims = json.loads(web_push.decoded(headers["Authorization"].split(".")[1]))
        assert claims["sub"] == "mailto:fallow@example.org", "an address alone, or Apple takes nothing"
        assert b"check-in" not in body
        assert not any(name in json.dumps(message) for name in ("Ana", cast.team.name, cast.ana_user.email))

    def test_no_more_with_one_tap(self, ana: Client, cast: Cast, service: PushService, browser: Browser) -> None:
        agree(ana, service, browser)
        morning()
        stop = service.messages(browser)[0]["stop"]
        assert Client().post(stop).status_code == 200
        assert Reminder.objects.in_team(cast.team).get().check_in_at is None

    @pytest.mark.parametrize("status", [404, 410])
    def test_a_phone_that_is_gone_is_forgotten_and_the_mail_comes(
        self, ana: Client, service: PushService, browser: Browser, status: int
    ) -> None:
        agree(ana, service, browser)
        service.status = status
        assert morning() == 1
        assert not PushSubscription.objects.exists()

    @pytest.mark.parametrize("status", [302, 403, 429, 500])
    def test_a_service_that_does_not_take_it_is_tried_again_and_then_the_mail_comes(
        self, ana: Client, service: PushService, browser: Browser, status: int
    ) -> None:
        agree(ana, service, browser)
        service.status = status
        mails = [morning(SEVEN + timedelta(minutes=minutes)) for minutes in (0, 1, 3, 4)]
        assert mails == [0, 0, 1, 0]
        assert len(service.came) == 3, "and no redirect was followed"
        assert PushSubscription.objects.count() == 1

    def test_one_phone_that_is_not_reached_holds_up_no_other(
        self, ana: Client, cast: Cast, service: PushService, browser: Browser
    ) -> None:
        agree(ana, service, browser, "refused")
        agree(ana, service, browser, "gone")
        agree(ana, service, browser, "phone")
        service.status_of = {"/refused": 500, "/gone": 410}
        assert [morning(), morning(SEVEN + timedelta(minutes=5))] == [0, 0]
        assert sorted(path for path, _headers, _body in service.came) == ["/gone", "/phone", "/refused"]
        assert PushSubscription.objects.count() == 2

    def test_what_is_no_answer_is_a_refusal(self, ana: Client, service: PushService, browser: Browser) -> None:
        agree(ana, service, browser)
        service.status_of = {"/a": 0}
        assert [morning(SEVEN + timedelta(minutes=minutes)) for minutes in (0, 1, 3)] == [0, 0, 1]

    def test_a_second_person_on_the_phone_takes_it_over(
        self, ana: Client, cast: Cast, service: PushService, browser: Browser
    ) -> None:
        agree(ana, service, browser)
        other = Client()
        assert cast.zoe.user is not None
        other.force_login(cast.zoe.user)
        agree(other, service, browser)
        assert PushSubscription.objects.get().user == cast.zoe.user
        assert morning() == 1
        assert service.came == []

    def test_signing_out_ends_it_there_and_nowhere_else(
        self, ana: Client, cast: Cast, service: PushService, browser: Browser
    ) -> None:
        agree(ana, service, browser, "phone")
        tablet = Client()
        tablet.force_login(cast.ana_user)
        agree(tablet, service, Browser(), "tablet")
        ana.post("/sign-out/")
        assert [row.endpoint.rpartition("/")[2] for row in PushSubscription.objects.all()] == ["tablet"]

    def test_a_session_that_was_ended_elsewhere_hears_no_more(
        self, ana: Client, service: PushService, browser: Browser
    ) -> None:
        agree(ana, service, browser)
        ana.session.delete()
        assert morning() == 1
        assert (service.came, PushSubscription.objects.count()) == ([], 0)

    def test_logged_is_not_reminded(self, ana: Client, service: PushService, browser: Browser) -> None:
        agree(ana, service, browser)
        ana.post("/check-in/", {"client_id": "3f0f0d3e-9f43-4b52-8a0e-6f0d8f6c1a11", "mood": "4"})
        assert (morning(), service.came) == (0, [])

    def test_without_a_key_there_is_the_mail_and_no_word_of_phones(
        self, ana: Client, service: PushService, browser: Browser, settings: Any
    ) -> None:
        agree(ana, service, browser)
        settings.PUSH_PRIVATE_KEY = ""
        assert morning() == 1
        assert "data-push" not in ana.get("/me/reminders/").content.decode()


@pytest.mark.django_db
class TestPage:
    def test_it_offers_the_phone_with_our_key(self, ana: Client, service: PushService) -> None:
        assert f'data-push="{web_push.public_key(KEY)}"' in ana.get("/me/reminders/").content.decode()

    @pytest.mark.parametrize(
        "sent",
        [
            {"endpoint": "https://example.org/x"},
            {"endpoint": "http://169.254.169.254/x"},
            {"endpoint": "no address"},
            {"endpoint": ""},
            {"p256dh": "AAAA"},
            {"auth": "AAAA"},
            {"p256dh": "", "auth": ""},
        ],
    )
    def test_what_is_no_browser_is_refused(
        self, ana: Client, service: PushService, browser: Browser, sent: dict[str, str]
    ) -> None:
        assert ana.post(PHONE, {"endpoint": f"{service.origin}/a", **browser.keys, **sent}).status_code == 422
        assert not PushSubscription.objects.exists()

    def test_no_more_on_this_phone(self, ana: Client, cast: Cast, service: PushService, browser: Browser) -> None:
        agree(ana, service, browser)
        other = Client()
        assert cast.zoe.user is not None
        other.force_login(cast.zoe.user)
        other.post(PHONE, {"endpoint": f"{service.origin}/a", "forget": "on"})
        assert PushSubscription.objects.count() == 1, "somebody else's is not theirs to end"
        assert ana.post(PHONE, {"endpoint": f"{service.origin}/a", "forget": "on"}).status_code == 204
        assert not PushSubscription.objects.exists()

    def test_the_page_asks_and_agrees_to_nothing(
        self, ana: Client, cast: Cast, service: PushService, browser: Browser
    ) -> None:
        asked = {"endpoint": f"{service.origin}/a", **browser.keys, "ask": "on"}
        assert ana.post(PHONE, asked).json() == {"hears": False}
        agree(ana, service, browser)
        assert ana.post(PHONE, asked).json() == {"hears": True}
        again = Client()
        again.force_login(cast.ana_user)
        assert again.post(PHONE, asked).json() == {"hears": False}, "another sign-in has not agreed"
        assert PushSubscription.objects.get().session_key == ana.session.session_key

    def test_agreeing_twice_is_one_and_the_oldest_make_room(
        self, ana: Client, service: PushService, browser: Browser
    ) -> None:
        for name in ("a", "a", *(f"b{n}" for n in range(MOST_PHONES))):
            agree(ana, service, browser, name)
        names = {row.endpoint.rpartition("/")[2] for row in PushSubscription.objects.all()}
        assert names == {f"b{n}" for n in range(MOST_PHONES)}

    def test_one_now(self, ana: Client, service: PushService, browser: Browser) -> None:
        test = f"{PHONE}test/"
        assert "No phone of yours" in ana.post(test, follow=True).content.decode()
        agree(ana, service, browser)
        assert "within seconds" in ana.post(test, follow=True).content.decode()
        assert service.messages(browser)[0]["body"] == "This is how a reminder looks."
        service.status = 500
        assert "did not answer" in ana.post(test, follow=True).content.decode()
        assert not OutboxMessage.objects.across_teams().exists()
