"""Training files of four kinds: what is taken from each, and what is refused, in words."""

from __future__ import annotations

import gzip
import math
from datetime import timedelta
from typing import Any

import pytest

from athletes.activity_files import read
from athletes.bounded import Unreadable
from tests.athletes.made_files import START, a_csv, a_fit, a_gpx, a_tcx

STARTED = START.isoformat()


def figures(content: bytes | str) -> list[tuple[Any, ...]]:
    found = read(content if isinstance(content, bytes) else content.encode())["found"]
    return [(each["sport"], each["distance_km"], each["duration_min"], each["started_at"]) for each in found]


def left_out(content: str) -> list[str]:
    return list(read(content.encode())["left_out"])


def refusal(content: bytes | str) -> str:
    with pytest.raises(Unreadable) as caught:
        read(content if isinstance(content, bytes) else content.encode())
    return str(caught.value)


def test_fit_a_run() -> None:
    assert figures(a_fit({"km": 12.34, "min": 61.5})) == [("run", 12.34, 61.5, STARTED)]


def test_fit_every_session_of_a_file() -> None:
    later = START + timedelta(hours=1)
    duathlon = a_fit({"km": 5, "min": 25}, {"sport": "cycling", "km": 30, "min": 60, "start": later})
    assert figures(duathlon) == [("run", 5, 25, STARTED), ("other", 30, 60, later.isoformat())]


def test_fit_two_files_one_behind_the_other() -> None:
    assert len(figures(a_fit({"km": 5}) + a_fit({"km": 6}))) == 2


def test_fit_what_is_cut_behind_the_first_activity_is_told() -> None:
    reading = read(a_fit({"km": 5}) + a_fit({"km": 6})[:40])
    assert len(reading["found"]) == 1
    assert reading["left_out"] == ["The file is damaged behind its first activities."]


def test_fit_without_a_summary() -> None:
    assert "the recording was not finished" in refusal(a_fit())


def test_fit_cut_off() -> None:
    assert refusal(a_fit({}, records=200)[:2000]) == "This FIT file is damaged."


def test_fit_with_a_wrong_checksum() -> None:
    assert "damaged" in refusal(a_fit({})[:-1] + b"\0")


# 59 steps of a hundredth of a minute of arc on the mean radius of the earth that the GPX library uses.
NORTH_KM = round(59 * math.radians(1 / 6000) * 6378.137, 3)


def test_gpx_a_run() -> None:
    assert figures(a_gpx()) == [("run", pytest.approx(NORTH_KM, abs=0.002), pytest.approx(9.83), STARTED)]


@pytest.mark.parametrize(
    ("kind", "every_s", "sport"),
    [
        pytest.param("Trail Running", 10, "run", id="trail running"),
        pytest.param("cycling", 10, "other", id="cycling"),
        pytest.param(None, 10, "run", id="not told, 6.7 km/h"),
        pytest.param(None, 60, "other", id="not told, 1.1 km/h: a walk"),
        pytest.param("9", 10, "run", id="a number that only one program knows"),
    ],
)
def test_gpx_sports(kind: str | None, every_s: int, sport: str) -> None:
    assert figures(a_gpx(kind=kind, every_s=every_s))[0][0] == sport


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + a_gpx().encode(), id="UTF-8 with a mark"),
        pytest.param(a_gpx().encode("utf-16"), id="UTF-16"),
        pytest.param(gzip.compress(a_gpx().encode()), id="packed"),
        pytest.param(gzip.compress(a_gpx().encode()[:500]) + gzip.compress(a_gpx().encode()[500:]), id="in two parts"),
        pytest.param(a_gpx().replace("1.1", "1.0").replace("GPX/1/1", "GPX/1/0").encode(), id="GPX 1.0"),
    ],
)
def test_gpx_however_it_is_written(content: bytes) -> None:
    assert figures(content) == figures(a_gpx())


def test_gpx_every_track() -> None:
    track = a_gpx()[a_gpx().index("<trk>") : -len("</gpx>")]
    two = a_gpx().replace("</gpx>", track + "</gpx>")
    assert len(figures(two)) == 2


