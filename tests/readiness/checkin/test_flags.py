"""What may stand in the way of a day: told with a tap, kept with the day's answers, seen by the coach."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from athletes import looks
from athletes.access import actor_for
from athletes.consents import ConsentGiver, withdraw
from athletes.models import ConsentKind, Look, User
from readiness.body_places import WORDS
from readiness.models import DailyLog
from tests.cast import Cast
from tests.pages import visible
from tests.readiness.checkin.conftest import HERE, TUESDAY
from tests.readiness.checkin.conftest import WORDS as ANSWERS

pytestmark = pytest.mark.django_db
BODY = f"{HERE}body/"


def tell(client: Client, **answers: Any) -> Any:
    return client.post(BODY, {"client_id": uuid4(), "illness": "none", **answers})


def the_log(cast: Cast) -> DailyLog:
    return DailyLog.objects.in_team(cast.team).get(athlete=cast.ana, local_date=TUESDAY)


def test_the_map_has_four_columns_of_mirrored_places() -> None:
    places = list(WORDS)
    for n in range(0, len(places), 4):
        sides = [place.partition(" ")[0] for place in places[n : n + 4]]
        names = [place.partition(" ")[2] for place in places[n : n + 4]]
        assert sides == ["right", "left", "left", "right"]
        assert (names[0], names[2]) == (names[1], names[3])
    assert all(len(place) <= 60 for place in WORDS), "as long as the column"


class TestBody:
    def test_a_niggle_joins_the_answers_of_the_day(self, ana: Client, cast: Cast) -> None:
        ana.post(HERE, {"client_id": uuid4(), **ANSWERS})
        answer = tell(ana, on_map="left calf", pain="3", pain_changes_stride="on")
        assert answer.headers["Location"] == HERE
        log = the_log(cast)
        assert (log.pain, log.pain_place, log.pain_changes_stride, log.mood) == (3, "left calf", True, 4)
        page = ana.get(BODY).content.decode()
        assert re.search(r'value="left calf"[^>]* checked', page)

    def test_words_of_ones_own_go_before_the_map(self, ana: Client, cast: Cast) -> None:
        tell(ana, on_map="left calf", pain_place="between the toes", pain="1")
        assert the_log(cast).pain_place == "between the toes"
        assert 'value="between the toes"' in ana.get(BODY).content.decode()

    def test_ill_is_answered_by_what_follows(self, ana: Client) -> None:
        tell(ana, illness="systemic")
        assert "Rest today and let this settle" in visible(ana.get(HERE))

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({"on_map": "left calf"}, "How much does it hurt?"),
            ({"on_map": "third knee", "pain": "2"}, "Nothing is saved yet."),
            ({"pain": "11"}, "Nothing is saved yet."),
            ({"pain_place": "x" * 61, "pain": "2"}, "Nothing is saved yet."),
            ({"client_id": "no id"}, "Nothing is saved yet."),
        ],
    )
    def test_what_cannot_be_comes_back(self, ana: Client, cast: Cast, answers: dict[str, str], said: str) -> None:
        answer = tell(ana, **answers)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not DailyLog.objects.in_team(cast.team).exists()

    def test_a_double_click_is_one_write(self, ana: Client, cast: Cast) -> None:
        sent = {"client_id": uuid4(), "on_map": "left calf", "pain": "3"}
        assert [ana.post(BODY, sent).status_code for _ in range(2)] == [302, 302]
        assert the_log(cast).revision == 1

    def test_without_consent_nothing_is_asked(self, ana: Client, cast: Cast) -> None:
        withdraw(cast.ana, [ConsentKind.ILLNESS], ConsentGiver(cast.ana_user))
        assert "There is no consent to keep them" in visible(ana.get(BODY))
        assert "body/#ill" not in ana.get(HERE).content.decode()
        tell(ana, on_map="left calf", pain="3")
        assert not DailyLog.objects.in_team(cast.team).exists()


def look(cast: Cast, user: User, page: str = "morning") -> None:
    actor = actor_for(user)
    assert actor is not None
    looks.note(actor, [cast.ana], page)


class TestSeen:
    @pytest.fixture(autouse=True)
    def logged(self, ana: Client) -> None:
        ana.post(HERE, {"client_id": uuid4(), **ANSWERS})

    def seen(self, client: Client) -> bool:
        return "Seen by Carla at" in visible(client.get(HERE))

    def test_once_a_coach_has_looked(self, ana: Client, cast: Cast) -> None:
        assert not self.seen(ana)
        look(cast, cast.coach)
        assert self.seen(ana)

    @pytest.mark.parametrize("page", ["profile", "messages", "consent"])
    def test_other_pages_show_no_check_in(self, ana: Client, cast: Cast, page: str) -> None:
        look(cast, cast.coach, page)
        assert not self.seen(ana)

    def test_an_edit_has_not_been_seen(self, ana: Client, cast: Cast) -> None:
        look(cast, cast.coach)
        with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
            ana.post(HERE, {"client_id": uuid4(), **ANSWERS, "mood": "1"})
            assert not self.seen(ana)
        with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
            look(cast, cast.coach)
            assert self.seen(ana), "a later look of the same day counts"
        assert Look.objects.in_team(cast.team).count() == 1

    def test_a_look_before_it_was_answered_does_not_count(self, ana: Client, cast: Cast) -> None:
        with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
            look(cast, cast.coach)
        assert not self.seen(ana)
