"""The status of a day: S0-S8 of rules, section 3, in one pure step.

Every rule is asked and everything that matches is kept; the first in order decides. S1 comes before
S0, because a reported danger to health counts in a log of any size. S6 never decides: it can only be
the second domain that turns a low day red, so it stands last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from readiness.engine.assessment import DayAssessment, Finding
from readiness.engine.day_cues import cues_of
from readiness.engine.evidence import Evidence, evidence_of
from readiness.engine.logs import DayLog
from readiness.engine.normals import Answers, history, own_normals
from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy
from readiness.engine.vocabulary import WELLNESS_ITEMS, Illness, Status

WORST_ANSWER = 1

STATUS_OF = {
    "S1": Status.RED,
    "S0": Status.UNKNOWN,
    "S2": Status.RED,
    "S3": Status.AMBER,
    "S4": Status.AMBER,
    "S5": Status.AMBER,
    "S7": Status.AMBER,
    "S8": Status.GREEN,
}
"""The status each deciding rule gives, in the order in which they decide."""


def assess(day: date, logs: Mapping[date, DayLog], policy: ReadinessPolicy = DEFAULT_POLICY) -> DayAssessment:
    """How `day` looks against the athlete's own normal (rules, S0-S8).

    `logs` should reach back `policy.history_days` days; logs after `day` are ignored. A day without a log is
    unknown whatever came before it.
    """
    log = logs.get(day)
    if log is None:
        return DayAssessment(day, Status.UNKNOWN, "S0", (Finding("S0", "items", threshold=policy.log_min_items),))
    past = history(day, logs, policy)
    normals = own_normals(past, policy)
    seen = evidence_of(log, past, normals, policy)
    findings = tuple(_findings(seen, policy))
    rule = next((finding.rule for finding in findings if finding.rule in STATUS_OF), "S8")
    return DayAssessment(
        day=day,
        status=STATUS_OF[rule],
        rule=rule,
        findings=findings,
        logged=seen.wellness is not None,
        learning=normals.learning,
        wellness=None if seen.wellness is None else round(seen.wellness, 2),
        item_z=tuple(None if drift is None else drift.z for drift in seen.items),
        cues_today=tuple(cues_of(seen, policy)),
        pain=log.pain,
        pain_place=log.pain_place,
        illness=log.illness,
        signs=log.signs(),
    )


def _findings(seen: Evidence, policy: ReadinessPolicy) -> Iterator[Finding]:
    """All rules that match, in the order in which they decide."""
    sleep = tuple(_sleep(seen, policy))
    heart = tuple(_heart(seen, policy))
    yield from _danger(seen.log, policy)
    if seen.wellness is None:
        answered = len(WELLNESS_ITEMS) - seen.answers.count(None)
        yield Finding("S0", "items", answered, threshold=policy.log_min_items)
    else:
        yield from _far_below_normal(seen, bool(sleep or heart), policy)
        yield from _below_normal(seen, policy)
        yield from _low_answers(seen.answers, policy)
    yield from sleep
    yield from _niggles(seen.log, policy)
    yield from heart


def _danger(log: DayLog, policy: ReadinessPolicy) -> Iterator[Finding]:
    """S1: signs that mean no training, whatever else the log says."""
    if log.alarm_sign:
        yield Finding("S1", "alarm_sign")
    if log.illness == Illness.SYSTEMIC:
        yield Finding("S1", "illness")
    if log.pain > policy.pain_stop_above:
        yield Finding("S1", "pain", log.pain, threshold=policy.pain_stop_above)
    if log.pain_changes_stride:
        yield Finding("S1", "stride")


def _far_below_normal(seen: Evidence, second_domain: bool, policy: ReadinessPolicy) -> Iterator[Finding]:
    """S2: far below normal, or clearly below with sleep or heart agreeing, or two worst answers."""
    drift = seen.wellness_drift
    if drift is not None and drift.z <= policy.wellness_red_z:
        yield Finding.against("S2", "wellness", drift, policy.wellness_red_z)
    elif drift is not None and second_domain and drift.z <= policy.wellness_red_paired_z:
        yield Finding.against("S2", "wellness", drift, policy.wellness_red_paired_z)
    if seen.answers.count(WORST_ANSWER) >= policy.worst_items_red:
        yield from _at_or_below("S2", seen.answers, WORST_ANSWER)


def _below_normal(seen: Evidence, policy: ReadinessPolicy) -> Iterator[Finding]:
    """S3: below normal as a whole, or in two items that are not high in themselves."""
    drift = seen.wellness_drift
    if drift is not None and drift.z <= policy.wellness_amber_z:
        yield Finding.against("S3", "wellness", drift, policy.wellness_amber_z)
    low = [
        Finding.against("S3", item, drift, policy.item_amber_z)
        for item, drift in zip(WELLNESS_ITEMS, seen.items, strict=True)
        if drift is not None and drift.z <= policy.item_amber_z and drift.value <= policy.item_amber_max_value
    ]
    if len(low) >= policy.items_amber:
        yield from low


def _low_answers(answers: Answers, policy: ReadinessPolicy) -> Iterator[Finding]:
    """S4: low in itself, also while the normal is still being learned."""
    low = tuple(_at_or_below("S4", answers, policy.low_item_value))
    if len(low) >= policy.low_items_amber:
        yield from low
    else:
        yield from _at_or_below("S4", answers, WORST_ANSWER)


def _at_or_below(rule: str, answers: Answers, limit: int) -> Iterator[Finding]:
    for item, answer in zip(WELLNESS_ITEMS, answers, strict=True):
        if answer is not None and answer <= limit:
            yield Finding(rule, item, answer, threshold=limit)


def _sleep(seen: Evidence, policy: ReadinessPolicy) -> Iterator[Finding]:
    """S5: one night well short of normal, or the last two logged nights short in themselves.

    A logged night is one with hours. The short nights need not be the last two dates, but must lie
    in the last 7 days, so that two old nights do not colour a later week.
    """
    drift = seen.sleep_h
    if drift is not None and drift.drop >= policy.sleep_drop_amber_h and drift.value < policy.sleep_enough_h:
        yield Finding.against("S5", "sleep_h", drift, policy.sleep_drop_amber_h)
    recent = seen.past[: policy.short_nights_within_days]
    nights = [log.sleep_h for log in recent if log is not None and log.sleep_h][: policy.short_nights]
    if len(nights) == policy.short_nights and max(nights) < policy.short_night_h:
        yield Finding("S5", "sleep_h", nights[0], threshold=policy.short_night_h)


def _niggles(log: DayLog, policy: ReadinessPolicy) -> Iterator[Finding]:
    """S7: pain to work around, or a cold above the neck."""
    if policy.pain_amber_from <= log.pain <= policy.pain_stop_above:
        yield Finding("S7", "pain", log.pain, threshold=policy.pain_amber_from)
    if log.illness == Illness.ABOVE_NECK:
        yield Finding("S7", "illness")


def _heart(seen: Evidence, policy: ReadinessPolicy) -> Iterator[Finding]:
    """S6: resting heart rate up today, or HRV down over the week."""
    rate, hrv = seen.resting_hr, seen.ln_rmssd_week
    if rate is not None and rate.z >= policy.resting_hr_high_z:
        yield Finding.against("S6", "resting_hr_bpm", rate, policy.resting_hr_high_z)
    if hrv is not None and hrv.z <= policy.ln_rmssd_low_week_z:
        yield Finding.against("S6", "ln_rmssd", hrv, policy.ln_rmssd_low_week_z)
