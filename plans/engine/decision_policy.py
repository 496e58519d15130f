"""Every number that the nightly decisions use, with unit, allowed range and source (rules, sections 5-6)."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.engine.policy import PRACTICE, REPLAY, check_thresholds, threshold

RULES_VERSION = "2"
"""Goes up whenever the same facts under the same policy may be decided differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPolicy:
    """The thresholds of rules, sections 5 and 6."""

    # S0: silence.
    no_contact_days: int = threshold(3, "days", 2, 7, rule="S0", grade="C", source=PRACTICE)

    # The two clocks: how long a change lasts before the next one.
    cooldown_days: int = threshold(7, "days", 5, 14, rule="D7", grade="A", source="Nuuttila 2022")
    cooldown_after_illness_days: int = threshold(14, "days", 7, 21, rule="D7", grade="A", source="Schwellnus 2022")

    # D1: health, and the graded return.
    rest_days_when_ill: int = threshold(2, "days", 1, 4, rule="D1", grade="A", source="Schwellnus 2022")
    hard_after_symptoms_days: int = threshold(3, "days", 2, 7, rule="D1", grade="A", source="Schwellnus 2022")
    symptom_pain: int = threshold(3, "0-10", 2, 5, rule="D1", grade="A", source="Silbernagel 2007")
    return_first_share: float = threshold(0.5, "of the run", 0.3, 0.8, rule="D1", grade="A", source="Schwellnus 2022")
    return_second_share: float = threshold(0.75, "of the run", 0.5, 1, rule="D1", grade="A", source="Schwellnus 2022")
    return_max_rpe: int = threshold(3, "RPE 0-10", 2, 4, rule="D1", grade="C", source=PRACTICE)

    return_week_least: float = threshold(0.5, "of a normal week", 0.3, 0.7, rule="V12", grade="C", source=PRACTICE)
    return_week_per_day: float = threshold(0.05, "a day ill", 0, 0.1, rule="V12", grade="C", source=PRACTICE)
    return_hard_max_days: int = threshold(7, "days", 3, 14, rule="V12", grade="C", source=PRACTICE)

    # D2: an inserted rest day.
    red_logs_for_rest: int = threshold(2, "logs", 1, 3, rule="D2", grade="D", source=REPLAY)
    red_logs_window: int = threshold(3, "logs", 2, 5, rule="D2", grade="D", source=REPLAY)
    hard_moved_by_days: int = threshold(2, "days", 1, 4, rule="D2", grade="A", source="Stanley 2013")

    # D3: one easy run less.
    flagged_logs_to_ease: int = threshold(3, "logs", 2, 6, rule="D3", grade="D", source=REPLAY)
    ease_window_days: int = threshold(7, "days", 5, 10, rule="D3", grade="D", source=REPLAY)
    ease_min_logs: int = threshold(4, "logs", 3, 7, rule="D3", grade="D", source=REPLAY)
    ease_runs_left: int = threshold(3, "runs", 2, 4, rule="D3", grade="C", source=PRACTICE)
    ease_cut: float = threshold(0.2, "share", 0.1, 0.3, rule="D3", grade="C", source=PRACTICE)

    # D4 and D5: scaled back, then a recovery week, then a professional and the phase before.
    scale_back_share: float = threshold(0.8, "of the week", 0.6, 0.9, rule="D4", grade="A", source="Meeusen 2013")
    ease_weeks_to_scale_back: int = threshold(2, "weeks", 2, 4, rule="D4", grade="D", source=REPLAY)
    recovery_share: float = threshold(0.6, "of the week", 0.4, 0.8, rule="D5", grade="A", source="Meeusen 2013")
    recovery_rest_days: int = threshold(2, "days", 1, 4, rule="D5", grade="C", source=PRACTICE)
    recovery_weeks_in_a_row: int = threshold(2, "weeks", 1, 3, rule="D5", grade="A", source="Meeusen 2013")

    # D6: longer rest between repetitions, or between hard days.
    strained_rpe_over: int = threshold(2, "RPE 0-10", 1, 4, rule="D6", grade="C", source=PRACTICE)
    unfinished_share: float = threshold(0.8, "of the minutes", 0.5, 0.95, rule="D6", grade="C", source=PRACTICE)
    rest_interval_ratio: float = threshold(1.5, "ratio", 1.2, 2, rule="D6", grade="C", source=PRACTICE)
    wider_hard_spacing_days: int = threshold(3, "days", 2, 4, rule="D6", grade="A", source="Stanley 2013")

    # D9: enough check-ins to step up.
    data_window_days: int = threshold(14, "days", 10, 21, rule="D9", grade="D", source=REPLAY)
    data_min_logs: int = threshold(8, "logs", 5, 14, rule="D9", grade="D", source=REPLAY)
    data_week_min_logs: int = threshold(4, "logs", 2, 7, rule="D9", grade="D", source=REPLAY)
    ramp_ratio: float = threshold(1.02, "ratio", 1, 1.1, rule="D9", grade="C", source=PRACTICE)
    data_holds_before_asking: int = threshold(2, "weeks", 1, 4, rule="D9", grade="C", source=PRACTICE)

    # D10: never catch up.
    adherence_share: float = threshold(0.6, "of planned km", 0.4, 0.8, rule="D10", grade="C", source=PRACTICE)
    rebase_ratio: float = threshold(1.1, "of the km run", 1, 1.3, rule="D10", grade="C", source=PRACTICE)

    # All gates: calm and health.
    calm_max_flagged_share: float = threshold(0.35, "share", 0.2, 0.5, rule="G", grade="D", source=REPLAY)
    calm_window_days: int = threshold(14, "days", 10, 21, rule="G", grade="D", source=REPLAY)
    calm_no_red_days: int = threshold(5, "days", 3, 10, rule="G", grade="C", source=PRACTICE)
    calm_no_pair_days: int = threshold(3, "days", 2, 7, rule="G", grade="C", source=PRACTICE)
    carried_status_days: int = threshold(3, "days", 1, 5, rule="G", grade="C", source=PRACTICE)
    open_pain: int = threshold(4, "0-10", 3, 6, rule="G", grade="A", source="Silbernagel 2007")
    step_up_log_days: int = threshold(3, "days", 1, 5, rule="V14", grade="C", source=PRACTICE)
    week_leap_ratio: float = threshold(1.3, "ratio", 1.2, 1.5, rule="V1", grade="B", source="Nielsen 2014")
    free_step_km: float = threshold(3.0, "km", 0.0, 5.0, rule="V1", grade="C", source=PRACTICE)
    step_up_max_ratio: float = threshold(1.2, "ratio", 1.1, 1.3, rule="V1", grade="B", source="Nielsen 2014")

    # Foundation -> Maintenance.
    foundation_easy_done: float = threshold(0.7, "share", 0.5, 1.0, rule="GF", grade="C", source=PRACTICE)
    foundation_strength_done: float = threshold(0.75, "share", 0.5, 1.0, rule="GF", grade="C", source=PRACTICE)
    foundation_week_of_baseline: float = threshold(0.45, "of B0", 0.3, 0.6, rule="GF", grade="C", source=PRACTICE)
    foundation_easy_rpe: float = threshold(4.0, "RPE 0-10", 3.0, 5.0, rule="GF", grade="C", source=PRACTICE)
    foundation_mood_drop: float = threshold(0.5, "points", 0.2, 1.0, rule="GF", grade="C", source=PRACTICE)
    foundation_mood_fine: float = threshold(3.5, "1-5", 3.0, 4.5, rule="GF", grade="C", source=PRACTICE)

    # Maintenance -> Light potency.
    maintenance_weeks: int = threshold(2, "of 3 weeks", 1, 3, rule="GM", grade="C", source=PRACTICE)
    maintenance_week_of_baseline: float = threshold(0.6, "of B0", 0.4, 0.8, rule="GM", grade="C", source=PRACTICE)
    maintenance_done_share: float = threshold(0.8, "of sessions", 0.5, 1.0, rule="GM", grade="C", source=PRACTICE)
    maintenance_moderate_days: int = threshold(2, "days", 1, 4, rule="GM", grade="C", source=PRACTICE)
    maintenance_strength_per_week: int = threshold(
        2, "sessions", 1, 3, rule="GM", grade="A", source="Llanos-Lagos 2024"
    )
    maintenance_soreness_drop: float = threshold(0.5, "points", 0.2, 1.0, rule="GM", grade="C", source=PRACTICE)

    # Light potency -> Reintegration.
    potency_quality_sessions: int = threshold(3, "sessions", 1, 6, rule="GP", grade="C", source=PRACTICE)
    potency_rpe_over: int = threshold(1, "RPE 0-10", 0, 3, rule="GP", grade="C", source=PRACTICE)
    potency_days_after: int = threshold(2, "days", 1, 3, rule="GP", grade="A", source="Stanley 2013")
    potency_open_pain: int = threshold(3, "0-10", 2, 6, rule="GP", grade="A", source="Silbernagel 2007")

    # Reintegration -> the season.
    reintegration_week_of_baseline: float = threshold(0.85, "of B0", 0.6, 1.0, rule="GR", grade="C", source=PRACTICE)
    reintegration_long_run_share: float = threshold(
        0.8, "of the usual long run", 0.5, 1.0, rule="GR", grade="C", source=PRACTICE
    )
    reintegration_tempo_runs: int = threshold(2, "runs", 0, 4, rule="GR", grade="C", source=PRACTICE)
    reintegration_hilly_runs: int = threshold(1, "runs", 0, 3, rule="GR", grade="C", source=PRACTICE)

    # Back a phase.
    days_without_run: int = threshold(10, "days", 7, 21, rule="GB", grade="A", source="Mujika 2000")
    restart_share: float = threshold(0.6, "of the last week", 0.4, 0.8, rule="GB", grade="A", source="Mujika 2000")

    # Time away, entered ahead.
    time_away_share: float = threshold(0.6, "of the week", 0.3, 0.9, rule="TA", grade="C", source=PRACTICE)

    def __post_init__(self) -> None:
        check_thresholds(self)


DEFAULT_POLICY = DecisionPolicy()
