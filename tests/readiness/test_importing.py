"""Real files: whatever is in them, good rows are kept, bad ones are named, and twice changes nothing."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command

from athletes.models import Athlete, Level
from readiness.csv_rows import BadRow, CsvFile, Row
from readiness.log_columns import BadMapping, Scale
from readiness.logging_days import clear_log, write_log
from readiness.models import DailyLog, DailyLogVersion, DayStatus, Source
from tests.cast import Cast, an_athlete

NOW = "2026-11-24T12:00:00Z"
HEADER = "who,when,sore,mood,sleep,tired,calm"
MAPPED = "athlete=who,date=when,soreness=sore,mood=mood,sleep_quality=sleep,fatigue=tired,stress=calm"
PMDATA_HEADER = (
    "pid,effective_time_frame,fatigue,mood,readiness,sleep_duration_h,sleep_quality,soreness,soreness_area,stress"
)


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


class Desk:
    """A place to write files and import them into the cast's team."""

    def __init__(self, folder: Path, cast: Cast) -> None:
        self.path = folder / "logs.csv"
        self.cast = cast

    def write(self, *lines: str | bytes) -> Desk:
        self.path.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines))
        return self

    def run(self, *options: str, team: str = "harvest") -> str:
        """Import with the columns of `HEADER`, unless the options say otherwise; returns what was printed."""
        how = options if {"--preset", "--map"} & set(options) else ("--map", MAPPED, *options)
        out = io.StringIO()
        call_command("import_logs", str(self.path), "--team", team, *how, stdout=out, stderr=io.StringIO())
        return out.getvalue()

    def log(self, day: str, athlete: Athlete | None = None) -> DailyLog:
        return (athlete or self.cast.ana).logs.get(local_date=day)

    def days(self, athlete: Athlete | None = None) -> list[str]:
        logs = (athlete or self.cast.ana).logs.order_by("local_date")
        return [str(day) for day in logs.values_list("local_date", flat=True)]


@pytest.fixture
def desk(tmp_path: Path, cast: Cast) -> Desk:
    return Desk(tmp_path, cast)


# Rows of a file, without a database.


def rows_of(path: Path, content: bytes, delimiter: str | None = None) -> list[Row | BadRow]:
    path.write_bytes(content)
    with CsvFile(path, delimiter) as file:
        return list(file.rows())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"a,b\n1,2\n", [Row(2, ("1", "2"))], id="plain"),
        pytest.param(b"\xef\xbb\xbfa,b\n1,2\n", [Row(2, ("1", "2"))], id="byte-order mark"),
        pytest.param(gzip.compress(b"\xef\xbb\xbfa,b\n1,2\n"), [Row(2, ("1", "2"))], id="gzipped"),
        pytest.param(b"a,b\r\n1,2\r\n", [Row(2, ("1", "2"))], id="lines of Windows"),
        pytest.param(b"a;b\n1,5;2\n", [Row(2, ("1,5", "2"))], id="semicolons and decimal commas"),
        pytest.param(b"a\tb\n1\t2", [Row(2, ("1", "2"))], id="tabs, no last line end"),
        pytest.param(b"\n\na,b\n\n 1 , 2 \n,\n", [Row(5, ("1", "2"))], id="empty lines and spaces"),
        pytest.param(
            b'a,b\n"two\nlines",2\n3,4\n', [Row(2, ("two\nlines", "2")), Row(4, ("3", "4"))], id="line break in a cell"
        ),
        pytest.param(
            b"a,b\n1\n1,2,3\n3,4\n",
            [
                BadRow(2, "1 cells where the header has 2"),
                BadRow(3, "3 cells where the header has 2"),
                Row(4, ("3", "4")),
            ],
            id="ragged",
        ),
        pytest.param(
            b'a,b\n"1,2\n3,4\n5,6\n',
            [BadRow(2, "its quotes do not match"), Row(3, ("3", "4")), Row(4, ("5", "6"))],
            id="a quote that never closes",
        ),
        pytest.param(
            b'a,b\n1,"2\n3,"4"\n5,6\n',
            [BadRow(2, "its quotes do not match"), Row(3, ("3", "4")), Row(4, ("5", "6"))],
            id="a quote that closes in the wrong row",
        ),
        pytest.param(
            b'a,b\n1,"2\n' + b"x" * 70_000 + b"\n5,6\n",
            [
                BadRow(2, "its quotes do not match"),
                BadRow(3, "longer than 65536 characters"),
                Row(4, ("5", "6")),
            ],
            id="an open quote before a line too long",
        ),
        pytest.param(
            b"a,b\n" + b"x" * 10_000_000 + b"\n1,2\n",
            [BadRow(2, "longer than 65536 characters"), Row(3, ("1", "2"))],
            id="a line of 10 MB",
        ),
        pytest.param(b"a,b\n1,\x002\n3,4", [BadRow(2, "holds NUL bytes"), Row(3, ("3", "4"))], id="NUL bytes"),
        pytest.param("a,b\nJosé,2\n3,4".encode("latin-1"), [BadRow(2, "not UTF-8"), Row(3, ("3", "4"))], id="Latin-1"),
        pytest.param(b"a,b\n", [], id="header only"),
    ],
)
def test_rows(tmp_path: Path, content: bytes, expected: list[Row | BadRow]) -> None:
    assert rows_of(tmp_path / "file.csv", content) == expected


