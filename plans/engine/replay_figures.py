"""What replayed nights come to: alerts, changes of sessions and of phases, reversals, and the day-ahead lift."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plans.engine.replay import ChangeKind, Night
from plans.engine.vocabulary import Verdict
from readiness.engine.vocabulary import Status

REVERSAL_DAYS = 7

PHASE_DECISIONS = frozenset({ChangeKind.HOLD, ChangeKind.ADVANCE})
"""Kinds of changes that move the calendar of phases; all others change sessions."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the nights of one athlete or of many came to. Shares and rates are None where nothing counts."""

    days: int = 0
    by_status: Counter[Status] = field(default_factory=Counter)
    changes_by_rule: Counter[str] = field(default_factory=Counter)
    changes_by_kind: Counter[ChangeKind] = field(default_factory=Counter)
    refused: int = 0
    reversals: int = 0
    next_days: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    """Days with a status whose next day has a label, by (amber or red, bad next day)."""

    @classmethod
    def of(cls, nights: Sequence[Night]) -> Figures:
        """The figures of one athlete's nights. An unlogged night is never green, whatever the rules say."""
        assert not any(night.status is Status.GREEN and not night.logged for night in nights)
        return cls(
            days=len(nights),
            by_status=Counter(night.status for night in nights),
            changes_by_rule=Counter(night.rule for night in nights if night.change),
            changes_by_kind=Counter(night.change for night in nights if night.change),
            refused=sum(night.refused for night in nights),
            reversals=_reversals([night for night in nights if night.change]),
            next_days=Counter(
                (night.flagged, night.bad_next_day)
                for night in nights
                if night.status is not Status.UNKNOWN and night.bad_next_day is not None
            ),
        )

    @classmethod
    def total(cls, parts: Iterable[Figures]) -> Figures:
        parts = list(parts)
        return cls(
            days=sum(part.days for part in parts),
            by_status=sum((part.by_status for part in parts), Counter()),
            changes_by_rule=sum((part.changes_by_rule for part in parts), Counter()),
            changes_by_kind=sum((part.changes_by_kind for part in parts), Counter()),
            refused=sum(part.refused for part in parts),
            reversals=sum(part.reversals for part in parts),
            next_days=sum((part.next_days for part in parts), Counter()),
        )

    @property
    def weeks(self) -> float:
        return self.days / 7

    @property
    def logged_days(self) -> int:
        """Days with a status; the others are unknown."""
        return self.days - self.by_status[Status.UNKNOWN]

    @property
    def unknown_share(self) -> float | None:
        return _ratio(self.by_status[Status.UNKNOWN], self.days)

    def share(self, status: Status) -> float | None:
        """Of the days with a status."""
        return _ratio(self.by_status[status], self.logged_days)

    @property
    def alerts(self) -> int:
        return self.by_status[Status.AMBER] + self.by_status[Status.RED]

    @property
    def changes(self) -> int:
        return self.changes_by_kind.total()

    @property
    def phase_decisions(self) -> int:
        """Weeks repeated and phases begun ahead of the plan (D7, D8, and D9 where it holds)."""
        return sum(self.changes_by_kind[kind] for kind in PHASE_DECISIONS)

    @property
    def session_changes(self) -> int:
        """Changes of what is done on the days: all others."""
        return self.changes - self.phase_decisions

    def per_week(self, count: int) -> float | None:
        return _ratio(count, self.weeks)

    @property
    def lift(self) -> float | None:
        """Share of bad next days after amber and red days, divided by the share after green ones."""
        flagged, unflagged = self._bad_share(flagged=True), self._bad_share(flagged=False)
        return flagged / unflagged if flagged is not None and unflagged else None

    def _bad_share(self, *, flagged: bool) -> float | None:
        bad, fine = self.next_days[flagged, True], self.next_days[flagged, False]
        return _ratio(bad, bad + fine)


_DOWN = frozenset({Verdict.EASE, Verdict.REST})


def _reversals(changes: Sequence[Night]) -> int:
    """Changes that turn back the one before them within 7 days: ease or rest after advance, or advance after
    ease, rest or hold."""
    return sum(
        (now.day - before.day).days <= REVERSAL_DAYS
        and (
            (before.verdict is Verdict.ADVANCE and now.verdict in _DOWN)
            or (now.verdict is Verdict.ADVANCE and before.verdict in {*_DOWN, Verdict.HOLD})
        )
        for before, now in pairwise(changes)
    )


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
