"""A program writes a day's log: once however often it sends it, and never past a refusal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from athletes.models import AgeGroup
from readiness.models import DailyLog, DailyLogVersion, DayStatus
from tests.api.conftest import TODAY, Program, token_for
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FULL = {
    "fatigue": 4,
    "soreness": 3,
    "sleep_quality": 5,
    "mood": 4,
    "stress": 2,
    "appetite": 3,
    "sleep_h": 7.25,
    "readiness": 8,
    "resting_hr_bpm": 47.5,
    "hrv_rmssd_ms": 82.1,
    "wake_time": "06:30:00",
    "illness": "above_neck",
    "pain": 2,
    "pain_place": "left calf",
    "pain_changes_stride": False,
    "alarm_sign": False,
    "missed_periods": True,
    "lost_weight": True,
    "wants_more": True,
    "note": "Käse & früh im Bett",
}


@pytest.fixture
def ana_program(cast: Cast) -> Program:
    return Program(token_for(cast.ana_user, cast.team, may_write=True))


def address(cast: Cast, day: date | str = TODAY) -> str:
    return reverse("api_log", args=[cast.ana.pk, day])


def logs(cast: Cast) -> Any:
    return DailyLog.objects.in_team(cast.team).filter(athlete=cast.ana)


def test_a_full_log_is_stored_and_read_back_as_it_was_sent(cast: Cast, coach: Program) -> None:
    made = coach.send("put", address(cast), FULL)
    assert made.status_code == 201
    read = coach.get(address(cast)).json()
    assert made.json() == read
    assert {name: read[name] for name in FULL} == FULL
    log = logs(cast).get()
    assert (log.source, log.written_by, log.zone) == ("api", cast.coach, "Europe/Berlin")
    assert DayStatus.objects.in_team(cast.team).filter(athlete=cast.ana, local_date=TODAY).exists()


def test_a_program_may_send_what_the_page_does_not_ask_a_minor(cast: Cast, coach: Program) -> None:
    cast.ana.age_group = AgeGroup.UNDER_18
    cast.ana.save()
    coach.send("put", address(cast), {"hrv_rmssd_ms": 82.1, "lost_weight": True})
    read = coach.get(address(cast)).json()
    assert (read["hrv_rmssd_ms"], read["lost_weight"]) == (82.1, True)


def test_put_replaces_the_whole_log(cast: Cast, coach: Program) -> None:
    coach.send("put", address(cast), FULL)
    replaced = coach.send("put", address(cast), {"mood": 2})
    assert replaced.status_code == 200
    assert (replaced.json()["mood"], replaced.json()["fatigue"], replaced.json()["illness"]) == (
        2,
        None,
        "none",
    )
    assert replaced.json()["revision"] == 2
    assert DailyLogVersion.objects.in_team(cast.team).count() == 1


def test_a_log_that_was_read_can_be_changed_and_sent_back(cast: Cast, coach: Program) -> None:
    coach.send("put", address(cast), {**FULL, "client_id": str(uuid4())})
    read = coach.get(address(cast)).json()
    assert coach.send("put", address(cast), {**read, "mood": 1}).json()["mood"] == 1


def test_the_same_client_id_is_one_write(cast: Cast, coach: Program) -> None:
    body = {"mood": 3, "client_id": str(uuid4())}
    first, again = (coach.send("put", address(cast), body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert logs(cast).get().revision == 1


def test_a_late_repeat_does_not_undo_a_newer_log(cast: Cast, coach: Program) -> None:
    body = {"mood": 3, "client_id": str(uuid4())}
    coach.send("put", address(cast), body)
    coach.send("put", address(cast), {"mood": 5})
    repeat = coach.send("put", address(cast), body)
    assert (repeat.status_code, repeat.json()["mood"]) == (200, 5)


def test_a_repeat_of_a_cleared_log_is_told_so(cast: Cast, coach: Program) -> None:
    body = {"mood": 3, "client_id": str(uuid4())}
    coach.send("put", address(cast), body)
    coach.send("delete", address(cast))
    repeat = coach.send("put", address(cast), body)
    assert repeat.status_code == 409
    assert repeat.json()["error"]["code"] == "cleared"
    assert not logs(cast).exists()
    assert coach.send("put", address(cast), {"mood": 3}).status_code == 201


def test_a_client_id_of_another_day_is_a_conflict(cast: Cast, coach: Program) -> None:
    body = {"mood": 3, "client_id": str(uuid4())}
    coach.send("put", address(cast), body)
    other_day = coach.send("put", address(cast, TODAY - timedelta(days=1)), body)
    assert other_day.status_code == 409
    assert other_day.json() == {
        "error": {
            "code": "reused",
            "message": "This client id was already used for another day.",
            "fields": {},
        }
    }
    assert [log.local_date for log in logs(cast)] == [TODAY]


def test_delete_clears_the_day_and_keeps_the_version(cast: Cast, coach: Program) -> None:
    coach.send("put", address(cast), FULL)
    assert [coach.send("delete", address(cast)).status_code for _ in range(2)] == [204, 204]
    assert coach.get(address(cast)).status_code == 404
    assert DailyLogVersion.objects.in_team(cast.team).get().values["mood"] == 4


@pytest.mark.parametrize("method", ["put", "delete"])
@pytest.mark.parametrize(
    ("day", "coach_may", "athlete_may"),
    [
        pytest.param(TODAY + timedelta(days=1), False, False, id="tomorrow"),
        pytest.param(date.max, False, False, id="the last day of all"),
        pytest.param(TODAY, True, True, id="today"),
        pytest.param(TODAY - timedelta(days=3), True, True, id="three days ago"),
        pytest.param(TODAY - timedelta(days=4), True, False, id="four days ago"),
        pytest.param(date(2000, 1, 1), True, False, id="years ago"),
        pytest.param(date(1999, 12, 31), False, False, id="before all logs"),
        pytest.param(date.min, False, False, id="the first day of all"),
    ],
)
def test_staff_fill_in_any_past_day_and_athletes_three(
    cast: Cast,
    coach: Program,
    ana_program: Program,
    method: str,
    day: date,
    coach_may: bool,
    athlete_may: bool,
) -> None:
    for program, may in ((coach, coach_may), (ana_program, athlete_may)):
        response = program.send(method, address(cast, day), {"mood": 3})
        assert (response.status_code < 300) is may, response.content
        if not may:
            assert response.status_code == 400
            assert list(response.json()["error"]["fields"]) == ["date"]
            assert not logs(cast).filter(local_date=day, source="api", written_by=cast.ana_user).exists()
    assert coach_may or athlete_may or not logs(cast).exists()


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        pytest.param({"mood": 0}, ["mood"], id="a wellness item of 0"),
        pytest.param({"mood": 6}, ["mood"], id="a wellness item of 6"),
        pytest.param({"mood": 2.5}, ["mood"], id="half a point"),
        pytest.param({"mood": True}, ["mood"], id="a truth for a number"),
        pytest.param({"sleep_h": 17}, ["sleep_h"], id="17 hours slept"),
        pytest.param({"sleep_h": 0}, ["sleep_h"], id="no hours slept"),
        pytest.param({"readiness": 11}, ["readiness"], id="readiness 11"),
        pytest.param({"resting_hr_bpm": 29.9}, ["resting_hr_bpm"], id="a pulse of 29.9"),
        pytest.param({"hrv_rmssd_ms": 250.1}, ["hrv_rmssd_ms"], id="HRV 250.1"),
        pytest.param({"pain": None}, ["pain"], id="pain that is null"),
        pytest.param({"pain": 11}, ["pain"], id="pain 11"),
        pytest.param({"pain_place": "x" * 61}, ["pain_place"], id="a place of 61 letters"),
        pytest.param({"note": "x" * 501}, ["note"], id="a note of 501 letters"),
        pytest.param({"note": "\x00"}, ["note"], id="a note with a null character"),
        pytest.param({"illness": "flu"}, ["illness"], id="an unknown illness"),
        pytest.param({"illness": ""}, ["illness"], id="an empty illness"),
        pytest.param({"wake_time": "half past six"}, ["wake_time"], id="a time in words"),
        pytest.param({"missed_periods": None}, ["missed_periods"], id="a tick that is null"),
        pytest.param({"lost_weight": 7.5}, ["lost_weight"], id="kilograms for a tick"),
        pytest.param({"client_id": "1"}, ["client_id"], id="an id that is no UUID"),
        pytest.param({"sleep": 7, "Mood": 3}, ["Mood", "sleep"], id="unknown fields"),
        pytest.param({"mood": 9, "pain": -1}, ["mood", "pain"], id="two at once"),
        pytest.param(b"", ["body"], id="no body, or one in chunks"),
        pytest.param([{"mood": 3}], ["body"], id="a list"),
        pytest.param(b"3", ["body"], id="a number"),
        pytest.param(b"null", ["body"], id="null"),
        pytest.param(rb'{"\ud800": 1}', ["\ud800"], id="an unknown field that is no text"),
        pytest.param(rb'{"illness": "\ud800"}', ["illness"], id="an illness that is no text"),
        pytest.param(rb'{"note": "\ud800"}', ["note"], id="a note that is no text"),
        pytest.param(b'{"sleep_h": 1e999}', ["sleep_h"], id="endless sleep"),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field(cast: Cast, coach: Program, body: Any, fields: list[str]) -> None:
    response = coach.send("put", address(cast), body)
    assert response.status_code == 400, response.content
    assert list(response.json()["error"]["fields"]) == fields
    assert not logs(cast).exists()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(b'{"mood": 3', 400, "parse_error", id="cut off"),
        pytest.param(b'{"sleep_h": NaN}', 400, "parse_error", id="not a number"),
        pytest.param(b'{"note": "\xff"}', 400, "parse_error", id="not UTF-8"),
        pytest.param(b"[" * 200_000, 400, "parse_error", id="nested too deeply"),
        pytest.param(b'{"note": "' + b"x" * 256 * 1024 + b'"}', 413, "too_large", id="more than 256 kB"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(cast: Cast, coach: Program, body: bytes, status: int, code: str) -> None:
    response = coach.send("put", address(cast), body)
    assert response.status_code == status
    assert response.json()["error"]["code"] == code
    assert not logs(cast).exists()


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain", ""])
def test_a_body_is_json(cast: Cast, coach: Program, content_type: str) -> None:
    response = coach.send("put", address(cast), b'{"mood": 3}', content_type=content_type)
    assert response.status_code == 415
    assert response.json()["error"]["code"] == "unsupported_media_type"


@pytest.mark.parametrize("method", ["post", "patch"])
def test_other_methods_are_not_allowed(cast: Cast, coach: Program, method: str) -> None:
    response = coach.send(method, address(cast), {"mood": 3})
    assert response.status_code == 405
    assert response.json()["error"]["code"] == "method_not_allowed"
    assert not logs(cast).exists()


def test_a_malformed_date_is_refused_and_named(cast: Cast, coach: Program) -> None:
    for method in ("put", "delete"):
        response = coach.send(method, address(cast, "2026-13-01"), {"mood": 3})
        assert response.status_code == 400
        assert "YYYY-MM-DD" in response.json()["error"]["fields"]["date"][0]
    assert not logs(cast).exists()
