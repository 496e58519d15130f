"""Answers go in once, with the day the athlete sees, and one sentence says what follows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from readiness.models import Illness, Source
from tests.cast import Cast, an_athlete
from tests.readiness.checkin.conftest import DETAILS, HERE, HTMX, answers, log, text, versions


def test_six_rows_of_five_words_and_nothing_chosen(ana: Client) -> None:
    page = text(ana.get("/check-in/"))

    assert "How are you this morning" in page
    assert page.count('type="radio" name="soreness"') == 5
    assert page.count(" checked") == 1, "only “Not ill” is said for the athlete"
    assert "Wednesday" not in page


def test_what_is_logged_is_written_with_the_day_the_athlete_sees(ana: Client, cast: Cast) -> None:
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
    assert (row.missed_periods, row.lost_weight) == (True, True)


def test_words_alone_are_enough_and_the_rest_stays_unsaid(ana: Client, cast: Cast) -> None:
    ana.post(HERE, answers(pain="", illness=""))

    row = log(cast.ana)
    assert row is not None
    assert (row.illness, row.pain, row.wants_more, row.sleep_h) == (Illness.NONE, 0, None, None)


def test_the_date_is_the_athletes_own(client: Client, cast: Cast) -> None:
    cast.ana.zone = "Pacific/Auckland"  # half past seven in the evening of the same Tuesday
    cast.ana.save()
    client.force_login(cast.ana_user)
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False):
        client.post("/check-in/", answers())

    assert log(cast.ana) is None
    assert log(cast.ana, date(2026, 11, 25)) is not None


def test_the_same_form_sent_twice_is_one_write(ana: Client, cast: Cast) -> None:
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
def test_one_sentence_says_what_follows(ana: Client, said: dict[str, str], sentence: str) -> None:
    assert sentence in text(ana.post(HERE, answers(**said), headers=HTMX))
    assert sentence in text(ana.get(HERE)), "and says so again on the page"


def test_htmx_gets_the_card_alone_and_a_browser_without_it_the_page(ana: Client, cast: Cast) -> None:
    card = text(ana.post(HERE, answers(), headers=HTMX))

    assert card.startswith(f'<div class="stack" id="check-in-{cast.ana.pk}-2026-11-24">')
    assert "<html" not in card
    assert '<span class="muted">Soreness</span> sore' in card
    assert "<html" in text(ana.get(HERE))


def test_yesterdays_answers_are_not_shown_before_answering(ana: Client) -> None:
    ana.post("/check-in/2026-11-23/", answers(note="yesterday's note"))

    page = text(ana.get("/check-in/"))
    assert "yesterday&#x27;s note" not in page
    assert page.count(" checked") == 1


def test_a_day_filled_in_later_is_marked_so(ana: Client, cast: Cast) -> None:
    page = text(ana.post("/check-in/2026-11-21/", answers(), follow=True))

    assert log(cast.ana, date(2026, 11, 21)) is not None
    assert "Logged, and marked as filled in later." in page


def test_chest_pain_two_days_ago_still_sends_to_a_doctor(ana: Client) -> None:
    page = text(ana.post("/check-in/2026-11-22/", answers(alarm_sign="on"), follow=True))

    assert "seek medical care now" in page


def test_a_read_only_coach_who_runs_logs_for_themselves(client: Client, cast: Cast) -> None:
    rita = an_athlete(cast.team, "Rita", cast.reader)
    client.force_login(cast.reader)

    client.post(HERE, answers())

    assert log(rita) is not None
