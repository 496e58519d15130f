"""Which days of a week carry what: the template's rhythm where the athlete's days allow it, else the nearest.

Weekdays are numbers, Monday = 0. A plan repeats its weeks, so distances between days are counted around
the week: Sunday and Monday are one apart. Every function is a small choice among few days, kept by shape.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from plans.engine.template import Rhythm, Weekdays

_DAY_BETWEEN = 2
"""Days from one demanding day to the next with one day between them."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """By weekday, the minutes that the day lacks for the longest run of the plan and for its longest key run."""

    long: Weekdays
    key: Weekdays


NOTHING_SHORT = Shortfall((0,) * 7, (0,) * 7)


@dataclass(frozen=True, slots=True)
class Anchors:
    """The demanding days of a week: key days in their order of importance, and the day of the long run."""

    keys: Weekdays
    long: int
    long_may_be_heavy: bool = True
    """False where the long run stands too close to a key day to be longer than 75 minutes."""

    @property
    def days(self) -> Weekdays:
        return (*self.keys, self.long)


@dataclass(frozen=True, slots=True)
class Frame:
    """The anchors of a plan's weeks with up to one key day, and with two where the days allow them."""

    one_key: Anchors
    two_keys: Anchors | None

    @property
    def days(self) -> Weekdays:
        """All days that are demanding in some week."""
        return (*self.one_key.days, *(self.two_keys.days if self.two_keys else ()))


def apart(first: int, second: int) -> int:
    """Days between two weekdays, counted around the week."""
    days = abs(first - second)
    return min(days, 7 - days)


@lru_cache(maxsize=512)
def frame(
    one_key: Rhythm, two_keys: Rhythm, available: Weekdays, spacing: int, short: Shortfall = NOTHING_SHORT
) -> Frame:
    """The anchors for an athlete's days, with `spacing` days between demanding ones, where their sessions fit
    best. With too few or only adjacent days there is no key day at all."""
    single = _anchors(one_key, available, spacing, short, beside=None)
    if single is None:
        close = _anchors(one_key, available, _DAY_BETWEEN, short, beside=None)
        keys = close.keys if close else ()
        long = close.long if close else min(available, key=lambda day: (short.long[day], one_key.long.index(day)))
        return Frame(Anchors(keys, long, long_may_be_heavy=close is None), None)
    return Frame(single, _anchors(two_keys, available, spacing, short, beside=single))


def _anchors(
    rhythm: Rhythm, available: Weekdays, spacing: int, short: Shortfall, beside: Anchors | None
) -> Anchors | None:
    """The days that keep the spacing among themselves, lack the fewest minutes and are liked best; `beside` stands
    in the weeks before and after, keeps the first key day, and its days keep the spacing too."""
    found = [
        Anchors(tuple(keys), long)
        for *keys, long in product(*([available] * (len(rhythm.keys) + 1)))
        if all(apart(a, b) >= spacing for a, b in combinations((*keys, long), 2))
        and (beside is None or (keys[0] == beside.keys[0] and _follow(beside.days, (*keys, long), spacing)))
    ]
    return min(found, key=lambda anchors: _cost(rhythm, anchors, short), default=None)


def _follow(days: Weekdays, others: Weekdays, spacing: int) -> bool:
    """Whether a week with `others` may follow one with `days`, and the other way round."""
    return all(abs(a - b) <= 7 - spacing for a in days for b in others)


def _cost(rhythm: Rhythm, anchors: Anchors, short: Shortfall) -> tuple[int, int, Weekdays]:
    lacking = short.long[anchors.long] + sum(short.key[day] for day in anchors.keys)
    ranks = [order.index(day) for order, day in zip(rhythm.keys, anchors.keys, strict=True)]
    return lacking, sum(ranks) + rhythm.long.index(anchors.long), anchors.days


@lru_cache(maxsize=4096)
def run_days(rhythm: Rhythm, anchors: Anchors, available: Weekdays, count: int) -> Weekdays:
    """`count` days to run on: the long run's first, then key days, then those that spread best."""
    days = [anchors.long, *anchors.keys][:count]
    free = [day for day in rhythm.easy if day in available and day not in days]
    while len(days) < count and free:
        # The first of the best: the rhythm's own order decides between days that spread alike.
        best = max(free, key=lambda day: min(apart(day, other) for other in days))
        free.remove(best)
        days.append(best)
    return tuple(days)


@lru_cache(maxsize=4096)
def strength_days(
    rhythm: Rhythm,
    available: Weekdays,
    running: Weekdays,
    anchors: Weekdays,
    count: int,
    *,
    most_days: int,
    spacing: int,
    last: int | None,
    key_next_monday: bool,
) -> Weekdays:
    """Up to `count` days for strength: never on the day before a key or long run, `spacing` days apart, with
    at most `most_days` days that carry a run or strength. `last` is the last one of the week before."""
    blocked = {day - 1 for day in anchors} | ({6} if key_next_monday else set())
    free = [
        day
        for day in rhythm.strength
        if day in available and day not in blocked and (last is None or day + 7 - last >= spacing)
    ]
    for number in range(count, 0, -1):
        fitting = [
            days
            for days in combinations(free, number)
            if all(abs(a - b) >= spacing for a, b in combinations(days, 2)) and len({*days, *running}) <= most_days
        ]
        if fitting:
            return tuple(sorted(min(fitting, key=lambda days: sum(map(rhythm.strength.index, days)))))
    return ()


@lru_cache(maxsize=4096)
def cross_training_days(
    rhythm: Rhythm,
    available: Weekdays,
    running: Weekdays,
    strength: Weekdays,
    count: int,
    *,
    free_days: int,
    beside: Weekdays = (),
) -> Weekdays:
    """Up to `count` days for cross-training: days without a run, with strength where possible, and only while
    `free_days` days of the week stay entirely free; then run days of `beside` that have no strength."""
    days: list[int] = []
    liked = sorted(rhythm.cross_training, key=lambda day: day not in strength)
    for day in liked:
        kept = 7 - len({*running, *strength, *days, day})
        if len(days) < count and day in available and day not in running and kept >= free_days:
            days.append(day)
    second = [day for day in rhythm.cross_training if day in beside and day not in strength]
    return tuple(sorted([*days, *second[: count - len(days)]]))


def second_run_days(rhythm: Rhythm, running: Weekdays, anchors: Collection[int], count: int) -> Weekdays:
    """Days that carry a second easy run: easy days, those without strength first."""
    easy = [day for day in rhythm.easy if day in running and day not in anchors]
    return tuple(easy[:count])


def mobility_days(rhythm: Rhythm, available: Weekdays, busy: Collection[int], count: int) -> Weekdays:
    """Up to `count` days for a mobility session of its own: days with nothing else first; it loads nothing."""
    days = sorted((day for day in rhythm.easy if day in available), key=lambda day: day in busy)
    return tuple(sorted(days[:count]))
