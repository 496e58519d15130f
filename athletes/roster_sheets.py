"""The rows of a CSV or XLSX file as people have them, and files that open nowhere as formulas.

Whatever the bytes are, the answer is a `Sheet` or an `Unreadable` that says what to do. Formulas are never evaluated.
What a CSV can cost is bounded by its size; a workbook is read in a process of its own, hence no Django here.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from athletes.bounded import Unreadable, read_bounded

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 5000
"""Rows of people, without the header."""
MAX_COLUMNS = 60
_MAX_LINES = 20_000
"""Rows with the empty ones between them."""
_MAX_UNZIPPED = 50 * 1024 * 1024
_MAX_PARTS = 500
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_NEWLINES = re.compile("\r\n|\r|\n")

_XLSX_MAGIC = b"PK\x03\x04"
_OLD_EXCEL_MAGIC = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and rows of text; `lines` says where in the file each row stands (the header is among them)."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    read_as: str
    """How the file was understood, in words."""


Row = tuple[int, Sequence[str]]


def read(data: bytes) -> Sheet:
    """The rows of the file, whichever of the two it is. Raises `Unreadable`."""
    if len(data) > MAX_BYTES:
        raise Unreadable("The file is larger than 2 MB. Keep the columns of a roster, or import it in parts.")
    if data.startswith(_XLSX_MAGIC):
        said = read_bounded("athletes.roster_sheets:read_workbook", data)
        return Sheet(tuple(said["header"]), tuple(map(tuple, said["rows"])), tuple(said["lines"]), said["read_as"])
    return read_csv(data)


def read_csv(data: bytes) -> Sheet:
    """The rows of a CSV file in UTF-8, UTF-16 or Windows-1252, parted by comma, semicolon or tab."""
    if data.startswith(_OLD_EXCEL_MAGIC):
        raise Unreadable("This is a workbook in Excel's old format. Save it as .xlsx or CSV.")
    text, encoding = _decoded(data)
    delimiter = _delimiter(text)
    sheet = _sheet(_csv_rows(text, delimiter), f"CSV, {encoding}, parted by {_DELIMITERS[delimiter]}")
    rows = tuple(tuple(released(cell) for cell in row) for row in sheet.rows)
    return replace(sheet, header=tuple(released(cell) for cell in sheet.header), rows=rows)


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), "UTF-16"
    for encoding, zero in (("utf-16-le", 1), ("utf-16-be", 0)):
        # Text of Latin letters in UTF-16 without its mark: every other byte is zero.
        sample = data[:2000]
        if len(sample) > 3 and sample[zero::2].count(0) > 0.7 * len(sample[zero::2]):
            return data.decode(encoding, errors="replace"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "Windows-1252"


def _delimiter(text: str) -> str:
    first = next((line for line in _NEWLINES.split(text[:20_000]) if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(f"Line {line} cannot be read: a quotation mark may be open. Close it.") from error
        yield line, cells
        line = reader.line_num + 1


def read_workbook(data: bytes) -> dict[str, Any]:
    """A `Sheet`, as JSON, of a workbook's first sheet with what its cells last showed; for `read_bounded`."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sizes = [part.file_size for part in parts.infolist()]
    if len(sizes) > _MAX_PARTS or sum(sizes) > _MAX_UNZIPPED:
        raise Unreadable("This workbook is far larger inside than a roster. Save its first sheet as CSV.")
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    if not book.worksheets:
        raise Unreadable("This workbook has no sheet with cells.")
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
    texts = ((line, [_text(cell) for cell in cells]) for line, cells in enumerate(rows, start=1))
    read = _sheet(texts, f"Excel workbook, sheet “{sheet.title}”")
    return {"header": read.header, "rows": read.rows, "lines": read.lines, "read_as": read.read_as}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return _XML_ESCAPE.sub(lambda match: chr(int(match[1], 16)), str(value))


def _sheet(rows: Iterator[Row], read_as: str) -> Sheet:
    """Leaves empty rows out. Raises `Unreadable` where there is more than a roster has."""
    header: tuple[str, ...] = ()
    kept: list[tuple[str, ...]] = []
    lines: list[int] = []
    characters = 0
    for line, cells in rows:
        row = _without_empty_end(cells)
        characters += sum(map(len, row))
        if line > _MAX_LINES or characters > MAX_BYTES:
            raise Unreadable("There is much more in this file than a roster. Delete empty lines and other columns.")
        if len(row) > MAX_COLUMNS:
            raise Unreadable(f"Line {line} has more than {MAX_COLUMNS} columns. Keep those of a roster.")
        if not row:
            continue
        if not header:
            header = row
            continue
        if len(kept) == MAX_ROWS:
            raise Unreadable(f"There are more than {MAX_ROWS:,} people in this file. Import it in parts.")
        kept.append(row)
        lines.append(line)
    if not kept:
        raise Unreadable("There is nobody in this file. Its first line names the columns; people come below it.")
    return Sheet(header, tuple(kept), tuple(lines), read_as)


def _without_empty_end(cells: Sequence[str]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(cells[:end])


# --- Writing -----------------------------------------------------------------------------------

# Where a spreadsheet may begin to calculate: at the start of a cell, and after what it may take for the start of
# another one when it parts cells differently than we do. An apostrophe there is only doubled if need be, so that
# `released` gives back what was guarded.
_FORMULA = r"""'*(?:[\t\r]|(?:[^\S\r\n]|")*[=+\-@＝＋－＠])"""
_UNGUARDED = re.compile(rf"(^|[;,\r\n])(?={_FORMULA})")
_GUARDED = re.compile(rf"(^|[;,\r\n])'(?={_FORMULA})")


def guarded(cell: str) -> str:
    """The cell with an apostrophe wherever a spreadsheet would begin a formula."""
    return _UNGUARDED.sub(r"\1'", cell)


def released(cell: str) -> str:
    """The cell without the apostrophes of `guarded`, which it inverts."""
    return _GUARDED.sub(r"\1", cell)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte-order mark, which spreadsheets need to see that it is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([guarded(cell) for cell in row] for row in (header, *rows))
    return out.getvalue().encode("utf-8-sig")


# What XML cannot hold, and what looks like its stand-in, is written as the standard for workbooks says (_x000D_).
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_XML_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def write_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[str]], numbers: set[int]) -> bytes:
    """A workbook whose cells are text, but for the columns in `numbers`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for column, name in enumerate(header):
        sheet.column_dimensions[chr(ord("A") + column)].width = max(12, len(name) + 2)
    sheet.append([_text_cell(sheet, name, bold=True) for name in header])
    for row in rows:
        sheet.append(
            [float(cell) if column in numbers and cell else _text_cell(sheet, cell) for column, cell in enumerate(row)]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", text))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
