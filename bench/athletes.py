"""Athletes to replay: read from files with the product's own column reader, or made from a seed. No database."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from readiness.csv_rows import BadRow, CsvFile
from readiness.engine.logs import DayLog
from readiness.engine.vocabulary import WELLNESS_ITEMS, Illness
from readiness.log_columns import PRESETS, BadCell, ColumnReader, Reading

SYNTHETIC_MONDAY = date(2025, 11, 3)
SYNTHETIC_DAYS = 154
Days = dict[date, dict[str, Any]]
_LOG_FIELDS = frozenset(f.name for f in fields(DayLog)) - {"day"}


@dataclass
class Logged:
    """What athletes told: values by athlete, day and field, and how many rows could not be read."""

    values: dict[str, dict[date, dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    bad_rows: int = 0

    def logs(self, athlete: str) -> dict[date, DayLog]:
        return {day: _day_log(day, told) for day, told in sorted(self.values[athlete].items())}

    def readiness(self, athlete: str) -> dict[date, int]:
        """Readiness to train, 0-10, by day."""
        return {d: told["readiness"] for d, told in self.values[athlete].items() if told.get("readiness") is not None}

    def span(self, athlete: str) -> tuple[date, date]:
        """The first and the last day on which the athlete answered; a watch goes on by itself."""
        days = [day for day, told in self.values[athlete].items() if any(told.get(item) for item in WELLNESS_ITEMS)]
        return min(days), max(days)

    def read(self, path: Path, reading: Reading) -> None:
        """The rows of one file; of several about one day the last by time wins, as in an import."""
        moments: dict[tuple[str, date], float] = {}
        now = datetime.now(UTC)
        with CsvFile(path) as file:
            columns = ColumnReader(reading, file.header)
            for row in file.rows():
                try:
                    if isinstance(row, BadRow):
                        raise BadCell(row.reason)
                    athlete, (day, moment) = columns.athlete(row), columns.day(row, reading.zone or "UTC", now)
                    values = columns.values(row)
                except BadCell:
                    self.bad_rows += 1
                    continue
                if values is not None and moment >= moments.get((athlete, day), moment):
                    moments[athlete, day] = moment
                    self.values[athlete][day].update(zip(columns.fields, values, strict=True))


def pmdata(directory: Path) -> Logged:
    """Wellness and resting heart rate of PMData. Its injury reports know minor and major, not pain from 0 to 10, and
    are left out: a number for them would be made up."""
    logged = Logged()
    for name, preset in (("wellness", "pmdata"), ("rhr", "pmdata-rhr")):
        logged.read(next(directory.glob(f"{name}.csv*")), PRESETS[preset])
    return logged


def synthetic(count: int, seed: int) -> Logged:
    """Athletes whose day follows the day before (AR(1)), with a rhythm of the week, illness and gaps.

    They are nobody: what they show is how the rules behave on other logs, not how people do.
    """
    logged = Logged()
    for n in range(count):
        _make(logged.values[f"made {n + 1}"], random.Random(f"{seed}/{n}"))
    return logged


def _make(days: Days, dice: random.Random) -> None:
    stays, swing = dice.uniform(0.4, 0.85), dice.uniform(0.25, 0.6)
    rhythm = [dice.gauss(0, 0.15) for _ in range(7)]
    usual = {item: dice.uniform(3.0, 4.3) for item in WELLNESS_ITEMS}
    diligence, usual_sleep_h, usual_bpm = dice.uniform(0.6, 0.98), dice.gauss(7.4, 0.4), dice.gauss(54, 6)
    form, ill_until, silent_until = 0.0, 0, 0
    for n in range(SYNTHETIC_DAYS):
        form = stays * form + dice.gauss(0, swing)
        if dice.random() < 1 / 150:
            ill_until = n + dice.randint(2, 6)
        if dice.random() < 1 / 60:
            silent_until = n + dice.randint(3, 14)
        feels = form + rhythm[n % 7] - (1.0 if n < ill_until else 0.0)
        day = days[SYNTHETIC_MONDAY + timedelta(days=n)]
        day["resting_hr_bpm"] = round(usual_bpm - feels + dice.gauss(0, 1.5), 1)
        if n < silent_until or dice.random() > diligence:
            continue
        day.update({item: _rated(usual[item] + feels + dice.gauss(0, 0.4), 1, 5) for item in WELLNESS_ITEMS})
        day["readiness"] = _rated(6.5 + 2 * feels + dice.gauss(0, 1.0), 0, 10)
        day["sleep_h"] = round(4 * (usual_sleep_h + 0.3 * feels + dice.gauss(0, 0.7))) / 4
        day["illness"] = Illness.SYSTEMIC if n < ill_until else Illness.NONE


def _rated(value: float, low: int, high: int) -> int:
    return max(low, min(high, round(value)))


def _day_log(day: date, told: dict[str, Any]) -> DayLog:
    known = {name: value for name, value in told.items() if name in _LOG_FIELDS}
    known = {name: float(value) if isinstance(value, Decimal) else value for name, value in known.items()}
    if "illness" in known:
        known["illness"] = Illness(known["illness"])
    return DayLog(day, **known)
