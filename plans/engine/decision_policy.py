"""Every number that the nightly decisions use, with unit, allowed range and source (rules, sections 5-6)."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.engine.policy import PRACTICE, REPLAY, threshold

RULES_VERSION = "1"
"""Goes up whenever the same facts under the same policy may be decided differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPolicy:
    """The thresholds of rules, sections 5 and 6."""

    no_contact_days: int = threshold(3, "days", 2, 7, rule="S0", grade="C", source=PRACTICE)
    cooldown_days: int = threshold(7, "days", 5, 14, rule="D7", grade="A", source="Nuuttila 2022")
    cooldown_after_illness_days: int = threshold(14, "days", 7, 21, rule="D7", grade="A", source="Schwellnus 2022")
    rest_days_when_ill: int = threshold(2, "days", 1, 4, rule="D1", grade="A", source="Schwellnus 2022")
    hard_after_symptoms_days: int = threshold(3, "days", 2, 7, rule="D1", grade="A", source="Schwellnus 2022")
    red_logs_for_rest: int = threshold(2, "logs", 1, 3, rule="D2", grade="D", source=REPLAY)
    red_logs_window: int = threshold(3, "logs", 2, 5, rule="D2", grade="D", source=REPLAY)
    hard_moved_by_days: int = threshold(2, "days", 1, 4, rule="D2", grade="A", source="Stanley 2013")
    flagged_logs_to_ease: int = threshold(3, "logs", 2, 6, rule="D3", grade="D", source=REPLAY)
    ease_window_days: int = threshold(7, "days", 5, 10, rule="D3", grade="D", source=REPLAY)
    ease_min_logs: int = threshold(4, "logs", 3, 7, rule="D3", grade="D", source=REPLAY)
    ease_runs_left: int = threshold(3, "runs", 2, 4, rule="D3", grade="C", source=PRACTICE)
    ease_cut: float = threshold(0.2, "share", 0.1, 0.3, rule="D3", grade="C", source=PRACTICE)
    data_window_days: int = threshold(14, "days", 10, 21, rule="D9", grade="D", source=REPLAY)
    data_min_logs: int = threshold(8, "logs", 5, 14, rule="D9", grade="D", source=REPLAY)
    data_week_min_logs: int = threshold(4, "logs", 2, 7, rule="D9", grade="D", source=REPLAY)
    data_holds_before_asking: int = threshold(2, "weeks", 1, 4, rule="D9", grade="C", source=PRACTICE)
    calm_max_flagged_share: float = threshold(0.35, "share", 0.2, 0.5, rule="G", grade="D", source=REPLAY)
    calm_window_days: int = threshold(14, "days", 10, 21, rule="G", grade="D", source=REPLAY)
    calm_no_red_days: int = threshold(5, "days", 3, 10, rule="G", grade="C", source=PRACTICE)
    calm_no_pair_days: int = threshold(3, "days", 2, 7, rule="G", grade="C", source=PRACTICE)
    carried_status_days: int = threshold(3, "days", 1, 5, rule="G", grade="C", source=PRACTICE)
    open_pain: int = threshold(4, "0-10", 3, 6, rule="G", grade="A", source="Silbernagel 2007")
    step_up_log_days: int = threshold(3, "days", 1, 5, rule="V14", grade="C", source=PRACTICE)
    step_up_max_ratio: float = threshold(1.2, "ratio", 1.1, 1.3, rule="V1", grade="B", source="Nielsen 2014")
    foundation_easy_done: float = threshold(0.7, "share", 0.5, 1.0, rule="GF", grade="C", source=PRACTICE)
    foundation_strength_done: float = threshold(0.75, "share", 0.5, 1.0, rule="GF", grade="C", source=PRACTICE)
    foundation_week_of_baseline: float = threshold(0.45, "of B0", 0.3, 0.6, rule="GF", grade="C", source=PRACTICE)
    foundation_easy_rpe: float = threshold(4.0, "RPE", 3.0, 5.0, rule="GF", grade="C", source=PRACTICE)
    foundation_mood_drop: float = threshold(0.5, "points", 0.2, 1.0, rule="GF", grade="C", source=PRACTICE)
    foundation_mood_fine: float = threshold(3.5, "1-5", 3.0, 4.5, rule="GF", grade="C", source=PRACTICE)


DEFAULT_POLICY = DecisionPolicy()
