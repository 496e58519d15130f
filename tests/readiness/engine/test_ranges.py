"""The band of a chart is the normal that the day's status is judged by."""

import math

import pytest

from readiness.engine.ranges import MEASURES, Range, normal_ranges
from readiness.engine.status import assess
from readiness.engine.vocabulary import WELLNESS_ITEMS, Illness
from tests.readiness.engine.builders import CALM, DAY, ago, calm_history, day_log, items, with_today

HEART = {"sleep_h": 8.0, "resting_hr_bpm": 50.0, "hrv_rmssd_ms": 60.0}


def test_mean_and_one_spread_to_either_side():
    assert normal_ranges(DAY, calm_history(66, **HEART)) == {
        "wellness": Range(4.0, 3.75, 4.25),
        **dict.fromkeys(WELLNESS_ITEMS, Range(4.0, 3.5, 4.5)),
        "sleep_h": Range(8.0, 7.5, 8.5),
        "resting_hr_bpm": Range(50.0, 49.0, 51.0),
        "ln_rmssd": Range(4.09, 4.04, 4.14),
    }


@pytest.mark.parametrize(("days", "learning"), [(13, True), (14, False)])
def test_none_while_learning(days, learning):
    ranges = normal_ranges(DAY, calm_history(days))
    assert tuple(ranges) == MEASURES
    assert (ranges["wellness"] is None) is learning
    assert ranges["sleep_h"] is None, "nobody told hours"


def test_while_learning_the_heart_has_no_range_either():
    pulses = {ago(n): day_log(n, **HEART) for n in range(1, 66)}
    assert set(normal_ranges(DAY, pulses).values()) == {None}


@pytest.mark.parametrize(("values", "known"), [(21, True), (20, False)])
def test_heart_ranges_begin_with_the_21st_value(values, known):
    logs = calm_history(28) | {ago(n): day_log(n, **CALM, **HEART) for n in range(7, 7 + values)}
    ranges = normal_ranges(DAY, logs)
    assert (ranges["resting_hr_bpm"] is not None) is known
    assert (ranges["ln_rmssd"] is not None) is known


def test_todays_log_is_compared_with_the_range_and_not_part_of_it():
    before = calm_history(40, **HEART)
    today = {**items(1, 1, 1, 1, 1), "sleep_h": 2.0, "resting_hr_bpm": 90.0, "hrv_rmssd_ms": 10.0}
    assert normal_ranges(DAY, with_today(before, **today)) == normal_ranges(DAY, before)


def test_days_of_fever_stay_out():
    logs = calm_history(40, **HEART)
    logs[ago(9)] = day_log(9, **items(1, 1, 1, 1, 1), sleep_h=2.0, resting_hr_bpm=90.0, illness=Illness.SYSTEMIC)
    assert normal_ranges(DAY, logs) == normal_ranges(DAY, calm_history(40, **HEART))


def test_the_range_is_what_the_findings_of_the_day_say():
    logs = {
        ago(n): day_log(n, **items(3 + n % 3, 4, 2 + n % 4, 4, 3), sleep_h=7 + n % 3 / 2, resting_hr_bpm=48.0 + n % 5)
        for n in range(1, 40)
    }
    today = with_today(logs, **items(1, 1, 1, 1, 1), sleep_h=4.0, resting_hr_bpm=80.0)
    found = {f.item: f for f in assess(DAY, today).findings if f.normal is not None}
    assert {"wellness", "fatigue", "sleep_quality", "sleep_h", "resting_hr_bpm"} <= set(found)
    ranges = normal_ranges(DAY, today)
    for item, finding in found.items():
        shown = ranges[item]
        assert shown is not None
        assert finding.spread is not None
        assert shown.mean == finding.normal
        assert math.isclose(shown.high - shown.low, 2 * finding.spread, abs_tol=0.02)
