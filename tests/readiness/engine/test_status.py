"""Every row of rules, section 3: the day that fires it, and the day one step short of it.

The athlete has 28 calm days behind: every item 4, 8 h of sleep, a resting heart rate of 50.
So z(W) is (W - 4) / 0.25, an item's z is (answer - 4) / 0.5, and z(heart rate) is bpm - 50.
"""

import pytest

from readiness.engine.assessment import Finding
from readiness.engine.policy import ReadinessPolicy
from readiness.engine.status import assess
from readiness.engine.vocabulary import Illness, Status
from tests.readiness.engine.builders import CALM, DAY, ago, calm_history, day_log, items, with_today

KNOWN = calm_history(sleep_h=8.0, resting_hr_bpm=50.0)
LEARNING = calm_history(13)


def rules(assessment):
    return {finding.rule for finding in assessment.findings}


SAME_FOR_EVERYBODY = [
    ("S0 two items", items(4, 4, None, None, None), "S0"),
    ("S8 three items", items(4, 4, 4, None, None), "S8"),
    ("S0 zeros are no answers", items(4, 4, 0, 0, 0), "S0"),
    ("S1 systemic illness", {**CALM, "illness": Illness.SYSTEMIC}, "S1"),
    ("S7 a cold above the neck", {**CALM, "illness": Illness.ABOVE_NECK}, "S7"),
    ("S1 pain 6", {**CALM, "pain": 6}, "S1"),
    ("S7 pain 5", {**CALM, "pain": 5}, "S7"),
    ("S7 pain 4", {**CALM, "pain": 4}, "S7"),
    ("S8 pain 3", {**CALM, "pain": 3}, "S8"),
    ("S1 changed stride at any pain", {**CALM, "pain": 1, "pain_changes_stride": True}, "S1"),
    ("S8 pain 1", {**CALM, "pain": 1}, "S8"),
    ("S1 fainting or chest pain", {**CALM, "alarm_sign": True}, "S1"),
    ("S1 in a log without items", {"illness": Illness.SYSTEMIC}, "S1"),
    ("S0 a cold in a log without items", {"illness": Illness.ABOVE_NECK}, "S0"),
    ("S2 two worst answers", items(1, 1, 5, 5, 5), "S2"),
    ("S4 one worst answer", items(1, 5, 5, 5, 5), "S4"),
    ("S8 a lowest answer of 2", items(2, 5, 5, 5, 5), "S8"),
    ("S8 two items at 2", items(2, 2, 3, 5, 5), "S8"),
    ("S4 three items at 2", items(2, 2, 2, 5, 5), "S4"),
]


@pytest.mark.parametrize(
    ("today", "rule"), [case[1:] for case in SAME_FOR_EVERYBODY], ids=[case[0] for case in SAME_FOR_EVERYBODY]
)
def test_absolute_rules_hold_from_the_first_day(today, rule):
    assert assess(DAY, with_today({}, **today)).rule == rule


