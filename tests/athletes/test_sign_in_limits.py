"""Limits that hold when a hundred try at once, and that lock neither a person nor a club out."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from athletes.models import Attempts
from athletes.sign_in_limits import (
    MAIL_ELSEWHERE,
    PASSWORD_ELSEWHERE,
    PASSWORD_FROM_NETWORK,
    PASSWORD_HERE,
    forget_old,
    network_of,
)
from tests.athletes.doors import is_in, sign_in
from tests.cast import Cast, assemble

pytestmark = pytest.mark.slow

CARLA, ALEX = "carla@example.org", "alex@example.org"


def a_device_of(email: str) -> Client:
    """A browser on which this person signed in before, and out again."""
    phone = Client()
    assert sign_in(phone, email).status_code == 302
    phone.post("/sign-out/")
    return phone


def test_wrong_passwords_are_limited_and_the_page_says_how_long(client: Client, cast: Cast) -> None:
    with time_machine.travel("2026-11-24T10:03:20Z", tick=False):
        answers = [sign_in(client, CARLA, "wrong").status_code for _ in range(PASSWORD_ELSEWHERE.most)]
        refused = sign_in(client, CARLA)

    assert answers == [422] * PASSWORD_ELSEWHERE.most
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "700"
    assert "Please wait 12 minutes" in refused.content.decode()
    assert not is_in(client)


def test_an_address_without_an_account_waits_in_the_same_way(client: Client, cast: Cast) -> None:
    for _ in range(PASSWORD_ELSEWHERE.most):
        assert sign_in(client, "nobody@example.org", "wrong").status_code == 422
    assert sign_in(client, "nobody@example.org", "wrong").status_code == 429


def test_no_other_spelling_of_an_address_has_guesses_of_its_own(client: Client, cast: Cast) -> None:
    for number in range(PASSWORD_ELSEWHERE.most):
        sign_in(client, CARLA.upper() if number % 2 else CARLA, "wrong")

    assert sign_in(client, "Carla@example.org").status_code == 429


def test_right_passwords_do_not_count(client: Client, cast: Cast) -> None:
    for _ in range(PASSWORD_ELSEWHERE.most + 2):
        assert sign_in(Client(), CARLA).status_code == 302


def test_after_the_window_it_goes_on(client: Client, cast: Cast) -> None:
    with time_machine.travel("2026-11-24T10:03:20Z", tick=False) as clock:
        for _ in range(PASSWORD_ELSEWHERE.most + 1):
            sign_in(client, CARLA, "wrong")
        clock.shift(PASSWORD_ELSEWHERE.per)

        assert sign_in(client, CARLA).status_code == 302


def test_a_known_device_has_an_allowance_of_its_own(cast: Cast) -> None:
    phone, laptop, attacker = a_device_of(CARLA), a_device_of(CARLA), Client()
    for _ in range(PASSWORD_ELSEWHERE.most + 1):
        sign_in(attacker, CARLA, "wrong")
    for _ in range(PASSWORD_HERE.most):
        assert sign_in(phone, CARLA, "wrong").status_code == 422

    assert sign_in(phone, CARLA).status_code == 429, "ten wrong ones were typed on this very phone"
    assert sign_in(laptop, CARLA).status_code == 302


def test_a_device_is_known_for_its_own_account_only(cast: Cast) -> None:
    device = a_device_of(ALEX)
    for _ in range(PASSWORD_ELSEWHERE.most):
        sign_in(Client(), CARLA, "wrong")

    assert sign_in(device, CARLA).status_code == 429


def test_a_made_up_device_is_no_device(client: Client, cast: Cast) -> None:
    client.cookies["fallow_devices"] = f'{{"{cast.coach.pk}": "mine"}}'
    for _ in range(PASSWORD_ELSEWHERE.most):
        sign_in(Client(), CARLA, "wrong")

    assert sign_in(client, CARLA).status_code == 429


@pytest.mark.slow
def test_many_accounts_from_one_network_are_limited_but_not_for_known_devices(cast: Cast) -> None:
    phone = a_device_of(CARLA)
    with time_machine.travel("2026-11-24T10:00:00Z", tick=False):
        answers = [
            sign_in(Client(), f"nobody{number}@example.org", "wrong").status_code
            for number in range(PASSWORD_FROM_NETWORK.most + 1)
        ]

        assert answers == [422] * PASSWORD_FROM_NETWORK.most + [429]
        assert sign_in(phone, CARLA).status_code == 302
        for _ in range(PASSWORD_ELSEWHERE.most + 1):
            assert sign_in(Client(), ALEX, "wrong").status_code == 429
        elsewhere = sign_in(Client(REMOTE_ADDR="192.0.2.7"), ALEX)

    assert elsewhere.status_code == 302, "what one allowance refuses takes nothing from another"


def test_mails_are_limited_for_an_address_and_a_network_and_not_for_its_owner(cast: Cast) -> None:
    phone, attacker = a_device_of(CARLA), Client()
    answers = [attacker.post("/password/", {"email": CARLA}).status_code for _ in range(MAIL_ELSEWHERE.most + 1)]

    assert answers == [302] * MAIL_ELSEWHERE.most + [429]
    assert len(mail.outbox) == MAIL_ELSEWHERE.most
    assert phone.post("/password/", {"email": CARLA}).status_code == 302
    assert Client(REMOTE_ADDR="192.0.2.7").post("/password/", {"email": CARLA}).status_code == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "0.0.0.0"),
    ],
)
def test_networks(rf: object, address: str, network: str) -> None:
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network  # type: ignore[attr-defined]


def test_nothing_that_is_counted_can_be_read_from_the_table(client: Client, cast: Cast) -> None:
    sign_in(client, CARLA, "wrong")

    assert {len(bucket) for bucket in Attempts.objects.values_list("bucket", flat=True)} == {64}


def test_old_counts_are_forgotten(client: Client, cast: Cast) -> None:
    sign_in(client, CARLA, "wrong")
    assert forget_old(timezone.now()) == 0
    assert forget_old(timezone.now() + timedelta(hours=4)) == 2


class Counting(MD5PasswordHasher):
    """How often a password was really looked at."""

    looked = 0
    lock = threading.Lock()

    def verify(self, password: str, encoded: str) -> bool:
        with self.lock:
            Counting.looked += 1
        return super().verify(password, encoded)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_a_hundred_guesses_at_once_exactly_the_allowed_number_is_looked_at() -> None:
    assemble()
    phone = a_device_of(CARLA)
    start = threading.Barrier(25)

    def guess(number: int) -> list[int]:
        browser = Client()
        start.wait()
        try:
            return [sign_in(browser, CARLA, f"wrong {number} {again}").status_code for again in range(4)]
        finally:
            connection.close()

    with (
        override_settings(PASSWORD_HASHERS=[f"{__name__}.Counting"]),
        time_machine.travel("2026-11-24T10:00:00Z", tick=False),
    ):
        Counting.looked = 0
        with ThreadPoolExecutor(25) as pool:
            answers = [status for statuses in pool.map(guess, range(25)) for status in statuses]
        looked = Counting.looked
        owner, team_mate, stranger = sign_in(phone, CARLA), sign_in(Client(), ALEX), sign_in(Client(), CARLA)

    assert looked == PASSWORD_ELSEWHERE.most
    assert (answers.count(422), answers.count(429)) == (looked, 100 - looked)
    assert owner.status_code == 302, "the owner, on their own phone"
    assert team_mate.status_code == 302, "a team-mate, from the same address"
    assert stranger.status_code == 429, "nobody else, not even with the right password"
