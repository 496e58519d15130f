from dataclasses import fields

import pytest

from readiness.engine.policy import DEFAULT_POLICY, ReadinessPolicy, thresholds

NAMES = [name for name, _ in thresholds()]


def test_every_field_says_what_stands_behind_it():
    assert [field.name for field in fields(ReadinessPolicy)] == NAMES
    for name, behind in thresholds():
        assert behind.default == getattr(DEFAULT_POLICY, name)
        assert behind.low <= behind.default <= behind.high
        assert behind.unit
        assert behind.rule
        assert behind.source
        assert behind.grade in {"A", "B", "C", "D"}


@pytest.mark.parametrize(("name", "behind"), list(thresholds()), ids=NAMES)
def test_a_value_outside_its_range_is_refused(name, behind):
    assert getattr(ReadinessPolicy(**{name: behind.low}), name) == behind.low
    assert getattr(ReadinessPolicy(**{name: behind.high}), name) == behind.high
    with pytest.raises(ValueError, match=name):
        ReadinessPolicy(**{name: behind.low - 1})
    with pytest.raises(ValueError, match=name):
        ReadinessPolicy(**{name: behind.high + 1})


def test_history_reaches_as_far_as_the_longest_normal():
    assert DEFAULT_POLICY.history_days == 67  # a week, and the 60 days of HRV before it
    assert ReadinessPolicy(hrv_normal_days=28, resting_hr_normal_days=28).history_days == 35
    assert ReadinessPolicy(hrv_normal_days=28, normal_window_days=42).history_days == 43