AGAINST_OWN_NORMAL = [
    ("S2 z(W) -2.0", items(3, 3, 4, 4, None), "S2"),
    ("S3 z(W) -1.6", items(3, 3, 4, 4, 4), "S3"),
    ("S2 z(W) -1.6, slept 1.5 h less", {**items(3, 3, 4, 4, 4), "sleep_h": 6.5}, "S2"),
    ("S3 z(W) -1.6, slept 1.25 h less", {**items(3, 3, 4, 4, 4), "sleep_h": 6.75}, "S3"),
    ("S3 z(W) -1.33, slept 1.5 h less", {**items(3, 4, 4, None, None), "sleep_h": 6.5}, "S3"),
    ("S3 z(W) -1.6, pain 4 is no second domain", {**items(3, 3, 4, 4, 4), "pain": 4}, "S3"),
    ("S2 z(W) -1.6, heart rate z 1.5", {**items(3, 3, 4, 4, 4), "resting_hr_bpm": 51.5}, "S2"),
    ("S3 z(W) -1.6, heart rate z 1.49", {**items(3, 3, 4, 4, 4), "resting_hr_bpm": 51.49}, "S3"),
    ("S3 z(W) -1.0", items(3, 4, 4, 4, None), "S3"),
    ("S8 z(W) -0.8", items(3, 4, 4, 4, 4), "S8"),
    ("S3 two low items", items(3, 3, 5, 5, 5), "S3"),
    ("S8 one low item", items(3, 4, 5, 5, 5), "S8"),
    ("S2 two worst answers of five good ones", items(1, 1, 5, 5, 5), "S2"),
    ("S4 one worst answer among good ones", items(1, 5, 5, 5, 5), "S4"),
    ("S4 before S5", {**items(1, 5, 5, 5, 5), "sleep_h": 6.5}, "S4"),
    ("S3 before S4", items(1, 3, 5, 5, 5), "S3"),
    ("S2 before S3", items(2, 2, 2, 3, 3), "S2"),
    ("S1 before S2", {**items(2, 2, 2, 3, 3), "illness": Illness.SYSTEMIC}, "S1"),
    ("S5 before S7", {**CALM, "sleep_h": 6.5, "pain": 4}, "S5"),
    ("S7 before S8", {**CALM, "resting_hr_bpm": 70.0, "pain": 4}, "S7"),
    ("S5 slept 1.5 h less", {**CALM, "sleep_h": 6.5}, "S5"),
    ("S8 slept 1.25 h less", {**CALM, "sleep_h": 6.75}, "S8"),
    ("S8 heart alone never counts", {**CALM, "resting_hr_bpm": 70.0}, "S8"),
    ("S8 calm", CALM, "S8"),
]


@pytest.mark.parametrize(
    ("today", "rule"), [case[1:] for case in AGAINST_OWN_NORMAL], ids=[case[0] for case in AGAINST_OWN_NORMAL]
)
def test_rules_against_the_own_normal(today, rule):
    assert assess(DAY, with_today(KNOWN, **today)).rule == rule


@pytest.mark.parametrize(
    ("answers", "rule"),
    [((2, 2, 2, 5, 5), "S4"), ((2, 2, 3, 5, 5), "S8"), ((3, 3, 3, 3, 3), "S8"), ((1, 2, 5, 5, 5), "S4")],
    ids=["three items at 2", "two items at 2", "below normal", "one worst"],
)
def test_while_learning_only_absolute_rules_speak(answers, rule):
    assessment = assess(DAY, with_today(LEARNING, **items(*answers), sleep_h=6.0, resting_hr_bpm=90.0))
    assert assessment.learning
    assert assessment.rule == rule
    assert assessment.item_z == (None,) * 5


@pytest.mark.parametrize(
    ("today", "at", "short_of"),
    [
        (items(3, 3, 4, 4, None), {"wellness_red_z": -2.0}, {"wellness_red_z": -2.01}),
        (
            {**items(3, 3, 4, 4, 4), "sleep_h": 6.0},
            {"wellness_red_paired_z": -1.6},
            {"wellness_red_paired_z": -1.61},
        ),
        (items(3, 4, 4, 4, None), {"wellness_amber_z": -1.0}, {"wellness_amber_z": -1.01}),
        ({**items(3, 3, 4, 4, 4), "resting_hr_bpm": 52.0}, {"resting_hr_high_z": 2.0}, {"resting_hr_high_z": 2.01}),
        ({**CALM, "sleep_h": 6.5}, {"sleep_drop_amber_h": 1.5}, {"sleep_drop_amber_h": 1.51}),
        ({**CALM, "sleep_h": 6.25}, {"sleep_enough_h": 6.5}, {"sleep_enough_h": 6.25}),
        (items(3, 3, 5, 5, 5), {"item_amber_max_value": 3}, {"item_amber_max_value": 2}),
        (items(3, 3, 5, 5, 5), {"items_amber": 2}, {"items_amber": 3}),
    ],
    ids=[
        "z(W) -2.0",
        "paired z(W) -1.6",
        "z(W) -1.0",
        "heart rate z 2.0",
        "1.5 h less",
        "under 6.5 h",
        "items at 3",
        "two items",
    ],
)
def test_a_rule_fires_at_its_threshold_and_not_short_of_it(today, at, short_of):
    logs = with_today(KNOWN, **today)
    milder = {"S2": "S3", "S3": "S8", "S5": "S8"}
    at_it = assess(DAY, logs, ReadinessPolicy(**at))
    assert at_it.rule == assess(DAY, logs).rule
    assert assess(DAY, logs, ReadinessPolicy(**short_of)).rule == milder[at_it.rule]