def test_gpx_a_place_is_no_activity() -> None:
    assert "no recorded activity" in refusal('<gpx><wpt lat="47" lon="8"><name>Home</name></wpt></gpx>')


def test_gpx_a_track_without_times() -> None:
    assert left_out(a_gpx(times=False)) == ["A track was left out: it does not say when it was."]


def test_tcx_the_sum_of_the_laps() -> None:
    assert figures(a_tcx()) == [("run", 2.5, 12.5, STARTED)]


def test_tcx_every_activity() -> None:
    activity = a_tcx()[a_tcx().index("<Activity ") : a_tcx().index("</Activities>")]
    two = a_tcx().replace("</Activities>", activity.replace("Running", "Biking") + "</Activities>")
    assert [each[0] for each in figures(two)] == ["run", "other"]


@pytest.mark.parametrize(
    ("laps", "why"),
    [
        pytest.param(((math.nan, 300),), "nan km cannot be", id="not a number"),
        pytest.param(((math.inf, 300),), "inf km cannot be", id="endless"),
        pytest.param(((-5000, 1800),), "-5 km cannot be", id="backwards"),
        pytest.param(((9e9, 1800),), "9e+06 km cannot be", id="around the earth"),
        pytest.param(((20_000, 600),), "no run is 120 km/h fast", id="too fast for a run"),
        pytest.param(((0, 0),), "it has neither distance nor time", id="nothing"),
        pytest.param((), "it has neither distance nor time", id="no laps"),
    ],
)
def test_what_cannot_be_is_left_out_in_words(laps: Any, why: str) -> None:
    assert left_out(a_tcx(laps=laps)) == [f"An activity was left out: {why}."]


@pytest.mark.parametrize("year", ["0001", "1969", "9999"])
def test_a_date_that_cannot_be(year: str) -> None:
    dated = a_tcx().replace("<Id>2026", f"<Id>{year}")
    assert left_out(dated) == [f"An activity was left out: it is dated {year}-10-04."]


@pytest.mark.parametrize(
    ("heading", "row", "found"),
    [
        pytest.param("date,km,minutes", "2026-10-04,10.5,52", ("run", 10.5, 52.0, None), id="plain"),
        pytest.param("date;km;time", "04.10.2026;10,5;52:30", ("run", 10.5, 52.5, None), id="with decimal commas"),
        pytest.param("Date\tMiles\tDuration", "2026-10-04\t10\t1:20:00", ("run", 16.093, 80.0, None), id="miles"),
        pytest.param(
            "Activity Date,Activity Type,Elapsed Time,Distance", '"Oct 4, 2026, 7:30:00 AM",Run,3600,12.0',
            ("run", 12.0, 60.0, "2026-10-04T07:30:00"), id="as a large log exports it",
        ),
        pytest.param(
            "Activity Type,Date,Distance,Time", 'Trail Running,2026-10-04 07:30:00,"1,012.5",',
            None, id="1,012.5 km are refused",
        ),
        pytest.param(
            "date,time,km,duration", "2026-10-04,07:30,10,52:30", ("run", 10.0, 52.5, None), id="time of day"
        ),
        pytest.param(
            "Datum;Distanz (km);Dauer [min]", "04.10.2026;10,5;52", ("run", 10.5, 52.0, None), id="units in brackets"
        ),
        pytest.param("date,km,type", "2026-10-04,40,Ride", ("other", 40.0, None, None), id="a ride"),
        pytest.param("started_at,distance_m", "2026-10-04T07:30:00+02:00,8000",
            ("run", 8.0, None, "2026-10-04T07:30:00+02:00"), id="metres, and a moment with its offset"),
    ],
)  # fmt: skip
def test_csv_columns(heading: str, row: str, found: tuple[Any, ...] | None) -> None:
    assert figures(f"{heading}\n{row}\n") == ([found] if found else [])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        pytest.param("3/4/2026,10,50", "“3/4/2026” is not a date such as 2026-10-04", id="April or March"),
        pytest.param(",10,50", "it has no date", id="no date"),
        pytest.param("2026-10-04,ten,50", "“ten” is not a number", id="a word"),
        pytest.param("2026-10-04,nan,50", "nan km cannot be", id="not a number"),
        pytest.param("2026-10-04,10,1:2:3", "“1:2:3” is not a number", id="half a clock"),
        pytest.param("2026-10-04", "it has neither distance nor time", id="a short row"),
        pytest.param("2026-10-04,1e400,50", "inf km cannot be", id="more than a number holds"),
    ],
)
def test_csv_a_bad_row_is_left_out_and_the_others_stay(row: str, why: str) -> None:
    text = f"date,km,minutes\n{row}\n2026-10-05,8,40\n"
    assert left_out(text) == [f"Row 2: {why}."]
    assert len(figures(text)) == 1


