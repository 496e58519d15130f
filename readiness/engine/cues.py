"""Persistent fatigue cues P1-P8: what keeps coming back over a week (rules, section 4).

A cue comes on when its days are reached within 7 days that hold at least 4 logs. It goes off after 3
logs clear of it, so a quiet day between two low ones is no recovery. With fewer than 4 logs in the
7 days nothing is claimed. Only assessments are read, and of them only days whose log counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.engine.assessment import DayAssessment, last_days
from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy

Week = Sequence[DayAssessment]
"""The counted days of the 7 days that end on the day in question, oldest first."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue that is on: rule id, what it is about, and on how many of the 7 days it was seen.

    `item` is a wellness item, `sleep_h`, `appetite`, `resting_hr_bpm`, `ln_rmssd` or `pain`.
    """

    id: str
    item: str
    days: int


def persistent_cues(
    assessments: Mapping[date, DayAssessment], day: date, policy: ReadinessPolicy = DEFAULT_POLICY
) -> tuple[Cue, ...]:
    """The cues on at the end of `day`, in the order P1-P8.

    `assessments` should reach back `policy.cue_memory_days` days; later ones are ignored, and a day
    without one is a day without a log.
    """
    week = [each for each in last_days(assessments, day, policy.cue_window_days) if each.logged]
    if len(week) < policy.cue_min_logs:
        return ()
    fresh = {finding.rule for each in week[-policy.cue_clear_logs :] for finding in each.cues_today}
    if not fresh:
        return ()
    days = [each for each in last_days(assessments, day, policy.cue_memory_days) if each.logged]
    cues = [_cue(rule, week) for rule in sorted(fresh) if _is_on(rule, days, policy)]
    if not any(cue.id in BESIDE_HEART for cue in cues):
        cues = [cue for cue in cues if cue.id != "P6"]
    return tuple(cues)


def has_pair(cues: Sequence[Cue], policy: ReadinessPolicy = DEFAULT_POLICY) -> bool:
    """Two of P1-P7: time to act. Stress (P8) is talked about, and counts as half."""
    weight = sum(policy.stress_cue_weight if cue.id == "P8" else 1 for cue in cues)
    return weight >= policy.cue_pair_weight


def referral_rules(
    cues_by_day: Mapping[date, Sequence[Cue]],
    day: date,
    policy: ReadinessPolicy = DEFAULT_POLICY,
    signs: Collection[str] = (),
) -> tuple[str, ...]:
    """Why to suggest a professional, the most urgent first (Meeusen 2013; REDs, Mountjoy 2023).

    `P5`: low appetite is on beside one of the `signs` that were reported (`referral.reported_signs`), `P3`:
    low mood on each of 14 days, `pair`: two cues on more than 21 days in a row.
    """

    def each_day(days: int, holds: Callable[[Sequence[Cue]], bool]) -> bool:
        return all(holds(cues_by_day.get(day - timedelta(days=ago), ())) for ago in range(days))

    rules = []
    if signs and any(cue.id == "P5" for cue in cues_by_day.get(day, ())):
        rules.append("P5")
    if each_day(policy.referral_mood_days, lambda cues: any(cue.id == "P3" for cue in cues)):
        rules.append("P3")
    if each_day(policy.referral_pair_days + 1, lambda cues: has_pair(cues, policy)):
        rules.append("pair")
    return tuple(rules)


def _is_on(rule: str, days: Week, policy: ReadinessPolicy) -> bool:
    """Whether the cue was reached on any counted day since it was last clear for 3 logs."""
    since = _first_since_clear(rule, days, policy)
    return any(_is_reached(rule, days[: end + 1], policy) for end in range(len(days) - 1, since - 1, -1))


def _first_since_clear(rule: str, days: Week, policy: ReadinessPolicy) -> int:
    """Index of the first day after the last 3 in a row that are clear of the cue."""
    clear = 0
    for index in range(len(days) - 1, -1, -1):
        clear = 0 if _shows(rule, days[index]) else clear + 1
        if clear == policy.cue_clear_logs:
            return index + clear
    return 0


def _is_reached(rule: str, days: Week, policy: ReadinessPolicy) -> bool:
    """Whether the week that ends with the last of `days` holds enough logs and reaches the cue."""
    last = days[-1].day
    recent = days[-policy.cue_window_days :]
    week = [each for each in recent if (last - each.day).days < policy.cue_window_days]
    return len(week) >= policy.cue_min_logs and REACHED[rule](week, policy)


def _shows(rule: str, day: DayAssessment) -> bool:
    return any(finding.rule == rule for finding in day.cues_today)


def _days(rule: str, week: Week) -> int:
    return sum(_shows(rule, day) for day in week)


def _sleep_days(week: Week) -> Counter[str]:
    return Counter(finding.item for day in week for finding in day.cues_today if finding.rule == "P2")


def _cue(rule: str, week: Week) -> Cue:
    if rule == "P2":
        item, days = max(_sleep_days(week).items(), key=lambda seen: (seen[1], seen[0]))
        return Cue(rule, item, days)
    latest = next(finding.item for day in reversed(week) for finding in day.cues_today if finding.rule == rule)
    return Cue(rule, latest, _days(rule, week))


def _three_days(rule: str) -> Callable[[Week, ReadinessPolicy], bool]:
    return lambda week, policy: _days(rule, week) >= policy.cue_days


def _disrupted_sleep(week: Week, policy: ReadinessPolicy) -> bool:
    days = _sleep_days(week)
    return days["sleep_quality"] >= policy.cue_days or days["sleep_h"] >= policy.sleep_drop_cue_days


def _pain(week: Week, policy: ReadinessPolicy) -> bool:
    """Pain in one place again and again, or clear pain anywhere twice; unnamed places are one place.

    A place is the same however it is capitalized: athletes type it anew each morning.
    """
    places = Counter(day.pain_place.strip().casefold() for day in week if day.pain >= policy.pain_cue_value)
    strong_days = sum(day.pain >= policy.pain_cue_strong_value for day in week)
    return max(places.values(), default=0) >= policy.pain_cue_days or strong_days >= policy.pain_cue_strong_days


def _stress(week: Week, policy: ReadinessPolicy) -> bool:
    return _days("P8", week) >= policy.stress_cue_days


REACHED: dict[str, Callable[[Week, ReadinessPolicy], bool]] = {
    "P1": _three_days("P1"),
    "P2": _disrupted_sleep,
    "P3": _three_days("P3"),
    "P4": _three_days("P4"),
    "P5": _three_days("P5"),
    "P6": _three_days("P6"),
    "P7": _pain,
    "P8": _stress,
}
"""For each cue, whether a week reaches it."""

BESIDE_HEART = frozenset({"P1", "P2", "P3", "P4", "P5"})
"""The cues of which one must be on for the heart (P6) to count."""
