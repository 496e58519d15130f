"""Files as people have them are read, files that would break the server are refused, and ours open without formulas."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from athletes.bounded import Unreadable
from athletes.roster_sheets import MAX_BYTES, guarded, read, read_csv, released, write_csv, write_xlsx

PLAIN = "Name,E-mail,Baseline\nAna Río,ana@example.org,50\nBen Öz,ben@example.org,42.5\n"
ROWS = (("Ana Río", "ana@example.org", "50"), ("Ben Öz", "ben@example.org", "42.5"))


@pytest.mark.parametrize(
    ("data", "read_as"),
    [
        (PLAIN.encode(), "CSV, UTF-8, parted by commas"),
        (PLAIN.encode("utf-8-sig"), "CSV, UTF-8, parted by commas"),
        (PLAIN.encode("utf-16"), "CSV, UTF-16, parted by commas"),
        (PLAIN.encode("utf-16-le"), "CSV, UTF-16, parted by commas"),
        (PLAIN.encode("utf-16-be"), "CSV, UTF-16, parted by commas"),
        (PLAIN.encode("cp1252"), "CSV, Windows-1252, parted by commas"),
        (PLAIN.replace(",", ";").encode(), "CSV, UTF-8, parted by semicolons"),
        (PLAIN.replace(",", "\t").encode(), "CSV, UTF-8, parted by tabs"),
        (PLAIN.replace("\n", "\r\n").encode(), "CSV, UTF-8, parted by commas"),
        (PLAIN.replace("\n", "\r").encode(), "CSV, UTF-8, parted by commas"),
        (PLAIN.replace("\n", "\n\n,,\n").encode(), "CSV, UTF-8, parted by commas"),
    ],
    ids=[
        "UTF-8", "with a mark", "UTF-16", "UTF-16 LE without a mark", "UTF-16 BE without a mark", "Windows-1252",
        "semicolons", "tabs", "lines of Windows", "lines of an old Mac", "empty lines and empty cells",
    ],
)  # fmt: skip
def test_a_list_is_read_as_it_comes(data: bytes, read_as: str) -> None:
    sheet = read(data)
    assert (sheet.header, sheet.rows, sheet.read_as) == (("Name", "E-mail", "Baseline"), ROWS, read_as)


def test_lines_are_counted_as_an_editor_does() -> None:
    sheet = read_csv(b'Name,Note\n\n"Ana","two\nlines"\nBen,x\n')
    assert list(zip(sheet.lines, sheet.rows, strict=True)) == [(3, ("Ana", "two\nlines")), (5, ("Ben", "x"))]


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_by_what_its_cells_show() -> None:
    from datetime import date

    sheet = read(
        workbook([["Name", "Born", "km", "Level"], ["Ana", date(1999, 5, 17), 42.5, None], [None], ["Ben", "", 50.0]])
    )
    assert sheet.rows == (("Ana", "1999-05-17", "42.5"), ("Ben", "", "50"))
    assert sheet.lines == (2, 4)


def test_a_formula_is_not_evaluated() -> None:
    sheet = read(workbook([["Name", "Level"], ["Ana", '=HYPERLINK("http://example.org")'], ["=1+1", "x"]]))
    assert sheet.rows == (("Ana",), ("", "x"))


# --- Hostile files -----------------------------------------------------------------------------


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A good workbook with one of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(workbook([["Name"], ["Ana"]]))) as good:
        return zipped({part: good.read(part) for part in good.namelist()} | {name: content})


SHEET = "xl/worksheets/sheet1.xml"
NS = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET_XML = b'<worksheet xmlns="' + NS + b'"><sheetData>%s</sheetData></worksheet>'
LAST_CELL = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_LEVELS = (b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(_LEVELS) + b"]>"


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n\n",
        b"Name,E-mail\n",
        b"Name\n" + b"a" * 1_900_000,
        b"," * 1_900_000,
        b"Name\n" + b"Ana\n" * 5001,
        b"Name\n" + b"\n" * 30_000 + b"Ana\n",
        b"x" * (MAX_BYTES + 1),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        b"PK\x03\x04",
        zipped({"a.txt": b"hello"}),
        zipped({SHEET: b"0" * 300_000_000}),
        with_part(SHEET, SHEET_XML % (b"<row/>" * 1_000_000)),
        with_part(SHEET, SHEET_XML % LAST_CELL),
        with_part(SHEET, BOMB + SHEET_XML % b'<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'),
        with_part(SHEET, b"<worksheet>" * 100_000),
    ],
    ids=[
        "nothing", "empty lines", "a header only", "an endless line", "a million columns", "too many people",
        "a desert", "too large", "old Excel", "half a zip", "another zip", "a zip bomb", "a million empty rows",
        "the last cell of a sheet", "an entity bomb", "endless depth",
    ],
)  # fmt: skip
def test_what_is_no_roster_is_refused_in_words(data: bytes) -> None:
    started = time.process_time()
    with pytest.raises(Unreadable, match=r"\w+.*\."):
        read(data)
    assert time.process_time() - started < 2


# --- What we write -----------------------------------------------------------------------------

DANGEROUS = ("=1+1", "+49", "-1", "@x", "\t=1", "\r=1", " =1", '"=1', "＝1", "x;=1", "x,@y", "a\n=b", 'x;"=1"')
TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12) | st.text(
    "=+-@'\"\t\r\n ;,x1", max_size=12
)


@pytest.mark.parametrize("cell", DANGEROUS)
def test_a_cell_that_would_calculate_is_guarded(cell: str) -> None:
    assert guarded(cell) != cell
    assert released(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["Ana", "'x", "O'Brien", "a=b", "1-2", "", "'", "ana@example.org", "🏃", "أنا"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert guarded(cell) == released(cell) == cell


@given(TEXTS)
def test_what_is_guarded_can_be_released(cell: str) -> None:
    assert released(guarded(cell)) == cell
    assert guarded(cell).lstrip(' "\t')[:1] not in ("=", "+", "-", "@")


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_a_csv_of_ours_reads_as_it_was(rows: list[tuple[str, str]]) -> None:
    marked = [("row", *row, "end") for row in rows]
    assert read_csv(write_csv(("a", "b", "c", "d"), marked)).rows == tuple(marked)


@pytest.mark.slow
@pytest.mark.parametrize("cell", [*DANGEROUS, "'=1", "a\x01b", "_x0041_", "a\rb\r\nc", "\uffff", " lead", "🏃", "أنا"])
def test_a_workbook_of_ours_reads_as_it_was_and_holds_no_formula(cell: str) -> None:
    data = write_xlsx("Roster", ("Name", "km"), [(cell, "42.5")], numbers={1})
    assert read(data).rows == ((cell, "42.5"),)
    kinds = [[c.data_type for c in row] for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2)]
    assert kinds == [["s", "n"]]
