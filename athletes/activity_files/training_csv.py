"""CSV: a row for each activity, as training logs export it, with the columns told by their headings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime

from athletes.activity_files.values import Absurd, Found, Reading, activity
from athletes.bounded import Unreadable
from athletes.bounded import gettext_noop as _

COLUMNS: dict[str, tuple[str, ...]] = {
    "when": ("date", "day", "activity date", "start time", "started at", "start", "datum"),
    "km": (
        "km", "distance km", "distanz km", "strecke km", "kilometres", "kilometers", "kilometer", "distance", "distanz",
        "strecke",
    ),
    "miles": ("miles", "mi", "distance mi", "distance miles"),
    "metres": ("metres", "meters", "meter", "distance m", "distanz m", "strecke m"),
    "minutes": (
        "minutes", "min", "minuten", "duration min", "dauer min", "time min", "zeit min", "duration", "dauer", "time",
        "zeit",
    ),
    "seconds": ("seconds", "sekunden", "duration s", "dauer s", "moving time", "elapsed time"),
    "sport": ("sport", "activity type", "type", "aktivitätstyp"),
    "race": ("race", "competition", "wettkampf"),
}  # fmt: skip
"""Headings, in lower case, with spaces for underscores and without brackets around a unit. Of two for one value the one
named first here counts: `time` beside `duration` is a time of day."""
KM_PER_MILE = 1.609344
_DISTANCES = frozenset({"km", "miles", "metres"})
_DATES = ("%d.%m.%Y %H:%M", "%d.%m.%Y", "%b %d, %Y, %I:%M:%S %p", "%d %b %Y", "%d %B %Y")
_RUNS = ("run", "jog", "lauf")
_YES = frozenset({"yes", "y", "true", "1", "x", "race", "ja"})
_BETWEEN_WORDS = re.compile(r"[_()\[\]]")
_CLOCK = re.compile(r"^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?$")


def read(content: bytes) -> Reading:
    """The rows that can be read, and a sentence for each that cannot. Raises `Unreadable` without a date column."""
    text = _decoded(content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    reading = Reading("csv")
    try:
        columns = _columns(next(rows, []))
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            try:
                reading.take(_activity(row, columns))
            except Absurd as reason:
                reading.leave_out(f"Row {rows.line_num}: {reason}.")
        if reading.found and not columns.keys() & _DISTANCES:
            reading.leave_out(_("The kilometres: no column is called “km” or “distance”. Only times were kept."))
    except csv.Error as error:
        raise Unreadable(_("This is no table: a cell of it is longer than a page, or holds no text.")) from error
    if not reading.found and not reading.left_out:
        raise Unreadable(_("This table has headings, but no rows."))
    return reading


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content[:4096]:
        raise Unreadable(_("This is not a training file: FIT, GPX, TCX and CSV can be read."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    heading = text.partition("\n")[0]
    return max(",;\t", key=heading.count)


def _columns(heading: list[str]) -> dict[str, int]:
    names = [" ".join(_BETWEEN_WORDS.sub(" ", cell).lower().split()) for cell in heading]
    columns = {
        value: names.index(next(alias for alias in aliases if alias in names))
        for value, aliases in COLUMNS.items()
        if any(alias in names for alias in aliases)
    }
    if "when" not in columns:
        raise Unreadable(_("No column of this table is called “date”. A table needs date, and km or minutes."))
    if not columns.keys() & {"km", "miles", "metres", "minutes", "seconds"}:
        raise Unreadable(_("This table has a date, but neither km nor minutes."))
    return columns


def _activity(row: list[str], columns: dict[str, int]) -> Found:
    cells = {name: row[place].strip() for name, place in columns.items() if place < len(row)}
    when = _moment(cells.get("when", ""))
    sport = cells.get("sport", "").lower()
    values = {name: _value(cells[name], read) for name, read in _READERS.items() if cells.get(name)}
    km = values.get("km")
    if km is None and (miles := values.get("miles")) is not None:
        km = miles * KM_PER_MILE
    if km is None and (metres := values.get("metres")) is not None:
        km = metres / 1000
    minutes = values.get("minutes")
    if minutes is None and (seconds := values.get("seconds")) is not None:
        minutes = seconds / 60
    return activity(
        sport=None if not sport else "run" if any(run in sport for run in _RUNS) else "other",
        distance_km=km,
        duration_min=minutes,
        started_at=when if isinstance(when, datetime) else None,
        day=None if isinstance(when, datetime) else when,
        race=cells.get("race", "").lower() in _YES,
    )


def _moment(text: str) -> date | datetime:
    """A day, or a moment; 3/4/2026 is refused, because it is April here and March there."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    for form in _DATES:
        try:
            moment = datetime.strptime(text, form)  # noqa: DTZ007 the clock on the athlete's wall
        except ValueError:
            continue
        return moment if "%H" in form or "%I" in form else moment.date()
    raise Absurd(f"“{text[:30]}” is not a date such as 2026-10-04" if text else "it has no date")


def _value(text: str, read: Callable[[str], float]) -> float:
    try:
        return read(text)
    except (ValueError, OverflowError) as error:
        raise Absurd(f"“{text[:20]}” is not a number") from error


def _number(text: str) -> float:
    """1,234.5 and 1.234,5 and 12,5: the last of the two signs parts the decimals, and so does a lone comma."""
    if "," in text and "." in text:
        thousands = "," if text.rindex(".") > text.rindex(",") else "."
        text = text.replace(thousands, "")
    return float(text.replace(",", "."))


def _minutes(text: str) -> float:
    return _number(text) if ":" not in text else _clock_s(text) / 60


def _seconds(text: str) -> float:
    return _number(text) if ":" not in text else _clock_s(text)


def _clock_s(text: str) -> float:
    """1:02:03 is hours, 45:10 minutes and seconds."""
    matched = _CLOCK.match(text)
    if matched is None:
        raise ValueError(text)
    hours, minutes, seconds = matched.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)


_READERS: dict[str, Callable[[str], float]] = {
    "km": _number, "miles": _number, "metres": _number, "minutes": _minutes, "seconds": _seconds,
}  # fmt: skip
