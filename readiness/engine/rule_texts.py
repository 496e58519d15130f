"""Sections 2 to 4 of the rules in words: what a day is compared with, its status, and signs that persist.

A text names thresholds as places, so that the numbers a reader sees are the numbers that decide. `FORMATS`
lists the ways to write one: `{ease_cut:percent}`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from string import Formatter

from readiness.engine.sentences import gettext_noop as _

FORMATS: dict[str, Callable[[float], str]] = {
    "": lambda value: _plain(value),
    "percent": lambda value: f"{_plain(100 * value)} %",
    "more": lambda value: f"{_plain(100 * (value - 1))} %",
    "less": lambda value: f"{_plain(100 * (1 - value))} %",
    "hours": lambda value: f"{_plain(24 * value)} h",
}
"""As it is; a share; a ratio as what it adds; a share as what it takes; days as hours."""


def _plain(value: float) -> str:
    return f"{round(value, 4):g}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule: its id, its name, and when it holds and what follows, with thresholds as places.

    `grounds` are (grade, source) beside those of the thresholds that the text names.
    """

    rule: str
    title: str
    text: str
    grounds: tuple[tuple[str, str], ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """The thresholds that the text names, in order, each as often as it is named."""
        return tuple(name for _text, name, _format, _conversion in Formatter().parse(self.text) if name)


NORMALS: tuple[RuleText, ...] = (
    RuleText(
        "I1",
        _("Wellness"),
        _(
            "Fatigue, soreness, sleep quality, mood and stress, each answered on a scale of 1-5 with five as the best. "
            "A check-in counts with {log_min_items} of the five answered; their mean is the day's wellness. It is "
            "compared with the athlete's own {normal_window_days} days before, leaving out days of systemic illness "
            "or of pain above {normal_max_pain} (0-10). How far a value lies from that mean is told in standard "
            "deviations (SD), and the spread is taken as {wellness_sd_floor} points for wellness and {item_sd_floor} "
            "for one item at the least, so that a very steady athlete is not flagged for a whisper."
        ),
    ),
    RuleText(
        "I2",
        _("Hours slept"),
        _("Compared in the same way; the spread is taken as {sleep_sd_floor_h} h at the least."),
    ),
    RuleText(
        "I4",
        _("Resting pulse and HRV"),
        _(
            "Optional. The day's pulse is compared like wellness. The mean of {heart_week_days} days, with "
            "{heart_week_min_values} values or more, is compared with the {resting_hr_normal_days} days before them "
            "for the pulse, and with {hrv_normal_days} days for HRV (the logarithm of RMSSD). Nothing is said before "
            "there are {heart_first_cue_values} values. The least spread is {resting_hr_sd_floor_bpm} bpm and "
            "{ln_rmssd_sd_floor} ln ms."
        ),
    ),
    RuleText(
        "learning",
        _("While the normal is being learned"),
        _(
            "With fewer than {normal_min_values} counted check-ins in the window there is no normal: no rule speaks "
            "that needs one, and a gate opens only after a coach has looked."
        ),
    ),
)

STATUSES: tuple[RuleText, ...] = (
    RuleText(
        "S1",
        _("A danger to health"),
        _(
            "Illness with fever, chest, gut or aches; pain above {pain_stop_above} (0-10), or pain that changes the "
            "stride; fainting or chest pain, which mean: stop and seek care. Speaks in a check-in of any size."
        ),
        (("A", "Schwellnus 2022"),),
    ),
    RuleText(
        "S0",
        _("Not known"),
        _("No check-in, or fewer than {log_min_items} of the five items answered. Never shown as ready."),
    ),
    RuleText(
        "S2",
        _("Far below own normal"),
        _(
            "Wellness at {wellness_red_z} SD or below; or at {wellness_red_paired_z} SD or below while sleep (S5) or "
            "the heart (S6) stands out too; or {worst_items_red} items or more at the worst answer."
        ),
    ),
    RuleText(
        "S3",
        _("Below own normal"),
        _(
            "Wellness at {wellness_amber_z} SD or below; or {items_amber} items or more that are at {item_amber_z} SD "
            "or below and not above {item_amber_max_value} (1-5)."
        ),
    ),
    RuleText(
        "S4",
        _("Low in itself"),
        _(
            "One item at the worst answer; or {low_items_amber} items or more at {low_item_value} or below (1-5). "
            "Speaks while the normal is being learned, too."
        ),
    ),
    RuleText(
        "S5",
        _("Short sleep"),
        _(
            "At least {sleep_drop_amber_h} h under the usual hours and less than {sleep_enough_h} h; or less than "
            "{short_night_h} h on the last {short_nights} nights with hours, within {short_nights_within_days} days."
        ),
    ),
    RuleText(
        "S7",
        _("A niggle or a cold"),
        _("Pain from {pain_amber_from} up to {pain_stop_above} (0-10), or a cold above the neck."),
    ),
    RuleText(
        "S6",
        _("Heart"),
        _(
            "Resting pulse {resting_hr_high_z} SD or more above normal, or the week's HRV at {ln_rmssd_low_week_z} SD "
            "or below. Decides nothing alone: it only makes a low day (S2) certain."
        ),
    ),
    RuleText(
        "S8",
        _("Within own normal"),
        _(
            "None of the above. A page shows the better colour only after {display_clear_logs} check-ins without a "
            "sign, and goes from red to amber first."
        ),
    ),
)
"""In the order in which they decide; S6 counts only beside another."""

ADVICE: tuple[RuleText, ...] = (
    RuleText(
        "amber",
        _("Make today easy"),
        _(
            "Effort {amber_max_rpe} at most (RPE 0-10) and {amber_cut_low_share:percent} to "
            "{amber_cut_high_share:percent} shorter, or cross-training instead."
        ),
    ),
    RuleText("red", _("Rest today"), _("Rest, or walk for {red_walk_low_min} to {red_walk_high_min} minutes.")),
)
"""For the day's session, by status; the plan stays as it is."""

CUES: tuple[RuleText, ...] = (
    RuleText(
        "P1",
        _("Soreness"),
        _("Soreness at {cue_item_z} SD or below on {cue_days} days."),
    ),
    RuleText(
        "P2",
        _("Disrupted sleep"),
        _(
            "Sleep quality at {cue_item_z} SD or below on {cue_days} days, or at least {sleep_drop_cue_h} h less than "
            "usual on {sleep_drop_cue_days} days."
        ),
    ),
    RuleText("P3", _("Mood"), _("Mood at {cue_item_z} SD or below on {cue_days} days.")),
    RuleText("P4", _("Fatigue"), _("Fatigue at {cue_item_z} SD or below on {cue_days} days.")),
    RuleText("P5", _("Appetite"), _("Appetite at {appetite_low_value} or below (1-5) on {cue_days} days.")),
    RuleText(
        "P6",
        _("Heart"),
        _(
            "The week's resting pulse {resting_hr_week_z} SD and {resting_hr_week_rise_bpm} bpm or more above normal, "
            "or the week's HRV at {ln_rmssd_cue_week_z} SD or below, on {cue_days} days. Counts only beside one of P1 "
            "to P5."
        ),
    ),
    RuleText(
        "P7",
        _("Pain"),
        _(
            "Pain of {pain_cue_value} or more (0-10) in the same place on {pain_cue_days} days, or of "
            "{pain_cue_strong_value} or more on {pain_cue_strong_days} days."
        ),
    ),
    RuleText(
        "P8",
        _("Stress"),
        _(
            "Stress at {cue_item_z} SD or below on {stress_cue_days} days: a reason to talk, counted as "
            "{stress_cue_weight} of a sign."
        ),
    ),
    RuleText(
        "on",
        _("On and off"),
        _(
            "Signs are looked for every night in the {cue_window_days} days that end with it, where these hold "
            "{cue_min_logs} check-ins or more. One goes off after {cue_clear_logs} check-ins clear of it, and is "
            "followed back for {cue_memory_days} days. A single sign is a note to the coach."
        ),
    ),
    RuleText(
        "pair",
        _("A pair"),
        _("Signs that add up to {cue_pair_weight} are on together: time to act (D4, D5)."),
    ),
    RuleText(
        "refer",
        _("A professional's help"),
        _(
            "Is suggested when mood (P3) has been low for {referral_mood_days} days, when a pair has lasted more than "
            "{referral_pair_days} days, or when low appetite (P5) comes with missed periods or unmeant loss of weight."
        ),
        (("A", "Mountjoy 2023"),),
    ),
)

SAME_AGAIN = RuleText(
    "same",
    _("The same answers again"),
    _("After {same_logs} check-ins with the same answers the athlete is asked, gently, if that is so. They count."),
)

ALL: tuple[RuleText, ...] = (*NORMALS, *STATUSES, *ADVICE, *CUES, SAME_AGAIN)
