"""Weekly volumes, Monday to Sunday, and what kind of week each was."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

BREAK_WEEKS = 2
"""Fewest weeks in a row near zero that are a break: VO2max falls within 2 to 4 weeks of stopping (Mujika 2000, A)."""
BREAK_SHARE = 0.20
"""Near zero: at most this share of the mean of the 4 weeks before that were neither so nor race weeks (C)."""
TAPER_SHARE = 0.80
"""A taper is proposed for at most this share of the 4 weeks before it; usual ones cut 41-60 % (Bosquet 2007, A)."""
TAPER_WEEKS = 2
WEEKS_BEFORE = 4
LONGEST_GAP_WEEKS = 52
"""What lies before a longer silence is another life: an old file of a shoebox is no season to look back at (C)."""

WEEK = timedelta(weeks=1)


class Label(StrEnum):
    TRAINING = "training"
    RACE = "race"
    TAPER = "taper"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Run:
    """One run. Two with the same `key` are the same run."""

    key: str
    day: date
    distance_km: float | None
    race: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said about a week; `distance_km` counts instead of the sum of the runs."""

    monday: date
    label: Label = Label.TRAINING
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """One week. `is_known` is False where neither a run nor a word is there; its 0 km are then not known either."""

    monday: date
    distance_km: float
    label: Label = Label.TRAINING
    longest_run_km: float | None = None
    runs: int = 0
    is_typed: bool = False
    is_known: bool = True
    is_proposed: bool = False
    """The label was found here, and nobody said it."""

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_of(runs: Iterable[Run], said: Iterable[Said], today: date) -> tuple[Week, ...]:
    """Every week from the first that is known to the last one that is over by `today`, oldest first.

    A year of silence begins anew: what was before it is left out.
    """
    by_week: dict[date, list[Run]] = defaultdict(list)
    for run in {run.key: run for run in runs}.values():
        by_week[monday_of(run.day)].append(run)
    words = {each.monday: each for each in said}
    known = sorted(monday for monday in {*by_week, *words} if monday < monday_of(today))
    if not known:
        return ()
    begins = known[0]
    for earlier, later in pairwise(known):
        if later - earlier > LONGEST_GAP_WEEKS * WEEK:
            begins = later
    mondays = [begins + n * WEEK for n in range((known[-1] - begins).days // 7 + 1)]
    weeks = [_week(monday, by_week.get(monday, []), words.get(monday)) for monday in mondays]
    races = {monday for monday in mondays if any(run.race for run in by_week.get(monday, []))}
    return _labelled(weeks, words, races)


def _week(monday: date, runs: Sequence[Run], said: Said | None) -> Week:
    distances = sorted(run.distance_km for run in runs if run.distance_km is not None)
    typed = said.distance_km if said else None
    return Week(
        monday,
        # The distances were sorted, so that the order of the runs cannot show in the last digit of the sum.
        sum(distances) if typed is None else typed,
        longest_run_km=distances[-1] if distances else None,
        runs=len(runs),
        is_typed=typed is not None,
        is_known=bool(runs) or said is not None,
    )


def _labelled(weeks: Sequence[Week], said: Mapping[date, Said], races: set[date]) -> tuple[Week, ...]:
    """A race makes a race week; hardly any running is a break, whatever was said; else what a person said counts."""
    races = races | {word.monday for word in said.values() if word.label is Label.RACE}
    labelled = []
    for week, rests in zip(weeks, _near_zero(weeks, races), strict=True):
        word = said.get(week.monday)
        if week.monday in races:
            label = Label.RACE
        elif rests:
            label = Label.BREAK
        else:
            label = word.label if word else Label.TRAINING
        labelled.append(replace(week, label=label, is_proposed=label is not (word.label if word else Label.TRAINING)))
    for index, week in enumerate(labelled):
        if week.label is Label.RACE:
            _propose_tapers(labelled, index, said)
    return tuple(labelled)


def _propose_tapers(weeks: list[Week], race: int, said: Mapping[date, Said]) -> None:
    for index in range(race - 1, max(race - 1 - TAPER_WEEKS, WEEKS_BEFORE - 1), -1):
        week, usual = weeks[index], fmean(each.distance_km for each in weeks[index - WEEKS_BEFORE : index])
        is_open = week.monday not in said and week.label is Label.TRAINING and week.is_known
        if not is_open or week.distance_km > TAPER_SHARE * usual:
            return
        weeks[index] = replace(week, label=Label.TAPER, is_proposed=True)


def _near_zero(weeks: Sequence[Week], races: Collection[date]) -> list[bool]:
    """For each week, whether it is one of a break. Race weeks are none, and no measure for others."""
    before: deque[float] = deque(maxlen=WEEKS_BEFORE)
    near = []
    for week in weeks:
        is_race = week.monday in races
        near.append(not is_race and week.distance_km <= (BREAK_SHARE * fmean(before) if before else 0))
        if not near[-1] and not is_race:
            before.append(week.distance_km)
    resting = [False] * len(weeks)
    for first, last in stretches(near):
        if last - first + 1 >= BREAK_WEEKS:
            resting[first : last + 1] = [True] * (last - first + 1)
    return resting


def stretches(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last index of each run of True."""
    found: list[tuple[int, int]] = []
    for index, flag in enumerate(flags):
        if not flag:
            continue
        if found and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index)
        else:
            found.append((index, index))
    return found
