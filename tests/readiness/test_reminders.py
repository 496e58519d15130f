"""A mail at the athlete's hour: one a day, none once the day is logged, and one tap stops it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client

from athletes.models import Athlete, Consent
from notices import outbox
from notices.models import OutboxMessage
from readiness import reminders
from readiness.logging_days import write_log
from readiness.models import Reminder, Source
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SEVEN = datetime(2026, 11, 18, 6, 0, tzinfo=UTC)
"""07:00 in Berlin."""


@pytest.fixture
def ana(cast: Cast) -> Athlete:
    Reminder.objects.create(team=cast.team, athlete=cast.ana, check_in_at=time(7), wind_down_at=time(21, 30))
    return cast.ana


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(SEVEN, tick=False) as traveller:
        yield traveller


def tick(now: datetime) -> list[str]:
    """One minute of the clock: reminders are written and delivered. The subjects that went out."""
    before = len(mail.outbox)
    with time_machine.travel(now, tick=False):
        reminders.put_owed(now)
        outbox.deliver_due(now)
    return [str(each.subject) for each in mail.outbox[before:]]


def log(athlete: Athlete, day: date) -> None:
    write_log(athlete, day, {"mood": 4}, client_id=uuid4(), source=Source.CHECK_IN)


MORNING = "Ten seconds for this morning"


class TestHours:
    @pytest.mark.parametrize(
        ("minutes", "sent"), [(-1, []), (0, [MORNING]), (1, [MORNING]), (119, [MORNING]), (120, []), (300, [])]
    )
    def test_it_comes_at_its_hour_and_not_long_after(self, ana: Athlete, minutes: int, sent: list[str]) -> None:
        assert tick(SEVEN + timedelta(minutes=minutes)) == sent

    def test_one_a_day_however_often_the_clock_ticks(self, ana: Athlete) -> None:
        assert [tick(SEVEN + timedelta(minutes=n)) for n in range(3)] == [[MORNING], [], []]
        assert tick(SEVEN + timedelta(days=1)) == [MORNING]

    def test_the_evening_has_its_own(self, ana: Athlete) -> None:
        log(ana, SEVEN.date())
        assert tick(SEVEN + timedelta(hours=14, minutes=30)) == ["Time to wind down"]

    @pytest.mark.parametrize(
        ("at", "utc"),
        [
            # In the night of 29 March 2026 half past two is skipped, in that of 25 October it comes twice.
            (time(2, 30), [datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 1, tzinfo=UTC)]),
            (time(2, 30), [datetime(2026, 10, 25, 0, 31, tzinfo=UTC), datetime(2026, 10, 25, 1, 31, tzinfo=UTC)]),
        ],
        ids=["23 hours", "25 hours"],
    )
    def test_a_night_of_23_or_25_hours_has_one(self, ana: Athlete, at: time, utc: list[datetime]) -> None:
        Reminder.objects.in_team(ana.team).update(check_in_at=at, wind_down_at=None)
        assert [subject for now in utc for subject in tick(now)] == [MORNING]


class TestNone:
    def test_once_the_day_is_logged(self, ana: Athlete) -> None:
        log(ana, SEVEN.date())
        assert tick(SEVEN) == []

    def test_a_mail_that_waits_when_the_log_comes_is_called_off(self, ana: Athlete) -> None:
        reminders.put_owed(SEVEN)
        log(ana, SEVEN.date())
        assert outbox.deliver_due(SEVEN) == 0
        assert mail.outbox == []

    def test_hours_later_when_the_mail_server_is_back(self, ana: Athlete) -> None:
        reminders.put_owed(SEVEN)
        assert outbox.deliver_due(SEVEN + timedelta(hours=4)) == 0

    @pytest.mark.parametrize("how", ["archived", "no hour", "no account", "no consent"])
    def test_for_whom_it_is_not(self, ana: Athlete, how: str) -> None:
        match how:
            case "archived":
                Athlete.objects.in_team(ana.team).filter(pk=ana.pk).update(archived_at=SEVEN)
            case "no hour":
                Reminder.objects.in_team(ana.team).update(check_in_at=None)
            case "no account":
                Athlete.objects.in_team(ana.team).filter(pk=ana.pk).update(user=None)
            case "no consent":
                Consent.objects.in_team(ana.team).filter(athlete=ana).delete()
        assert tick(SEVEN) == []


class TestMail:
    def test_it_says_nothing_about_anybody(self, ana: Athlete) -> None:
        tick(SEVEN)
        (sent,) = mail.outbox
        assert ana.user is not None
        assert sent.to == [ana.user.email]
        assert "/check-in/" in sent.body
        assert [word for word in ("mood", "pain", "sleep", "sore", "ill") if word in f" {sent.body} "] == []

    def test_one_tap_stops_it_and_a_look_does_not(self, ana: Athlete, client: Client) -> None:
        tick(SEVEN)
        headers = mail.outbox[0].extra_headers
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        path = "/reminders" + headers["List-Unsubscribe"].strip("<>").partition("/reminders")[2]
        assert client.get(path).status_code == 200
        assert Reminder.objects.in_team(ana.team).get().check_in_at == time(7)
        strict = Client(enforce_csrf_checks=True)
        for _ in range(2):
            assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        row = Reminder.objects.in_team(ana.team).get()
        assert (row.check_in_at, row.wind_down_at) == (None, time(21, 30))
        assert client.post(path[:-5] + "xxxx/").status_code == 404


def test_the_page_sets_and_empties_the_hours(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana_user)
    assert client.post("/me/reminders/", {"check_in_at": "06:45", "wind_down_at": ""}).status_code == 302
    assert Reminder.objects.in_team(cast.team).get().check_in_at == time(6, 45)
    assert 'value="06:45"' in client.get("/me/reminders/").content.decode()
    client.post("/me/reminders/", {"check_in_at": "", "wind_down_at": ""})
    assert Reminder.objects.in_team(cast.team).get().check_in_at is None
    assert client.post("/me/reminders/", {"check_in_at": "25:00"}).status_code == 422
    assert OutboxMessage.objects.across_teams().count() == 0
