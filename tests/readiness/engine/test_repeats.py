import pytest

from readiness.engine.repeats import same_again
from readiness.engine.status import assess
from readiness.engine.vocabulary import Status
from tests.readiness.engine.builders import CALM, DAY, ago, calm_history, day_log, items, with_today


@pytest.mark.parametrize(("before", "same"), [(4, True), (3, False)])
def test_five_identical_logs_are_asked_about(before, same):
    assert same_again(DAY, with_today(calm_history(before), **CALM)) is same


@pytest.mark.parametrize(
    "today",
    [items(4, 4, 4, 4, 3), items(4, 4, 4, 4, None), {"fatigue": 4}],
    ids=["other", "fewer", "too few"],
)
def test_a_different_log_is_not(today):
    assert not same_again(DAY, with_today(calm_history(10), **today))


def test_a_missing_day_is_no_answer():
    logs = {ago(n): day_log(n, **CALM) for n in (0, 2, 5, 6, 9)}
    assert same_again(DAY, logs)
    del logs[DAY]
    assert not same_again(DAY, logs | {ago(12): day_log(12, **CALM)})


def test_identical_logs_count_all_the_same():
    assert assess(DAY, with_today(calm_history(28), **CALM)).status is Status.GREEN
