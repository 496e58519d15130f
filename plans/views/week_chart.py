"""The chart of a plan's weeks: what was planned as an outline, what was reported within it, unreported hatched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from athletes import units
from athletes.languages import day_words, number_words
from plans.engine.week_loads import Amount, WeekLoad

LEFT, RIGHT, TOP, BOTTOM = 7.0, 99.5, 6.0, 86.0
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Rect:
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class WeekBar:
    planned: Rect
    reported: Rect
    unreported: Rect
    middle: str
    label: str
    title: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class WeekChart:
    title: str
    grid: tuple[tuple[str, str], ...]
    """Places and labels of the lines across."""
    bars: tuple[WeekBar, ...]
    summary: str


def volume_chart(weeks: Sequence[WeekLoad], today: date) -> WeekChart:
    """In the units that the page speaks."""
    if units.current() == units.MILES:
        return _draw(_("Miles per week"), weeks, today, lambda week: _in_miles(week.km), _("mi"))
    return _draw(_("Kilometres per week"), weeks, today, lambda week: week.km, _("km"))


def _in_miles(km: Amount) -> Amount:
    return Amount(*(round(units.from_km(each), 1) for each in (km.planned, km.reported, km.unreported)))


def load_chart(weeks: Sequence[WeekLoad], today: date) -> WeekChart:
    return _draw(_("Load per week, minutes times effort"), weeks, today, lambda week: week.load, _("points"))


def _draw(title: str, weeks: Sequence[WeekLoad], today: date, of: Callable[[WeekLoad], Amount], unit: str) -> WeekChart:
    most = max([max(of(week).planned, of(week).reported + of(week).unreported) for week in weeks], default=0) or 1
    grid_step = next((step for step in _STEPS if most / step <= 4), _STEPS[-1])
    paper = _Paper(len(weeks), most)
    lines = range(0, int(most // grid_step) * grid_step + 1, grid_step)
    bars = tuple(paper.bar(n, week.monday, of(week), unit, today) for n, week in enumerate(weeks))
    over = [week for week in weeks if week.monday <= today]
    return WeekChart(
        title=title,
        grid=tuple((_percent(paper.y(value)), f"{value:,}") for value in lines),
        bars=bars,
        summary=_("%(title)s: %(weeks)s weeks planned, %(over)s begun. %(latest)s")
        % {"title": title, "weeks": len(weeks), "over": len(over), "latest": bars[len(over) - 1].title if over else ""},
    )


class _Paper:
    """Bars side by side, places in per cent, so that the drawing fits a phone and words keep their size."""

    def __init__(self, weeks: int, most: float) -> None:
        self.step = (RIGHT - LEFT) / max(weeks, 1)
        self.most = most

    def y(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value / self.most

    def bar(self, n: int, monday: date, amount: Amount, unit: str, today: date) -> WeekBar:
        x, width = LEFT + self.step * (n + 0.12), self.step * 0.76
        inner_x, inner = x + width * 0.14, width * 0.72
        told = _("%(reported)s of %(planned)s %(unit)s reported") % {
            "reported": number_words(amount.reported), "planned": number_words(amount.planned), "unit": unit,
        }  # fmt: skip
        if amount.unreported:
            told += _(", %(unreported)s not reported") % {"unreported": number_words(amount.unreported)}
        if monday > today:
            told = _("%(planned)s %(unit)s planned") % {"planned": number_words(amount.planned), "unit": unit}
        return WeekBar(
            planned=self._rect(x, width, 0, amount.planned),
            reported=self._rect(inner_x, inner, 0, amount.reported),
            unreported=self._rect(inner_x, inner, amount.reported, amount.reported + amount.unreported),
            middle=_percent(x + width / 2),
            label=str(n + 1),
            title=_("Week %(n)s, from %(day)s: %(told)s") % {"n": n + 1, "day": day_words(monday), "told": told},
            is_now=0 <= (today - monday).days < 7,
        )

    def _rect(self, x: float, width: float, low: float, high: float) -> Rect:
        top = self.y(high)
        return Rect(_percent(x), _percent(top), _percent(width), _percent(self.y(low) - top))


def _percent(value: float) -> str:
    return f"{value:.2f}%"
