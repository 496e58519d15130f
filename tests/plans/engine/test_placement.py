"""Days of a week: the rhythm where the days allow it, the nearest layout where they do not."""

from itertools import product

import pytest

from plans.engine.placement import Anchors, cross_training_days, frame, run_days, strength_days
from plans.engine.template import Rhythm, Weekdays
from tests.plans.engine.shipped import template

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
WEEK = tuple(range(7))
ANYWHERE = (TUE, WED, THU, MON, FRI, SUN, SAT)


def shipped_frame(available: Weekdays, spacing: int = 2) -> tuple[Anchors, Anchors | None]:
    found = frame(template().one_key, template().two_keys, available, spacing)
    return found.one_key, found.two_keys


@pytest.mark.parametrize(
    ("available", "spacing", "one", "two"),
    [
        pytest.param(WEEK, 2, Anchors((TUE,), SAT), Anchors((TUE, FRI), SUN), id="every day"),
        pytest.param(WEEK, 3, Anchors((TUE,), SAT), None, id="every day, 72 h apart"),
        pytest.param((MON, WED, FRI), 2, Anchors((WED,), FRI), Anchors((WED, FRI), MON), id="three days"),
        pytest.param((TUE, THU, SUN), 2, Anchors((TUE,), SUN), Anchors((TUE, THU), SUN), id="three that carry two"),
        pytest.param((MON, WED), 3, Anchors((WED,), MON, long_may_be_heavy=False), None, id="48 h instead of 72"),
        pytest.param((SAT, SUN), 2, Anchors((), SAT), None, id="a weekend"),
        pytest.param((MON, SUN), 2, Anchors((), SUN), None, id="around the weekend"),
    ],
)
def test_demanding_days(available: Weekdays, spacing: int, one: Anchors, two: Anchors | None) -> None:
    assert shipped_frame(available, spacing) == (one, two)


@pytest.mark.parametrize("number", range(1, 2**7))
def test_weeks_may_follow_each_other(number: int) -> None:
    """Whatever the days and wherever a rhythm likes them, demanding days keep a day between, across weeks too,
    and the first key day stays (S4)."""
    available = tuple(day for day in WEEK if number & 1 << day)
    for long in WEEK:
        likes_long = (long, *(day for day in WEEK if day != long))
        second = Rhythm((ANYWHERE, ANYWHERE), likes_long, WEEK, WEEK, WEEK)
        found = frame(template().one_key, second, available, 2)
        if found.two_keys is None:
            continue
        assert found.two_keys.keys[0] == found.one_key.keys[0]
        for before, after in product((found.one_key, found.two_keys), repeat=2):
            assert all(b + 7 - a >= 2 for a in before.days for b in after.days)


@pytest.mark.parametrize(
    ("count", "days"),
    [
        (2, (SAT, TUE)),
        (3, (SAT, TUE, THU)),
        (4, (SAT, TUE, THU, SUN)),
        (5, (SAT, TUE, THU, SUN, WED)),
        (6, (SAT, TUE, THU, SUN, WED, FRI)),
    ],
)
def test_run_days_spread(count: int, days: Weekdays) -> None:
    assert run_days(template().one_key, Anchors((TUE,), SAT), WEEK, count) == days


def lifting(
    running: Weekdays = (TUE, THU, SAT),
    anchors: Weekdays = (TUE, SAT),
    *,
    most_days: int = 5,
    last: int | None = None,
    key_next_monday: bool = False,
) -> Weekdays:
    return strength_days(
        template().one_key, WEEK, running, anchors, 2,
        most_days=most_days, spacing=2, last=last, key_next_monday=key_next_monday,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(lifting(), (WED, SUN), id="the rhythm's days"),
        pytest.param(lifting(most_days=4), (THU, SUN), id="on a run day where rest is due"),
        pytest.param(lifting(most_days=3), (TUE, THU), id="on run days only"),
        pytest.param(lifting(key_next_monday=True), (WED, SAT), id="not before Monday's key run"),
        pytest.param(lifting(anchors=(THU, SAT)), (THU, SUN), id="not before a key or long run"),
        pytest.param(lifting(anchors=(TUE, FRI, SUN, THU)), (FRI, SUN), id="between many keys"),
    ],
)
def test_strength_days(days: Weekdays, expected: Weekdays) -> None:
    assert days == expected


def test_strength_keeps_48_hours_to_last_week() -> None:
    assert strength_days(
        template().one_key, (MON, SUN), (MON, SUN), (), 1,
        most_days=5, spacing=2, last=SUN, key_next_monday=False,
    ) == (SUN,)  # fmt: skip


@pytest.mark.parametrize(
    ("running", "strength", "expected"),
    [
        pytest.param((TUE, THU, SAT), (WED, SUN), (WED,), id="with strength"),
        pytest.param((TUE, THU, SAT), (THU,), (WED,), id="alone"),
        pytest.param((TUE, WED, THU, SAT, SUN), (WED, SUN), (), id="free days come first"),
    ],
)
def test_cross_training_days(running: Weekdays, strength: Weekdays, expected: Weekdays) -> None:
    assert cross_training_days(template().one_key, WEEK, running, strength, 1, free_days=2) == expected
