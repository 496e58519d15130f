"""What a phone kept arrives once, on the day that the athlete saw, and of two answers the later one holds."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from athletes.models import Athlete
from plans.models import Feedback, FeedbackVersion
from plans.phone_entries import person_of
from readiness.models import DailyLog, DailyLogVersion
from tests.cast import Cast
from tests.season import NOW, THURSDAY, TUESDAY, WEDNESDAY, begin, session_on, stored

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def ana(cast: Cast, client: Client) -> Client:
    assert cast.ana.user is not None
    client.force_login(cast.ana.user)
    return client


def entry(athlete: Athlete, day: date = WEDNESDAY, said_at: datetime = NOW, **more: Any) -> dict[str, Any]:
    assert athlete.user is not None
    return {
        "person": person_of(athlete.user, athlete),
        "kind": "check_in",
        "client_id": str(uuid4()),
        "day": day.isoformat(),
        "zone": athlete.zone,
        "said_at": said_at.isoformat(),
        "sent_at": datetime.now(UTC).isoformat(),
        "fields": {"mood": "4", "note": "slept by the sea"},
        **more,
    }


def send(client: Client, sent: object) -> Any:
    return client.post("/phone/entries/", json.dumps(sent), content_type="application/json")


def words(reply: Any) -> str:
    return str(reply.json()["error"]["message"])


def code(reply: Any) -> str:
    return str(reply.json()["error"]["code"])


def logs(cast: Cast) -> list[tuple[date, int | None]]:
    return list(DailyLog.objects.in_team(cast.team).order_by("local_date").values_list("local_date", "mood"))


def test_it_is_in_the_database_when_it_is_answered_and_once_however_often_it_comes(ana: Client, cast: Cast) -> None:
    sent = entry(cast.ana)
    assert send(ana, sent).json() == {"is_latest": True, "is_doubtful": False}
    assert logs(cast) == [(WEDNESDAY, 4)]
    before = stored()
    assert send(ana, sent).json() == {"is_latest": True, "is_doubtful": False}
    assert stored() == before


class TestTwoPhones:
    def test_the_later_answer_holds_though_it_came_first_and_both_are_kept(self, ana: Client, cast: Cast) -> None:
        send(ana, entry(cast.ana, said_at=NOW - timedelta(minutes=1), fields={"mood": "5"}))
        earlier = entry(cast.ana, said_at=NOW - timedelta(hours=2), fields={"mood": "1"})
        for _ in range(2):
            assert send(ana, earlier).json()["is_latest"] is False
        assert logs(cast) == [(WEDNESDAY, 5)]
        assert [v.values["mood"] for v in DailyLogVersion.objects.in_team(cast.team)] == [1]

    def test_what_was_answered_later_becomes_the_next_revision(self, ana: Client, cast: Cast) -> None:
        send(ana, entry(cast.ana, said_at=NOW - timedelta(hours=2), fields={"mood": "1"}))
        send(ana, entry(cast.ana, said_at=NOW - timedelta(hours=1), fields={"mood": "2"}))
        assert logs(cast) == [(WEDNESDAY, 2)]
        assert DailyLog.objects.in_team(cast.team).get().revision == 2

    def test_reports_go_by_the_same_rule(self, ana: Client, cast: Cast) -> None:
        plan = begin(cast.ana)
        session = session_on(plan, TUESDAY)
        report: dict[str, Any] = {"kind": "report", "session": str(session.pk)}
        first = entry(cast.ana, said_at=NOW - timedelta(hours=9), fields={"outcome": "done", "rpe": "3"}, **report)
        later = entry(cast.ana, said_at=NOW - timedelta(hours=1), fields={"outcome": "rested"}, **report)
        assert send(ana, later).json()["is_latest"] is True
        for _ in range(2):
            assert send(ana, first).json()["is_latest"] is False
        assert Feedback.objects.in_team(cast.team).get().outcome == "rested"
        (kept,) = FeedbackVersion.objects.in_team(cast.team)
        assert kept.values == {"outcome": "done", "rpe": 3}


class TestDays:
    """NOW is Wednesday in Berlin."""

    @pytest.mark.parametrize("days", [1, 3, 30, 59])
    def test_a_day_without_network_is_not_late(self, ana: Client, cast: Cast, days: int) -> None:
        then = NOW - timedelta(days=days)
        assert send(ana, entry(cast.ana, then.date(), said_at=then)).status_code == 200
        log = DailyLog.objects.in_team(cast.team).get()
        assert (log.local_date, log.said_at, log.date_doubtful) == (then.date(), then, False)

    def test_after_two_months_it_is_refused_in_words(self, ana: Client, cast: Cast) -> None:
        then = NOW - timedelta(days=61)
        reply = send(ana, entry(cast.ana, then.date(), said_at=then))
        assert (reply.status_code, words(reply)) == (422, "This was kept for more than 60 days.")

    def test_a_clock_two_days_behind_keeps_the_day_that_was_seen_and_says_so(self, ana: Client, cast: Cast) -> None:
        phone = NOW - timedelta(days=2)
        sent = entry(cast.ana, phone.date(), said_at=phone - timedelta(hours=1), sent_at=phone.isoformat())
        assert send(ana, sent).json() == {"is_latest": True, "is_doubtful": True}
        log = DailyLog.objects.in_team(cast.team).get()
        assert (log.local_date, log.said_at) == (phone.date(), NOW - timedelta(hours=1))
        assert "clock was off" in ana.get(f"/check-in/{phone.date()}/").content.decode()

    def test_a_clock_two_days_ahead_names_a_day_that_has_not_begun(self, ana: Client, cast: Cast) -> None:
        phone = NOW + timedelta(days=2)
        reply = send(ana, entry(cast.ana, phone.date(), said_at=phone, sent_at=phone.isoformat()))
        assert reply.status_code == 422
        assert "has not begun yet" in words(reply)
        assert logs(cast) == []

    @pytest.mark.parametrize(
        ("zone", "said_at", "day"),
        [
            ("Europe/Berlin", datetime(2026, 10, 24, 21, 59, tzinfo=UTC), date(2026, 10, 24)),
            ("Europe/Berlin", datetime(2026, 10, 24, 22, 1, tzinfo=UTC), date(2026, 10, 25)),
            ("Europe/Berlin", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),
            ("Asia/Tokyo", datetime(2026, 11, 10, 15, 1, tzinfo=UTC), date(2026, 11, 11)),
            ("Pacific/Honolulu", datetime(2026, 11, 11, 9, 59, tzinfo=UTC), date(2026, 11, 10)),
        ],
    )
    def test_the_day_is_the_one_on_the_phone(
        self, ana: Client, cast: Cast, zone: str, said_at: datetime, day: date
    ) -> None:
        assert send(ana, entry(cast.ana, day, said_at=said_at, zone=zone)).status_code == 200
        log = DailyLog.objects.in_team(cast.team).get()
        assert (log.local_date, log.zone, log.date_doubtful) == (day, zone, False)


class TestRefused:
    def test_who_is_not_signed_in(self, client: Client, cast: Cast) -> None:
        reply = send(client, entry(cast.ana))
        assert (reply.status_code, code(reply)) == (401, "signed_out")
        assert client.get("/phone/state/").status_code == 401

    def test_another_person_on_the_same_phone(self, ana: Client, cast: Cast) -> None:
        reply = send(ana, entry(cast.ana, person="0" * 32))
        assert (reply.status_code, code(reply)) == (403, "other_person")
        assert logs(cast) == []

    def test_a_number_that_stands_on_another_day(self, ana: Client, cast: Cast) -> None:
        sent = entry(cast.ana)
        send(ana, sent)
        reply = send(ana, {**sent, "day": TUESDAY.isoformat()})
        assert (reply.status_code, code(reply)) == (409, "reused")
        assert logs(cast) == [(WEDNESDAY, 4)]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"kind": "gossip"},
            {"client_id": "7"},
            {"day": "yesterday"},
            {"said_at": "now"},
            {"fields": {}},
            {"fields": []},
            {"fields": {"mood": 4}},
            {"fields": {"mood": "6"}},
            {"fields": {"note": "\x00", "mood": "4"}},
            {"kind": "report", "fields": {"outcome": "done"}},
            {"kind": "report", "session": str(uuid4()), "fields": {"outcome": "done"}},
        ],
    )
    def test_what_cannot_be_read(self, ana: Client, cast: Cast, wrong: dict[str, Any]) -> None:
        reply = send(ana, {**entry(cast.ana), **wrong})
        assert (reply.status_code, bool(words(reply))) == (422, True)
        assert logs(cast) == []

    @pytest.mark.parametrize("body", ["", "[]", "7", "{"])
    def test_what_is_no_entry(self, ana: Client, body: str) -> None:
        assert ana.post("/phone/entries/", body, content_type="application/json").status_code == 422

    def test_too_much(self, ana: Client, cast: Cast) -> None:
        assert send(ana, entry(cast.ana, fields={"note": "x" * 20_000})).status_code == 413

    def test_a_coach_has_no_phone_of_an_athlete(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.coach)
        assert send(client, entry(cast.ana)).status_code == 403

    @pytest.mark.parametrize("whose", ["ben", "zoe"])
    def test_a_session_of_another_athlete(self, ana: Client, cast: Cast, whose: str) -> None:
        plan = begin(getattr(cast, whose))
        session = session_on(plan, TUESDAY)
        report: dict[str, Any] = {"kind": "report", "session": str(session.pk), "fields": {"outcome": "done"}}
        assert send(ana, entry(cast.ana, **report)).status_code == 422
        assert not Feedback.objects.across_teams().exists()


def test_the_phone_keeps_what_the_athlete_sees(ana: Client, cast: Cast) -> None:
    plan = begin(cast.ana)
    state = ana.get("/phone/state/").json()
    assert state["person"] == person_of(cast.ana.user, cast.ana)  # type: ignore[arg-type]
    assert "mood" in state["asks"]
    thursday = next(each for each in state["sessions"] if each["day"] == THURSDAY.isoformat())
    assert thursday["id"] == str(session_on(plan, THURSDAY).pk)
    assert ana.get("/phone/state/")["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_an_answer_that_comes_late_puts_back_no_cookie(ana: Client) -> None:
    """Somebody may have signed in on another page meanwhile, and has a new one."""
    assert settings.CSRF_COOKIE_NAME in ana.get("/phone/state/").cookies
    reply = ana.get("/phone/state/")
    assert reply.json()["csrf"]
    assert dict(reply.cookies) == {}


def test_the_shell_speaks_as_its_person_does(ana: Client, cast: Cast) -> None:
    """A phone fetches the shell again when the script beside it changes."""

    def version() -> str:
        return ana.get("/sw.js").content.decode().split("const VERSION = ")[1].splitlines()[0]

    before = version()
    assert version() == before
    cast.ana_user.units = "mi"
    cast.ana_user.save()
    assert "km" in Client().get("/offline/").content.decode()
    in_miles = version()
    assert in_miles != before
    assert 'value="mi"' in ana.get("/offline/").content.decode()
    cast.ana_user.language = "de"
    cast.ana_user.save()
    assert version() not in {before, in_miles}
    assert '<html lang="de">' in ana.get("/offline/").content.decode()
