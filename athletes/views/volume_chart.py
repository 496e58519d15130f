"""The chart of weekly volume: places in per cent of the drawing, so that it fits a phone and words keep their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from athletes.engine.marks import Mark, MarkKind
from athletes.engine.weeks import WEEK, WEEKS_BEFORE, Week
from athletes.engine.words import day, days, km
from athletes.languages import day_words
from athletes.past_weeks import History

LEFT, RIGHT, TOP, BOTTOM = 5.0, 99.0, 12.0, 84.0
DOTS = 88.0
MOST_MONTHS = 6
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_LABELS = {"race": gettext_noop("race"), "taper": gettext_noop("taper"), "break": gettext_noop("break")}


def percent(value: float) -> str:
    return f"{value:.2f}%"


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    x: str
    width: str
    y: str
    height: str
    middle: str
    is_best: bool
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    x1: str
    y1: str
    x2: str
    y2: str
    text: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    x: str
    y: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws, in order from back to front."""

    grid: tuple[Line, ...]
    months: tuple[Spot, ...]
    breaks: tuple[Bar, ...]
    bars: tuple[Bar, ...]
    means: tuple[Line, ...]
    plateaus: tuple[Line, ...]
    spikes: tuple[Spot, ...]
    baseline: Line | None
    summary: str


def draw(history: History, weeks: Sequence[Week]) -> Chart:
    """The chart of `weeks`, which are some of the history's, without gaps; there is at least one."""
    paper = _Paper(weeks)
    marks = [mark for mark in history.marks if mark.last >= weeks[0].monday and mark.kind is not MarkKind.JUMP]
    best = {week.monday for week in history.baseline.best}
    return Chart(
        grid=paper.grid(),
        months=paper.months(),
        breaks=tuple(paper.band(mark) for mark in marks if mark.kind is MarkKind.BREAK),
        bars=tuple(paper.bar(week, is_best=week.monday in best) for week in weeks),
        means=paper.means(),
        plateaus=tuple(paper.plateau(mark) for mark in marks if mark.kind is MarkKind.PLATEAU),
        spikes=tuple(paper.spike(mark) for mark in marks if mark.kind is MarkKind.SPIKE),
        baseline=paper.baseline(history),
        summary=_summary(weeks, marks),
    )


