"""What the columns of somebody else's file say about a day: names, scales, missing values, dates.

Everything here is pure: cells in, values of `DayValues` out, and a `BadCell` with its reason where a cell
says nothing that can be kept. Reasons name the column and never repeat the value.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator

from athletes.zones import local_date
from readiness.csv_rows import Row
from readiness.models import NOTHING_SAID, DailyLog, Illness

NUMBERS = (
    "fatigue", "soreness", "sleep_quality", "mood", "stress", "appetite", "sleep_h", "readiness",
    "resting_hr_bpm", "hrv_rmssd_ms", "pain",
)  # fmt: skip
SCALED = ("fatigue", "soreness", "sleep_quality", "mood", "stress", "appetite", "readiness")
"""Ratings, best at their top, that a file may hold on another scale."""
TEXTS = ("pain_place", "note")
YES_OR_NO = ("pain_changes_stride", "alarm_sign", "missed_periods", "lost_weight", "wants_more")
VALUES = (*NUMBERS, "illness", *TEXTS, *YES_OR_NO)
FIELDS = ("athlete", "date", *VALUES)
"""What a column can be mapped to."""

_COLUMNS = {column.name: column for column in DailyLog._meta.fields}
FIRST_YEAR = 2000
_MILLIONTH = Decimal("0.000001")
_ANSWERS = {
    "yes": True,
    "true": True,
    "y": True,
    "1": True,
    "no": False,
    "false": False,
    "n": False,
    "0": False,
}


class BadCell(ValueError):
    """A cell that cannot be kept; the text says which column and why."""


class BadMapping(ValueError):
    """Options that do not fit each other or the file; the text says what to write instead."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A file's rating from `low` to `high`, where `high` is the best or the worst."""

    low: Decimal
    high: Decimal
    high_is_worst: bool = False

    @classmethod
    def parse(cls, text: str) -> Scale:
        """`1..7` or `1..7:worst`. Raises `BadMapping`."""
        span, _, end = text.partition(":")
        low, high = map(_number, span.split("..") if span.count("..") == 1 else ("", ""))
        if low is None or high is None or low >= high or end not in ("", "best", "worst"):
            raise BadMapping(f"“{text}” is no scale. Write it as 1..7 or 1..7:worst.")
        return cls(low, high, end == "worst")

    def stored(self, value: Decimal, low: int, high: int) -> int:
        """The value on the stored scale, linear and rounded half up (Hooper h becomes 5 - (h-1) x 4/6)."""
        share = Fraction(value - self.low) / Fraction(self.high - self.low)
        exact = low + (high - low) * (1 - share if self.high_is_worst else share)
        return math.floor(exact + Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read: field -> column of the file, scales, texts that mean missing, and the zone
    that turns instants into local dates (the athlete's own if None)."""

    columns: Mapping[str, str]
    scales: Mapping[str, Scale] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    zone: str | None = None


PRESETS = {
    "pmdata": Reading(
        columns={
            "athlete": "pid",
            "date": "effective_time_frame",
            "fatigue": "fatigue",
            "soreness": "soreness",
            "sleep_quality": "sleep_quality",
            "mood": "mood",
            "stress": "stress",
            "readiness": "readiness",
            "sleep_h": "sleep_duration_h",
        },
        missing=frozenset({"0"}),
        zone="Europe/Oslo",
    ),
    "pmdata-rhr": Reading(
        columns={"athlete": "pid", "date": "date", "resting_hr_bpm": "rhr"},
        missing=frozenset({"0"}),
        zone="Europe/Oslo",
    ),
}
"""PMData: Thambawita et al. 2020, doi:10.1145/3339825.3394926."""


class ColumnReader:
    """Reads the rows of one file. Raises `BadMapping` where the header lacks a mapped column."""

    def __init__(self, reading: Reading, header: tuple[str, ...]) -> None:
        self._check(reading, header)
        self._missing = reading.missing
        self._missing_numbers = frozenset(n for text in reading.missing if (n := _number(text)) is not None)
        self._athlete = header.index(reading.columns["athlete"])
        self._date = header.index(reading.columns["date"])
        self.fields = tuple(name for name in VALUES if name in reading.columns)
        """The fields that every row of this file speaks about; the order of `values`."""
        self._parsers = [
            (header.index(column), column, self._parser(name, reading.scales.get(name)))
            for name in self.fields
            if (column := reading.columns[name])
        ]
        self._empty = tuple(NOTHING_SAID[name] for name in self.fields)

    @staticmethod
    def _check(reading: Reading, header: tuple[str, ...]) -> None:
        if unknown := [name for name in reading.columns if name not in FIELDS]:
            raise BadMapping(f"There is no field {', '.join(unknown)}. Fields: {', '.join(FIELDS)}.")
        if lacking := [name for name in ("athlete", "date") if name not in reading.columns]:
            raise BadMapping(f"Which column is {' and which is '.join(lacking)}? Add --map {lacking[0]}=….")
        if unscaled := [name for name in reading.scales if name not in SCALED]:
            raise BadMapping(f"{', '.join(unscaled)} has no scale to convert. Scales: {', '.join(SCALED)}.")
        wanted = reading.columns.values()
        if absent := [column for column in wanted if column not in header]:
            raise BadMapping(f"The file has no column {', '.join(absent)}. Its columns: {', '.join(header)}.")
        if twice := [column for column in wanted if header.count(column) > 1]:
            raise BadMapping(f"The file has the column {', '.join(twice)} twice; which is meant?")

    def athlete(self, row: Row) -> str:
        """The e-mail address or name in the row."""
        text = row.cells[self._athlete]
        if not text:
            raise BadCell("no athlete")
        return text

    def day(self, row: Row, zone: str, now: datetime) -> tuple[date, float]:
        """The local date of the row in `zone`, and its instant in seconds, by which later entries win."""
        try:
            moment = datetime.fromisoformat(row.cells[self._date])
        except ValueError as error:
            raise BadCell("no date such as 2026-11-24 or 2026-11-24T07:30Z") from error
        if not FIRST_YEAR <= moment.year <= now.year + 1:
            raise BadCell(f"its date lies before {FIRST_YEAR} or in the future")
        local = moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        if local.date() > local_date(now, zone):
            raise BadCell("its date lies in the future")
        return local.date(), local.timestamp()

    def values(self, row: Row) -> tuple[Any, ...] | None:
        """The values of `fields`; None when every one of them is missing."""
        found = []
        for index, column, parse in self._parsers:
            text = row.cells[index]
            try:
                found.append(None if not text or text in self._missing else parse(text))
            except BadCell as error:
                raise BadCell(f"{column} {error}") from error
        if all(value is None for value in found):
            return None
        return tuple(e if value is None else value for value, e in zip(found, self._empty, strict=True))

    def _parser(self, name: str, scale: Scale | None) -> Callable[[str], Any]:
        if name in NUMBERS:
            return lru_cache(maxsize=1024)(self._number_parser(name, scale))
        if name == "illness":
            return _illness
        return _yes_or_no if name in YES_OR_NO else _text_parser(name)

    def _number_parser(self, name: str, scale: Scale | None) -> Callable[[str], Decimal | int | None]:
        low, high, places = _limits(name)
        step = Decimal(1).scaleb(-places)
        least, most = (scale.low, scale.high) if scale else (low, high)

        def parse(text: str) -> Decimal | int | None:
            number = _number(text)
            if number is None:
                raise BadCell("is not a number")
            if number in self._missing_numbers:
                return None
            if not least <= number <= most:
                raise BadCell(f"is not between {least} and {most}")
            if scale:
                return scale.stored(number, low, high)
            rounded = number.quantize(step, ROUND_HALF_UP)
            return rounded if places else int(rounded)

        return parse


def _limits(name: str) -> tuple[int, int, int]:
    """Lowest and highest value of a number and its decimal places, as the model says."""
    column = _COLUMNS[name]
    low = max(v.limit_value for v in column.validators if isinstance(v, MinValueValidator))
    high = min(v.limit_value for v in column.validators if isinstance(v, MaxValueValidator))
    return low, high, getattr(column, "decimal_places", 0)


def _number(text: str) -> Decimal | None:
    """The number, with a point or a comma before its decimals; None if it is none."""
    try:
        number = Decimal(text.replace(",", ".")).quantize(_MILLIONTH).normalize()
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _illness(text: str) -> str:
    if text.lower() not in Illness.values:
        raise BadCell(f"is none of {', '.join(Illness.values)}")
    return text.lower()


def _yes_or_no(text: str) -> bool:
    if text.lower() not in _ANSWERS:
        raise BadCell("is neither yes nor no")
    return _ANSWERS[text.lower()]


def _text_parser(name: str) -> Callable[[str], str]:
    longest = _COLUMNS[name].max_length or 0

    def parse(text: str) -> str:
        if len(text) > longest:
            raise BadCell(f"is longer than {longest} characters")
        return text

    return parse
