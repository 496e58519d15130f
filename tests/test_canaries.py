"""What people tell, and what opens a door, is in no log, error report, cache, queue or list of failures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
import yaml
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.test import Client

from athletes.models import ApiToken
from athletes.tokens import create_token
from config.local import postgres
from config.local.state import CHECKOUT
from notices import outbox
from notices.models import OutboxMessage
from notices.tasks import deliver_due
from plans import night
from plans.models import NightFailure
from plans.tasks import decide_chunk, tick
from readiness import logging_days
from readiness.models import DailyLog
from tests.canaries import CANARIES, DOORS, HEALTH, Witness, everything_in_redis, stands_in, watching
from tests.cast import Cast
from tests.season import NOW, YESTERDAY, begin

pytestmark = [pytest.mark.django_db]

LOGGED = {
    name: HEALTH[name] for name in ("note", "pain_place", "resting_hr_bpm", "hrv_rmssd_ms", "sleep_h", "wake_time")
}
Broken = Callable[..., Any]


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def witness() -> Iterator[Witness]:
    with watching() as watcher:
        yield watcher


def browser(cast: Cast) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.ana_user)
    return client


def check_in(cast: Cast, **more: Any) -> Any:
    return browser(cast).post(
        f"/check-in/{YESTERDAY}/", {"client_id": uuid4(), "mood": "3", "pain": "4", **LOGGED, **more}
    )


def refuse_the_row(*args: Any, **kwargs: Any) -> None:
    """What PostgreSQL says of a row that it refuses is the row."""
    athlete = args[0]
    log = DailyLog(
        team_id=athlete.team_id, athlete=athlete, local_date=YESTERDAY, zone="UTC", client_id=uuid4(), mood=99
    )
    for name, value in LOGGED.items():
        setattr(log, name, value)
    with transaction.atomic():
        log.save()


def quote_the_values(*args: Any, **kwargs: Any) -> None:
    raise ValueError(f"cannot read {args} {kwargs} {CANARIES}")


def quote_them_in_a_chain(*args: Any, **kwargs: Any) -> None:
    try:
        quote_the_values(*args, **kwargs)
    except ValueError as error:
        raise KeyError(str(error)) from error


BROKEN = pytest.mark.parametrize("broken", [refuse_the_row, quote_the_values, quote_them_in_a_chain])


def test_there_are_twenty() -> None:
    assert len({*CANARIES.values()}) == len(CANARIES) >= 20


def test_a_check_in_that_is_written(cast: Cast, witness: Witness) -> None:
    assert check_in(cast).status_code == 302
    assert DailyLog.objects.in_team(cast.team).get().note == HEALTH["note"]
    assert witness.found() == []


def test_a_check_in_that_is_not_understood(cast: Cast, witness: Witness) -> None:
    assert check_in(cast, sleep_h="99").status_code == 422
    assert witness.found() == []


@BROKEN
def test_a_check_in_that_breaks(cast: Cast, monkeypatch: pytest.MonkeyPatch, broken: Broken) -> None:
    monkeypatch.setattr("readiness.views.check_in.write_log", broken)
    with watching() as witness:
        assert check_in(cast).status_code == 500
    assert broken.__name__ in witness.log.getvalue(), "it still says where"
    assert broken.__name__ in witness.reports[0]
    assert witness.found() == []


def test_a_report_says_nothing_of_the_request(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plans.views.today.check_in_context", quote_the_values)
    client = browser(cast)
    client.cookies["device"] = DOORS["secret"]
    with watching() as witness:
        client.get("/today/", {"q": HEALTH["note"]}, headers={"authorization": DOORS["token"]})
    assert witness.reports
    assert client.cookies[settings.SESSION_COOKIE_NAME].value not in "".join(witness.reports)
    assert witness.found() == []


@pytest.mark.parametrize("may_write", [True, False])
@pytest.mark.parametrize(
    "body", [LOGGED, {**LOGGED, "mood": 99}, {"unknown": HEALTH["note"]}], ids=["well", "range", "field"]
)
def test_a_program_that_writes(cast: Cast, witness: Witness, body: dict[str, Any], *, may_write: bool) -> None:
    row, token = create_token(team=cast.team, user=cast.ana_user, name="watch", may_write=may_write)
    for pk in (cast.ana.pk, cast.zoe.pk):
        put(pk, token, body)
    told = witness.told()
    assert token not in told
    assert row.digest.hex() not in told
    assert witness.found() == []


def put(pk: int, token: str, body: dict[str, Any]) -> Any:
    return Client(raise_request_exception=False).put(
        f"/api/v1/athletes/{pk}/logs/{YESTERDAY}",
        body,
        "application/json",
        headers={"authorization": f"Bearer {token}"},
    )


@BROKEN
def test_a_program_whose_write_breaks(cast: Cast, monkeypatch: pytest.MonkeyPatch, broken: Broken) -> None:
    monkeypatch.setattr("readiness.api.write_log", broken)
    _, token = create_token(team=cast.team, user=cast.ana_user, name="watch", may_write=True)
    with watching() as witness:
        assert put(cast.ana.pk, token, LOGGED).status_code == 500
    assert token not in witness.told()
    assert witness.found() == []


def test_a_token_that_is_refused(cast: Cast, witness: Witness) -> None:
    assert not ApiToken.objects.in_team(cast.team).exists()
    assert put(cast.ana.pk, DOORS["token"], LOGGED).status_code == 401
    assert witness.found() == []


@pytest.mark.parametrize("path", ["/sign-in/", f"/invitations/{DOORS['code']}/", "/no/such/page/"])
def test_a_password_or_a_code_that_is_wrong(cast: Cast, witness: Witness, path: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = DOORS["sessionid"]
    client.get(path)
    client.post(path, {"username": DOORS["email"], "login": DOORS["email"], **DOORS})
    assert witness.found() == []


# --- The clock ---------------------------------------------------------------------------------


@pytest.fixture
def owing(cast: Cast) -> Cast:
    cast.ana.nights_from = YESTERDAY
    cast.ana.save()
    begin(cast.ana, goal=HEALTH["tired"])
    logging_days.write_log(cast.ana, YESTERDAY, {**LOGGED, "mood": 2}, client_id=uuid4(), source="check_in")  # type: ignore[arg-type]
    return cast


@pytest.mark.parametrize("broken", [quote_the_values, quote_them_in_a_chain])
def test_a_night_that_fails_keeps_the_kind_and_the_place(
    owing: Cast, monkeypatch: pytest.MonkeyPatch, witness: Witness, broken: Broken
) -> None:
    monkeypatch.setattr("plans.night.decide", broken)
    decide_chunk([owing.ana.pk])
    failure = NightFailure.objects.in_team(owing.team).get()
    assert "Error in quote_the" in failure.error
    assert witness.found() == []


@BROKEN
def test_a_task_that_fails(owing: Cast, monkeypatch: pytest.MonkeyPatch, broken: Broken) -> None:
    monkeypatch.setattr(night, "decide_chunk", lambda ids, now: broken(owing.ana))
    with watching() as witness:
        outcome = decide_chunk.apply(([owing.ana.pk],))
    assert outcome.failed()
    assert f"plans.tasks.decide_chunk[{outcome.id}] raised unexpected" in witness.log.getvalue()
    assert broken.__name__ in witness.log.getvalue()
    assert witness.found() == []


@pytest.mark.slow
def test_what_is_handed_to_the_queue(owing: Cast, witness: Witness) -> None:
    if not settings.REDIS_URL:
        pytest.skip("no Redis on this machine")
    assert tick() >= 1
    assert any("decide_chunk" in value for value in everything_in_redis()), "the message was read"
    assert witness.found() == []


class LostMail(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise OSError(f"{[message.body for message in messages]} {CANARIES}")


def test_mail_that_does_not_go_out(cast: Cast, monkeypatch: pytest.MonkeyPatch, witness: Witness) -> None:
    outbox.put(
        team=cast.team, recipient=cast.ana_user, kind="plan_changed", key="plan.1", context={"first_day": "2026-11-19"}
    )
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "tests.test_canaries.LostMail")
    deliver_due()
    assert OutboxMessage.objects.in_team(cast.team).get().last_error == "OSError"
    assert witness.found() == []
    assert mail.outbox == []


# --- PostgreSQL's own log ----------------------------------------------------------------------


@pytest.mark.slow
def test_the_servers_log_says_nothing_of_a_row_that_was_refused(cast: Cast) -> None:
    """It would show the row and the statement; our own servers are told not to, and so is the compose file's."""
    with pytest.raises(IntegrityError):
        refuse_the_row(cast.ana)
    quiet = ("log_min_error_statement=panic", "log_error_verbosity=terse")
    assert [option for option in quiet if option not in postgres.OPTIONS] == []
    composed = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())["services"]["db"]["command"]
    assert [option for option in quiet if option not in composed] == []
    if log := server_log():
        assert "log_mood_range" in log, "the refusal is there"
        assert [canary for canary in CANARIES.values() if stands_in(log, canary)] == []


def server_log() -> str:
    """Of the server of this test run; empty where another was given."""
    logs = Path(os.environ.get("FALLOW_STATE_DIR", ""), "log", "postgres.log")
    return logs.read_text() if "FALLOW_STATE_DIR" in os.environ and logs.exists() else ""
