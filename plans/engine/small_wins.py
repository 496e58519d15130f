"""Small wins (S23): what went well lately, found in what was told, and said only where the figures show it.

Each finder looks at one thing and is silent when in doubt. A win never compares an athlete with anybody else, and none
is made of more training than was planned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean

from plans.engine.consistency import BAND_SHARE, Week
from plans.engine.ledger import Touch
from plans.engine.work import EASY_KINDS, Outcome, ReportedSession
from readiness.engine.logs import DayLog
from readiness.engine.sentences import Sentence, gettext_noop, number
from readiness.engine.wake_times import WakeRhythm

MOST = 3
"""More than this would be noise."""
LATELY_DAYS = 14

WHOLE_WEEK = gettext_noop("Your last full week went as planned on all {days} days, rest days too.")
LONGEST = gettext_noop("The longest run of this offseason so far: {distance}, and it was planned so.")
EASIER = gettext_noop("Easy runs feel easier: effort {now} of 10 lately, {before} in the two weeks before.")
KEPT_ALIVE = gettext_noop("{attribute}: practised in each of the last {weeks} weeks.")
STEADIER = gettext_noop("Your mornings are steadier: {now} minutes around your usual time, {before} before.")
NO_PAIN = gettext_noop("{mornings} mornings without pain. In the three weeks before there were {before} with.")
TOLD = gettext_noop("You checked in on {days} of the last {window} mornings. That is what the plan listens to.")
MOOD = gettext_noop("Your mood of the last seven days is above that of the month before.")

_EASIER_BY, _EASIER_LEAST = 0.7, 3
_MOOD_BY, _MOOD_LEAST, _MOOD_BEFORE_LEAST = 0.4, 5, 14
_STEADIER_BY_MIN = 10
_WEEKS_ALIVE = 3
_PAIN_FREE_LEAST, _PAINFUL_LEAST = 5, 2
_TOLD_LEAST, _TOLD_WINDOW = 25, 28
_EARLIER_RUNS = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """What the finders look at. `logs` hold what there is consent for, of the last 42 days."""

    today: date
    weeks: Sequence[Week]
    """Weeks of the plan that are over, newest last."""
    sessions: Sequence[ReportedSession]
    touches: Sequence[Touch]
    protects: Sequence[str]
    attribute_names: Mapping[str, str]
    logs: Mapping[date, DayLog]
    mornings: frozenset[date]
    """Days with a check-in."""
    wakes: WakeRhythm | None
    """Of the last 14 days."""
    wakes_before: WakeRhythm | None
    """Of the 14 days before."""
    distance: Callable[[float], str] = "{:.1f} km".format
    """Kilometres in words, in the athlete's units."""


def small_wins(facts: Facts) -> tuple[Sentence, ...]:
    """At most `MOST`, those of the week first."""
    found = (
        _no_pain(facts), _whole_week(facts), _longest(facts), _easier(facts), _steadier(facts), _mood(facts),
        *_kept_alive(facts), _told(facts),
    )  # fmt: skip
    return tuple(win for win in found if win is not None)[:MOST]


def _no_pain(facts: Facts) -> Sentence | None:
    week = [log.pain for log in _logs(facts, 0, 7)]
    painful = sum(log.pain > 0 for log in _logs(facts, 7, 28))
    if len(week) < _PAIN_FREE_LEAST or any(week) or painful < _PAINFUL_LEAST:
        return None
    return Sentence.of(NO_PAIN, mornings=len(week), before=painful)


def _whole_week(facts: Facts) -> Sentence | None:
    if not facts.weeks:
        return None
    tally = facts.weeks[-1].tally
    if tally.as_planned < tally.counted or tally.as_planned + tally.left_out < 7 or tally.as_planned < 5:
        return None
    return Sentence.of(WHOLE_WEEK, days=tally.as_planned)


def _longest(facts: Facts) -> Sentence | None:
    """A run that was meant to be as long as it was: going further than planned is not what is celebrated."""
    runs = [session for session in facts.sessions if session.is_run and session.km and session.day <= facts.today]
    lately = [run for run in runs if run.outcome is Outcome.DONE and _ago(facts, run.day) < 7 and run.planned_km]
    if not lately:
        return None
    best = max(lately, key=lambda run: run.km)
    earlier = [run.km for run in runs if run.day < best.day]
    if len(earlier) < _EARLIER_RUNS or best.km <= max(earlier):
        return None
    if best.km > (best.planned_km or 0) * (1 + BAND_SHARE):
        return None
    return Sentence.of(LONGEST, distance=facts.distance(best.km))


def _easier(facts: Facts) -> Sentence | None:
    easy = [each for each in facts.sessions if each.kind in EASY_KINDS and each.is_done and each.rpe is not None]
    now = [each.rpe for each in easy if each.rpe is not None and 0 <= _ago(facts, each.day) < LATELY_DAYS]
    before = [
        each.rpe for each in easy if each.rpe is not None and LATELY_DAYS <= _ago(facts, each.day) < 2 * LATELY_DAYS
    ]
    if min(len(now), len(before)) < _EASIER_LEAST or mean(before) - mean(now) < _EASIER_BY:
        return None
    return Sentence.of(EASIER, now=number(mean(now)), before=number(mean(before)))


def _steadier(facts: Facts) -> Sentence | None:
    now, before = facts.wakes, facts.wakes_before
    if now is None or before is None or before.spread_min - now.spread_min < _STEADIER_BY_MIN:
        return None
    return Sentence.of(STEADIER, now=now.spread_min, before=before.spread_min)


def _mood(facts: Facts) -> Sentence | None:
    now = [log.mood for log in _logs(facts, 0, 7) if log.mood is not None]
    before = [log.mood for log in _logs(facts, 7, 35) if log.mood is not None]
    if len(now) < _MOOD_LEAST or len(before) < _MOOD_BEFORE_LEAST or mean(now) - mean(before) < _MOOD_BY:
        return None
    return Sentence(MOOD)


def _kept_alive(facts: Facts) -> tuple[Sentence, ...]:
    """Attributes practised in every week that is over, for at least three; the first two of them."""
    done: dict[str, set[date]] = defaultdict(set)
    for touch in facts.touches:
        if touch.outcome is Outcome.DONE:
            for attribute in touch.protects:
                done[attribute].add(touch.day - timedelta(days=touch.day.weekday()))
    mondays = [week.monday for week in reversed(facts.weeks)]
    runs = []
    for attribute in facts.protects:
        length = next((n for n, monday in enumerate(mondays) if monday not in done[attribute]), len(mondays))
        if length >= _WEEKS_ALIVE:
            runs.append((attribute, length))
    return tuple(
        Sentence.of(KEPT_ALIVE, attribute=facts.attribute_names[attribute], weeks=length)
        for attribute, length in runs[:2]
    )


def _told(facts: Facts) -> Sentence | None:
    days = sum(0 <= _ago(facts, day) < _TOLD_WINDOW for day in facts.mornings)
    return Sentence.of(TOLD, days=days, window=_TOLD_WINDOW) if days >= _TOLD_LEAST else None


def _logs(facts: Facts, newest: int, oldest: int) -> list[DayLog]:
    """Those of `newest` to before `oldest` days ago."""
    return [log for day, log in facts.logs.items() if newest <= _ago(facts, day) < oldest]


def _ago(facts: Facts, day: date) -> int:
    return (facts.today - day).days
