"""Everything one night knows about one athlete, frozen: what a decision is made from, and nothing else.

`to_json` is compact (a quiet night stays under half a kilobyte) and exact, so that a stored decision can
be made again from what it was made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from plans.engine.vocabulary import PhaseKind
from readiness.engine.vocabulary import Status

FACTS_VERSION = 2
HISTORY_DAYS = 21
"""Days of status that a night looks back on."""

_LETTERS = {Status.UNKNOWN: "u", Status.GREEN: "g", Status.AMBER: "a", Status.RED: "r"}
# Looked up by name a member of an enumeration costs more than the question that is asked of it.
_AMBER, _RED, _UNKNOWN = Status.AMBER, Status.RED, Status.UNKNOWN
_STATUSES = {letter: status for status, letter in _LETTERS.items()}


@dataclass(frozen=True, slots=True)
class DayFact:
    """One day's status and the rule that gave it (S0-S8). `away`: life came first, as entered ahead."""

    status: Status
    rule: str
    away: bool = False

    @property
    def flagged(self) -> bool:
        return self.status is _AMBER or self.status is _RED

    @property
    def known(self) -> bool:
        return self.status is not _UNKNOWN


class Standing(StrEnum):
    """What became of an earlier proposal."""

    NOTE = "n"
    """It changed nothing."""
    OPEN = "o"
    """It would change the plan, and nobody answered."""
    APPROVED = "a"
    KEPT = "k"
    """A coach kept the plan as it was."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier decision that spoke: how many days ago, by which rule, and what became of it."""

    ago: int
    rule: str
    standing: Standing = Standing.NOTE

    @property
    def proposed(self) -> bool:
        """Whether it would have changed the plan; it counts whatever the answer was (S9)."""
        return self.standing is not Standing.NOTE


@dataclass(frozen=True, slots=True)
class Revised:
    """The revision before this one, where a check-in came late: what it did, and what became of that."""

    rule: str
    directive: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Symptoms:
    """The latest illness or injury (S1), as far as the logs tell.

    `days`: from its first day to the last day with a symptom, both counted. `ago`: days since that last day.
    `clear_ago`: days since the first log without a symptom after it; None while there is none.
    """

    days: int
    ago: int
    clear_ago: int | None = None
    systemic: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """An item of the logs that stood out, by which rule (S1-S7, P1-P8), on which days (days ago, newest first).

    `value`, `normal` (the athlete's own mean) and `limit` (where the rule begins) are of the newest day, in the unit
    of `item`; None where the rule has no such number.
    """

    rule: str
    item: str
    days: tuple[int, ...]
    value: float | None = None
    normal: float | None = None
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """Where in the plan the night stands.

    `served` weeks of this phase in a row up to this one, `left` planned after it. `spare_weeks`: by how many
    weeks the plan may grow before its deadline, shorter phases included; None without a deadline.
    """

    kind: PhaseKind
    served: int
    left: int
    min_weeks: int
    max_weeks: int
    following: PhaseKind | None
    week_km: float
    next_week_km: float
    spare_weeks: int | None = None


@dataclass(frozen=True, slots=True)
class WeekWork:
    """One week, planned and reported. Kilometres are `low_km` (reported) to `high_km` (with what is planned and
    not reported, which is not zero)."""

    planned_km: float = 0.0
    low_km: float = 0.0
    high_km: float = 0.0
    planned: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """What was planned and reported, read on weekly nights. RPE 0-10; items 1-5, 5 = best.

    `weeks`: the last three of the plan, this one first. Pairs are (done, planned) of the phase so far:
    `moderate` days that a calm day followed, `quality` sessions that went as planned, `tempo` and `hilly` runs.
    `strained`: hard sessions of the week that were harder than planned, with a low day after. A mean is None
    without a value; `days_without_run` is None while a planned run may have been run unreported.
    """

    easy_planned: int = 0
    easy_done: int = 0
    strength_planned: int = 0
    strength_done: int = 0
    easy_rpe_mean: float | None = None
    weeks: tuple[WeekWork, ...] = ()
    baseline_km: float = 0.0
    best_week_km: float = 0.0
    longest_run_km: float = 0.0
    typical_long_run_km: float | None = None
    moderate: tuple[int, int] = (0, 0)
    quality: tuple[int, int] = (0, 0)
    tempo: tuple[int, int] = (0, 0)
    hilly: tuple[int, int] = (0, 0)
    strained: int = 0
    relaxed: bool | None = None
    days_without_run: int | None = None
    mood_week: float | None = None
    mood_before: float | None = None
    soreness_week: float | None = None
    soreness_before: float | None = None
    wants_more: bool | None = None


