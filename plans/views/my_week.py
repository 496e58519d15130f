"""The athlete's week: seven days, its goals, and what can be rearranged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from athletes.access import athlete_page
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import visibility
from plans.engine.contingencies import days_to_swap
from plans.engine.week import PlanState
from plans.models import Plan, Week
from plans.plan_rows import load_state
from plans.selectors import phase_places, running_plan
from plans.views import toasts
from plans.views.shown import ShownSession, shown
from plans.views.today import why_changed


@dataclass(frozen=True, slots=True)
class MyDay:
    """One day: its sessions, whether something can still be put in their place, and the days it may change with."""

    day: date
    sessions: tuple[ShownSession, ...]
    is_open: bool
    swaps_with: tuple[date, ...]


@gzip_page
@require_GET
@athlete_page
def my_week(request: TeamRequest) -> HttpResponse:
    """This week, or with `monday` another one of those that the athlete sees.

    Plans count from Monday. Who begins a week on Saturday or Sunday is shown the days from there, with the goals of the
    plan's week that most of them are in.
    """
    athlete = request.actor.runner
    day = local_date(timezone.now(), athlete.zone)
    before = timedelta(days=-request.user.first_weekday % 7)
    this_monday = day + before - timedelta(days=(day + before).weekday())
    plan = running_plan(athlete)
    weeks = {week.monday: week for week in _weeks_seen(plan, day)} if plan else {}
    monday = _asked_for(request, weeks) or this_monday
    days = [monday - before + timedelta(days=n) for n in range(7)]
    told = _days(load_state(plan), days, day, visibility.last_day(plan, day)) if plan else []
    context = {
        "day": day,
        "plan": plan,
        "monday": monday,
        "first_day": days[0],
        "is_this_week": monday == this_monday,
        "week": weeks.get(monday),
        "earlier": max((each for each in weeks if each < monday), default=None),
        "later": min((each for each in weeks if each > monday), default=None),
        "place": phase_places(athlete.team, [athlete], day if monday == this_monday else monday).get(athlete.pk),
        "days": told,
        "can_rearrange": any(each.is_open for each in told),
        "whys": [(d, why) for d in days if plan and (why := why_changed(plan, d))],
        **toasts.kept(request),
    }
    return render(request, "plans/my_week.html", context)


def _days(state: PlanState, days: Sequence[date], today: date, last: date | None) -> list[MyDay]:
    weeks = {day: state.week_of(day) for day in days}
    free = [day for day in days_to_swap(state, today, last) if day in days]
    sessions = {day: week.on(day) if week else () for day, week in weeks.items()}
    return [
        MyDay(
            day,
            tuple(map(shown, sessions[day])),
            is_open=day in free,
            # Two days of rest are as they would be after the change.
            swaps_with=tuple(
                each for each in free if each != day and weeks[each] is weeks[day] and (sessions[day] or sessions[each])
            )
            if day in free
            else (),
        )
        for day in days
    ]


def _weeks_seen(plan: Plan, today: date) -> list[Week]:
    """The weeks of the plan as far ahead as its athlete sees. Two queries at most."""
    weeks, last = plan.weeks.filter(team=plan.team), visibility.last_day(plan, today)
    return list(weeks if last is None else weeks.filter(monday__lte=last))


def _asked_for(request: TeamRequest, weeks: Collection[date]) -> date | None:
    """The Monday that was asked for; what the athlete does not see is not found."""
    if "monday" not in request.GET:
        return None
    asked = next((monday for monday in weeks if monday.isoformat() == request.GET["monday"]), None)
    if asked is None:
        raise Http404
    return asked
