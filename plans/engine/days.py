"""The weekdays of an athlete in one plan: which carry runs, and how many minutes each of them has (S4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from plans.engine import placement
from plans.engine.placement import Anchors, Frame
from plans.engine.template import Rhythm, Template, Weekdays

LEAST_RUN_MIN = 20
"""A weekday with fewer minutes carries no run: what is left between changing and a shower is no training."""
ANY_MIN = (24 * 60,) * 7
"""Minutes of weekdays about which nothing was said."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The runs of a week on their days: `running` has the long run's day first, then key days, then easy ones."""

    anchors: Anchors
    rhythm: Rhythm
    running: Weekdays
    second_runs: Weekdays

    @property
    def days(self) -> Weekdays:
        """One for each run; a day with two runs stands there twice."""
        return (*self.running, *self.second_runs)


@dataclass(frozen=True, slots=True)
class Days:
    """What days the weeks of a plan have. `most_run_days` leaves the week its rest; `free_min` is by weekday."""

    template: Template
    frame: Frame
    for_runs: Weekdays
    most_run_days: int
    free_min: Weekdays

    def laid(self, runs: int, keys: int) -> Laid:
        """That many runs, of which that many are key runs, on their days."""
        anchors = self.frame.two_keys if keys == 2 and self.frame.two_keys else self.frame.one_key
        rhythm = self.template.one_key if anchors is self.frame.one_key else self.template.two_keys
        running = placement.run_days(rhythm, anchors, self.for_runs, min(runs, self.most_run_days))
        for_two = tuple(day for day in running if self.free_min[day] >= 2 * LEAST_RUN_MIN)
        second_runs = placement.second_run_days(rhythm, for_two, anchors.days, runs - len(running))
        return Laid(anchors, rhythm, running, second_runs)

    def room(self, runs: int, keys: int) -> Weekdays:
        """Minutes free for each of these runs, in the order of `Laid.days`; two runs of a day share its minutes."""
        days = self.laid(runs, keys).days
        return tuple(self.free_min[day] // days.count(day) for day in days)

    def without(self, day: int, minutes: int) -> Days:
        """The same days, with so many minutes of one weekday kept for something else than running."""
        return replace(self, free_min=less(self.free_min, (day,), minutes))


def with_room(days: Sequence[int], left_min: Weekdays, minutes: int) -> Weekdays:
    """Those of `days` that have so many minutes left."""
    return tuple(day for day in days if left_min[day] >= minutes)


def less(free_min: Weekdays, days: Sequence[int], minutes: int) -> Weekdays:
    """What is left by weekday when each of these days gives so many minutes."""
    return tuple(free - minutes * days.count(day) for day, free in enumerate(free_min))


def days_in_a_row(before: int, *weeks: Collection[int]) -> list[int]:
    """For each day of these weeks, how many days in a row it ends; `before` are those that come before them."""
    found = [before]
    for week in weeks:
        for day in range(7):
            found.append(found[-1] + 1 if day in week else 0)
    return found[1:]
