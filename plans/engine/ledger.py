"""The ledger of what a plan protects (S3): when each attribute was last touched, and whether a week gave it enough.

Only a session that was reported as done touches what it protects. One that nobody reported is unknown, not missed:
it stands between what was certainly done and what may have been. Today's session is still ahead until it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.engine.work import Outcome

LEAST_PER_WEEK = {"endurance": 2}
"""Sessions a week that hold an attribute. Endurance holds for 15 weeks on two (rules, section 1: Spiering 2021)."""
LEAST = 1
"""Strength holds on one session a week (the same review); for the others one is practice."""
_WEEK = timedelta(weeks=1)


class Standing(StrEnum):
    """How a week stands against the least that holds an attribute."""

    MET = "met"
    AHEAD = "ahead"
    """Not yet, and what is still planned is enough."""
    UNKNOWN = "unknown"
    """Met only if a session was done that nobody reported."""
    BELOW = "below"
    """Less than it takes, even with everything that is unreported or still planned."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A planned session and what it protects; without an outcome nobody said what became of it."""

    day: date
    protects: tuple[str, ...]
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """The sessions of one week that protect an attribute."""

    least: int
    planned: int
    done: int
    unreported: int
    ahead: int

    @property
    def standing(self) -> Standing:
        if self.done >= self.least:
            return Standing.MET
        if self.done + self.ahead >= self.least:
            return Standing.AHEAD
        if self.done + self.ahead + self.unreported >= self.least:
            return Standing.UNKNOWN
        return Standing.BELOW


@dataclass(frozen=True, slots=True)
class Entry:
    """One attribute. `days_since` is None where nothing of this plan touched it yet; `maybe_since` counts from a
    later session that nobody reported, None where there is none."""

    attribute: str
    days_since: int | None
    maybe_since: int | None
    this_week: Tally
    last_week: Tally | None
    """None in the first week of a plan."""


def ledger(protects: Sequence[str], sessions: Iterable[Touch], start: date, today: date) -> tuple[Entry, ...]:
    """One entry for each protected attribute, in their order; `start` is the first day of the plan."""
    all_sessions = tuple(sessions)
    return tuple(
        _entry(attribute, [each for each in all_sessions if attribute in each.protects], start, today)
        for attribute in protects
    )


def _entry(attribute: str, sessions: Sequence[Touch], start: date, today: date) -> Entry:
    done = max((each.day for each in sessions if each.outcome is Outcome.DONE and each.day <= today), default=None)
    unreported = max((each.day for each in sessions if each.outcome is None and each.day < today), default=None)
    maybe = unreported if unreported is not None and (done is None or unreported > done) else None
    monday = today - timedelta(days=today.weekday())
    least = LEAST_PER_WEEK.get(attribute, LEAST)
    return Entry(
        attribute=attribute,
        days_since=None if done is None else (today - done).days,
        maybe_since=None if maybe is None else (today - maybe).days,
        this_week=_tally(sessions, monday, today, least),
        last_week=_tally(sessions, monday - _WEEK, today, least) if start < monday else None,
    )


def _tally(sessions: Sequence[Touch], monday: date, today: date, least: int) -> Tally:
    week = [each for each in sessions if monday <= each.day < monday + _WEEK]
    open_days = [each.day for each in week if each.outcome is None]
    return Tally(
        least=least,
        planned=len(week),
        done=sum(each.outcome is Outcome.DONE for each in week),
        unreported=sum(day < today for day in open_days),
        ahead=sum(day >= today for day in open_days),
    )
