"""A week and a season on paper, for coaches and for the athlete: the plan, and nothing about anybody's health."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from athletes import looks
from athletes.access import athlete_page, coach_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import visibility
from plans.engine.week import WeekState
from plans.models import Plan
from plans.plan_rows import load_state
from plans.planning import template_of
from plans.selectors import running_plan
from plans.views.shown import shown


@require_GET
@coach_page
def week_print(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    looks.note(request.actor, [runner], "week")
    return _week(request, _plan(runner), monday)


@require_GET
@coach_page
def season_print(request: TeamRequest, pk: int) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    looks.note(request.actor, [runner], "week")
    return _season(request, _plan(runner))


@require_GET
@athlete_page
def my_week_print(request: TeamRequest) -> HttpResponse:
    """This week, or with `monday` another one that the athlete sees."""
    plan = _plan(request.actor.runner)
    today = local_date(timezone.now(), plan.athlete.zone)
    asked = request.GET.get("monday")
    monday = today - timedelta(days=today.weekday()) if asked is None else _day(asked)
    last = visibility.last_day(plan)
    if last is not None and monday > last:
        raise Http404(_("The plan has no week there."))
    return _week(request, plan, monday)


@require_GET
@athlete_page
def my_season_print(request: TeamRequest) -> HttpResponse:
    """The weeks as far ahead as the athlete sees."""
    plan = _plan(request.actor.runner)
    return _season(request, plan, visibility.last_day(plan))


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise Http404(_("The plan has no week there.")) from error


def _plan(runner: Athlete) -> Plan:
    plan = running_plan(runner)
    if plan is None:
        raise Http404(_("No plan is running."))
    return plan


def _week(request: TeamRequest, plan: Plan, monday: date) -> HttpResponse:
    state = load_state(plan)
    week = state.week_of(monday)
    if week is None or week.monday != monday:
        raise Http404(_("The plan has no week there."))
    library = template_of(plan).library
    days = [monday + timedelta(days=n) for n in range(7)]
    context = {
        "plan": plan,
        "week": week,
        "number": state.weeks.index(week) + 1,
        "weeks": len(state.weeks),
        "days": [(day, [(shown(each), library[each.kind].cue) for each in week.on(day)]) for day in days],
        "printed_on": local_date(timezone.now(), plan.athlete.zone),
    }
    return render(request, "plans/reports/week.html", context)


def _season(request: TeamRequest, plan: Plan, last: date | None = None) -> HttpResponse:
    weeks = [week for week in load_state(plan).weeks if last is None or week.monday <= last]
    context = {
        "plan": plan,
        "rows": [(n, week, _days(week)) for n, week in enumerate(weeks, 1)],
        "is_cut": last is not None,
        "printed_on": local_date(timezone.now(), plan.athlete.zone),
    }
    return render(request, "plans/reports/season.html", context)


def _days(week: WeekState) -> list[list[str]]:
    """The sessions of each day, in a word and minutes."""
    days = (week.monday + timedelta(days=n) for n in range(7))
    return [[f"{shown(each).title} {each.duration_min}'" for each in week.on(day)] for day in days]
