"""What one day came to: status, the rules that matched with their numbers, and the day's cues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from readiness.engine.normals import Drift
from readiness.engine.vocabulary import WELLNESS_ITEMS, Illness, Status

UNRATED: tuple[float | None, ...] = (None,) * len(WELLNESS_ITEMS)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that matched, and the numbers it matched on.

    `value`, `normal` and `spread` are in the unit of `item` (points, h, bpm, ln ms, 0-10), rounded to
    two decimals; for `items` the value is how many were answered. `threshold` is the policy's number:
    SD where the rule speaks of z, otherwise in the unit of the item. None: the rule has no such number.
    """

    rule: str
    item: str
    value: float | None = None
    normal: float | None = None
    spread: float | None = None
    threshold: float | None = None

    @classmethod
    def against(cls, rule: str, item: str, drift: Drift, threshold: float) -> Finding:
        """A rule that compared a value with its normal."""
        normal = drift.normal
        return cls(rule, item, round(drift.value, 2), round(normal.mean, 2), round(normal.sd, 2), threshold)


@dataclass(frozen=True, slots=True)
class DayAssessment:
    """One day of one athlete against the athlete's own normal; computed once and stored.

    `rule` decided the status, `findings` are all rules that matched, the deciding one first.
    `logged`: the log counts (3 of 5 items). `learning`: there is no normal yet to judge the log by. `wellness` is W
    rounded to two decimals, `item_z` the z of each of `WELLNESS_ITEMS`, None without answer or normal.
    `cues_today` holds this day's share in the cues P1-P8; a day that does not count has none. `signs` are
    the `REFERRAL_SIGNS` that were ticked, in a log of any size.
    """

    day: date
    status: Status
    rule: str
    findings: tuple[Finding, ...] = ()
    logged: bool = False
    learning: bool = False
    wellness: float | None = None
    item_z: tuple[float | None, ...] = UNRATED
    cues_today: tuple[Finding, ...] = ()
    pain: int = 0
    pain_place: str = ""
    illness: Illness = Illness.NONE
    signs: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """JSON values in a fixed order, without whatever says nothing; `from_json` is the inverse."""
        stored: dict[str, Any] = {"day": self.day.isoformat(), "status": self.status.value, "rule": self.rule}
        if self.logged:
            stored["logged"] = True
        if self.learning:
            stored["learning"] = True
        if self.wellness is not None:
            stored["wellness"] = self.wellness
        if self.item_z != UNRATED:
            stored["item_z"] = list(self.item_z)
        if self.findings:
            stored["findings"] = [_finding_to_json(finding) for finding in self.findings]
        if self.cues_today:
            stored["cues_today"] = [_finding_to_json(finding) for finding in self.cues_today]
        if self.pain:
            stored["pain"] = self.pain
        if self.pain_place:
            stored["pain_place"] = self.pain_place
        if self.illness != Illness.NONE:
            stored["illness"] = self.illness.value
        if self.signs:
            stored["signs"] = list(self.signs)
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> DayAssessment:
        """The assessment that `to_json` wrote; `KeyError` or `ValueError` for anything else."""
        return cls(
            day=date.fromisoformat(stored["day"]),
            status=Status(stored["status"]),
            rule=stored["rule"],
            findings=tuple(Finding(*each) for each in stored.get("findings", ())),
            logged=stored.get("logged", False),
            learning=stored.get("learning", False),
            wellness=stored.get("wellness"),
            item_z=tuple(stored.get("item_z", UNRATED)),
            cues_today=tuple(Finding(*each) for each in stored.get("cues_today", ())),
            pain=stored.get("pain", 0),
            pain_place=stored.get("pain_place", ""),
            illness=Illness(stored.get("illness", Illness.NONE)),
            signs=tuple(stored.get("signs", ())),
        )


def last_days(assessments: Mapping[date, DayAssessment], day: date, days: int) -> list[DayAssessment]:
    """The assessments there are for the `days` days that end on `day`, oldest first."""
    end = day.toordinal() + 1
    found = map(assessments.get, map(date.fromordinal, range(end - days, end)))
    return [assessment for assessment in found if assessment is not None]


def _finding_to_json(finding: Finding) -> list[Any]:
    return [
        finding.rule,
        finding.item,
        finding.value,
        finding.normal,
        finding.spread,
        finding.threshold,
    ]
