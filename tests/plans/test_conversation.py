"""What coaches and athletes write to each other: who hears, what is open, what is unread, and for whom it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from notices import outbox
from plans.conversation import NoAccount, ask, mark_read, say
from plans.models import Message, Plan, Reading
from plans.threads import open_questions, thread, unread
from tests.cast import Cast, a_user, an_athlete
from tests.pages import queries, visible
from tests.season import WEDNESDAY, session_on
from tests.season import ask as a_decision

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def texts(cast: Cast) -> list[str]:
    return [message.text for message in thread(cast.ana).messages]


class TestSaying:
    def test_a_question_is_about_its_decision_and_open_until_the_athlete_writes(self, cast: Cast, plan: Plan) -> None:
        decision = a_decision(plan)
        asked = ask(decision, cast.coach, "How is the calf?")
        assert (asked.athlete, asked.decision, asked.author, asked.asks) == (cast.ana, decision, cast.coach, True)
        assert open_questions(cast.team, [cast.ana, cast.ben]) == {cast.ana.pk: asked}

        say(cast.ana, cast.assistant, "Take your time.")
        assert open_questions(cast.team, [cast.ana]) == {cast.ana.pk: asked}, "another coach is no answer"
        say(cast.ana, cast.ana_user, "Better.")
        assert open_questions(cast.team, [cast.ana]) == {}
        again = say(cast.ana, cast.coach, "And today?", asks=True)
        assert open_questions(cast.team, [cast.ana]) == {cast.ana.pk: again}

    def test_what_is_said_may_be_about_a_session(self, cast: Cast, plan: Plan) -> None:
        session = session_on(plan, WEDNESDAY, "strength")
        assert say(cast.ana, cast.coach, "Half the sets.", session=session).session == session
        assert open_questions(cast.team, [cast.ana]) == {}

    def test_an_athlete_without_an_account_is_not_asked(self, cast: Cast) -> None:
        with pytest.raises(NoAccount, match=r"Ben O\. has no account yet and would not read this"):
            say(cast.ben, cast.coach, "How are you?")
        assert not Message.objects.in_team(cast.team).exists()

    def test_a_double_click_says_it_once_and_the_same_words_later_twice(self, cast: Cast, clock: Any) -> None:
        assert say(cast.ana, cast.coach, "Well done.") == say(cast.ana, cast.coach, "Well done.")
        say(cast.ana, cast.coach, "Well done.", asks=True)
        clock.shift(MINUTE + SECOND)
        say(cast.ana, cast.coach, "Well done.", asks=True)
        assert texts(cast) == ["Well done."] * 3


class TestTheMail:
    def sent(self) -> list[Any]:
        outbox.deliver_due(timezone.now() + SECOND)
        return list(mail.outbox)

    def test_it_says_that_a_coach_wrote_and_not_a_word_of_it(self, cast: Cast) -> None:
        say(cast.ana, cast.coach, "How is the calf?")
        (message,) = self.sent()
        assert (message.subject, message.to) == ("Your coach wrote to you", [cast.ana_user.email])
        assert "http://testserver/messages/" in message.body or "/messages/" in message.body
        assert "calf" not in message.message().as_string()

    def test_there_is_one_for_all_that_is_unread(self, cast: Cast, clock: Any) -> None:
        for words in ("One.", "Two."):
            say(cast.ana, cast.coach, words)
            clock.shift(SECOND)
        assert len(self.sent()) == 1
        mark_read(cast.ana, cast.ana_user, thread(cast.ana))
        say(cast.ana, cast.coach, "Three.")
        assert len(self.sent()) == 2

    def test_what_the_athlete_writes_sends_none(self, cast: Cast) -> None:
        say(cast.ana, cast.ana_user, "Hello.")
        assert self.sent() == []


class TestReading:
    def test_each_side_has_to_read_what_the_other_wrote(self, cast: Cast, clock: Any) -> None:
        say(cast.ana, cast.coach, "How are you?")
        clock.shift(SECOND)
        say(cast.ana, cast.ana_user, "Fine.")
        both = [cast.ana, cast.ben]
        assert unread(cast.team, both, cast.coach) == {cast.ana.pk: 1}
        assert unread(cast.team, both, cast.ana_user) == {cast.ana.pk: 1}
        mark_read(cast.ana, cast.coach, thread(cast.ana))
        assert unread(cast.team, both, cast.coach) == {}
        assert unread(cast.team, both, cast.assistant) == {cast.ana.pk: 1}, "each reads for themselves"

    def test_reading_an_earlier_stretch_takes_nothing_back(self, cast: Cast, clock: Any) -> None:
        for n in range(3):
            say(cast.ana, cast.ana_user, f"{n}")
            clock.shift(SECOND)
        mark_read(cast.ana, cast.coach, thread(cast.ana))
        mark_read(cast.ana, cast.coach, thread(cast.ana, size=1, before=Message.objects.in_team(cast.team).last().pk))  # type: ignore[union-attr]
        assert unread(cast.team, [cast.ana], cast.coach) == {}
        assert Reading.objects.in_team(cast.team).count() == 1

    def test_a_long_thread_is_read_in_stretches(self, cast: Cast, clock: Any) -> None:
        for n in range(5):
            say(cast.ana, cast.ana_user, f"{n}")
        last = thread(cast.ana, size=2)
        before = thread(cast.ana, last.earlier, size=2)
        first = thread(cast.ana, before.earlier, size=2)
        assert [[m.text for m in part.messages] for part in (last, before, first)] == [["3", "4"], ["1", "2"], ["0"]]
        assert first.earlier is None


@pytest.mark.slow
class TestPages:
    def test_a_coach_asks_the_athlete_reads_and_answers_the_coach_sees_it(
        self, coach: Client, ana: Client, cast: Cast
    ) -> None:
        url = f"/athletes/{cast.ana.pk}/messages/"
        coach.post(url, {"text": "How is the <calf>?", "asks": "on"})
        assert "Waits for an answer" in visible(coach.get(url))
        assert "Carla asks: How is the <calf>? Answer" in visible(ana.get("/today/"))
        assert "Carla asks. Whatever you write answers it." in visible(ana.get("/messages/"))
        ana.post("/messages/", {"text": "Better."})
        assert "asks" not in visible(ana.get("/today/"))
        page = visible(coach.get(url))
        assert "How is the <calf>?" in page
        assert "Better." in page
        assert "Waits for an answer" not in page

    def test_what_is_not_a_question_waits_until_it_is_read(self, coach: Client, ana: Client, cast: Cast) -> None:
        coach.post(f"/athletes/{cast.ana.pk}/messages/", {"text": "Well done."})
        assert "One new message from your coaches." in visible(ana.get("/today/"))
        ana.get("/messages/")
        assert "new message" not in visible(ana.get("/today/"))

    def test_nothing_is_sent_from_an_empty_form(self, coach: Client, ana: Client, cast: Cast) -> None:
        for client, url in ((coach, f"/athletes/{cast.ana.pk}/messages/"), (ana, "/messages/")):
            answer = client.post(url, {"text": "  "})
            assert answer.status_code == 422
            assert b"There is nothing to send yet." in answer.content
        assert texts(cast) == []

    def test_without_an_account_the_page_says_so(self, coach: Client, cast: Cast) -> None:
        url = f"/athletes/{cast.ben.pk}/messages/"
        page = visible(coach.get(url))
        assert "Ben O. has no account yet" in page
        assert "Send" not in page
        assert coach.post(url, {"text": "Hello"}).status_code == 409

    def test_who_only_reads_has_no_form(self, client: Client, clock: Any, cast: Cast) -> None:
        client.force_login(cast.reader)
        url = f"/athletes/{cast.ana.pk}/messages/"
        assert "Send" not in visible(client.get(url))
        assert client.post(url, {"text": "Hello"}).status_code == 403

    def test_as_often_for_one_message_as_for_many(self, coach: Client, ana: Client, cast: Cast) -> None:
        url = f"/athletes/{cast.ana.pk}/messages/"
        say(cast.ana, cast.coach, "0")
        for client, page in ((coach, url), (ana, "/messages/")):
            queries(client, page)  # read once, and looked once
        few = (queries(coach, url), queries(ana, "/messages/"))
        for n in range(40):
            say(cast.ana, (cast.ana_user, cast.coach)[n % 2], f"{n}")
        assert (queries(coach, url), queries(ana, "/messages/")) == few
        assert "Earlier messages" in visible(coach.get(url))


def test_open_questions_and_unread_are_one_query_each(cast: Cast, django_assert_num_queries: Any) -> None:
    many = [an_athlete(cast.team, f"Runner {n}", a_user(f"Runner {n}")) for n in range(4)]
    for each in many:
        say(each, cast.coach, "How are you?", asks=True)
    with django_assert_num_queries(1):
        assert len(open_questions(cast.team, many)) == 4
    with django_assert_num_queries(1):
        assert unread(cast.team, many, many[0].user) == {many[0].pk: 1}  # type: ignore[arg-type]
