"""Mail goes out once per cause: not lost by a failing server, not doubled by a second deliverer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from notices import outbox
from notices.models import OutboxMessage
from tests.cast import Cast, assemble

NOW = datetime(2026, 11, 18, 7, 0, tzinfo=UTC)


def put(cast: Cast, key: str = "plan-changed.1", **context: Any) -> None:
    outbox.put(
        team=cast.team,
        recipient=cast.ana_user,
        kind="plan_changed",
        key=key,
        context={"first_day": "2026-11-19", **context},
    )
    OutboxMessage.objects.across_teams().update(due_at=NOW)


def message() -> OutboxMessage:
    return OutboxMessage.objects.across_teams().get()


class TestMail:
    def test_a_message_goes_out_once_in_words_for_the_recipient(self, cast: Cast) -> None:
        put(cast)

        assert outbox.deliver_due(NOW) == 1
        assert outbox.deliver_due(NOW + timedelta(days=1)) == 0

        (sent,) = mail.outbox
        assert (sent.subject, sent.to) == ("Your plan has changed", [cast.ana_user.email])
        assert sent.body.startswith("Hello Ana R,\n\nyour coach has changed your plan from 2026-11-19 on.")
        assert sent.extra_headers["Message-ID"] == "<plan-changed.1@fallow>", "a mailbox knows a repeat by it"
        assert (message().delivered_at, message().attempts) == (NOW, 0)

    def test_it_carries_no_word_on_health_and_no_reason(self, cast: Cast) -> None:
        put(cast)
        outbox.deliver_due(NOW)

        whole = mail.outbox[0].message().as_string().lower()
        words = ("sore", "fatigue", "sleep", "mood", "stress", "pain", "ill", "normal", "rest", "red", "km", "bpm")
        assert [word for word in words if word in whole.split()] == []
        assert set(message().context) == {"first_day"}

    def test_the_same_cause_asked_twice_is_one_message(self, cast: Cast) -> None:
        put(cast)
        put(cast)
        put(cast, key="plan-changed.2")

        assert outbox.deliver_due(NOW) == 2
        assert len(mail.outbox) == 2

    def test_what_is_rolled_back_is_never_sent(self, cast: Cast) -> None:
        with transaction.atomic():
            put(cast)
            transaction.set_rollback(True)

        assert outbox.deliver_due(NOW) == 0

    def test_what_is_not_due_waits(self, cast: Cast) -> None:
        put(cast)
        assert outbox.deliver_due(NOW - timedelta(seconds=1)) == 0
        assert mail.outbox == []

    def test_a_tick_sends_a_limited_number_oldest_first(self, cast: Cast) -> None:
        for n in range(3):
            put(cast, key=f"plan-changed.{n}")

        assert outbox.deliver_due(NOW, limit=2) == 2
        sent = [m.extra_headers["Message-ID"] for m in mail.outbox]
        assert sent == ["<plan-changed.0@fallow>", "<plan-changed.1@fallow>"]
        assert outbox.deliver_due(NOW) == 1


@contextmanager
def server_that_refuses() -> Iterator[int]:
    """A port that is taken and answers nobody."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


@contextmanager
def server_that_is_busy() -> Iterator[int]:
    """A mail server that answers everybody with “try later”."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        stopping = threading.Event()

        def serve() -> None:
            while not stopping.is_set():
                caller, _ = server.accept()
                with caller:
                    caller.sendall(b"421 4.3.2 try again later, soreness 1 of 5\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        port = server.getsockname()[1]
        yield port
        stopping.set()
        socket.create_connection(("127.0.0.1", port)).close()
        thread.join(timeout=10)


@pytest.fixture
def smtp(settings: Any) -> Any:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5
    return settings


class TestFailingServer:
    @pytest.mark.parametrize(
        ("server", "error"),
        [
            pytest.param(server_that_refuses, "ConnectionRefusedError", id="refuses the connection"),
            pytest.param(server_that_is_busy, "SMTPConnectError", id="says try later"),
        ],
    )
    def test_it_is_tried_again_after_growing_waits_and_given_up_in_the_end(
        self, cast: Cast, smtp: Any, server: Any, error: str
    ) -> None:
        put(cast)
        waits, now = [], NOW
        with server() as smtp.EMAIL_PORT:
            while message().given_up_at is None:
                assert outbox.deliver_due(now) == 0
                assert outbox.deliver_due(now) == 0, "one try per tick"
                waits.append(message().due_at - now)
                now = message().due_at

        assert waits == [timedelta(minutes=n) for n in (1, 2, 4, 8, 16, 32, 64, 128)]
        assert (message().attempts, message().last_error, message().delivered_at) == (8, error, None)
        assert message().given_up_at == now - waits[-1]

    def test_a_server_that_came_back_gets_it_once(self, cast: Cast, smtp: Any) -> None:
        put(cast)
        with server_that_refuses() as smtp.EMAIL_PORT:
            outbox.deliver_due(NOW)
        smtp.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

        assert outbox.deliver_due(NOW + timedelta(seconds=59)) == 0
        assert outbox.deliver_due(NOW + timedelta(minutes=1)) == 1
        assert outbox.deliver_due(NOW + timedelta(minutes=2)) == 0
        assert len(mail.outbox) == 1

    def test_one_address_that_fails_holds_up_nobody(self, cast: Cast, settings: Any) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.RefusesAna"
        put(cast)
        outbox.put(team=cast.team, recipient=cast.coach, kind="plan_changed", key="other", context={})
        OutboxMessage.objects.across_teams().update(due_at=NOW)

        assert outbox.deliver_due(NOW) == 1
        delivered = OutboxMessage.objects.across_teams().exclude(delivered_at=None)
        assert [m.recipient for m in delivered] == [cast.coach]


class RefusesAna(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        if email_messages[0].to == ["ana.r@example.org"]:
            raise TimeoutError
        return 1


class TakesItsTime(BaseEmailBackend):
    """Says when it is at work and goes on when told."""

    at_work, go_on = threading.Event(), threading.Event()
    sent: list[str] = []

    def send_messages(self, email_messages: Any) -> int:
        self.sent.append(email_messages[0].subject)
        self.at_work.set()
        self.go_on.wait(timeout=20)
        return 1


@pytest.mark.django_db(transaction=True)
def test_two_deliverers_at_once_send_once(transactional_db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.TakesItsTime"
    put(assemble())
    delivered: list[int] = []

    def deliver() -> None:
        try:
            delivered.append(outbox.deliver_due(NOW))
        finally:
            connection.close()

    first = threading.Thread(target=deliver)
    first.start()
    assert TakesItsTime.at_work.wait(timeout=20)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")  # it passes by what the other holds, and does not wait
            second = outbox.deliver_due(NOW)
    finally:
        TakesItsTime.go_on.set()
        first.join(timeout=20)

    assert (delivered, second) == ([1], 0)
    assert TakesItsTime.sent == ["Your plan has changed"]
    assert message().delivered_at == NOW
