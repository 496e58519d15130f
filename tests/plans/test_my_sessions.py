"""The last two weeks of an athlete: reported late, corrected, filled in from a file, and written about."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from athletes.models import Activity
from athletes.training_history import Figures
from plans.conversation import say
from plans.engine.vocabulary import SessionKind
from plans.engine.week import SessionState
from plans.models import Feedback, Message, Plan, Reading, Session
from plans.report_files import choose
from tests.athletes.made_files import a_fit
from tests.cast import Cast
from tests.pages import visible
from tests.season import NOW, THURSDAY, TUESDAY, WEDNESDAY, begin, session_on

pytestmark = pytest.mark.slow

RUN = Figures(TUESDAY, sport="run", distance_km=6.1, duration_min=36.4)


def a_session(kind: SessionKind = SessionKind.EASY) -> SessionState:
    return SessionState(
        id="1", day=TUESDAY, position=0, original_day=TUESDAY, kind=kind, duration_min=40, distance_km=6, rpe=3,
        steps=(), marks=(), protects=(),
    )  # fmt: skip


class TestChoice:
    """Which activity of a file is meant; no database."""

    def test_the_longest_of_the_day(self) -> None:
        warm_up = Figures(TUESDAY, sport="run", distance_km=1, duration_min=8)
        assert choose(a_session(), [warm_up, RUN]) is RUN

    def test_a_ride_is_for_the_bike(self) -> None:
        ride = Figures(TUESDAY, sport="ride", distance_km=20, duration_min=50)
        assert choose(a_session(), [ride, RUN]) is RUN
        assert choose(a_session(SessionKind.CROSS_TRAINING), [ride, RUN]) is ride

    @pytest.mark.parametrize(
        ("kind", "found", "why"),
        [
            (SessionKind.EASY, [], "There is no activity"),
            (SessionKind.EASY, [Figures(WEDNESDAY)], "This file is of 18 Nov"),
            (SessionKind.EASY, [Figures(WEDNESDAY), Figures(THURSDAY)], "This file is of 18 Nov to 19 Nov"),
            (SessionKind.EASY, [Figures(TUESDAY, sport="ride")], "no run of this day"),
            (SessionKind.CROSS_TRAINING, [RUN], "this session is none"),
        ],
    )
    def test_what_does_not_belong_is_said(self, kind: SessionKind, found: list[Figures], why: str) -> None:
        with pytest.raises(ValidationError, match=why):
            choose(a_session(kind), found)


@pytest.fixture
def tuesday(plan: Plan) -> Session:
    return session_on(plan, TUESDAY)


def at(row: Session, more: str = "") -> str:
    return f"/my-sessions/{row.pk}/{more}"


def send_file(client: Client, row: Session, content: bytes, name: str = "run.fit") -> Any:
    return client.post(at(row, "file/"), {"file": SimpleUploadedFile(name, content)})


def value_of(page: str, name: str) -> str:
    """What stands in the field."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert tag is not None
    value = re.search(r'value="([^"]*)"', tag[0])
    return value[1] if value else ""


@pytest.mark.django_db
class TestReports:
    def test_two_weeks_stand_there_newest_first(self, ana: Client, plan: Plan, tuesday: Session) -> None:
        page = visible(ana.get("/my-sessions/"))
        assert page.index("Wed 18 Nov") < page.index("Tue 17 Nov") < page.index("Sun 15 Nov")
        assert "Thu 19 Nov" not in page
        ana.post(f"/today/sessions/{tuesday.pk}/report/", {"outcome": "done", "rpe": "4"})
        assert "Done · effort 4 of 10" in visible(ana.get("/my-sessions/"))

    def test_yesterday_is_asked_for_once_and_calmly(self, ana: Client, tuesday: Session) -> None:
        assert "How was it?" in visible(ana.get("/today/"))
        ana.post(f"/today/sessions/{tuesday.pk}/report/", {"outcome": "rested"})
        assert "How was it?" not in visible(ana.get("/today/"))

    def test_a_report_is_corrected(self, ana: Client, tuesday: Session) -> None:
        url = f"/today/sessions/{tuesday.pk}/report/"
        ana.post(url, {"outcome": "done", "rpe": "4", "client_id": uuid4()})
        page = ana.get(at(tuesday)).content.decode()
        assert "What you save now takes its place." in page
        answer = ana.post(url, {"outcome": "done", "rpe": "6", "client_id": uuid4()})
        assert answer.headers["Location"] == "/my-sessions/"
        assert Feedback.objects.in_team(tuesday.team_id).get(session=tuesday).rpe == 6

    def test_what_is_older_can_be_written_about(self, ana: Client, plan: Plan, tuesday: Session) -> None:
        with time_machine.travel(NOW + timedelta(days=15), tick=False):
            page = ana.get(at(tuesday)).content.decode()
            assert "this one is older" in visible(ana.get(at(tuesday)))
            assert f"/today/sessions/{tuesday.pk}/report/" not in page

    def test_what_is_ahead_or_somebody_else_s_is_not_there(
        self, ana: Client, plan: Plan, cast: Cast, tuesday: Session
    ) -> None:
        assert ana.get(at(session_on(plan, THURSDAY))).status_code == 404
        theirs = session_on(begin(cast.ben), TUESDAY)
        for path, method in (("", ana.get), ("file/", ana.post), ("message/", ana.post)):
            assert method(at(theirs, path)).status_code == 404

    def test_before_the_first_plan(self, ana: Client) -> None:
        assert "Nothing was planned yet" in visible(ana.get("/my-sessions/"))