class _Paper:
    def __init__(self, weeks: Sequence[Week]) -> None:
        self.weeks = weeks
        self.step = (RIGHT - LEFT) / len(weeks)
        self.gap = self.step * (0.24 if len(weeks) <= 80 else 0.1)
        most = max(week.distance_km for week in weeks) or 1
        self.grid_km = next((step for step in _STEPS if most / step <= 4), 100)
        self.top_km = max(most, self.grid_km)

    def x(self, monday: date) -> float:
        """The left edge of a week, kept inside the drawing."""
        place = (monday - self.weeks[0].monday).days // 7
        return LEFT + self.step * min(max(place, 0), len(self.weeks))

    def y(self, value_km: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value_km / self.top_km

    def grid(self) -> tuple[Line, ...]:
        values = range(0, int(self.top_km // self.grid_km) * self.grid_km + 1, self.grid_km)
        return tuple(
            Line(percent(LEFT), percent(self.y(value)), percent(RIGHT), percent(self.y(value)), str(value))
            for value in values
        )

    def months(self) -> tuple[Spot, ...]:
        """The first week of each month, or of every second, third, … so that the names do not touch."""
        first = [w for n, w in enumerate(self.weeks) if n == 0 or w.monday.month != self.weeks[n - 1].monday.month]
        every = next(step for step in (1, 2, 3, 6, 12, 24, 60, 600) if len(first) <= MOST_MONTHS * step)
        shown = [week.monday for week in first if (week.monday.month - 1) % every == 0 or every > 12]
        if every > 12:
            shown = shown[:: len(shown) // MOST_MONTHS + 1]
        return tuple(
            Spot(percent(self.x(monday)), "", day_words(monday, "M Y" if monday.month == 1 else "M"))
            for monday in shown
            if self.x(monday) < RIGHT - 5
        )

    def bar(self, week: Week, *, is_best: bool) -> Bar:
        x, y = self.x(week.monday) + self.gap / 2, self.y(week.distance_km)
        told = [km(week.distance_km, translation) if week.is_known else _("nothing known")]
        told += [_(_LABELS[week.label])] if week.label in _LABELS else []
        return Bar(
            label=week.label.value,
            x=percent(x),
            width=percent(self.step - self.gap),
            y=percent(y),
            height=percent(BOTTOM - y),
            middle=percent(x + (self.step - self.gap) / 2),
            is_best=is_best,
            title=_("Week of %(day)s: %(what)s") % {"day": day(week.monday, translation), "what": ", ".join(told)},
        )

    def band(self, mark: Mark) -> Bar:
        x, end = self.x(mark.first), self.x(mark.last + WEEK)
        return Bar(
            "break", percent(x), percent(end - x), percent(TOP), percent(BOTTOM - TOP), percent((x + end) / 2), False,
            mark.sentence,
        )  # fmt: skip

    def means(self) -> tuple[Line, ...]:
        """The mean of each week and the three before it, as a line from middle to middle."""
        weeks = self.weeks
        points = [
            (
                self.x(weeks[n].monday) + self.step / 2,
                self.y(sum(week.distance_km for week in weeks[n - WEEKS_BEFORE + 1 : n + 1]) / WEEKS_BEFORE),
            )
            for n in range(WEEKS_BEFORE - 1, len(weeks))
        ]
        return tuple(
            Line(percent(x1), percent(y1), percent(x2), percent(y2)) for (x1, y1), (x2, y2) in pairwise(points)
        )

    def plateau(self, mark: Mark) -> Line:
        y = percent(self.y(mark.distance_km))
        return Line(percent(self.x(mark.first)), y, percent(self.x(mark.last + WEEK)), y, title=mark.sentence)

    def spike(self, mark: Mark) -> Spot:
        top = max(
            (week for week in self.weeks if mark.first <= week.monday <= mark.last), key=lambda week: week.distance_km
        )
        return Spot(percent(self.x(top.monday) + self.step / 2), percent(self.y(top.distance_km)), mark.sentence)

    def baseline(self, history: History) -> Line | None:
        """A dashed line over the weeks that the proposal was taken from."""
        proposed = history.baseline
        if proposed.distance_km is None or proposed.considered[0].monday < self.weeks[0].monday:
            return None
        y = percent(self.y(proposed.distance_km))
        end = self.x(proposed.considered[0].monday + WEEK)
        return Line(
            percent(self.x(proposed.considered[-1].monday)), y, percent(end), y, km(proposed.distance_km, translation)
        )


def _summary(weeks: Sequence[Week], marks: Sequence[Mark]) -> str:
    """The chart in a sentence, for who does not see it."""
    low, high = (pick(week.distance_km for week in weeks) for pick in (min, max))
    spikes, breaks, plateaus = (
        sum(mark.kind is kind for mark in marks) for kind in (MarkKind.SPIKE, MarkKind.BREAK, MarkKind.PLATEAU)
    )
    told = [
        ngettext("%(n)s spike", "%(n)s spikes", spikes) % {"n": spikes} if spikes else "",
        ngettext("%(n)s break", "%(n)s breaks", breaks) % {"n": breaks} if breaks else "",
        ngettext("%(n)s plateau", "%(n)s plateaus", plateaus) % {"n": plateaus} if plateaus else "",
    ]
    words = _("Weekly kilometres of %(n)s weeks, %(days)s: %(low)s to %(high)s. Marked: %(marked)s.")
    return words % {
        "n": len(weeks),
        "days": days(weeks[0].monday, weeks[-1].sunday, translation),
        "low": km(low, translation),
        "high": km(high, translation),
        "marked": ", ".join(filter(None, told)) or _("nothing"),
    }
