"""What a single day adds to the cues; the athlete has 28 calm days behind, as in test_status."""

import pytest

from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy
from readiness.engine.status import assess
from tests.readiness.engine.builders import CALM, DAY, ago, calm_history, day_log, items, with_today

KNOWN = calm_history(sleep_h=8.0)


def shows(assessment):
    return [(finding.rule, finding.item) for finding in assessment.cues_today]


CASES = [
    ("nothing", CALM, []),
    ("P1 soreness", {**CALM, "soreness": 3}, [("P1", "soreness")]),
    ("P2 sleep quality", {**CALM, "sleep_quality": 3}, [("P2", "sleep_quality")]),
    ("P2 an hour less", {**CALM, "sleep_h": 7.0}, [("P2", "sleep_h")]),
    ("P2 three quarters less", {**CALM, "sleep_h": 7.25}, []),
    ("P3 mood", {**CALM, "mood": 3}, [("P3", "mood")]),
    ("P4 fatigue", {**CALM, "fatigue": 3}, [("P4", "fatigue")]),
    ("P5 appetite 2", {**CALM, "appetite": 2}, [("P5", "appetite")]),
    ("P5 appetite 3 is usual", {**CALM, "appetite": 3}, []),
    ("P5 appetite 0 is missing", {**CALM, "appetite": 0}, []),
    ("P7 pain 3", {**CALM, "pain": 3}, [("P7", "pain")]),
    ("P7 pain 2", {**CALM, "pain": 2}, []),
    ("P8 stress", {**CALM, "stress": 3}, [("P8", "stress")]),
    ("a log that does not count", {"soreness": 1, "appetite": 1, "pain": 5}, []),
]


@pytest.mark.parametrize(("today", "cues"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_cues_of_a_day(today, cues):
    assert shows(assess(DAY, with_today(KNOWN, **today))) == cues


@pytest.mark.parametrize(
    ("item", "cue"),
    [("fatigue", "P4"), ("soreness", "P1"), ("sleep_quality", "P2"), ("mood", "P3"), ("stress", "P8")],
)
def test_an_item_is_judged_by_the_own_normal_only(item, cue):
    """It swings between 3 and 5, so that a 3 is z -0.98 and a 2 is z -1.96; the other items are calm."""
    swinging = {ago(n): day_log(n, **{**CALM, item: 3 if n % 2 else 5}) for n in range(1, 29)}
    assert shows(assess(DAY, with_today(swinging, **{**CALM, item: 3}))) == []
    assert shows(assess(DAY, with_today(swinging, **{**CALM, item: 2}))) == [(cue, item)]


@pytest.mark.parametrize(("z", "cues"), [(-1.96, [("P1", "soreness")]), (-1.97, [])])
def test_an_item_at_its_threshold_is_low_and_one_short_of_it_is_not(z, cues):
    swinging = {ago(n): day_log(n, **{**CALM, "soreness": 3 if n % 2 else 5}) for n in range(1, 29)}
    today = with_today(swinging, **{**CALM, "soreness": 2})
    assert shows(assess(DAY, today, ReadinessPolicy(cue_item_z=z))) == cues


@pytest.mark.parametrize(
    ("heart", "cues"),
    [
        ({"days": [0, 1, 2, *range(7, 25)]}, ["resting_hr_bpm", "ln_rmssd"]),
        ({"days": [0, 1, 2, *range(7, 24)]}, []),
        ({"days": [0, 1, *range(7, 35)]}, []),
    ],
    ids=["21 values", "20 values", "2 values this week"],
)
def test_the_heart_speaks_from_the_21st_value_and_with_3_a_week(heart, cues):
    logs = calm_history(40)
    for n in heart["days"]:
        week = n < 7
        logs[ago(n)] = day_log(n, **CALM, resting_hr_bpm=54.0 if week else 50.0, hrv_rmssd_ms=50.0 if week else 60.0)
    assert shows(assess(DAY, with_today({}, **CALM) | logs)) == [("P6", item) for item in cues]


def test_learning_knows_absolute_cues_only():
    today = {**items(2, 2, 2, 2, 2), "sleep_h": 4.0, "appetite": 1, "pain": 4}
    assert shows(assess(DAY, with_today(calm_history(13, sleep_h=8.0), **today))) == [
        ("P5", "appetite"),
        ("P7", "pain"),
    ]


def heart_cues(policy=DEFAULT_POLICY, swing_bpm=0.0, week_bpm=50.0, week_ms=60.0):
    """35 days of heart data: a normal of 50 bpm that swings, and 60 ms, then a week that differs."""
    logs = {
        ago(n): day_log(
            n,
            **CALM,
            resting_hr_bpm=week_bpm if n < 7 else 50 + (swing_bpm if n % 2 else -swing_bpm),
            hrv_rmssd_ms=week_ms if n < 7 else 60.0,
        )
        for n in range(35)
    }
    return shows(assess(DAY, logs, policy))


@pytest.mark.parametrize(
    ("week", "cues"),
    [
        ({"week_bpm": 53.0}, ["resting_hr_bpm"]),
        ({"week_bpm": 52.9}, []),
        ({"week_bpm": 54.1, "swing_bpm": 4.0}, ["resting_hr_bpm"]),
        ({"week_bpm": 54.0, "swing_bpm": 4.0}, []),
        ({"week_ms": 57.0}, ["ln_rmssd"]),
        ({"week_ms": 57.2}, []),
    ],
    ids=["+3 bpm", "+2.9 bpm", "z 1.0 of a swinging rate", "z 0.98", "z(HRV) -1.03", "z(HRV) -0.96"],
)
def test_heart_cue(week, cues):
    assert heart_cues(**week) == [("P6", item) for item in cues]


def test_a_week_exactly_at_the_threshold_counts():
    at_it = ReadinessPolicy(resting_hr_week_z=3.0, ln_rmssd_cue_week_z=-1.03)
    assert heart_cues(at_it, week_bpm=53.0, week_ms=57.0) == [("P6", "resting_hr_bpm"), ("P6", "ln_rmssd")]
    short_of_hrv = ReadinessPolicy(ln_rmssd_cue_week_z=-1.04)
    assert heart_cues(short_of_hrv, week_ms=57.0) == []