@pytest.mark.parametrize(("z", "rule"), [(-1.96, "S3"), (-1.97, "S8")])
def test_two_items_at_the_threshold_are_low(z, rule):
    """Fatigue and soreness swing between 3 and 5: a 2 is z -1.96."""
    swinging = {ago(n): day_log(n, **items(*((3, 5) if n % 2 else (5, 3)), 4, 4, 4)) for n in range(1, 29)}
    policy = ReadinessPolicy(item_amber_z=z)
    assert assess(DAY, with_today(swinging, **items(2, 2, 5, 5, 5)), policy).rule == rule


@pytest.mark.parametrize(("nights", "rule"), [(14, "S5"), (13, "S8")])
def test_a_short_night_needs_14_nights_to_compare_with(nights, rule):
    logs = {ago(n): day_log(n, **CALM, sleep_h=8.0 if n <= nights else None) for n in range(1, 29)}
    assert assess(DAY, with_today(logs, **CALM, sleep_h=6.0)).rule == rule


@pytest.mark.parametrize(("mornings", "rule"), [(20, "S2"), (19, "S3")], ids=["21 with today's", "20 with today's"])
def test_the_heart_is_a_second_domain_from_the_21st_value(mornings, rule):
    logs = {ago(n): day_log(n, **CALM, resting_hr_bpm=50.0 if n <= mornings else None) for n in range(1, 29)}
    assert assess(DAY, with_today(logs, **items(3, 3, 4, 4, 4), resting_hr_bpm=60.0)).rule == rule


@pytest.mark.parametrize(("nights", "rule"), [({0: 5.75, 1: 5.75}, "S2"), ({0: 5.75, 1: 6.0}, "S3")])
def test_two_short_nights_are_a_second_domain(nights, rule):
    """A short sleeper, for whom 5.75 h are no drop."""
    logs = calm_history(sleep_h=6.0) | {ago(1): day_log(1, **CALM, sleep_h=nights[1])}
    assert assess(DAY, with_today(logs, **items(3, 3, 4, 4, 4), sleep_h=nights[0])).rule == rule


def test_low_items_must_be_low_in_themselves():
    fresh = calm_history(**items(5, 5, 3, 3, 3))
    still_good = assess(DAY, with_today(fresh, **items(4, 4, 4, 3, 3)))
    low = assess(DAY, with_today(fresh, **items(3, 3, 5, 4, 4)))
    assert still_good.item_z[:2] == (-2.0, -2.0)
    assert still_good.rule == "S8"
    assert low.rule == "S3"


def test_low_items_must_be_low_for_this_athlete():
    """Fatigue and soreness swing between 3 and 5: a 3 is z -0.98, a 2 is z -1.96."""
    swinging = {ago(n): day_log(n, **items(*((3, 5) if n % 2 else (5, 3)), 4, 4, 4)) for n in range(1, 29)}
    assert assess(DAY, with_today(swinging, **items(3, 3, 5, 5, 5))).rule == "S8"
    assert assess(DAY, with_today(swinging, **items(2, 2, 5, 5, 5))).rule == "S3"


@pytest.mark.parametrize(("hours", "rule"), [(6.75, "S5"), (7.0, "S8")])
def test_a_long_sleeper_is_not_flagged_at_7_hours(hours, rule):
    assert assess(DAY, with_today(calm_history(sleep_h=8.5), **CALM, sleep_h=hours)).rule == rule


