"""A week says where it asks for more minutes than there are, and one click brings it down to them, with undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from athletes.models import Athlete, AvailabilityException
from plans.free_minutes import FullDay, fit_week, full_days
from plans.models import Change, Plan
from plans.plan_rows import load_state
from tests.cast import Cast
from tests.pages import visible
from tests.season import FRIDAY, MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY

NEXT = MONDAY + timedelta(weeks=1)
"""The Monday of the next week, of which nothing is over."""


def other_minutes(athlete: Athlete, minutes: dict[date, int]) -> None:
    AvailabilityException.objects.bulk_create(
        AvailabilityException(team=athlete.team, athlete=athlete, date=day, available_min=free)
        for day, free in minutes.items()
    )


def days_of(plan: Plan, monday: date) -> dict[str, int]:
    """Minutes planned by day of the week, such as {"Tue": 33}."""
    week = load_state(plan).week_of(monday)
    assert week
    days = (monday + timedelta(days=n) for n in range(7))
    return {f"{day:%a}": sum(s.duration_min for s in week.on(day)) for day in days if week.on(day)}


@pytest.mark.parametrize(
    ("minutes", "days"),
    [
        pytest.param({}, [], id="time for everything"),
        pytest.param({SATURDAY: 20}, [SATURDAY], id="a short Saturday"),
        pytest.param({TUESDAY: 0}, [], id="yesterday is over"),
        pytest.param({SATURDAY: 0, THURSDAY: 0}, [THURSDAY, SATURDAY], id="two days"),
    ],
)
def test_which_days_are_full(plan: Plan, cast: Cast, minutes: dict[date, int], days: list[date]) -> None:
    other_minutes(cast.ana, minutes)
    week = load_state(plan).week_of(MONDAY)
    assert week

    found = full_days(cast.ana, week, WEDNESDAY)
    assert [full.day for full in found] == days
    assert all(full.planned_min > full.free_min == minutes[full.day] for full in found)


def test_weekdays_count_where_no_date_says_otherwise(plan: Plan, cast: Cast) -> None:
    cast.ana.available_min_by_weekday = [120, 120, 120, 120, 120, 30, 120]
    week = load_state(plan).week_of(MONDAY)
    assert week

    planned = sum(s.duration_min for s in week.on(SATURDAY))
    assert full_days(cast.ana, week, WEDNESDAY) == [FullDay(SATURDAY, planned, 30)]


def test_a_coach_fits_a_week_and_takes_it_back(coach: Client, plan: Plan, cast: Cast) -> None:
    before = days_of(plan, NEXT)
    other_minutes(cast.ana, {NEXT + timedelta(days=n): 25 for n in range(7)})
    url = f"/athletes/{cast.ana.pk}/weeks/{NEXT}/"
    assert "Tuesday 24 Nov:" in visible(coach.get(url))

    page = coach.post(f"{url}fit/", follow=True)
    assert "min are planned, and there is time for" not in visible(page)
    assert "The week fits the minutes now." in page.content.decode()
    assert max(days_of(plan, NEXT).values()) <= 25
    change = Change.objects.in_team(cast.team).latest("pk")
    assert (change.actor, change.note) == (cast.coach, "The minutes there are")

    coach.post(f"/athletes/{cast.ana.pk}/changes/{change.pk}/undo/")
    assert days_of(plan, NEXT) == before


def test_nothing_is_moved_into_the_past(plan: Plan, cast: Cast) -> None:
    other_minutes(cast.ana, {FRIDAY: 0, SATURDAY: 0, SATURDAY + timedelta(days=1): 0})
    before = days_of(plan, MONDAY)
    fit_week(plan, MONDAY, cast.coach, WEDNESDAY)

    after = days_of(plan, MONDAY)
    assert after.keys() <= {"Mon", "Tue", "Wed", "Thu"}
    assert {day: after.get(day) for day in ("Mon", "Tue")} == {day: before.get(day) for day in ("Mon", "Tue")}


def test_a_week_that_fits_is_not_changed(coach: Client, plan: Plan, cast: Cast) -> None:
    coach.post(f"/athletes/{cast.ana.pk}/weeks/{NEXT}/fit/")
    assert not Change.objects.in_team(cast.team).exists()
