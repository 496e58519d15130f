"""Rows of a file as people really have them, without a database: one broken row costs one row."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from readiness.csv_rows import BadRow, CsvFile, Row


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
