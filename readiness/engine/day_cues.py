"""What one day adds to the persistent cues P1-P8 (rules, section 4); `cues` counts the days."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.engine.assessment import Finding
from readiness.engine.evidence import Evidence
from readiness.engine.policy import ReadinessPolicy
from readiness.engine.vocabulary import WELLNESS_ITEMS

ITEM_CUES = {"fatigue": "P4", "soreness": "P1", "sleep_quality": "P2", "mood": "P3", "stress": "P8"}
"""The cue that each wellness item can add to."""


def cues_of(seen: Evidence, policy: ReadinessPolicy) -> Iterator[Finding]:
    """The day's share in each cue; nothing for a day whose log does not count."""
    if seen.wellness is None:
        return
    for item, drift in zip(WELLNESS_ITEMS, seen.items, strict=True):
        if drift is not None and drift.z <= policy.cue_item_z:
            yield Finding.against(ITEM_CUES[item], item, drift, policy.cue_item_z)
    hours = seen.sleep_h
    if hours is not None and hours.drop >= policy.sleep_drop_cue_h:
        yield Finding.against("P2", "sleep_h", hours, policy.sleep_drop_cue_h)
    appetite = seen.log.appetite
    if appetite and appetite <= policy.appetite_low_value:
        yield Finding("P5", "appetite", appetite, threshold=policy.appetite_low_value)
    yield from _heart(seen, policy)
    if seen.log.pain >= policy.pain_cue_value:
        yield Finding("P7", "pain", seen.log.pain, threshold=policy.pain_cue_value)


def _heart(seen: Evidence, policy: ReadinessPolicy) -> Iterator[Finding]:
    """P6: the week's resting heart rate up in SD and in bpm, or the week's HRV down."""
    rate, hrv = seen.resting_hr_week, seen.ln_rmssd_week
    if rate is not None and rate.z >= policy.resting_hr_week_z and rate.rise >= policy.resting_hr_week_rise_bpm:
        yield Finding.against("P6", "resting_hr_bpm", rate, policy.resting_hr_week_z)
    if hrv is not None and hrv.z <= policy.ln_rmssd_cue_week_z:
        yield Finding.against("P6", "ln_rmssd", hrv, policy.ln_rmssd_cue_week_z)
