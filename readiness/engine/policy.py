"""Every number the readiness rules use: named, bounded and sourced, so that a team can change it.

A number lives here or nowhere. Field names carry the unit; `thresholds()` lists what stands behind
each of them. Grades: A trial, meta-analysis or consensus; B cohort or diagnostic study; C coaching
practice or our judgement; D measured by replaying real athletes' logs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RULES_VERSION = "1"
"""Goes up whenever the same logs under the same policy may be assessed differently."""

Number = TypeVar("Number", int, float)
Policy = TypeVar("Policy", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Threshold:
    """What stands behind one field of a policy; `low` and `high` are allowed themselves."""

    unit: str
    default: float
    low: float
    high: float
    rule: str
    grade: str
    source: str

    @property
    def is_whole(self) -> bool:
        """Counts stay whole numbers; everything else is measured."""
        return isinstance(self.default, int)

    def checked(self, name: str, value: object) -> float:
        """`value` as this threshold takes it. Raises `ValueError`, in a sentence that names the allowed range."""
        wanted = int if self.is_whole else int | float
        if isinstance(value, bool) or not isinstance(value, wanted) or not self.low <= value <= self.high:
            kind = "a whole number" if self.is_whole else "a number"
            raise ValueError(f"{name} takes {kind} from {self.low:g} to {self.high:g} ({self.unit}).")
        return value if self.is_whole else float(value)


def threshold(default: Number, unit: str, low: Number, high: Number, *, rule: str, grade: str, source: str) -> Number:
    """A dataclass field with its default and, as metadata, the `Threshold` behind it."""
    behind = Threshold(unit, default, low, high, rule, grade, source)
    return field(default=default, metadata={"threshold": behind})


def thresholds(policy: DataclassInstance | type[DataclassInstance]) -> Iterator[tuple[str, Threshold]]:
    """Field name and what stands behind it, for every field of a policy in its order."""
    for each in fields(policy):
        yield each.name, each.metadata["threshold"]


def check_thresholds(policy: DataclassInstance) -> None:
    """Every policy asks this of itself when it is made. Raises `ValueError` for a value outside its range."""
    for name, behind in thresholds(policy):
        behind.checked(name, getattr(policy, name))


def with_values(policy: Policy, values: Mapping[str, Any]) -> Policy:
    """`policy` with these of its thresholds instead, by name. Raises `ValueError` as `check_thresholds` does."""
    known = dict(thresholds(policy))
    return replace(policy, **{name: known[name].checked(name, value) for name, value in values.items()})


PRACTICE = "coaching practice"
REPLAY = "replay of real logs"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessPolicy:
    """The thresholds of rules, sections 2-4 and 8. Raises `ValueError` for one outside its range."""

    # Which log counts, and what an athlete's own normal is made of.
    log_min_items: int = threshold(3, "items", 2, 5, rule="I1", grade="C", source=PRACTICE)
    normal_window_days: int = threshold(28, "days", 21, 42, rule="I1", grade="B", source="Buchheit 2014")
    normal_min_values: int = threshold(14, "values", 10, 28, rule="I1", grade="C", source=PRACTICE)
    normal_max_pain: int = threshold(5, "0-10", 3, 10, rule="I1", grade="C", source=PRACTICE)
    wellness_sd_floor: float = threshold(0.25, "points", 0.1, 1.0, rule="I1", grade="D", source=REPLAY)
    item_sd_floor: float = threshold(0.5, "points", 0.25, 1.0, rule="I1", grade="D", source=REPLAY)
    sleep_sd_floor_h: float = threshold(0.5, "h", 0.25, 1.5, rule="I2", grade="D", source=REPLAY)
    resting_hr_sd_floor_bpm: float = threshold(1.0, "bpm", 0.5, 5.0, rule="I4", grade="D", source=REPLAY)
    ln_rmssd_sd_floor: float = threshold(0.05, "ln ms", 0.02, 0.3, rule="I4", grade="D", source=REPLAY)
    heart_week_days: int = threshold(7, "days", 5, 10, rule="I4", grade="B", source="Plews 2013")
    heart_week_min_values: int = threshold(3, "values", 3, 7, rule="I4", grade="B", source="Plews 2014")
    resting_hr_normal_days: int = threshold(28, "days", 21, 60, rule="I4", grade="B", source="Buchheit 2014")
    hrv_normal_days: int = threshold(60, "days", 28, 60, rule="I4", grade="B", source="Plews 2013")
    heart_first_cue_values: int = threshold(21, "values", 14, 42, rule="I4", grade="C", source=PRACTICE)

    # Status of a day.
    pain_stop_above: int = threshold(5, "0-10", 3, 5, rule="S1", grade="A", source="Silbernagel 2007")
    wellness_red_z: float = threshold(-2.0, "SD", -4.0, -1.5, rule="S2", grade="D", source=REPLAY)
    wellness_red_paired_z: float = threshold(-1.5, "SD", -3.0, -1.0, rule="S2", grade="D", source=REPLAY)
    worst_items_red: int = threshold(2, "items", 2, 5, rule="S2", grade="D", source=REPLAY)
    wellness_amber_z: float = threshold(-1.0, "SD", -2.0, -0.5, rule="S3", grade="D", source=REPLAY)
    item_amber_z: float = threshold(-1.0, "SD", -2.0, -0.5, rule="S3", grade="D", source=REPLAY)
    item_amber_max_value: int = threshold(3, "1-5", 2, 4, rule="S3", grade="D", source=REPLAY)
    items_amber: int = threshold(2, "items", 2, 5, rule="S3", grade="D", source=REPLAY)
    low_item_value: int = threshold(2, "1-5", 1, 3, rule="S4", grade="D", source=REPLAY)
    low_items_amber: int = threshold(3, "items", 2, 5, rule="S4", grade="D", source=REPLAY)
    sleep_drop_amber_h: float = threshold(1.5, "h", 0.5, 4.0, rule="S5", grade="D", source=REPLAY)
    sleep_enough_h: float = threshold(7.0, "h", 6.0, 9.0, rule="S5", grade="C", source=PRACTICE)
    short_night_h: float = threshold(6.0, "h", 4.0, 7.0, rule="S5", grade="C", source=PRACTICE)
    short_nights: int = threshold(2, "nights", 2, 5, rule="S5", grade="C", source=PRACTICE)
    short_nights_within_days: int = threshold(7, "days", 2, 14, rule="S5", grade="C", source=PRACTICE)
    resting_hr_high_z: float = threshold(1.5, "SD", 1.0, 3.0, rule="S6", grade="D", source=REPLAY)
    ln_rmssd_low_week_z: float = threshold(-1.0, "SD", -3.0, -0.5, rule="S6", grade="B", source="Plews 2013")
    pain_amber_from: int = threshold(4, "0-10", 2, 5, rule="S7", grade="A", source="Silbernagel 2007")
    display_clear_logs: int = threshold(2, "logs", 1, 5, rule="S8", grade="D", source=REPLAY)

    # Advice for the day.
    amber_max_rpe: int = threshold(4, "RPE 0-10", 2, 5, rule="S3", grade="C", source=PRACTICE)
    amber_cut_low_share: float = threshold(0.20, "share", 0.1, 0.5, rule="S3", grade="C", source=PRACTICE)
    amber_cut_high_share: float = threshold(0.30, "share", 0.1, 0.7, rule="S3", grade="C", source=PRACTICE)
    red_walk_low_min: int = threshold(20, "min", 0, 45, rule="S2", grade="C", source=PRACTICE)
    red_walk_high_min: int = threshold(30, "min", 10, 60, rule="S2", grade="C", source=PRACTICE)

    # Persistent fatigue cues.
    cue_window_days: int = threshold(7, "days", 5, 14, rule="P1-P8", grade="D", source=REPLAY)
    cue_min_logs: int = threshold(4, "logs", 3, 7, rule="P1-P8", grade="D", source=REPLAY)
    cue_item_z: float = threshold(-1.0, "SD", -2.0, -0.5, rule="P1-P4, P8", grade="D", source=REPLAY)
    cue_days: int = threshold(3, "days", 2, 7, rule="P1-P6", grade="D", source=REPLAY)
    cue_clear_logs: int = threshold(3, "logs", 1, 7, rule="P1-P8", grade="C", source=PRACTICE)
    cue_memory_days: int = threshold(28, "days", 14, 42, rule="P1-P8", grade="C", source=PRACTICE)
    sleep_drop_cue_h: float = threshold(1.0, "h", 0.5, 3.0, rule="P2", grade="C", source=PRACTICE)
    sleep_drop_cue_days: int = threshold(4, "days", 2, 7, rule="P2", grade="C", source=PRACTICE)
    appetite_low_value: int = threshold(2, "1-5", 1, 2, rule="P5", grade="C", source=PRACTICE)
    resting_hr_week_z: float = threshold(1.0, "SD", 0.5, 3.0, rule="P6", grade="B", source="Buchheit 2014")
    resting_hr_week_rise_bpm: float = threshold(3.0, "bpm", 1.0, 10.0, rule="P6", grade="C", source=PRACTICE)
    ln_rmssd_cue_week_z: float = threshold(-1.0, "SD", -3.0, -0.5, rule="P6", grade="B", source="Plews 2013")
    pain_cue_value: int = threshold(3, "0-10", 2, 5, rule="P7", grade="C", source=PRACTICE)
    pain_cue_days: int = threshold(3, "days", 2, 7, rule="P7", grade="C", source=PRACTICE)
    pain_cue_strong_value: int = threshold(4, "0-10", 3, 6, rule="P7", grade="C", source=PRACTICE)
    pain_cue_strong_days: int = threshold(2, "days", 2, 7, rule="P7", grade="C", source=PRACTICE)
    stress_cue_days: int = threshold(4, "days", 2, 7, rule="P8", grade="C", source=PRACTICE)
    stress_cue_weight: float = threshold(0.5, "cues", 0.0, 1.0, rule="P8", grade="C", source=PRACTICE)
    cue_pair_weight: float = threshold(2.0, "cues", 1.5, 4.0, rule="P1-P7", grade="D", source=REPLAY)
    referral_mood_days: int = threshold(14, "days", 7, 28, rule="P3", grade="A", source="Meeusen 2013")
    referral_pair_days: int = threshold(21, "days", 14, 42, rule="P1-P7", grade="A", source="Meeusen 2013")

    # Missing and repeated answers.
    same_logs: int = threshold(5, "logs", 3, 14, rule="I1", grade="C", source=PRACTICE)

    def __post_init__(self) -> None:
        check_thresholds(self)

    @property
    def history_days(self) -> int:
        """How many days, the assessed one included, an assessment may look at."""
        heart_days = max(self.resting_hr_normal_days, self.hrv_normal_days)
        return max(1 + self.normal_window_days, self.heart_week_days + heart_days)


DEFAULT_POLICY = ReadinessPolicy()

WIDEST_POLICY = ReadinessPolicy(**{name: behind.high for name, behind in thresholds(ReadinessPolicy)})  # type: ignore[arg-type]
"""Looks back as far as any team's policy may."""
