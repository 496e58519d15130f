"""Everything one night knows about one athlete, frozen: what a decision is made from, and nothing else.

`to_json` is compact (a quiet night stays under half a kilobyte) and exact, so that a stored decision can
be made again from what it was made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from plans.engine.vocabulary import PhaseKind
from readiness.engine.vocabulary import Status

FACTS_VERSION = 1
HISTORY_DAYS = 21
"""Days of status that a night looks back on."""

_LETTERS = {Status.UNKNOWN: "u", Status.GREEN: "g", Status.AMBER: "a", Status.RED: "r"}
_STATUSES = {letter: status for status, letter in _LETTERS.items()}


@dataclass(frozen=True, slots=True)
class DayFact:
    """One day's status and the rule that gave it (S0-S8)."""

    status: Status
    rule: str

    @property
    def flagged(self) -> bool:
        return self.status in (Status.AMBER, Status.RED)

    @property
    def known(self) -> bool:
        return self.status is not Status.UNKNOWN


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """Where in the plan the night stands. `left` counts planned weeks of this phase after this one."""

    kind: PhaseKind
    served: int
    left: int
    min_weeks: int
    max_weeks: int
    following: PhaseKind | None
    week_km: float
    next_week_km: float


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """What was planned and reported in the two weeks that end with this night, read on weekly nights.

    Kilometres are `low` (reported) to `high` (reported plus planned but not yet reported). RPE 0-10.
    `mood_week` and `mood_before` are means (1-5) of the last 7 days and of the 28 before.
    """

    easy_planned: int = 0
    easy_done: int = 0
    strength_planned: int = 0
    strength_done: int = 0
    easy_rpe_mean: float | None = None
    week_km_low: float = 0.0
    week_km_high: float = 0.0
    baseline_km: float = 0.0
    mood_week: float | None = None
    mood_before: float | None = None
    wants_more: bool | None = None


@dataclass(frozen=True, slots=True)
class NightFacts:
    """One athlete, one night. `days` are oldest first and end with the night; days before the athlete
    joined are not in it. `recent` holds earlier proposals as (days ago, rule), newest first."""

    night: date
    days: tuple[DayFact, ...]
    cues: tuple[str, ...] = ()
    pair_days_ago: int | None = None
    """How many days ago two persistent cues were last on together; 0 is this night."""
    learning: bool = False
    settling: bool = False
    """The day itself is better than the colour shown for it, which waits for a second such log."""
    pain: int = 0
    ill: bool = False
    phase: PhaseFacts | None = None
    work: WorkFacts | None = None
    recent: tuple[tuple[int, str], ...] = ()

    @property
    def today(self) -> DayFact:
        return self.days[-1]

    @property
    def is_weekly(self) -> bool:
        """Sunday night decides for the Monday that follows."""
        return self.night.weekday() == 6

    def last(self, days: int) -> tuple[DayFact, ...]:
        return self.days[-days:]

    def logs(self, days: int) -> tuple[DayFact, ...]:
        """The days with a status known, among the last so many days."""
        return tuple(d for d in self.last(days) if d.known)

    def changed_within(self, days: int, rules: frozenset[str]) -> bool:
        return any(ago < days and rule in rules for ago, rule in self.recent)


def to_json(facts: NightFacts) -> dict[str, Any]:
    """A compact JSON object; keys that say nothing are left out."""
    stored: dict[str, Any] = {
        "v": FACTS_VERSION,
        "night": facts.night.isoformat(),
        "days": " ".join(_LETTERS[d.status] + d.rule[1:] for d in facts.days),
    }
    if facts.cues:
        stored["cues"] = list(facts.cues)
    if facts.pair_days_ago is not None:
        stored["pair"] = facts.pair_days_ago
    if facts.learning:
        stored["learning"] = True
    if facts.settling:
        stored["settling"] = True
    if facts.pain:
        stored["pain"] = facts.pain
    if facts.ill:
        stored["ill"] = True
    if facts.phase:
        stored["phase"] = [getattr(facts.phase, f.name) for f in fields(PhaseFacts)]
    if facts.work:
        stored["work"] = [getattr(facts.work, f.name) for f in fields(WorkFacts)]
    if facts.recent:
        stored["recent"] = [list(pair) for pair in facts.recent]
    return stored


def from_json(stored: Mapping[str, Any]) -> NightFacts:
    """The facts that `to_json` wrote. Raises KeyError or ValueError for anything else."""
    if stored["v"] != FACTS_VERSION:
        raise ValueError(f"facts of version {stored['v']} are not known here")
    return NightFacts(
        night=date.fromisoformat(stored["night"]),
        days=tuple(DayFact(_STATUSES[word[0]], f"S{word[1:]}") for word in stored["days"].split()),
        cues=tuple(stored.get("cues", ())),
        pair_days_ago=stored.get("pair"),
        learning=stored.get("learning", False),
        settling=stored.get("settling", False),
        pain=stored.get("pain", 0),
        ill=stored.get("ill", False),
        phase=_phase(stored["phase"]) if "phase" in stored else None,
        work=WorkFacts(*stored["work"]) if "work" in stored else None,
        recent=tuple((ago, rule) for ago, rule in stored.get("recent", ())),
    )


def _phase(stored: list[Any]) -> PhaseFacts:
    kind, served, left, low, high, following, km, next_km = stored
    return PhaseFacts(
        PhaseKind(kind), served, left, low, high, PhaseKind(following) if following else None, km, next_km
    )
