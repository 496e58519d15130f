"""Spikes, breaks and plateaus of the weekly volume, and single runs that jumped: each with a sentence that says why.

They are told for talking about them. None of them predicts anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean

from athletes.engine.weeks import WEEKS_BEFORE, Label, Run, Week, monday_of, stretches
from athletes.engine.words import ENGLISH, Translator, day, days, km

SPIKE_SHARE = 1.30
"""A week above this share of the mean of the 4 weeks before: more than 30 % in 2 weeks went with a hazard ratio of
1.59 (0.96-2.66) for injuries of distance (Nielsen 2014, B); the product's hard limit is the same number (V1)."""
SPIKE_KM = 3.0
"""A step of 3 km is always allowed (V1, C)."""
JUMP_SHARE = 1.10
"""A single run beyond this share of the longest of the 30 days before: hazard ratio 1.64 (Frandsen 2025, B; V2)."""
JUMP_KM = 1.0
JUMP_DAYS = 30
PLATEAU_WEEKS = 12
"""Three times four weeks: less is the usual rhythm of a block (C)."""
PLATEAU_SHARE = 1.10
"""On a plateau the highest 4-week mean is at most this share of the lowest: within 5 % of their middle (C)."""


class MarkKind(StrEnum):
    SPIKE = "spike"
    BREAK = "break"
    PLATEAU = "plateau"
    JUMP = "jump"


@dataclass(frozen=True, slots=True)
class Mark:
    """`first` and `last` are Mondays, of a jump the run's own day. `distance_km` is the height it is drawn at."""

    kind: MarkKind
    first: date
    last: date
    distance_km: float
    sentence: str


def marks_of(weeks: Sequence[Week], runs: Iterable[Run] = (), in_: Translator = ENGLISH) -> tuple[Mark, ...]:
    """All marks, oldest first, told in a language."""
    found = [*_spikes(weeks, in_), *_breaks(weeks, in_), *_plateaus(weeks, in_), *_jumps(runs, in_)]
    return tuple(sorted(found, key=lambda mark: (mark.first, mark.kind)))


def _spikes(weeks: Sequence[Week], in_: Translator) -> list[Mark]:
    """Weeks that spike, with their neighbours that do as well in one mark."""
    usual = [_usual_km(weeks, n) for n in range(len(weeks))]
    flags = [
        n >= WEEKS_BEFORE
        and any(before.is_known for before in weeks[n - WEEKS_BEFORE : n])
        and week.distance_km > SPIKE_SHARE * usual[n]
        and week.distance_km > usual[n] + SPIKE_KM
        for n, week in enumerate(weeks)
    ]
    found = []
    for first, last in stretches(flags):
        top = max(range(first, last + 1), key=lambda n: weeks[n].distance_km)
        highest = weeks[top].distance_km
        when = in_.gettext("Week of {day}: {km}, {after}.")
        if first != last:
            when = in_.gettext("{n} weeks from {days}, at the most: {km}, {after}.")
        after = in_.gettext("{percent} above the mean of the four weeks before ({usual})")
        if usual[first] < highest / 3:
            after = in_.gettext("after four weeks with {usual} on average")
        sentence = when.format(
            day=day(weeks[first].monday, in_),
            n=last - first + 1,
            days=days(weeks[first].monday, weeks[last].sunday, in_),
            km=km(highest, in_),
            after=after.format(
                percent=f"{highest / usual[top] - 1:.0%}" if usual[top] else "",
                usual=km(usual[first] if usual[first] < highest / 3 else usual[top], in_),
            ),
        )
        found.append(Mark(MarkKind.SPIKE, weeks[first].monday, weeks[last].monday, weeks[top].distance_km, sentence))
    return found


def _usual_km(weeks: Sequence[Week], index: int) -> float:
    """The mean of the 4 weeks before. Tapers and race weeks among them are lower on purpose, and left out."""
    before = weeks[max(0, index - WEEKS_BEFORE) : index]
    usual = [week.distance_km for week in before if week.label not in (Label.TAPER, Label.RACE)]
    return fmean(usual or [week.distance_km for week in before] or [0])


