"""What the readiness policy works out from its thresholds; that all are sound is asked in test_rulebook.py."""

from readiness.engine.policy import DEFAULT_POLICY, WIDEST_POLICY, ReadinessPolicy


def test_history_reaches_as_far_as_the_longest_normal():
    assert DEFAULT_POLICY.history_days == 67  # a week, and the 60 days of HRV before it
    assert ReadinessPolicy(hrv_normal_days=28, resting_hr_normal_days=28).history_days == 35
    assert ReadinessPolicy(hrv_normal_days=28, normal_window_days=42).history_days == 43
    assert WIDEST_POLICY.history_days == 70
