"""The rows of a CSV file as people really have them: compressed, with a byte-order mark, ragged, half broken.

A file is read as a stream, in bounded memory. A row that cannot be read is handed out as a `BadRow` in its
place, and reading goes on with the next line: one broken quote costs one row, not the rest of the file.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

DELIMITERS = ",;\t|"
MAX_LINE_CHARACTERS = 65_536
MAX_LINES_OF_ROW = 50
"""A quoted cell may hold line breaks; a quote still open after so many lines is a mistake."""

_GZIP_MAGIC = b"\x1f\x8b"
_NOT_UTF8 = re.compile("[\ud800-\udfff]")


class UnreadableFile(ValueError):
    """Nothing of the file can be read. The text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `line` is the line of the file it starts on, as an editor counts (the header is line 1)."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is left out, by its line and the reason."""

    line: int
    reason: str


Line = tuple[int, str]


class CsvFile:
    """An open CSV file: `header` at once, then the rows, once. Use it in a `with` block.

    Raises FileNotFoundError or another OSError for a file that cannot be opened, and `UnreadableFile` for
    one without a header. Without `delimiter` the one that parts the header most often is taken.
    """

    def __init__(self, path: Path, delimiter: str | None = None) -> None:
        self._raw = path.open("rb")
        self.size = path.stat().st_size
        try:
            self._lines = _Lines(_text(self._raw))
            first = self._header_line()
            self._delimiter = delimiter or max(DELIMITERS, key=lambda d: len(next(csv.reader([first], delimiter=d))))
            self.header = tuple(cell.strip() for cell in next(csv.reader([first], delimiter=self._delimiter)))
        except BaseException:
            self._raw.close()
            raise

    def __enter__(self) -> CsvFile:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._raw.close()

    @property
    def bytes_read(self) -> int:
        """How far in the file reading has come, of `size`."""
        return self._raw.tell()

    def rows(self) -> Iterator[Row | BadRow]:
        """The rows after the header in their order; empty lines are passed over."""
        for line in self._lines:
            row = line if isinstance(line, BadRow) else self._row(line)
            if isinstance(row, BadRow):
                yield row
            elif any(row.cells):
                yield self._checked(row)

    def _header_line(self) -> str:
        for line in self._lines:
            if isinstance(line, BadRow) or "\0" in line[1] or _NOT_UTF8.search(line[1]):
                raise UnreadableFile("Its first line is no header of a CSV file in UTF-8.")
            if line[1].strip():
                return line[1]
        raise UnreadableFile("The file is empty.")

    def _row(self, line: Line) -> Row | BadRow:
        """The row that starts on this line; the lines of a quote that never closes are given back."""
        taken = _Taken(line, self._lines)
        try:
            cells = next(csv.reader(taken, delimiter=self._delimiter, strict=True))
        except csv.Error:
            self._lines.give_back(taken.lines[1:])
            return BadRow(line[0], "its quotes do not match")
        return Row(line[0], tuple(cell.strip() for cell in cells))

    def _checked(self, row: Row) -> Row | BadRow:
        text = "".join(row.cells)
        if _NOT_UTF8.search(text):
            return BadRow(row.line, "not UTF-8")
        if "\0" in text:
            return BadRow(row.line, "holds NUL bytes")
        if len(row.cells) != len(self.header):
            return BadRow(row.line, f"{len(row.cells)} cells where the header has {len(self.header)}")
        return row


class _Lines:
    """Numbered physical lines, with some given back; a line too long to be one is a `BadRow`."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._number = 0
        self._given_back: deque[Line | BadRow] = deque()

    def __iter__(self) -> Iterator[Line | BadRow]:
        return self

    def __next__(self) -> Line | BadRow:
        if self._given_back:
            return self._given_back.popleft()
        self._number += 1
        try:
            text = self._text.readline(MAX_LINE_CHARACTERS)
            if len(text) == MAX_LINE_CHARACTERS and not text.endswith("\n"):
                while text and not text.endswith("\n"):
                    text = self._text.readline(MAX_LINE_CHARACTERS)
                return BadRow(self._number, f"longer than {MAX_LINE_CHARACTERS} characters")
        except (OSError, EOFError, zlib.error):
            self._text = io.TextIOWrapper(io.BytesIO())
            return BadRow(self._number, "the compressed file is broken here; what follows is lost")
        if not text:
            raise StopIteration
        return self._number, text

    def give_back(self, lines: Sequence[Line | BadRow]) -> None:
        self._given_back.extendleft(reversed(lines))


class _Taken:
    """The lines that the CSV reader takes for one row: the first, and more while a quote is open."""

    def __init__(self, first: Line, rest: _Lines) -> None:
        self.lines: list[Line] = []
        self._next: Line | None = first
        self._rest = rest

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._next is None:
            if len(self.lines) == MAX_LINES_OF_ROW:
                raise StopIteration
            line = next(self._rest)
            if isinstance(line, BadRow):
                self._rest.give_back([line])
                raise StopIteration
            self._next = line
        self.lines.append(self._next)
        self._next = None
        return self.lines[-1][1]


def _text(raw: BinaryIO) -> io.TextIOWrapper:
    """The text of a plain or gzipped file, without a byte-order mark; what is not UTF-8 stays findable."""
    magic = raw.read(2)
    raw.seek(0)
    stream = gzip.GzipFile(fileobj=raw) if magic == _GZIP_MAGIC else raw
    return io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