def test_a_broken_archive_keeps_the_rows_before_the_break(tmp_path: Path) -> None:
    lines = [f"{n},{n * 7919 % 1000003}" for n in range(20_000)]
    whole = gzip.compress("\n".join(["a,b", *lines]).encode())
    rows = rows_of(tmp_path / "file.csv.gz", whole[: len(whole) // 2])

    assert len(rows) > 1000
    assert [row.line for row in rows if isinstance(row, BadRow)] == [rows[-1].line]
    assert isinstance(rows[-1], BadRow)
    assert rows[-1].reason == "the compressed file is broken here; what follows is lost"


def test_an_open_quote_does_not_swallow_the_rows_up_to_a_far_one(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "file.csv", b'a,b\n1,"open\n' + b"3,4\n" * 500 + b'5,6"\n')

    assert rows[0] == BadRow(2, "its quotes do not match")
    assert rows[1:-1] == [Row(line, ("3", "4")) for line in range(3, 503)]


# Scales.


@pytest.mark.parametrize(
    ("scale", "stored"),
    [
        pytest.param("1..7:worst", {1: 5, 2: 4, 3: 4, 4: 3, 5: 2, 6: 2, 7: 1}, id="Hooper: h becomes 5 - (h-1) x 4/6"),
        pytest.param("1..7", {1: 1, 2: 2, 4: 3, 6: 4, 7: 5}, id="1-7, 7 is best"),
        pytest.param("1..9", {2: 2, 4: 3, 6: 4, 8: 5}, id="exact halves go up"),
        pytest.param("1..5:worst", {1: 5, 2: 4, 5: 1}, id="Gastin: 1 is best"),
        pytest.param("0..100", {0: 1, 12: 1, 13: 2, 50: 3, 100: 5}, id="a slider"),
    ],
)
def test_a_rating_is_stored_from_1_to_5_with_5_the_best(scale: str, stored: dict[int, int]) -> None:
    parsed = Scale.parse(scale)
    assert {value: parsed.stored(Decimal(value), 1, 5) for value in stored} == stored


@pytest.mark.parametrize("text", ["", "1", "1..", "7..1", "1..1", "1..7:bad", "a..b", "1..7..9"])
def test_what_is_no_scale(text: str) -> None:
    with pytest.raises(BadMapping, match="is no scale"):
        Scale.parse(text)


# Into the database.


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
    ).run("--preset", "pmdata", "--create-athletes", "--level", "beginner", "--baseline-km", "22.5")

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


def test_a_second_file_adds_its_columns_to_the_days(desk: Desk) -> None:
    desk.write(PMDATA_HEADER, "Ana R.,2019-11-01T08:31:40Z,2,3,5,6,3,2,[],3").run("--preset", "pmdata")
    desk.write(
        "pid,date,rhr,err", "Ana R.,2019-11-01,53.7410736,6.79", "Ana R.,2019-11-02,0.0,0.0", "Ana R.,2019-11-03,50,1"
    ).run("--preset", "pmdata-rhr")

    log = desk.log("2019-11-01")
    assert (log.fatigue, log.sleep_h, log.resting_hr_bpm, log.revision) == (2, Decimal(6), Decimal("53.7"), 2)
    assert desk.days() == ["2019-11-01", "2019-11-03"]


def test_created_athletes_may_be_named_by_their_address(desk: Desk) -> None:
    out = desk.write(
        HEADER, "Eva@Example.org,2026-11-20,3,3,3,3,3", "eva@example.org,2026-11-21,3,3,3,3,3", "@,2026-11-21,3,3,3,3,3"
    ).run("--create-athletes")
    eva = Athlete.objects.in_team(desk.cast.team).get(email="Eva@Example.org")
    assert (eva.name, len(desk.days(eva))) == ("Eva", 2)
    assert "line 4: “@” is no e-mail address" in out


def stored(cast: Cast) -> list[Any]:
    """Every row that an import may touch, with its ids."""
    return [
        list(model.objects.across_teams().order_by("pk").values())
        for model in (Athlete, DailyLog, DailyLogVersion, DayStatus)
    ]


def test_run_twice_changes_nothing(desk: Desk) -> None:
    desk.write(HEADER, *(f"Ana R.,2026-11-{day},3,{day % 5 + 1},3,3,2" for day in range(10, 20)))
    desk.run()
    before = stored(desk.cast)

    out = desk.run()

    assert "0 days written, 0 replaced, 10 unchanged" in out
    assert stored(desk.cast) == before


def test_a_corrected_file_replaces_the_day_and_keeps_the_version(desk: Desk) -> None:
    desk.write(HEADER, "Ana R.,2026-11-20,3,3,3,3,3", "Ana R.,2026-11-19,3,3,3,3,3").run()
    out = desk.write(HEADER, "Ana R.,2026-11-20,1,1,3,3,", "Ana R.,2026-11-19,3,3,3,3,3").run()

    assert "0 days written, 1 replaced, 1 unchanged" in out
    log = desk.log("2026-11-20")
    assert (log.soreness, log.mood, log.stress, log.revision) == (1, 1, None, 2)
    [version] = DailyLogVersion.objects.in_team(desk.cast.team)
    assert version.values == dict.fromkeys(("fatigue", "soreness", "sleep_quality", "mood", "stress"), 3)
    assert (version.local_date, version.revision, version.source) == (date(2026, 11, 20), 1, Source.IMPORT)
    assert desk.cast.ana.statuses.get(local_date="2026-11-20").status == "red"


def test_the_earlier_file_again_takes_a_correction_back(desk: Desk) -> None:
    for mood in (3, 1, 3, 1, 3):
        desk.write(HEADER, f"Ana R.,2026-11-20,3,{mood},3,3,3").run()
        assert desk.log("2026-11-20").mood == mood
    assert desk.log("2026-11-20").revision == 5


def test_what_a_person_wrote_after_the_import_stays(desk: Desk) -> None:
    desk.write(HEADER, "Ana R.,2026-11-22,3,3,3,3,3", "Ana R.,2026-11-23,3,3,3,3,3").run()
    write_log(
        desk.cast.ana,
        date(2026, 11, 22),
        {"mood": 5},
        client_id=uuid4(),
        source=Source.CHECK_IN,
    )
    clear_log(desk.cast.ana, date(2026, 11, 23))

    out = desk.run()

    assert "2 unchanged" in out
    assert desk.log("2026-11-22").mood == 5
    assert desk.days() == ["2026-11-22"]


def test_the_statuses_cover_the_span_and_no_day_without_a_log_is_green(desk: Desk) -> None:
    days = [f"2026-10-{day:02}" for day in (1, 2, 5, 9)]
    desk.write(HEADER, *(f"Ana R.,{day},3,3,3,3,3" for day in days)).run()

    statuses = {str(s.local_date): s.status for s in desk.cast.ana.statuses.all()}
    assert len(statuses) == 9
    assert {day for day, status in statuses.items() if status == "green"} == set(days)
    assert set(statuses.values()) == {"green", "unknown"}


def test_a_late_import_is_part_of_the_normal_of_days_that_are_stored(desk: Desk) -> None:
    low = "Ana R.,2026-11-20,2,2,3,3,3"
    desk.write(HEADER, low).run()
    assert desk.cast.ana.statuses.get(local_date="2026-11-20").status == "green"

    desk.write(HEADER, *(f"Ana R.,2026-11-{day:02},5,5,5,5,5" for day in range(2, 20))).run()

    assert desk.cast.ana.statuses.get(local_date="2026-11-20").status == "red"


def test_a_dry_run_counts_and_writes_nothing(desk: Desk) -> None:
    before = stored(desk.cast)
    out = desk.write(HEADER, "Ana R.,2026-11-20,3,3,3,3,3", "New,2026-11-20,3,3,3,3,3").run(
        "--dry-run", "--create-athletes"
    )
    assert "2 days written" in out
    assert "1 athletes created" in out
    assert "Dry run: nothing was written." in out
    assert stored(desk.cast) == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(("--team", "nope"), "There is no team “nope”.", id="no such team"),
        pytest.param(("--zone", "Mars/Olympus"), "is not a time zone", id="no such zone"),
        pytest.param(("--map", "athlete=who,date=when,mood=x"), "has no column x. Its columns: who, when,"),
        pytest.param(("--map", "athlete=who,date=when,speed=x"), "There is no field speed. Fields: athlete,"),
        pytest.param(("--map", "soreness=sore"), "Which column is athlete and which is date?", id="no athlete column"),
        pytest.param(("--map", "soreness"), "“soreness” is not understood", id="no equals sign"),
        pytest.param(("--scale", "soreness=7"), "“7” is no scale", id="no scale"),
        pytest.param(("--scale", "pain=0..100"), "pain has no scale to convert", id="scale of what is no rating"),
        pytest.param(("--delimiter", "::"), "A delimiter is one character", id="two characters"),
        pytest.param(("--create-athletes", "--baseline-km", "nan"), "between 5 and 200 km", id="no baseline"),
    ],
)  # fmt: skip
def test_wrong_options_are_told_before_anything_is_written(desk: Desk, options: tuple[str, ...], message: str) -> None:
    desk.write(HEADER, "Ana R.,2026-11-20,3,3,3,3,3")
    with pytest.raises(CommandError, match=message.replace("?", r"\?")):
        desk.run(*options)
    assert desk.days() == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "The file is empty.", id="empty"),
        pytest.param(b"\n \n", "The file is empty.", id="blank lines"),
        pytest.param(HEADER.encode(), "Nothing could be read.", id="header only"),
        pytest.param(HEADER.encode() + b"\nNobody,2026-11-20,3,3,3,3,3", "Nothing could be read.", id="only bad rows"),
        pytest.param(HEADER.encode("utf-16"), "no header of a CSV file in UTF-8", id="UTF-16"),
        pytest.param(b"\x1f\x8bno archive", "no header of a CSV file in UTF-8", id="an archive in name only"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0", "no header of a CSV file in UTF-8", id="a picture"),
        pytest.param(HEADER.replace("mood", "sore").encode() + b"\n", "has no column mood", id="a column twice"),
    ],
)
def test_a_file_of_which_nothing_can_be_read(desk: Desk, content: bytes, message: str) -> None:
    desk.path.write_bytes(content)
    with pytest.raises(CommandError, match=message) as error:
        desk.run()
    assert error.value.returncode == 1


def test_a_file_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file or directory"):
        desk.run()


def test_a_file_that_a_spreadsheet_wrote(desk: Desk, tmp_path: Path) -> None:
    with desk.path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(["Name", "Day, local", "Soreness (1-7)", "Ill", "Note", "More?"])
        writer.writerow(["Ana R.", "2026-11-20", "7", "above_neck", 'said "fine"\nthen slept', "yes"])
    desk.run(
        "--map", 'athlete=Name,"date=Day, local",soreness=Soreness (1-7),illness=Ill,note=Note,wants_more=More?',
        "--scale", "soreness=1..7:worst",
    )  # fmt: skip
    log = desk.log("2026-11-20")
    assert (log.soreness, log.illness, log.wants_more) == (1, "above_neck", True)
    assert log.note == 'said "fine"\nthen slept'
