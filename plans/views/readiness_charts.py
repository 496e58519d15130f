"""Charts of check-ins: each item day by day against the athlete's own normal, drawn as a band.

Lines are drawn on a sheet of 100 by 100 that is stretched to the width there is; points are placed in per cent, so
that they stay round. What is drawn also stands in a table.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.languages import day_words, number_words
from athletes.models import Athlete, ConsentKind
from readiness.consented import KIND_OF
from readiness.engine.logs import DayLog
from readiness.engine.ranges import Range
from readiness.engine.vocabulary import WELLNESS_ITEMS
from readiness.selectors import normals_of
from readiness.statuses import day_logs

DAYS = 42
MEASURES = {
    "fatigue": (gettext_lazy("Fatigue"), gettext_lazy("1 to 5, 5 is fresh")),
    "soreness": (gettext_lazy("Soreness"), gettext_lazy("1 to 5, 5 is not sore")),
    "sleep_quality": (gettext_lazy("Sleep"), gettext_lazy("1 to 5, 5 is great")),
    "mood": (gettext_lazy("Mood"), gettext_lazy("1 to 5, 5 is great")),
    "stress": (gettext_lazy("Stress"), gettext_lazy("1 to 5, 5 is calm")),
    "sleep_h": (gettext_lazy("Hours slept"), gettext_lazy("hours")),
    "resting_hr_bpm": (gettext_lazy("Resting pulse"), gettext_lazy("beats per minute")),
    "hrv_rmssd_ms": (gettext_lazy("HRV"), gettext_lazy("RMSSD, ms; judged by its week")),
}
"""What is drawn, with its name and unit."""
_TOP, _BOTTOM = 6.0, 94.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Point:
    x: str
    y: str
    title: str


@dataclass(frozen=True, slots=True)
class ItemChart:
    """One item. `band`, `mean` and `line` are paths on the sheet; `summary` says the same in a sentence."""

    name: str
    unit: str
    band: str
    mean: str
    line: str
    points: tuple[Point, ...]
    summary: str
    latest: str
    normal: str


@dataclass(frozen=True, slots=True)
class Charts:
    """All items with values; `silent` are those that nothing was said of, `withheld` those without a consent."""

    items: tuple[ItemChart, ...]
    silent: tuple[str, ...]
    withheld: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[date, tuple[str, ...]], ...]
    """The table behind: days with something said, newest first."""
    first: date
    last: date


def readiness_charts(athlete: Athlete, agreed: Collection[ConsentKind], today: date) -> Charts:
    """The last six weeks up to today. Five queries."""
    days = [today - timedelta(days=n) for n in reversed(range(DAYS))]
    logs = day_logs([athlete], days[0], today).get(athlete.pk, {})
    normals = normals_of(athlete, days[0], today)
    told = {name: [_value(logs.get(day), name) for day in days] for name in MEASURES if KIND_OF[name] in agreed}
    spoken = {name: values for name, values in told.items() if any(value is not None for value in values)}
    return Charts(
        items=tuple(
            draw(name, days, values, [_range(normals[day], name) for day in days]) for name, values in spoken.items()
        ),
        silent=tuple(str(MEASURES[name][0]) for name in told if name not in spoken),
        withheld=tuple(str(label) for name, (label, _unit) in MEASURES.items() if name not in told),
        columns=tuple(str(MEASURES[name][0]) for name in spoken),
        rows=tuple(_rows(days, spoken)),
        first=days[0],
        last=today,
    )


def draw(name: str, days: Sequence[date], values: Sequence[float | None], normals: Sequence[Range | None]) -> ItemChart:
    """One chart; there is at least one value."""
    label, unit = (str(each) for each in MEASURES[name])
    sheet = _Sheet(len(days), *_scale(name, values, normals))
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    last_n, last_value = known[-1]
    now = normals[last_n]
    latest = _("%(value)s on %(day)s") % {"value": number_words(last_value), "day": day_words(days[last_n], "D j")}
    normal = (
        _("normal %(low)s to %(high)s") % {"low": number_words(max(0, now.low)), "high": number_words(now.high)}
        if now
        else _("no normal yet")
    )
    return ItemChart(
        name=label,
        unit=unit,
        band=sheet.band(normals),
        mean=sheet.steps([each.mean if each else None for each in normals]),
        line=sheet.line(values),
        points=tuple(
            Point(
                f"{sheet.x(n):.2f}%", f"{sheet.y(value):.2f}%", f"{day_words(days[n], 'D j M')}: {number_words(value)}"
            )
            for n, value in known
        ),
        summary=_("%(item)s on %(logs)s of %(days)s days, %(latest)s; %(normal)s.")
        % {"item": label, "logs": len(known), "days": len(days), "latest": latest, "normal": normal},
        latest=latest,
        normal=normal,
    )


class _Sheet:
    """100 by 100, from the lowest value at the bottom to the highest at the top, a day in the middle of its column."""

    def __init__(self, days: int, low: float, high: float) -> None:
        self.step, self.low, self.span = 100 / days, low, high - low

    def x(self, n: int) -> float:
        return (n + 0.5) * self.step

    def y(self, value: float) -> float:
        share = min(max((value - self.low) / self.span, 0), 1)
        return _BOTTOM - (_BOTTOM - _TOP) * share

    def line(self, values: Sequence[float | None]) -> str:
        """From day to day; a day without a value leaves a gap."""
        return " ".join(
            "M" + " L".join(f"{self.x(n):.1f} {self.y(value):.1f}" for n, value in run) for run in _runs(values)
        )

    def steps(self, values: Sequence[float | None]) -> str:
        """Level over each day."""
        return " ".join("M" + " L".join(self._level(run)) for run in _runs(values))

    def band(self, normals: Sequence[Range | None]) -> str:
        """Along the upper edge and back along the lower one, for each stretch of days with a normal."""
        paths = []
        for run in _runs(normals):
            upper = self._level([(n, each.high) for n, each in run])
            lower = self._level([(n, each.low) for n, each in run])
            paths.append("M" + " L".join([*upper, *reversed(lower)]) + "Z")
        return " ".join(paths)

    def _level(self, run: Sequence[tuple[int, float]]) -> list[str]:
        return [f"{edge * self.step:.1f} {self.y(value):.1f}" for n, value in run for edge in (n, n + 1)]


def _runs(values: Sequence[T | None]) -> Iterator[list[tuple[int, T]]]:
    """Stretches of days without a gap, with their places."""
    run: list[tuple[int, T]] = []
    for n, value in enumerate(values):
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append((n, value))
    if run:
        yield run


def _scale(name: str, values: Sequence[float | None], normals: Sequence[Range | None]) -> tuple[float, float]:
    if name in WELLNESS_ITEMS:
        return 1, 5
    seen = [value for value in values if value is not None]
    seen += [edge for each in normals if each for edge in (each.low, each.high)]
    low, high = min(seen), max(seen)
    return (low, high) if high > low else (low - 1, high + 1)


def _value(log: DayLog | None, name: str) -> float | None:
    value = getattr(log, name, None)
    return float(value) if value else None


def _range(ranges: Mapping[str, Range | None], name: str) -> Range | None:
    """The normal of an item; that of HRV is kept in ln ms, and told in ms."""
    if name != "hrv_rmssd_ms":
        return ranges[name]
    ln = ranges["ln_rmssd"]
    return None if ln is None else Range(*(round(math.exp(value), 1) for value in (ln.mean, ln.low, ln.high)))


def _rows(days: Sequence[date], spoken: Mapping[str, Sequence[float | None]]) -> Iterator[tuple[date, tuple[str, ...]]]:
    for n in reversed(range(len(days))):
        values = [column[n] for column in spoken.values()]
        if any(value is not None for value in values):
            yield days[n], tuple("" if value is None else number_words(value) for value in values)