def test_csv_kilometres_that_nobody_found_are_told() -> None:
    text = "date,how far,minutes\n2026-10-04,10.5,52\n"
    assert figures(text) == [("run", None, 52.0, None)]
    assert left_out(text) == ["The kilometres: no column is called “km” or “distance”. Only times were kept."]


def test_csv_races_are_told() -> None:
    assert [each["race"] for each in read(b"date,km,race\n2026-10-04,10,yes\n2026-10-05,8,\n")["found"]] == [
        True,
        False,
    ]


BOMB = '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(BOMB + "]><gpx><trk><name>&j;</name></trk></gpx>", "a DTD", id="a billion laughs"),
        pytest.param(
            '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><name>&x;</name></gpx>', "a DTD",
            id="a file of the server",
        ),
        pytest.param(
            '<!DOCTYPE TrainingCenterDatabase SYSTEM "http://example.org/x.dtd"><TrainingCenterDatabase/>', "a DTD",
            id="a DTD from elsewhere",
        ),
        pytest.param("<gpx>" + "<trk>" * 200 + "</trk>" * 200 + "</gpx>", "nested more deeply", id="deep"),
        pytest.param("<gpx><trk></gpx>", "no well-formed XML", id="not closed"),
        pytest.param("<gpx>\xe4</gpx>".encode("latin-1"), "not written in UTF-8", id="Latin-1"),
        pytest.param(
            "<TrainingCenterDatabase><Courses/></TrainingCenterDatabase>", "TCX file holds no recorded activity",
            id="a TCX of courses",
        ),
        pytest.param(b"PK\x03\x04" + bytes(100), "an archive", id="a zip archive"),
        pytest.param(gzip.compress(bytes(30 * 1024 * 1024)), "larger than 24 MB", id="a gzip bomb"),
        pytest.param(gzip.compress(gzip.compress(b"date,km\n")), "not a training file", id="packed twice"),
        pytest.param(gzip.compress(b"date,km\n" * 99)[:-9], "packed with gzip, and is damaged", id="half a gzip file"),
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \n", "empty", id="only spaces"),
        pytest.param(b"\x89PNG\r\n", "not a training file", id="a picture"),
        pytest.param(b"<html></html>", "not a training file", id="a web page"),
        pytest.param("name,km\nAna,10\n", "No column of this table is called “date”", id="a table without dates"),
        pytest.param("date,shoes\n2026-10-04,blue\n", "neither km nor minutes", id="a table without figures"),
        pytest.param("date,km\n", "no rows", id="a table without rows"),
        pytest.param('date,km\n"' + "x" * 200_000, "longer than a page", id="an endless cell"),
        pytest.param("date,km\n" + "2026-10-04,10\n" * 5001, "more than 5000 activities", id="endless rows"),
    ],
)  # fmt: skip
def test_what_is_refused(content: bytes | str, why: str) -> None:
    assert why in refusal(content)


def test_nothing_but_figures_leaves_the_file() -> None:
    for content in (a_fit({}), a_gpx().encode(), a_tcx().encode(), a_csv().encode()):
        reading = read(content)
        assert reading.keys() == {"kind", "found", "left_out", "left_out_count"}
        names = {name for each in reading["found"] for name in each}
        assert names == {"sport", "distance_km", "duration_min", "started_at", "day", "race"}
