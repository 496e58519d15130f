"""What stood out in the logs of a night, with its numbers: the evidence that a decision is explained by.

Chosen when the facts are frozen, because a decision must be explainable from its facts alone. A calm night has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plans.engine.facts import Evidence, Symptoms
from readiness.engine.assessment import DayAssessment, Finding
from readiness.engine.cues import Cue
from readiness.engine.policy import ReadinessPolicy
from readiness.engine.vocabulary import WELLNESS_ITEMS, Status

MOST = 3
_FLAGGED = (Status.AMBER, Status.RED)


def evidence_of(
    past: Sequence[DayAssessment],
    cues: Sequence[Cue],
    symptoms: Symptoms | None,
    policy: ReadinessPolicy,
    *,
    is_weekly: bool,
) -> tuple[Evidence, ...]:
    """Up to three items: what decided the night's own status, the cues that are on, symptoms that nobody has called
    over, and on weekly nights what the flagged days of the week had in common.

    `past` is oldest first and ends with the night.
    """
    newest_first = past[::-1]
    week = newest_first[: policy.cue_window_days]
    found: dict[str, Evidence] = {}
    for finding in _in_order(newest_first, week, cues, symptoms, is_weekly=is_weekly):
        if finding.item not in found:
            found[finding.item] = _evidence(finding, newest_first, policy)
        if len(found) == MOST:
            break
    return tuple(found.values())


def _in_order(
    newest_first: Sequence[DayAssessment],
    week: Sequence[DayAssessment],
    cues: Sequence[Cue],
    symptoms: Symptoms | None,
    *,
    is_weekly: bool,
) -> Iterator[Finding]:
    if week[0].status in _FLAGGED:
        yield from week[0].findings
    for cue in cues:
        yield from (f for day in week for f in day.cues_today if (f.rule, f.item) == (cue.id, cue.item))
    if symptoms is not None and symptoms.clear_ago is None:
        ill = next((day for day in newest_first if day.rule == "S1"), None)
        yield from ill.findings if ill else ()
    if is_weekly:
        flagged = [day for day in week if day.status in _FLAGGED]
        deciding = [day.findings[0] for day in flagged if day.findings]
        items = [finding.item for finding in deciding]
        # What was seen on most days first; sorting keeps the newest first among equals.
        yield from sorted(deciding, key=lambda finding: -items.count(finding.item))


def _evidence(finding: Finding, newest_first: Sequence[DayAssessment], policy: ReadinessPolicy) -> Evidence:
    shown = [ago for ago, day in enumerate(newest_first) if _shows(day, finding.item)]
    days = tuple(ago for ago in shown if ago < max(shown[0] + 1, policy.cue_window_days))
    return Evidence(finding.rule, finding.item, days, finding.value, finding.normal, _limit(finding, policy))


def _shows(day: DayAssessment, item: str) -> bool:
    """Whether the item stood out on this day: in a flagged status, or as a share in a persistent cue."""
    findings = (*day.findings, *day.cues_today) if day.status in _FLAGGED else day.cues_today
    return any(finding.item == item for finding in findings)


def _limit(finding: Finding, policy: ReadinessPolicy) -> float | None:
    """Where the rule begins, in the unit of the item, so that it can stand beside the value."""
    normal, spread, threshold = finding.normal, finding.spread, finding.threshold
    if normal is None or spread is None or threshold is None:
        return threshold
    if finding.item == "sleep_h":
        limit = min(normal - threshold, policy.sleep_enough_h) if finding.rule == "S5" else normal - threshold
    elif (finding.rule, finding.item) == ("P6", "resting_hr_bpm"):
        limit = normal + max(threshold * spread, policy.resting_hr_week_rise_bpm)
    else:
        limit = normal + threshold * spread
        if finding.rule == "S3" and finding.item in WELLNESS_ITEMS:
            limit = min(limit, policy.item_amber_max_value)
    return round(limit, 2)
