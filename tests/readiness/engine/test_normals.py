import math
from statistics import stdev

import pytest

from readiness.engine.normals import (
    Normal,
    history,
    ln_rmssd_week,
    normal_of,
    own_normals,
    resting_hr_today,
    resting_hr_week,
)
from readiness.engine.policy import DEFAULT_POLICY as POLICY
from readiness.engine.vocabulary import Illness
from tests.readiness.engine.builders import CALM, DAY, ago, calm_history, day_log, items, with_today


def normals_before_today(logs):
    return own_normals(history(DAY, logs, POLICY), POLICY)


def test_spread_is_the_sample_standard_deviation():
    values = [3, 4, 5, 5, 2, 4, 3] * 2
    normal = normal_of(values, 0.5, POLICY)
    assert normal is not None
    assert normal.mean == pytest.approx(26 / 7)
    assert normal.sd == pytest.approx(stdev(values))
    assert normal.count == 14


@pytest.mark.parametrize(
    ("value", "z"),
    [(4.0, 0.0), (3.75, -1.0), (4.25, 1.0), (3.7525, -0.99), (3.7501, -1.0), (3.9999, 0.0)],
)
def test_z_has_two_decimals_and_no_minus_zero(value, z):
    shown = Normal(mean=4.0, sd=0.25, count=14).z(value)
    assert shown == z
    assert math.copysign(1, shown) == (-1 if z < 0 else 1)


def test_a_constant_athlete_gets_the_floors():
    normals = normals_before_today(calm_history(sleep_h=8.0))
    assert (normals.wellness.sd, normals.items[0].sd, normals.sleep_h.sd) == (0.25, 0.5, 0.5)


@pytest.mark.parametrize(("days", "learning"), [(13, True), (14, False)])
def test_an_athlete_is_learned_with_14_logs(days, learning):
    assert normals_before_today(calm_history(days)).learning is learning


def test_after_a_long_break_an_athlete_is_learned_again():
    before_the_break = {ago(n): day_log(n, **CALM) for n in range(16, 60)}
    assert normals_before_today(before_the_break).learning
    assert not normals_before_today(before_the_break | {ago(15): day_log(15, **CALM)}).learning


def test_the_window_is_the_28_days_before_the_day():
    recent = calm_history(28)
    edge = {**recent, ago(28): day_log(28, **items(5, 5, 5, 5, 5))}
    outside = {**recent, ago(29): day_log(29, **items(1, 1, 1, 1, 1))}
    assert normals_before_today(edge).wellness.mean > 4
    assert normals_before_today(outside) == normals_before_today(recent)
    assert normals_before_today(with_today(recent, **items(1, 1, 1, 1, 1))) == normals_before_today(recent)


@pytest.mark.parametrize(("days", "learning"), [(13, True), (14, False)])
def test_days_of_fever_do_not_help_to_learn(days, learning):
    feverish = {ago(n): day_log(n, **CALM, illness=Illness.SYSTEMIC) for n in range(days + 1, 29)}
    assert normals_before_today(calm_history(days) | feverish).learning is learning


@pytest.mark.parametrize(
    ("values", "used"),
    [
        ({"illness": Illness.SYSTEMIC}, False),
        ({"illness": Illness.ABOVE_NECK}, True),
        ({"pain": 6}, False),
        ({"pain": 5}, True),
    ],
    ids=["systemic illness", "a cold", "pain 6", "pain 5"],
)
def test_disturbed_days_stay_out_of_the_normal(values, used):
    logs = calm_history(15)
    logs[ago(1)] = day_log(1, **CALM, **values)
    assert normals_before_today(logs).wellness.count == (15 if used else 14)


def test_an_item_answered_on_13_days_has_no_normal_while_the_others_have():
    logs = calm_history(13) | {ago(14): day_log(14, **items(4, 4, 4, 4, None))}
    fatigue, *_, stress = normals_before_today(logs).items
    assert fatigue.count == 14
    assert stress is None


def test_a_log_with_two_items_is_not_part_of_the_normal():
    logs = calm_history(14) | {ago(15): day_log(15, fatigue=1, soreness=1)}
    assert normals_before_today(logs) == normals_before_today(calm_history(14))


