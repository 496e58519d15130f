"""The baseline that a look back proposes (B0), the usual long run, and how both came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from athletes.engine.weeks import WEEK, Label, Week, monday_of
from athletes.engine.words import ENGLISH, Translator, days, km, tenths

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


def propose(weeks: Sequence[Week], today: date, in_: Translator = ENGLISH) -> Baseline:
    """What the weeks (oldest first, without gaps) say about the volume before this offseason, told in a language."""
    recent = [week for week in reversed(weeks) if week.monday > weeks[-1].monday - LOOK_BACK_WEEKS * WEEK]
    training = [week for week in recent if week.label is Label.TRAINING and week.is_known]
    considered = tuple(training[:LAST])
    long_run_km, about_long_run = _usual_long_run(considered, in_)
    if len(considered) < BEST:
        count = len(considered)
        known = in_.ngettext("Only {n} is known.", "Only {n} are known.", count).format(n=count)
        if not count:
            known = in_.gettext("No training week is known yet.")
        too_little = in_.gettext("Too little for a proposal: it takes {n} training weeks of the last half year.")
        why = f"{too_little.format(n=BEST)} {known}"
        return Baseline(None, long_run_km, considered, (), (why, about_long_run))
    best = tuple(sorted(considered, key=lambda week: (-week.distance_km, week.monday))[:BEST])
    distance_km = fmean(week.distance_km for week in best)
    mean = in_.gettext("{mean} km is the mean of the best {best} of the last {n} training weeks, {days}: {each} km.")
    sentences = [
        mean.format(
            mean=tenths(distance_km, in_),
            best=BEST,
            n=len(considered),
            days=days(considered[-1].monday, considered[0].sunday, in_),
            each=", ".join(km(week.distance_km, in_).removesuffix(" km") for week in best),
        )
    ]
    left_out = [week for week in recent if week.label is not Label.TRAINING and week.monday > considered[-1].monday]
    if left_out:
        sentences.append(in_.gettext("Left out: {what}.").format(what=_counts(left_out, in_)))
    ago = (monday_of(today) - considered[0].monday).days // 7
    if ago > STALE_WEEKS:
        words = in_.gettext("The last of these weeks was {n} weeks ago: ask whether it still fits.")
        sentences.append(words.format(n=ago))
    return Baseline(distance_km, long_run_km, considered, best, (*sentences, about_long_run))


def _usual_long_run(weeks: Sequence[Week], in_: Translator) -> tuple[float | None, str]:
    longest = [week.longest_run_km for week in weeks if week.longest_run_km is not None]
    if len(longest) < LONG_RUN_WEEKS:
        words = in_.ngettext(
            "The usual long run stays open: it takes {needed} of these weeks with recorded runs, and there is {n}.",
            "The usual long run stays open: it takes {needed} of these weeks with recorded runs, and there are {n}.",
            len(longest),
        )
        return None, words.format(needed=LONG_RUN_WEEKS, n=len(longest))
    words = in_.gettext("The usual long run is {km}: the middle one of the longest runs of {n} weeks.")
    return median(longest), words.format(km=km(median(longest), in_), n=len(longest))


def _counts(weeks: Sequence[Week], in_: Translator) -> str:
    counts = Counter(week.label for week in weeks)
    words = {
        Label.RACE: in_.ngettext("{n} race week", "{n} race weeks", counts[Label.RACE]),
        Label.TAPER: in_.ngettext("{n} taper week", "{n} taper weeks", counts[Label.TAPER]),
        Label.BREAK: in_.ngettext("{n} week of a break", "{n} weeks of a break", counts[Label.BREAK]),
    }
    return ", ".join(text.format(n=counts[label]) for label, text in words.items() if counts[label])
