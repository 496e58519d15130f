"""What is asked of the command, and files of which nothing can be read: told before anything is written."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError

from tests.readiness.importing.conftest import HEADER, Desk


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