@pytest.mark.django_db
class TestFile:
    def test_it_fills_the_form_in_and_saves_nothing(self, ana: Client, cast: Cast, tuesday: Session) -> None:
        start = datetime.fromisoformat(f"{TUESDAY}T07:00:00+00:00")
        answer = send_file(ana, tuesday, a_fit({"km": 6.123, "min": 36.4, "start": start}))
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Filled in from the file." in page
        assert (value_of(page, "duration_min"), value_of(page, "distance_km")) == ("36", "6.12")
        assert not Feedback.objects.in_team(cast.team).exists()
        assert not Activity.objects.in_team(cast.team).exists()

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (a_fit({"km": 6, "min": 36}), "and the session of another day."),
            (b"GIF89a" * 20, "A table needs date"),
            (b"", "Choose a file first."),
        ],
    )
    def test_what_cannot_be_used_is_said(self, ana: Client, tuesday: Session, content: bytes, why: str) -> None:
        answer = send_file(ana, tuesday, content) if content else ana.post(at(tuesday, "file/"))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert why in page
        assert "Nothing was changed." in page

    def test_a_huge_one_is_refused_before_it_is_read(self, ana: Client, tuesday: Session) -> None:
        assert send_file(ana, tuesday, b"x" * 13 * 1024 * 1024).status_code == 413


@pytest.mark.django_db
class TestWords:
    def test_there_and_back_with_marks(
        self, ana: Client, coach: Client, cast: Cast, plan: Plan, tuesday: Session
    ) -> None:
        assert ana.post(at(tuesday, "message/"), {"text": "The hills were icy"}).status_code == 302
        message = Message.objects.in_team(cast.team).get()
        assert (message.session, message.author) == (tuesday, cast.ana_user)
        assert f'<a href="/athletes/{cast.ana.pk}/messages/">Ana R.</a>' in coach.get("/morning/").content.decode()

        thread = f"/athletes/{cast.ana.pk}/messages/"
        assert f'href="{thread}?session={tuesday.pk}"' in coach.get(thread).content.decode()
        assert "New messages:" not in coach.get("/morning/").content.decode(), "the thread was read"
        asking = coach.get(f"{thread}?session={tuesday.pk}").content.decode()
        assert f'name="session" value="{tuesday.pk}"' in asking
        coach.post(thread, {"text": "Take the flat loop", "session": tuesday.pk})
        assert Message.objects.in_team(cast.team).latest("pk").session == tuesday

        assert 'class="nav-count">1<' in ana.get("/my-week/").content.decode()
        assert "Take the flat loop" in visible(ana.get(at(tuesday)))
        assert "nav-count" not in ana.get("/my-week/").content.decode()

    def test_reading_about_one_session_reads_nothing_else(
        self, ana: Client, cast: Cast, plan: Plan, tuesday: Session
    ) -> None:
        say(cast.ana, cast.coach, "In general: sleep")
        say(cast.ana, cast.coach, "Icy?", session=tuesday)
        ana.get(at(tuesday))
        assert not Reading.objects.in_team(cast.team).exists()
        assert 'class="nav-count">2<' in ana.get("/my-week/").content.decode()

    def test_a_session_of_somebody_else_is_not_written_about(self, coach: Client, cast: Cast, plan: Plan) -> None:
        theirs = session_on(begin(cast.ben), TUESDAY)
        thread = f"/athletes/{cast.ana.pk}/messages/"
        assert coach.get(f"{thread}?session={theirs.pk}").status_code == 404
        assert coach.post(thread, {"text": "Hello", "session": theirs.pk}).status_code == 404
        assert not Message.objects.in_team(cast.team).exists()

    @pytest.mark.parametrize("text", ["", "x" * 2001])
    def test_what_cannot_be_sent_comes_back(self, ana: Client, cast: Cast, tuesday: Session, text: str) -> None:
        assert ana.post(at(tuesday, "message/"), {"text": text}).status_code == 422
        assert not Message.objects.in_team(cast.team).exists()