def test_wellness_is_the_mean_of_the_items_present():
    logs = {ago(n): day_log(n, **items(3, 4, None, None, 3)) for n in range(1, 15)}
    assert normals_before_today(logs).wellness.mean == pytest.approx(10 / 3)


def test_zero_is_missing():
    zeros = {ago(n): day_log(n, **items(4, 4, 4, 0, 0), sleep_h=0.0) for n in range(1, 15)}
    normals = normals_before_today(zeros)
    assert normals.wellness.mean == 4
    assert normals.items[3] is None
    assert normals.sleep_h is None


def heart_history(days, **values):
    return history(DAY, {ago(n): day_log(n, **values) for n in days}, POLICY)


WEEK, MONTH_BEFORE = range(7), range(7, 35)


@pytest.mark.parametrize(
    ("week_days", "known"), [((0, 3, 6), True), ((0, 6), False)], ids=["3 of 7 days", "2 of 7 days"]
)
def test_a_week_of_heart_data_needs_3_values(week_days, known):
    past = heart_history([*week_days, *MONTH_BEFORE], resting_hr_bpm=50.0, hrv_rmssd_ms=60.0)
    assert (resting_hr_week(past, POLICY) is not None) is known
    assert (ln_rmssd_week(past, POLICY) is not None) is known


@pytest.mark.parametrize(("values", "known"), [(21, True), (20, False)])
def test_the_first_heart_cue_needs_21_values(values, known):
    past = heart_history([*WEEK, *list(MONTH_BEFORE)[: values - 7]], resting_hr_bpm=50.0, hrv_rmssd_ms=60.0)
    assert (resting_hr_today(past, POLICY) is not None) is known
    past = heart_history([0, 1, 2, *range(7, 4 + values)], resting_hr_bpm=50.0, hrv_rmssd_ms=60.0)
    assert (resting_hr_week(past, POLICY) is not None) is known
    assert (ln_rmssd_week(past, POLICY) is not None) is known


def test_resting_heart_rate_of_the_week_against_the_28_days_before_it():
    logs = {ago(n): day_log(n, resting_hr_bpm=54.0 if n < 7 else 50.0) for n in range(35)}
    drift = resting_hr_week(history(DAY, logs, POLICY), POLICY)
    assert drift is not None
    assert (drift.value, drift.normal, drift.z, drift.rise) == (54.0, Normal(50.0, 1.0, 28), 4.0, 4.0)
    logs[ago(35)] = day_log(35, resting_hr_bpm=90.0)
    assert resting_hr_week(history(DAY, logs, POLICY), POLICY) == drift


def test_hrv_of_the_week_against_the_60_days_before_it():
    logs = {ago(n): day_log(n, hrv_rmssd_ms=50.0 if n < 7 else 60.0) for n in range(68)}
    drift = ln_rmssd_week(history(DAY, logs, POLICY), POLICY)
    assert drift is not None
    assert drift.value == pytest.approx(math.log(50))
    assert drift.normal.mean == pytest.approx(math.log(60))
    assert (drift.normal.sd, drift.normal.count) == (0.05, 60)
    assert drift.z == -3.65


def test_zero_heart_values_are_missing():
    past = heart_history([*WEEK, *MONTH_BEFORE], resting_hr_bpm=0, hrv_rmssd_ms=0)
    assert resting_hr_today(past, POLICY) is None
    assert resting_hr_week(past, POLICY) is None
    assert ln_rmssd_week(past, POLICY) is None


def test_heart_values_of_feverish_days_stay_out_of_the_normal():
    logs = {ago(n): day_log(n, resting_hr_bpm=50.0) for n in range(35)}
    logs[ago(20)] = day_log(20, resting_hr_bpm=80.0, illness=Illness.SYSTEMIC)
    past = history(DAY, logs, POLICY)
    for drift in (resting_hr_today(past, POLICY), resting_hr_week(past, POLICY)):
        assert drift is not None
        assert drift.normal == Normal(50.0, 1.0, 27)
