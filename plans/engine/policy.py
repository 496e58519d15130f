"""Every number of the limits on planned weeks, with unit, allowed range and source (rules, section 7)."""

from __future__ import annotations

from dataclasses import dataclass

from plans.engine.vocabulary import Level, PhaseKind
from readiness.engine.policy import PRACTICE, check_thresholds, threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPolicy:
    """The thresholds of limits V1 to V15. Raises `ValueError` for one outside its range."""

    # V1: steps from week to week.
    near_baseline_share: float = threshold(0.7, "of baseline", 0.5, 0.9, rule="V1", grade="B", source="Nielsen 2014")
    week_step_ratio: float = threshold(1.2, "ratio", 1.05, 1.3, rule="V1", grade="B", source="Damsted 2019")
    week_step_near_baseline_ratio: float = threshold(1.1, "ratio", 1.05, 1.3, rule="V1", grade="C", source="Buist 2008")
    week_step_never_ratio: float = threshold(1.3, "ratio", 1.2, 1.5, rule="V1", grade="B", source="Nielsen 2014")
    week_step_free_km: float = threshold(3.0, "km", 0.0, 5.0, rule="V1", grade="C", source=PRACTICE)
    weeks_looked_back: int = threshold(3, "weeks", 2, 4, rule="V1, V7, V8", grade="C", source=PRACTICE)

    # V2: the longest run against the longest of 30 days.
    longest_run_days: int = threshold(30, "days", 21, 42, rule="V2", grade="B", source="Frandsen 2025")
    longest_run_ratio: float = threshold(1.1, "ratio", 1.05, 1.3, rule="V2", grade="B", source="Frandsen 2025")
    longest_run_never_ratio: float = threshold(1.3, "ratio", 1.1, 2.0, rule="V2", grade="B", source="Frandsen 2025")
    short_longest_run_km: float = threshold(10.0, "km", 5.0, 15.0, rule="V2", grade="C", source=PRACTICE)
    short_longest_run_free_km: float = threshold(1.0, "km", 0.0, 2.0, rule="V2", grade="C", source=PRACTICE)
    first_run_max_min: int = threshold(30, "min", 15, 45, rule="V2", grade="C", source=PRACTICE)

    # V3: the longest run within its week.
    longest_share_of_3_runs: float = threshold(0.40, "of week", 0.3, 0.5, rule="V3", grade="C", source=PRACTICE)
    longest_share_of_4_runs: float = threshold(0.35, "of week", 0.3, 0.5, rule="V3", grade="C", source=PRACTICE)
    longest_share_of_5_runs: float = threshold(0.33, "of week", 0.2, 0.4, rule="V3", grade="C", source=PRACTICE)
    longest_share_of_6_runs: float = threshold(0.30, "of week", 0.2, 0.4, rule="V3", grade="C", source=PRACTICE)
    longest_min_beginner: int = threshold(75, "min", 45, 100, rule="V3", grade="C", source=PRACTICE)
    longest_min_intermediate: int = threshold(100, "min", 60, 130, rule="V3", grade="C", source=PRACTICE)
    longest_min_advanced: int = threshold(120, "min", 75, 180, rule="V3", grade="C", source=PRACTICE)

    # V4: hard and heavy days.
    hard_spacing_days: int = threshold(2, "days", 2, 4, rule="V4", grade="A", source="Stanley 2013")
    hard_spacing_slow_recovery_days: int = threshold(3, "days", 2, 5, rule="V4", grade="A", source="Stanley 2013")
    hard_per_week_early: int = threshold(0, "sessions", 0, 1, rule="V4", grade="C", source=PRACTICE)
    hard_per_week_late: int = threshold(2, "sessions", 1, 3, rule="V4", grade="C", source=PRACTICE)
    hard_per_week_late_beginner: int = threshold(1, "sessions", 0, 2, rule="V4", grade="C", source=PRACTICE)
    moderate_per_week_maintenance: int = threshold(1, "sessions", 0, 2, rule="V4", grade="C", source=PRACTICE)

    # V5: strength beside running.
    strength_spacing_days: int = threshold(2, "days", 1, 3, rule="V5", grade="A", source="Doma 2013")
    first_strength_weeks: int = threshold(2, "weeks", 0, 4, rule="V5, V11", grade="A", source="Doma 2013")
    first_strength_max_rpe: int = threshold(6, "RPE 0-10", 4, 8, rule="V5", grade="A", source="Doma 2013")

    # V6 and V15: rest days.
    rest_days_beginner: int = threshold(2, "days", 1, 4, rule="V6", grade="C", source=PRACTICE)
    rest_days: int = threshold(1, "days", 0, 3, rule="V6", grade="C", source=PRACTICE)
    rest_days_under_18: int = threshold(2, "days", 1, 4, rule="V15", grade="C", source=PRACTICE)
    days_without_rest: int = threshold(10, "days", 6, 14, rule="V6", grade="C", source=PRACTICE)

    # V7 and V8: easier weeks, and one thing at a time.
    deload_above_share: float = threshold(0.5, "of baseline", 0.4, 0.8, rule="V7", grade="C", source=PRACTICE)
    rising_weeks: int = threshold(3, "weeks", 2, 4, rule="V7", grade="C", source=PRACTICE)
    deload_share: float = threshold(0.85, "of highest week", 0.6, 0.9, rule="V7", grade="C", source=PRACTICE)
    volume_rise_ratio: float = threshold(1.05, "ratio", 1.0, 1.1, rule="V8", grade="C", source=PRACTICE)
    volume_rise_free_km: float = threshold(1.0, "km", 0.0, 3.0, rule="V8", grade="C", source=PRACTICE)

    # V9 and V10: easy and fast running.
    easy_share_foundation: float = threshold(0.90, "of km", 0.8, 1.0, rule="V9", grade="B", source="Haugen 2022")
    easy_share_maintenance: float = threshold(0.88, "of km", 0.8, 1.0, rule="V9", grade="B", source="Haugen 2022")
    easy_share_potency: float = threshold(0.85, "of km", 0.75, 1.0, rule="V9", grade="B", source="Casado 2022")
    easy_share_reintegration: float = threshold(0.80, "of km", 0.7, 1.0, rule="V9", grade="B", source="Haugen 2022")
    fast_share: float = threshold(0.06, "of km", 0.02, 0.1, rule="V10", grade="C", source=PRACTICE)
    fast_km_per_session: float = threshold(2.5, "km", 1.0, 4.0, rule="V10", grade="C", source=PRACTICE)
    fast_rest_ratio: float = threshold(2.0, "rest to work", 1.0, 5.0, rule="V10", grade="C", source=PRACTICE)
    fast_max_rpe: int = threshold(7, "RPE 0-10", 6, 9, rule="V10", grade="C", source=PRACTICE)
    fast_pace_ratio: float = threshold(0.7, "of easy pace (min/km)", 0.6, 0.9, rule="V10", grade="C", source=PRACTICE)

    # V11: jumps.
    first_jump_contacts: int = threshold(60, "contacts", 20, 80, rule="V11", grade="C", source=PRACTICE)
    jump_contacts: int = threshold(100, "contacts", 40, 140, rule="V11", grade="C", source=PRACTICE)

    # V13: the floor.
    floor_share: float = threshold(0.30, "of baseline", 0.2, 0.4, rule="V13", grade="A", source="Spiering 2021")
    floor_runs: int = threshold(2, "runs", 1, 3, rule="V13", grade="A", source="Spiering 2021")

    def __post_init__(self) -> None:
        check_thresholds(self)

    def longest_share(self, runs: int) -> float | None:
        """The most that one run may be of a week's kilometres (V3); none is given for one or two runs."""
        if runs < 3:
            return None
        return {
            3: self.longest_share_of_3_runs,
            4: self.longest_share_of_4_runs,
            5: self.longest_share_of_5_runs,
        }.get(runs, self.longest_share_of_6_runs)

    def longest_min(self, level: Level) -> int:
        """Minutes of the longest run (V3)."""
        return {
            Level.BEGINNER: self.longest_min_beginner,
            Level.INTERMEDIATE: self.longest_min_intermediate,
            Level.ADVANCED: self.longest_min_advanced,
        }[level]

    def hard_per_week(self, phase: PhaseKind, level: Level) -> int:
        """Hard sessions in a week of this phase (V4)."""
        if phase in (PhaseKind.FOUNDATION, PhaseKind.MAINTENANCE):
            return self.hard_per_week_early
        return self.hard_per_week_late_beginner if level is Level.BEGINNER else self.hard_per_week_late

    def moderate_per_week(self, phase: PhaseKind) -> int | None:
        """Sessions at RPE 5 in a week of this phase (V4); None where they are not counted."""
        if phase is PhaseKind.FOUNDATION:
            return 0
        return self.moderate_per_week_maintenance if phase is PhaseKind.MAINTENANCE else None

    def hard_spacing(self, level: Level, *, over_50: bool) -> int:
        """Days between the starts of two hard or heavy sessions (V4): 2 are 48 hours."""
        slow = over_50 or level is Level.BEGINNER
        return self.hard_spacing_slow_recovery_days if slow else self.hard_spacing_days

    def rest_days_per_week(self, level: Level) -> int:
        """Days without run or strength in a week (V6)."""
        return self.rest_days_beginner if level is Level.BEGINNER else self.rest_days

    def easy_share(self, phase: PhaseKind) -> float:
        """The least share of easy kilometres in a week of this phase (V9)."""
        return {
            PhaseKind.FOUNDATION: self.easy_share_foundation,
            PhaseKind.MAINTENANCE: self.easy_share_maintenance,
            PhaseKind.POTENCY: self.easy_share_potency,
            PhaseKind.REINTEGRATION: self.easy_share_reintegration,
        }[phase]

    def week_step(self, best_km: float, baseline_km: float) -> float:
        """The most kilometres a week may have after a best recent week of `best_km` (V1, soft)."""
        near = best_km >= self.near_baseline_share * baseline_km
        ratio = self.week_step_near_baseline_ratio if near else self.week_step_ratio
        return max(ratio * best_km, best_km + self.week_step_free_km)

    def week_step_never(self, best_km: float) -> float:
        """The kilometres after a best recent week of `best_km` that no reason opens (V1, hard)."""
        return max(self.week_step_never_ratio * best_km, best_km + self.week_step_free_km)

    def longest_run_step(self, longest_km: float, ratio: float) -> float:
        """The most kilometres one run may have after a longest recent run of `longest_km` (V2)."""
        free = self.short_longest_run_free_km if longest_km < self.short_longest_run_km else 0.0
        return max(ratio * longest_km, longest_km + free)


DEFAULT_POLICY = PlanPolicy()