def _breaks(weeks: Sequence[Week], in_: Translator) -> list[Mark]:
    found = []
    for first, last in stretches([week.label is Label.BREAK for week in weeks]):
        inside = weeks[first : last + 1]
        ran = sum(week.distance_km for week in inside)
        if not any(week.is_known for week in inside):
            words = in_.ngettext(
                "{days}: nothing is known of {n} week. It counts as a break; type the weeks if it was none.",
                "{days}: nothing is known of {n} weeks. It counts as a break; type the weeks if it was none.",
                len(inside),
            )
        elif ran:
            words = in_.ngettext(
                "{days}: a break of {n} week, with {km} in all.",
                "{days}: a break of {n} weeks, with {km} in all.",
                len(inside),
            )
        else:
            words = in_.ngettext(
                "{days}: a break of {n} week without a run.", "{days}: a break of {n} weeks without a run.", len(inside)
            )
        when = days(inside[0].monday, inside[-1].sunday, in_)
        sentence = words.format(days=when, n=len(inside), km=km(ran, in_))
        found.append(Mark(MarkKind.BREAK, inside[0].monday, inside[-1].monday, 0, sentence))
    return found


def _plateaus(weeks: Sequence[Week], in_: Translator) -> list[Mark]:
    """The longest stretches, from the oldest on, in which the 4-week mean hardly moves."""
    distances = [week.distance_km for week in weeks]
    means = [fmean(distances[n : n + WEEKS_BEFORE]) for n in range(len(weeks) - WEEKS_BEFORE + 1)]
    found, first = [], 0
    while first < len(means):
        last = first
        low = high = means[first]
        while last + 1 < len(means) and max(high, means[last + 1]) <= PLATEAU_SHARE * min(low, means[last + 1]):
            last += 1
            low, high = min(low, means[last]), max(high, means[last])
        length = last - first + WEEKS_BEFORE
        if low == 0 or length < PLATEAU_WEEKS:
            first += 1
            continue
        begin, end = weeks[first], weeks[last + WEEKS_BEFORE - 1]
        span = km(high, in_)
        if km(low, in_) != span:
            span = in_.gettext("{first} to {last}").format(first=km(low, in_).removesuffix(" km"), last=span)
        sentence = in_.gettext("{days}: for {n} weeks the four-week mean stayed at {km}.").format(
            days=days(begin.monday, end.sunday, in_), n=length, km=span
        )
        found.append(Mark(MarkKind.PLATEAU, begin.monday, end.monday, fmean(means[first : last + 1]), sentence))
        first = last + WEEKS_BEFORE
    return found


def _jumps(runs: Iterable[Run], in_: Translator) -> list[Mark]:
    """Runs much longer than any of the 30 days before. The first 30 days of a history have nothing to compare with."""
    known = {run.key: run for run in runs if run.distance_km is not None}.values()
    longest: dict[date, float] = {}
    races = {run.day for run in known if run.race}
    for run in known:
        longest[run.day] = max(longest.get(run.day, 0), run.distance_km or 0)
    found = []
    ordered = sorted(longest)
    begin = 0
    for end, today in enumerate(ordered):
        while ordered[begin] < today - timedelta(days=JUMP_DAYS):
            begin += 1
        before = max((longest[each] for each in ordered[begin:end]), default=0.0)
        ran = longest[today]
        is_told = before > 0 and today >= ordered[0] + timedelta(days=JUMP_DAYS)
        if is_told and ran > JUMP_SHARE * before and ran > before + JUMP_KM:
            words = in_.gettext("{day}: a run of {km}, {percent} longer than any of the {n} days before ({before}).")
            if today in races:
                words = in_.gettext(
                    "{day}: a race of {km}, {percent} longer than any of the {n} days before ({before})."
                )
            percent = f"{ran / before - 1:.0%}"
            sentence = words.format(
                day=day(today, in_), km=km(ran, in_), percent=percent, n=JUMP_DAYS, before=km(before, in_)
            )
            found.append(Mark(MarkKind.JUMP, today, today, ran, sentence))
    return found


def jumps_by_week(marks: Iterable[Mark]) -> dict[date, Mark]:
    """The longest jump of each week, by its Monday."""
    jumps = sorted((m for m in marks if m.kind is MarkKind.JUMP), key=lambda mark: mark.distance_km)
    return {monday_of(mark.first): mark for mark in jumps}
