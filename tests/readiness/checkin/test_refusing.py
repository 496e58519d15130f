"""A wrong answer or day is told in its place, and nothing is written."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from readiness.models import DailyLog
from tests.cast import Cast
from tests.readiness.checkin.conftest import HERE, HTMX, answers, log, text


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
    ana: Client, cast: Cast, field: str, sent: str, error: str
) -> None:
    form = answers(note="kept") | {field: sent}

    plain, by_htmx = ana.post(HERE, form), ana.post(HERE, form, headers=HTMX)

    assert (plain.status_code, by_htmx.status_code) == (422, 200)
    for answer in (plain, by_htmx):
        assert error in answer.context["check_in"]["form"].errors[field][0]
        assert error in text(answer)
    assert field == "note" or "kept</textarea>" in text(plain)
    assert log(cast.ana) is None


def test_an_empty_form_is_asked_for_one_word(ana: Client, cast: Cast) -> None:
    answer = ana.post(HERE, {"client_id": str(uuid4()), "illness": "none", "pain": "0"})

    assert answer.status_code == 422
    assert "Pick at least one word. Nothing was saved yet." in text(answer)
    assert log(cast.ana) is None


def test_a_form_of_another_day_sent_for_today_is_refused(ana: Client, cast: Cast) -> None:
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
def test_a_day_that_cannot_be_filled_in_says_why(ana: Client, cast: Cast, day: str, words: str, part: str) -> None:
    answer = ana.post(f"/check-in/{day}/{part}", answers())
    assert answer.status_code == 404
    assert words in text(answer)
    assert "Nothing was changed." in text(answer)
    assert ana.post(f"/check-in/{day}/{part}", answers(), headers=HTMX).headers["HX-Redirect"] == (f"/check-in/{day}/")
    assert words in text(ana.get(f"/check-in/{day}/"))
    assert not DailyLog.objects.in_team(cast.team).exists()


def test_a_form_far_too_large_is_refused_and_nothing_is_written(ana: Client, cast: Cast) -> None:
    assert ana.post(HERE, answers(note="x" * 300_000)).status_code == 413
    assert log(cast.ana) is None
