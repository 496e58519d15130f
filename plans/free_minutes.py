"""Where a planned week asks for more minutes than the athlete has, and one change that brings it down to them (S4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from athletes.models import Athlete, AvailabilityException, User
from plans.changes import By, make_change
from plans.engine.other_minutes import days_that_give_way
from plans.engine.week import WeekState
from plans.models import Cause, Change, Plan
from plans.plan_rows import load_state
from plans.rulebooks import rulebook_for

# In SQL, and not put together anew by the ORM: every click on a week asks this.
_EXCEPTIONS = """
    SELECT id, date, available_min
      FROM athletes_availabilityexception
     WHERE team_id = %(team)s AND athlete_id = %(athlete)s AND date BETWEEN %(monday)s AND %(sunday)s"""


@dataclass(frozen=True, slots=True)
class FullDay:
    """A day with more minutes planned than there are."""

    day: date
    planned_min: int
    free_min: int


def free_minutes(athlete: Athlete, week: WeekState) -> dict[date, int]:
    """Minutes of each date of the week: the exception's where there is one, else the weekday's."""
    days = [week.monday + timedelta(days=n) for n in range(7)]
    asked = {"team": athlete.team_id, "athlete": athlete.pk, "monday": days[0], "sunday": days[-1]}
    others = {each.date: each.available_min for each in AvailabilityException.objects.raw(_EXCEPTIONS, asked)}
    return dict(zip(days, athlete.available_min_by_weekday, strict=True)) | others


def full_days(athlete: Athlete, week: WeekState, today: date) -> list[FullDay]:
    """The days from today on whose sessions take longer than there is time, where one of them is still to come."""
    found = []
    for day, free_min in free_minutes(athlete, week).items():
        sessions = week.on(day)
        planned_min = sum(s.duration_min for s in sessions)
        if day >= today and planned_min > free_min and not all(s.has_feedback for s in sessions):
            found.append(FullDay(day, planned_min, free_min))
    return found


def fit_week(plan: Plan, monday: date, user: User, today: date) -> Change | None:
    """Move, shorten or drop what the days of this week have no time for, as one change; None when all fits.

    Raises what `make_change` raises; then nothing is written.
    """
    state = load_state(plan)
    week = state.week_of(monday)
    if week is None:
        return None
    free_min = {day: minutes for day, minutes in free_minutes(plan.athlete, week).items() if day >= today}
    operations = days_that_give_way(
        state,
        free_min,
        tuple(plan.athlete.available_min_by_weekday),
        rulebook_for(plan.athlete).plans,
        not_before=today,
    )
    return make_change(plan, operations, By(Cause.COACH, user, _("The minutes there are"))) if operations else None
