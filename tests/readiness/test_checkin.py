"""Ten seconds in the morning: answers go in once, can be corrected, taken back, and are the athlete's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from athletes.models import Athlete
from readiness.engine.vocabulary import Status
from readiness.models import DailyLog, DailyLogVersion, DayStatus, Illness, Source
from tests.cast import Cast, an_athlete

MORNING = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
"""Tuesday, half past seven where Ana is."""
TUESDAY = date(2026, 11, 24)
HERE = "/check-in/2026-11-24/"
HTMX = {"HX-Request": "true"}

WORDS = {"sleep_quality": "4", "soreness": "2", "fatigue": "3", "mood": "4", "stress": "4", "appetite": "3"}
DETAILS = {
    "sleep_h": "7.25",
    "wake_time": "06:40",
    "resting_hr_bpm": "51.5",
    "hrv_rmssd_ms": "64",
    "readiness": "6",
    "wants_more": "False",
    "illness": "above_neck",
    "pain": "2",
    "pain_place": "left calf",
    "note": "A dream of hills",
}


@pytest.fixture(autouse=True)
def _morning() -> Any:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def ana(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ana_user)
    return client


def answers(**changed: str) -> dict[str, str]:
    return {"client_id": str(uuid4()), **WORDS, **changed}


def log(athlete: Athlete, day: date = TUESDAY) -> DailyLog | None:
    return DailyLog.objects.in_team(athlete.team).filter(athlete=athlete, local_date=day).first()


def versions(athlete: Athlete) -> list[DailyLogVersion]:
    return list(DailyLogVersion.objects.in_team(athlete.team).filter(athlete=athlete).order_by("revision"))


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


class TestLogging:
    def test_six_rows_of_five_words_and_nothing_chosen(self, ana: Client) -> None:
        page = text(ana.get("/check-in/"))

        assert "How are you this morning?" in page
        assert page.count('type="radio" name="soreness"') == 5
        assert page.count(" checked") == 1, "only “Not ill” is said for the athlete"
        assert "Wednesday" not in page

    def test_what_is_logged_is_written_with_the_day_the_athlete_sees(self, ana: Client, cast: Cast) -> None:
        answer = ana.post(HERE, answers(**DETAILS))

        assert answer.headers["Location"] == HERE
        row = log(cast.ana)
        assert row is not None
        assert (row.source, row.written_by, row.zone) == (Source.CHECK_IN, cast.ana_user, "Europe/Berlin")
        assert (row.sleep_quality, row.soreness, row.fatigue) == (4, 2, 3)
        assert (row.mood, row.stress, row.appetite) == (4, 4, 3)
        assert (row.sleep_h, row.resting_hr_bpm, row.hrv_rmssd_ms) == (Decimal("7.25"), Decimal("51.5"), Decimal(64))
        assert (row.wake_time, row.readiness, row.wants_more) == (time(6, 40), 6, False)
        assert (row.illness, row.pain, row.pain_place) == (Illness.ABOVE_NECK, 2, "left calf")
        assert (row.pain_changes_stride, row.alarm_sign, row.note) == (False, False, "A dream of hills")

    def test_words_alone_are_enough_and_the_rest_stays_unsaid(self, ana: Client, cast: Cast) -> None:
        ana.post(HERE, answers(pain="", illness=""))

        row = log(cast.ana)
        assert row is not None
        assert (row.illness, row.pain, row.wants_more, row.sleep_h) == (Illness.NONE, 0, None, None)

    def test_the_date_is_the_athletes_own(self, client: Client, cast: Cast) -> None:
        cast.ana.zone = "Pacific/Auckland"  # half past seven in the evening of the same Tuesday
        cast.ana.save()
        client.force_login(cast.ana_user)
        with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False):
            client.post("/check-in/", answers())

        assert log(cast.ana) is None
        assert log(cast.ana, date(2026, 11, 25)) is not None

    def test_the_same_form_sent_twice_is_one_write(self, ana: Client, cast: Cast) -> None:
        form = answers()
        ana.post(HERE, form)
        ana.post(HERE, form)

        row = log(cast.ana)
        assert row is not None
        assert row.revision == 1
        assert versions(cast.ana) == []

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({}, "Your normal is still being learned. Today stays as planned."),
            ({"stress": "", "mood": "", "fatigue": ""}, "Answer at least 3 of sleep, soreness"),
            ({"sleep_quality": "1"}, "Keep today easy: effort 4 of 10 at most"),
            ({"sleep_quality": "1", "soreness": "1"}, "A good day to rest"),
            ({"illness": "systemic"}, "Rest today and let this settle"),
            ({"pain": "7"}, "Rest today and let this settle"),
            ({"alarm_sign": "on"}, "seek medical care now"),
        ],
        ids=["fine", "two words", "awful night", "two worst", "fever", "pain 7", "chest pain"],
    )
    def test_one_sentence_says_what_follows(self, ana: Client, said: dict[str, str], sentence: str) -> None:
        assert sentence in text(ana.post(HERE, answers(**said), headers=HTMX))
        assert sentence in text(ana.get(HERE)), "and says so again on the page"

    def test_htmx_gets_the_card_alone_and_a_browser_without_it_the_page(self, ana: Client, cast: Cast) -> None:
        card = text(ana.post(HERE, answers(), headers=HTMX))

        assert card.startswith(f'<div class="stack" id="check-in-{cast.ana.pk}-2026-11-24">')
        assert "<html" not in card
        assert '<span class="muted">Soreness</span> sore' in card
        assert "<html" in text(ana.get(HERE))

    def test_yesterdays_answers_are_not_shown_before_answering(self, ana: Client) -> None:
        ana.post("/check-in/2026-11-23/", answers(note="yesterday's note"))

        page = text(ana.get("/check-in/"))
        assert "yesterday&#x27;s note" not in page
        assert page.count(" checked") == 1

    def test_a_day_filled_in_later_is_marked_so(self, ana: Client, cast: Cast) -> None:
        page = text(ana.post("/check-in/2026-11-21/", answers(), follow=True))

        assert log(cast.ana, date(2026, 11, 21)) is not None
        assert "Logged, and marked as filled in later." in page

    def test_chest_pain_two_days_ago_still_sends_to_a_doctor(self, ana: Client) -> None:
        page = text(ana.post("/check-in/2026-11-22/", answers(alarm_sign="on"), follow=True))

        assert "seek medical care now" in page

    def test_a_read_only_coach_who_runs_logs_for_themselves(self, client: Client, cast: Cast) -> None:
        rita = an_athlete(cast.team, "Rita", cast.reader)
        client.force_login(cast.reader)

        client.post(HERE, answers())

        assert log(rita) is not None


class TestCorrecting:
    def test_an_edit_shows_the_answers_and_keeps_the_earlier_version(self, ana: Client, cast: Cast) -> None:
        ana.post(HERE, answers(pain="3", pain_place="left calf"))
        form = text(ana.get(f"{HERE}?edit", headers=HTMX))
        assert 'value="left calf"' in form
        assert '<details class="fold" open>' in form

        ana.post(HERE, answers(soreness="5"))

        row = log(cast.ana)
        assert row is not None
        assert (row.revision, row.soreness, row.pain, row.pain_place) == (2, 5, 0, "")
        (earlier,) = versions(cast.ana)
        assert (earlier.values["soreness"], earlier.values["pain"]) == (2, 3)

    def test_what_is_cleared_is_gone_kept_and_can_come_back(self, ana: Client, cast: Cast) -> None:
        ana.post(HERE, answers(**DETAILS))
        before = log(cast.ana)

        answer = ana.post(f"{HERE}clear/")
        assert answer.headers["Location"] == HERE
        assert log(cast.ana) is None
        assert DayStatus.objects.in_team(cast.team).get(local_date=TUESDAY).status == Status.UNKNOWN
        assert "Bring them back" in text(ana.get(HERE))

        ana.post(f"{HERE}restore/")
        after = log(cast.ana)
        assert before is not None
        assert after is not None
        assert {n: getattr(after, n) for n in DailyLog.FIELDS} == {n: getattr(before, n) for n in DailyLog.FIELDS}

    def test_clearing_by_htmx_answers_with_the_empty_form(self, ana: Client) -> None:
        ana.post(HERE, answers(note="A dream of hills"))

        card = text(ana.post(f"{HERE}clear/", headers=HTMX))

        assert "Bring them back" in card
        assert "How are you this morning?" in card
        assert "A dream of hills" not in card

    def test_clearing_and_bringing_back_can_be_repeated(self, ana: Client, cast: Cast) -> None:
        assert ana.post(f"{HERE}clear/").status_code == 302
        assert ana.post(f"{HERE}restore/").status_code == 302
        assert log(cast.ana) is None

        ana.post(HERE, answers())
        ana.post(f"{HERE}clear/")
        ana.post(f"{HERE}restore/")
        ana.post(f"{HERE}restore/")
        row = log(cast.ana)
        assert row is not None
        assert row.revision == 1

    def test_new_answers_after_clearing_are_not_overwritten_by_the_old(self, ana: Client, cast: Cast) -> None:
        ana.post(HERE, answers(soreness="1"))
        ana.post(f"{HERE}clear/")
        ana.post(HERE, answers(soreness="5"))

        ana.post(f"{HERE}restore/")

        row = log(cast.ana)
        assert row is not None
        assert row.soreness == 5


class TestRefusing:
    @pytest.mark.parametrize(
        ("field", "sent", "error"),
        [
            ("soreness", "6", "Select a valid choice"),
            ("soreness", "sore", "Select a valid choice"),
            ("sleep_h", "25", "less than or equal to 16"),
            ("sleep_h", "0", "greater than or equal to 0.25"),
            ("resting_hr_bpm", "200", "less than or equal to 110"),
            ("hrv_rmssd_ms", "NaN", "Enter a number"),
            ("pain", "11", "less than or equal to 10"),
            ("pain", "-1", "greater than or equal to 0"),
            ("readiness", "ten", "Enter a whole number"),
            ("wake_time", "25:00", "Enter a valid time"),
            ("illness", "homesick", "Select a valid choice"),
            ("pain_place", "x" * 61, "at most 60 characters"),
            ("note", "x" * 501, "at most 500 characters"),
            ("client_id", "17", "Enter a valid UUID"),
        ],
    )
    def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_written(
        self, ana: Client, cast: Cast, field: str, sent: str, error: str
    ) -> None:
        form = answers(note="kept") | {field: sent}

        plain, by_htmx = ana.post(HERE, form), ana.post(HERE, form, headers=HTMX)

        assert (plain.status_code, by_htmx.status_code) == (422, 200)
        for answer in (plain, by_htmx):
            assert error in answer.context["check_in"]["form"].errors[field][0]
            assert error in text(answer)
        assert field == "note" or "kept</textarea>" in text(plain)
        assert log(cast.ana) is None

    def test_an_empty_form_is_asked_for_one_word(self, ana: Client, cast: Cast) -> None:
        answer = ana.post(HERE, {"client_id": str(uuid4()), "illness": "none", "pain": "0"})

        assert answer.status_code == 422
        assert "Pick at least one word. Nothing was saved yet." in text(answer)
        assert log(cast.ana) is None

    def test_a_form_of_another_day_sent_for_today_is_refused(self, ana: Client, cast: Cast) -> None:
        form = answers()
        ana.post("/check-in/2026-11-23/", form)

        answer = ana.post(HERE, form)

        assert answer.status_code == 422
        assert "already used for another day" in text(answer)
        assert log(cast.ana) is None

    @pytest.mark.parametrize("part", ["", "clear/", "restore/"], ids=["log", "clear", "restore"])
    @pytest.mark.parametrize(
        ("day", "words"),
        [
            ("2026-11-25", "This day has not begun yet."),
            ("2026-11-20", "up to 3 days later; this one is older."),
            ("2026-13-45", "“2026-13-45” is not a date."),
            ("yesterday", "“yesterday” is not a date."),
        ],
        ids=["tomorrow", "four days ago", "no such month", "no date"],
    )
    def test_a_day_that_cannot_be_filled_in_says_why(
        self, ana: Client, cast: Cast, day: str, words: str, part: str
    ) -> None:
        answer = ana.post(f"/check-in/{day}/{part}", answers())
        assert answer.status_code == 404
        assert words in text(answer)
        assert "Nothing was changed." in text(answer)
        assert ana.post(f"/check-in/{day}/{part}", answers(), headers=HTMX).headers["HX-Redirect"] == (
            f"/check-in/{day}/"
        )
        assert words in text(ana.get(f"/check-in/{day}/"))
        assert not DailyLog.objects.in_team(cast.team).exists()

    def test_a_form_far_too_large_is_refused_and_nothing_is_written(self, ana: Client, cast: Cast) -> None:
        assert ana.post(HERE, answers(note="x" * 300_000)).status_code == 400
        assert log(cast.ana) is None


class TestWhoseDayItIs:
    def test_nobody_else_in_the_team_or_another_is_touched(self, ana: Client, cast: Cast) -> None:
        ana.post(HERE, answers())

        assert [r.athlete for r in DailyLog.objects.across_teams()] == [cast.ana]

    def test_another_athlete_sees_and_clears_nothing_of_it(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.ana_user)
        client.post(HERE, answers(note="only mine"))
        assert cast.zoe.user is not None
        client.force_login(cast.zoe.user)

        assert "only mine" not in text(client.get(HERE))
        client.post(f"{HERE}clear/")
        client.post(f"{HERE}restore/")

        assert log(cast.ana) is not None
        assert log(cast.zoe) is None

    def test_the_same_client_id_of_two_athletes_is_two_logs(self, client: Client, cast: Cast) -> None:
        form = {"client_id": str(UUID(int=7)), **WORDS}
        for athlete in (cast.ana, cast.zoe):
            assert athlete.user is not None
            client.force_login(athlete.user)
            client.post(HERE, form)
            assert log(athlete) is not None

    @pytest.mark.parametrize("part", ["", "clear/", "restore/"], ids=["log", "clear", "restore"])
    def test_a_coach_who_does_not_run_has_no_check_in(self, client: Client, cast: Cast, part: str) -> None:
        for user in (cast.coach, cast.reader, cast.stranger):
            client.force_login(user)
            assert client.post(HERE + part, answers()).status_code == 403
        assert not DailyLog.objects.across_teams().exists()

    @pytest.mark.parametrize("part", ["", "clear/", "restore/"], ids=["log", "clear", "restore"])
    def test_without_a_session_the_way_leads_to_the_sign_in_page(self, client: Client, cast: Cast, part: str) -> None:
        plain, by_htmx = client.post(HERE + part, answers()), client.post(HERE + part, answers(), headers=HTMX)

        assert plain.headers["Location"] == f"/sign-in/?next={HERE}{part}"
        assert by_htmx.headers["HX-Redirect"] == "/sign-in/"
        assert not DailyLog.objects.across_teams().exists()