@dataclass(frozen=True, slots=True)
class NightFacts:
    """One athlete, one night. `days` are oldest first and end with the night; days before the athlete
    joined are not in it. `recent` holds earlier decisions that spoke, newest first."""

    night: date
    days: tuple[DayFact, ...]
    cues: tuple[str, ...] = ()
    pair_days_ago: int | None = None
    """How many days ago two persistent cues were last on together; 0 is this night."""
    learning: bool = False
    settling: bool = False
    """The day itself is better than the colour shown for it, which waits for a second such log."""
    pain: int = 0
    pain_lately: int = 0
    """The worst pain (0-10) of the last 10 days."""
    ill: bool = False
    symptoms: Symptoms | None = None
    evidence: tuple[Evidence, ...] = ()
    """What stood out, the most telling first; no rule reads it, it is what the decision is explained by."""
    referral: tuple[str, ...] = ()
    """Why a professional should be asked: names of `readiness.engine.cues.referral_rules`."""
    under_18: bool = False
    unasked: bool = False
    """There is no consent to check-ins: nobody asks how the athlete is, and silence says nothing."""
    phase: PhaseFacts | None = None
    work: WorkFacts | None = None
    recent: tuple[Earlier, ...] = ()
    revised: Revised | None = None

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

    def proposed_within(self, days: int, rules: frozenset[str]) -> bool:
        """Whether one of these rules would have changed the plan within so many days."""
        return any(each.ago < days and each.proposed and each.rule in rules for each in self.recent)

    def weeks_in_a_row(self, rules: frozenset[str], *, standing: frozenset[Standing]) -> int:
        """In how many weekly nights before this one, without a gap, one of these rules spoke."""
        weekly = {each.ago for each in self.recent if each.rule in rules and each.standing in standing}
        weeks = 0
        while 7 * (weeks + 1) in weekly:
            weeks += 1
        return weeks


def to_json(facts: NightFacts) -> dict[str, Any]:
    """A compact JSON object; keys that say nothing are left out."""
    stored: dict[str, Any] = {
        "v": FACTS_VERSION,
        "night": facts.night.isoformat(),
        "days": " ".join(map(_word, facts.days)),
    }
    for name in _SIMPLE:
        if value := getattr(facts, name):
            stored[name] = list(value) if isinstance(value, tuple) else value
    if facts.pair_days_ago is not None:
        stored["pair"] = facts.pair_days_ago
    if facts.symptoms:
        stored["symptoms"] = _values(facts.symptoms)
    if facts.evidence:
        stored["evidence"] = [_values(each) for each in facts.evidence]
    if facts.phase:
        stored["phase"] = _values(facts.phase)
    if facts.work:
        stored["work"] = _values(facts.work)
    if facts.revised:
        stored["revised"] = [facts.revised.rule, facts.revised.directive, facts.revised.standing.value]
    if facts.recent:
        stored["recent"] = [[each.ago, each.rule, each.standing.value] for each in facts.recent]
    return stored


def from_json(stored: Mapping[str, Any]) -> NightFacts:
    """The facts that `to_json` wrote. Raises KeyError or ValueError for anything else."""
    if stored["v"] != FACTS_VERSION:
        raise ValueError(f"facts of version {stored['v']} are not known here")
    return NightFacts(
        night=date.fromisoformat(stored["night"]),
        days=tuple(_day(word) for word in stored["days"].split()),
        cues=tuple(stored.get("cues", ())),
        pair_days_ago=stored.get("pair"),
        learning=stored.get("learning", False),
        settling=stored.get("settling", False),
        pain=stored.get("pain", 0),
        pain_lately=stored.get("pain_lately", 0),
        ill=stored.get("ill", False),
        symptoms=Symptoms(*stored["symptoms"]) if "symptoms" in stored else None,
        evidence=tuple(_evidence(each) for each in stored.get("evidence", ())),
        referral=tuple(stored.get("referral", ())),
        under_18=stored.get("under_18", False),
        unasked=stored.get("unasked", False),
        phase=_phase(stored["phase"]) if "phase" in stored else None,
        work=_work(stored["work"]) if "work" in stored else None,
        revised=_revised(*stored["revised"]) if "revised" in stored else None,
        recent=tuple(Earlier(ago, rule, Standing(standing)) for ago, rule, standing in stored.get("recent", ())),
    )


_SIMPLE = ("cues", "learning", "settling", "pain", "pain_lately", "ill", "referral", "under_18", "unasked")


def _word(day: DayFact) -> str:
    """Such as `a3`: amber by S3; a capital letter on a day away."""
    letter = _LETTERS[day.status]
    return (letter.upper() if day.away else letter) + day.rule[1:]


def _day(word: str) -> DayFact:
    return DayFact(_STATUSES[word[0].lower()], f"S{word[1:]}", away=word[0].isupper())


def _revised(rule: str, directive: str, standing: str) -> Revised:
    return Revised(rule, directive, Standing(standing))


def _values(part: Symptoms | Evidence | PhaseFacts | WorkFacts | WeekWork) -> list[Any]:
    """The fields in their order; weeks and pairs become lists of their own."""
    return [_plain(getattr(part, field.name)) for field in fields(part)]


def _plain(value: Any) -> Any:
    if isinstance(value, WeekWork):
        return _values(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _evidence(stored: list[Any]) -> Evidence:
    rule, item, days, *numbers = stored
    return Evidence(rule, item, tuple(days), *numbers)


def _phase(stored: list[Any]) -> PhaseFacts:
    kind, served, left, low, high, following, *rest = stored
    return PhaseFacts(PhaseKind(kind), served, left, low, high, PhaseKind(following) if following else None, *rest)


def _work(stored: list[Any]) -> WorkFacts:
    values = dict(zip((field.name for field in fields(WorkFacts)), stored, strict=True))
    values["weeks"] = tuple(WeekWork(*week) for week in values["weeks"])
    for pair in ("moderate", "quality", "tempo", "hilly"):
        values[pair] = tuple(values[pair])
    return WorkFacts(**values)
