"""The baseline that a look back proposes (B0), the usual long run, and how both came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from athletes.engine.weeks import WEEK, Label, Week, monday_of
from athletes.engine.words import counted, days, km

BEST, LAST = 6, 8
"""The mean of the best 6 of the last 8 training weeks (rules, section 2: B0)."""
LOOK_BACK_WEEKS = 26
"""Training weeks older than half a year before the last known one say little about now (C)."""
STALE_WEEKS = 8
LONG_RUN_WEEKS = 4
"""Fewest weeks with recorded runs for a usual long run (C)."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A proposal in km per week, or None where too little is known; `sentences` say how it came about.

    `considered` are the last training weeks, newest first, `best` those of them that were averaged.
    """

    distance_km: float | None
    long_run_km: float | None
    considered: tuple[Week, ...]
    best: tuple[Week, ...]
    sentences: tuple[str, ...]


def propose(weeks: Sequence[Week], today: date) -> Baseline:
    """What the weeks (oldest first, without gaps) say about the volume before this offseason."""
    recent = [week for week in reversed(weeks) if week.monday > weeks[-1].monday - LOOK_BACK_WEEKS * WEEK]
    training = [week for week in recent if week.label is Label.TRAINING and week.is_known]
    considered = tuple(training[:LAST])
    long_run_km, about_long_run = _usual_long_run(considered)
    if len(considered) < BEST:
        count = len(considered)
        known = f"Only {count} {'is' if count == 1 else 'are'} known" if count else "No training week is known yet"
        why = f"Too little for a proposal: it takes {BEST} training weeks of the last half year. {known}."
        return Baseline(None, long_run_km, considered, (), (why, about_long_run))
    best = tuple(sorted(considered, key=lambda week: (-week.distance_km, week.monday))[:BEST])
    distance_km = fmean(week.distance_km for week in best)
    each = ", ".join(km(week.distance_km).removesuffix(" km") for week in best)
    sentences = [
        f"{distance_km:.1f} km is the mean of the best {BEST} of the last {len(considered)} training weeks, "
        f"{days(considered[-1].monday, considered[0].sunday)}: {each} km."
    ]
    left_out = [week for week in recent if week.label is not Label.TRAINING and week.monday > considered[-1].monday]
    if left_out:
        sentences.append(f"Left out: {_counts(left_out)}.")
    ago = (monday_of(today) - considered[0].monday).days // 7
    if ago > STALE_WEEKS:
        sentences.append(f"The last of these weeks was {ago} weeks ago: ask whether it still fits.")
    return Baseline(distance_km, long_run_km, considered, best, (*sentences, about_long_run))


def _usual_long_run(weeks: Sequence[Week]) -> tuple[float | None, str]:
    longest = [week.longest_run_km for week in weeks if week.longest_run_km is not None]
    if len(longest) < LONG_RUN_WEEKS:
        return None, (
            f"The usual long run stays open: it takes {LONG_RUN_WEEKS} of these weeks with recorded runs, "
            f"and there {'is' if len(longest) == 1 else 'are'} {len(longest)}."
        )
    return median(longest), (
        f"The usual long run is {km(median(longest))}: the middle one of the longest runs of "
        f"{counted(len(longest), 'week', 'weeks')}."
    )


def _counts(weeks: Sequence[Week]) -> str:
    names = {Label.RACE: ("race week", "race weeks"), Label.TAPER: ("taper week", "taper weeks")}
    counts = Counter(week.label for week in weeks)
    return ", ".join(
        counted(counts[label], *names.get(label, ("week of a break", "weeks of a break")))
        for label in (Label.RACE, Label.TAPER, Label.BREAK)
        if counts[label]
    )
