"""Time away entered ahead: the weeks that give way, and nothing hard on the days away (rules, section 5)."""

from __future__ import annotations

from datetime import date

from plans.engine.operations import Operation
from plans.engine.proposing.ground import scaled_to
from plans.engine.proposing.lighter import made_easy
from plans.engine.settling import settled
from plans.engine.week import PlanState, WeekState

EASY_RPE = 3
DAYS_THAT_COUNT = 3
"""A week with fewer days away is left to the athlete's own days: a weekend trip is no lighter week."""


def weeks_that_give_way(
    plan: PlanState, first_day: date, last_day: date, today: date, share: float
) -> tuple[Operation, ...]:
    """Each week with three days away or more at `share` of its plan, what is left of it; what is hard on a day away
    is easy. Weeks that are over, and sessions that were reported, stay."""
    operations: list[Operation] = []
    for week in plan.weeks:
        if week.sunday < today or not _touches(week, first_day, last_day):
            continue
        left = [s for s in week.sessions if s.day >= today and not s.has_feedback]
        operations += [
            made_easy(s, EASY_RPE) for s in left if s.is_run and s.is_hard and first_day <= s.day <= last_day
        ]
        done_km = sum(s.distance_km or 0 for s in week.runs if s not in left)
        operations += scaled_to([s for s in left if s.is_run], max(share * week.distance_km, done_km), done_km)
    return settled(plan, tuple(operations))


def _touches(week: WeekState, first_day: date, last_day: date) -> bool:
    days = (min(week.sunday, last_day) - max(week.monday, first_day)).days + 1
    return days >= DAYS_THAT_COUNT