@pytest.mark.parametrize(
    ("nights", "rule"),
    [
        ({0: 5.75, 1: 5.75}, "S5"),
        ({0: 6.0, 1: 5.75}, "S8"),
        ({0: 5.75, 1: 6.0}, "S8"),
        ({0: 5.75, 1: None, 2: 5.75}, "S5"),
        ({0: None, 1: 5.75, 2: 5.75}, "S5"),
        ({0: 5.75, 6: 5.75}, "S5"),
        ({0: 5.75, 7: 5.75}, "S8"),
        ({0: 5.75}, "S8"),
        ({0: 0.0, 1: 0.0}, "S8"),
    ],
    ids=[
        "both under 6 h",
        "6 h today",
        "6 h before",
        "one night not logged between",
        "today's night not logged",
        "6 days apart",
        "a week apart",
        "one night known",
        "zeros are no nights",
    ],
)
def test_two_short_nights(nights, rule):
    logs = {ago(n): day_log(n, **CALM, sleep_h=hours) for n, hours in nights.items()}
    assert assess(DAY, logs).rule == rule


def test_hrv_of_the_week_is_a_second_domain():
    before = {ago(n): day_log(n, **CALM, hrv_rmssd_ms=60.0 if n > 6 else 57.0) for n in range(1, 67)}
    low_week_logs = with_today(before, **items(3, 3, 4, 4, 4), hrv_rmssd_ms=57.0)
    assert assess(DAY, low_week_logs).rule == "S2"
    assert assess(DAY, low_week_logs, ReadinessPolicy(ln_rmssd_low_week_z=-1.03)).rule == "S2"
    assert assess(DAY, low_week_logs, ReadinessPolicy(ln_rmssd_low_week_z=-1.04)).rule == "S3"
    high_day = assess(DAY, with_today(before, **items(3, 3, 4, 4, 4), hrv_rmssd_ms=60.0))
    assert high_day.rule == "S3"


def test_a_day_without_a_log_is_unknown():
    assessment = assess(DAY, KNOWN)
    assert (assessment.status, assessment.rule, assessment.logged) == (Status.UNKNOWN, "S0", False)
    assert assessment.findings == (Finding("S0", "items", threshold=3),)


def test_all_findings_are_kept_and_the_deciding_one_is_first():
    today = {**items(1, 1, 3, 3, 3), "sleep_h": 5.0, "pain": 7, "resting_hr_bpm": 60.0}
    assessment = assess(DAY, with_today(KNOWN, **today))
    assert assessment.rule == "S1"
    assert [finding.rule for finding in assessment.findings] == sorted(
        (finding.rule for finding in assessment.findings),
        key=["S1", "S2", "S3", "S4", "S5", "S7", "S6"].index,
    )
    assert rules(assessment) == {"S1", "S2", "S3", "S4", "S5", "S6"}
    assert assessment.findings[0] == Finding("S1", "pain", 7, threshold=5)
    assert Finding("S2", "wellness", 2.2, 4.0, 0.25, -2.0) in assessment.findings
    assert Finding("S5", "sleep_h", 5.0, 8.0, 0.5, 1.5) in assessment.findings
    assert Finding("S6", "resting_hr_bpm", 60.0, 50.0, 1.0, 1.5) in assessment.findings


def test_a_partial_log_keeps_what_it_says_about_health():
    assessment = assess(DAY, with_today(KNOWN, fatigue=1, soreness=1, pain=4))
    assert (assessment.status, assessment.wellness) == (Status.UNKNOWN, None)
    assert assessment.findings == (
        Finding("S0", "items", 2, threshold=3),
        Finding("S7", "pain", 4, threshold=4),
    )


def test_numbers_of_the_day():
    assessment = assess(DAY, with_today(KNOWN, **items(3, 4, None, 5, 5), pain=2, pain_place="left calf"))
    assert assessment.wellness == 4.25
    assert assessment.item_z == (-2.0, 0.0, None, 2.0, 2.0)
    assert (assessment.pain, assessment.pain_place) == (2, "left calf")
    assert assessment.logged
    assert not assessment.learning
