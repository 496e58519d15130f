"""Real files: whatever is in them, good rows are kept and bad ones are named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from athletes.models import Athlete, Level
from readiness.models import Source
from tests.cast import an_athlete
from tests.readiness.importing.conftest import HEADER, PMDATA_HEADER, Desk


def test_a_row_becomes_the_log_of_its_day(desk: Desk) -> None:
    out = desk.write(HEADER, "ana r.,2026-11-20,4,3,5,4,2").run()

    log = desk.log("2026-11-20")
    assert (log.soreness, log.mood, log.sleep_quality, log.fatigue, log.stress) == (4, 3, 5, 4, 2)
    assert (log.source, log.zone, log.revision) == (Source.IMPORT, "Europe/Berlin", 1)
    assert desk.cast.ana.statuses.get(local_date="2026-11-20").status == "green"
    assert "1 rows read, 0 of them bad" in out
    assert "1 days written, 0 replaced, 0 unchanged" in out


@pytest.mark.parametrize("who", ["Ana R.", "ANA R.", "ana.r@example.org", "Ana.R@Example.org"])
def test_athletes_are_found_by_name_or_address(desk: Desk, who: str) -> None:
    desk.write(HEADER, f"{who},2026-11-20,3,3,3,3,3").run()
    assert desk.days() == ["2026-11-20"]


def test_columns_may_stand_in_any_order(desk: Desk) -> None:
    desk.write("x,calm,tired,sleep,mood,sore,when,who", "9,1,2,3,4,5,2026-11-20,Ana R.").run()
    log = desk.log("2026-11-20")
    assert (log.soreness, log.mood, log.sleep_quality, log.fatigue, log.stress) == (5, 4, 3, 2, 1)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param("Nobody,2026-11-20,3,3,3,3,3", "unknown athlete “Nobody”", id="unknown athlete"),
        pytest.param("Zoe W.,2026-11-20,3,3,3,3,3", "unknown athlete “Zoe W.”", id="athlete of another team"),
        pytest.param(",2026-11-20,3,3,3,3,3", "no athlete", id="no athlete"),
        pytest.param("Ana R.,20.11.2026,3,3,3,3,3", "no date such as", id="a date of another kind"),
        pytest.param("Ana R.,2026-02-30,3,3,3,3,3", "no date such as", id="no day of the calendar"),
        pytest.param("Ana R.,2026-11-25,3,3,3,3,3", "its date lies in the future", id="tomorrow"),
        pytest.param("Ana R.,0001-01-01T00:00Z,3,3,3,3,3", "its date lies before 2000", id="the year 1"),
        pytest.param("Ana R.,9999-12-31T23:59Z,3,3,3,3,3", "its date lies before 2000 or in the", id="the year 9999"),
        pytest.param("Ana R.,2026-11-20,6,3,3,3,3", "sore is not between 1 and 5", id="above the scale"),
        pytest.param("Ana R.,2026-11-20,3,0,3,3,3", "mood is not between 1 and 5", id="below the scale"),
        pytest.param("Ana R.,2026-11-20,3,3,good,3,3", "sleep is not a number", id="a word"),
        pytest.param("Ana R.,2026-11-20,3,3,3,nan,3", "tired is not a number", id="not a number"),
        pytest.param("Ana R.,2026-11-20,3,3,3,3,1e999999", "calm is not a number", id="a number beyond numbers"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_kept(desk: Desk, row: str, reason: str) -> None:
    out = desk.write(HEADER, "Ana R.,2026-11-18,3,3,3,3,3", row, "Ana R.,2026-11-19,3,3,3,3,3").run()

    assert f"line 3: {reason}" in out
    assert "3 rows read, 1 of them bad" in out
    assert desk.days() == ["2026-11-18", "2026-11-19"]


def test_a_reason_does_not_repeat_a_health_value(desk: Desk) -> None:
    out = desk.write(HEADER, "Ana R.,2026-11-20,3,3,3,3,777", "Ana R.,2026-11-19,3,3,3,3,3").run()
    assert "line 2: calm" in out
    assert "777" not in out


def test_two_athletes_of_one_name_need_the_address(desk: Desk) -> None:
    an_athlete(desk.cast.team, "Ben O.")
    out = desk.write(HEADER, "Ben O.,2026-11-20,3,3,3,3,3", "Ana R.,2026-11-20,3,3,3,3,3").run()
    assert "line 2: 2 athletes are called “Ben O.”; use the e-mail address" in out


def test_missing_cells_stay_missing_and_a_row_without_a_value_is_no_log(desk: Desk) -> None:
    out = desk.write(HEADER, "Ana R.,2026-11-18,3,NA,-,3,", "Ana R.,2026-11-19,NA,NA,-,,0").run("--missing", "NA,-,0")

    log = desk.log("2026-11-18")
    assert (log.soreness, log.mood, log.sleep_quality, log.fatigue, log.stress) == (3, None, None, 3, None)
    assert desk.days() == ["2026-11-18"]
    assert "1 without any value" in out


@pytest.mark.parametrize("zero", ["0", "0.0", "0,00", "-0"])
def test_a_number_that_means_missing_may_be_written_in_any_way(desk: Desk, zero: str) -> None:
    desk.write("who;when;pulse;sore", f"Ana R.;2026-11-18;{zero};3").run(
        "--map", "athlete=who,date=when,resting_hr_bpm=pulse,soreness=sore", "--missing", "0"
    )
    assert desk.log("2026-11-18").resting_hr_bpm is None


def test_of_several_rows_a_day_the_last_by_time_wins(desk: Desk) -> None:
    out = desk.write(
        HEADER,
        "Ana R.,2026-11-20T08:00:00Z,1,1,1,1,1",
        "Ana R.,2026-11-20T21:00:00Z,3,3,3,3,3",
        "Ana R.,2026-11-20T12:00:00Z,2,2,2,2,2",
    ).run()

    assert desk.log("2026-11-20").soreness == 3
    assert "2 with a later row of the same day" in out


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        pytest.param("2026-11-19T23:30:00Z", "Europe/Oslo", "2026-11-20", id="after midnight in Oslo"),
        pytest.param("2026-11-19T22:30:00Z", "Europe/Oslo", "2026-11-19", id="before midnight in Oslo"),
        pytest.param("2026-11-20T00:30:00Z", "America/New_York", "2026-11-19", id="still the day before"),
        pytest.param("2026-11-20T23:30:00", "Europe/Oslo", "2026-11-20", id="without offset it is local already"),
        pytest.param("2026-11-20", "Pacific/Auckland", "2026-11-20", id="a date is a date"),
        pytest.param("2026-07-19T22:30:00Z", "Europe/Oslo", "2026-07-20", id="summer time"),
    ],
)
def test_an_instant_is_the_day_that_the_zone_shows(desk: Desk, instant: str, zone: str, day: str) -> None:
    desk.write(HEADER, f"Ana R.,{instant},3,3,3,3,3").run("--zone", zone)
    assert desk.days() == [day]
    assert desk.log(day).zone == zone


def test_without_a_zone_the_athlete_s_own_counts(desk: Desk) -> None:
    tokyo = an_athlete(desk.cast.team, "Tora", zone="Asia/Tokyo")
    desk.write(HEADER, "Tora,2026-11-19T16:00Z,3,3,3,3,3", "Ana R.,2026-11-19T16:00Z,3,3,3,3,3").run()
    assert desk.days(tokyo) == ["2026-11-20"]
    assert desk.days() == ["2026-11-19"]


def test_the_pmdata_preset(desk: Desk) -> None:
    out = desk.write(
        PMDATA_HEADER,
        'p01,2019-11-01T08:31:40.751Z,2,3,5,6,3,2,"[12921003, 22943007]",3',
        "p01,2019-11-01T23:31:40.751Z,0,3,0,7,3,3,[],3",
        "p01,2019-11-03T08:31:40.751Z,0,0,0,0,0,0,[],0",
        "p03,2019-11-03T08:31:40.751Z,9,3,0,7,3,3,[],3",
    ).run(
        "--preset", "pmdata", "--create-athletes", "--consent-on-paper", "folder 3", "--level", "beginner",
        "--baseline-km", "22.5",
    )  # fmt: skip

    assert "line 5: fatigue is not between 1 and 5" in out
    assert "1 athletes created" in out
    athlete = Athlete.objects.in_team(desk.cast.team).get(name="p01")
    assert (athlete.zone, athlete.level, athlete.baseline_km_per_week) == (
        "Europe/Oslo", Level.BEGINNER, Decimal("22.5"),
    )  # fmt: skip
    assert athlete.nights_from == date(2026, 11, 24)
    first, second = athlete.logs.order_by("local_date")
    assert (first.local_date, first.fatigue, first.sleep_h) == (date(2019, 11, 1), 2, Decimal(6))
    assert (second.local_date, second.fatigue, second.readiness) == (date(2019, 11, 2), None, None)
    assert not Athlete.objects.in_team(desk.cast.team).filter(name="p03").exists()


def test_created_athletes_may_be_named_by_their_address(desk: Desk) -> None:
    out = desk.write(
        HEADER, "Eva@Example.org,2026-11-20,3,3,3,3,3", "eva@example.org,2026-11-21,3,3,3,3,3", "@,2026-11-21,3,3,3,3,3"
    ).run("--create-athletes", "--consent-on-paper", "folder 3")
    eva = Athlete.objects.in_team(desk.cast.team).get(email="Eva@Example.org")
    assert (eva.name, len(desk.days(eva))) == ("Eva", 2)
    assert "line 4: “@” is no e-mail address" in out


@pytest.mark.parametrize(("said", "kept"), [("yes", True), ("1", True), ("no", False), ("", False)])
def test_signs_to_refer_on_are_ticks(desk: Desk, said: str, kept: bool) -> None:
    desk.write("who,when,mood,periods,weight", f"Ana R.,2026-11-20,4,{said},{said}").run(
        "--map", "athlete=who,date=when,mood=mood,missed_periods=periods,lost_weight=weight"
    )
    log = desk.log("2026-11-20")
    assert (log.missed_periods, log.lost_weight) == (kept, kept)


def test_a_number_of_kilograms_is_no_tick_and_is_not_repeated(desk: Desk) -> None:
    out = desk.write("who,when,mood,weight", "Ana R.,2026-11-20,4,58.3", "Ana R.,2026-11-19,4,").run(
        "--map", "athlete=who,date=when,mood=mood,lost_weight=weight"
    )
    assert "line 2: weight is neither yes nor no" in out
    assert "58.3" not in out
