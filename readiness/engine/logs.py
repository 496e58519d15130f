"""One athlete's daily log as the engine sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.engine.vocabulary import REFERRAL_SIGNS, WELLNESS_ITEMS, Illness


@dataclass(frozen=True, slots=True)
class DayLog:
    """What an athlete told about one local day (rules, inputs I1-I7). None is missing, never zero.

    Wellness items and appetite are 1-5 with 5 best (appetite: 3 is usual). `sleep_h` is hours,
    `resting_hr_bpm` beats per minute, `hrv_rmssd_ms` the night's RMSSD in milliseconds, `pain` 0-10.
    """

    day: date
    fatigue: int | None = None
    soreness: int | None = None
    sleep_quality: int | None = None
    mood: int | None = None
    stress: int | None = None
    sleep_h: float | None = None
    appetite: int | None = None
    resting_hr_bpm: float | None = None
    hrv_rmssd_ms: float | None = None
    illness: Illness = Illness.NONE
    pain: int = 0
    pain_place: str = ""
    pain_changes_stride: bool = False
    alarm_sign: bool = False
    """Fainting or chest pain was ticked: stop and seek care (rule S1)."""
    missed_periods: bool = False
    """Three or more periods did not come. Like `lost_weight` a sign to refer on, never one to score."""
    lost_weight: bool = False

    def items(self) -> tuple[int | None, ...]:
        """The five wellness items in the order of `WELLNESS_ITEMS`."""
        return tuple(getattr(self, name) for name in WELLNESS_ITEMS)

    def signs(self) -> tuple[str, ...]:
        """Which of `REFERRAL_SIGNS` were ticked."""
        return tuple(name for name in REFERRAL_SIGNS if getattr(self, name))
