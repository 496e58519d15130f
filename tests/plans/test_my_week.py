"""The athlete's week begins on the day that they chose; the plan's own weeks stay as they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from athletes.models import FirstWeekday
from plans.models import Plan
from tests.cast import Cast
from tests.season import MONDAY, NOW, SATURDAY, SUNDAY, WEDNESDAY

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("begins", "today", "first", "monday"),
    [
        (FirstWeekday.MONDAY, WEDNESDAY, MONDAY, MONDAY),
        (FirstWeekday.MONDAY, SUNDAY, MONDAY, MONDAY),
        (FirstWeekday.SUNDAY, WEDNESDAY, MONDAY - timedelta(days=1), MONDAY),
        (FirstWeekday.SUNDAY, SATURDAY, MONDAY - timedelta(days=1), MONDAY),
        (FirstWeekday.SUNDAY, SUNDAY, SUNDAY, MONDAY + timedelta(days=7)),
        (FirstWeekday.SATURDAY, WEDNESDAY, MONDAY - timedelta(days=2), MONDAY),
        (FirstWeekday.SATURDAY, SATURDAY, SATURDAY, MONDAY + timedelta(days=7)),
    ],
)
def test_this_week_begins_as_the_person_counts(
    ana: Client,
    cast: Cast,
    plan: Plan,
    clock: time_machine.Traveller,
    begins: FirstWeekday,
    today: date,
    first: date,
    monday: date,
) -> None:
    cast.ana_user.first_weekday = begins
    cast.ana_user.save()
    clock.move_to(NOW + (today - NOW.date()))
    shown = ana.get("/my-week/").context
    assert [each.day for each in shown["days"]] == [first + timedelta(days=n) for n in range(7)]
    assert shown["week"].monday == shown["monday"] == monday
    assert shown["is_this_week"]
    assert next(each for each in shown["days"] if each.day == monday + timedelta(days=1)).sessions


def test_days_of_two_weeks_of_the_plan_change_no_places(ana: Client, cast: Cast, plan: Plan) -> None:
    cast.ana_user.first_weekday = FirstWeekday.SATURDAY
    cast.ana_user.save()
    shown = ana.get("/my-week/", {"monday": (MONDAY + timedelta(days=7)).isoformat()}).context["days"]
    saturday, sunday, next_monday = shown[0], shown[1], shown[2]
    assert (saturday.day, saturday.swaps_with) == (SATURDAY, (SUNDAY,))
    assert (sunday.day, sunday.swaps_with) == (SUNDAY, (SATURDAY,))
    assert SUNDAY not in next_monday.swaps_with
