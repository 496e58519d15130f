"""Two replays of the same days held beside each other: what other rules would have done, for whom, and when.

What follows a first difference may follow from it: from then on the plan is another one, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plans.engine.replay import ChangeKind, Night

Replayed = Sequence[tuple[str, Sequence[Night]]]
"""Athletes by name with their nights."""

LOW_DAY = "low_day"
"""An amber or red day: statuses depend on thresholds, too."""
COMPARED: tuple[str, ...] = (LOW_DAY, *ChangeKind)


@dataclass(frozen=True, slots=True)
class Difference:
    """One athlete: `nights` that were decided otherwise, and the days of each of `COMPARED` that are only in the
    second replay (`more`) or only in the first (`fewer`), oldest first."""

    name: str
    nights: tuple[date, ...]
    more: Mapping[str, tuple[date, ...]]
    fewer: Mapping[str, tuple[date, ...]]

    @property
    def days(self) -> list[date]:
        """All days that differ, in no order."""
        return [*self.nights, *(day for named in (self.more, self.fewer) for days in named.values() for day in days)]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The athletes for whom something differs, in the order of the replays."""

    differences: tuple[Difference, ...]

    @property
    def nights(self) -> int:
        return sum(len(each.nights) for each in self.differences)

    def more(self, what: str) -> int:
        """How many days of one of `COMPARED` are only in the second replay."""
        return sum(len(each.more[what]) for each in self.differences)

    def fewer(self, what: str) -> int:
        return sum(len(each.fewer[what]) for each in self.differences)


def compare(before: Replayed, after: Replayed) -> Comparison:
    """What `after` has more and fewer than `before`. Raises ValueError for other athletes or other nights."""
    found = []
    for (name, was), (other, now) in zip(before, after, strict=True):
        if name != other or [night.day for night in was] != [night.day for night in now]:
            raise ValueError("only replays of the same nights can be compared")
        found.append(_difference(name, was, now))
    return Comparison(tuple(each for each in found if each.days))


def _difference(name: str, before: Sequence[Night], after: Sequence[Night]) -> Difference:
    was, now = _days(before), _days(after)
    return Difference(
        name=name,
        nights=tuple(a.day for b, a in zip(before, after, strict=True) if (b.rule, b.verdict) != (a.rule, a.verdict)),
        more={what: tuple(sorted(now[what] - was[what])) for what in COMPARED},
        fewer={what: tuple(sorted(was[what] - now[what])) for what in COMPARED},
    )


def _days(nights: Iterable[Night]) -> dict[str, set[date]]:
    days: dict[str, set[date]] = {what: set() for what in COMPARED}
    for night in nights:
        if night.flagged:
            days[LOW_DAY].add(night.day)
        if night.change:
            days[night.change].update(night.places)
    return days
