"""The dear parts of an athlete's page, loaded when they are opened: charts, and all decisions and changes."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from athletes import looks
from athletes.access import coach_page
from athletes.consents import consent_of
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import athlete_facts, selectors
from plans.changes import steps_of
from plans.views.readiness_charts import readiness_charts
from plans.views.week_chart import load_chart, volume_chart


@require_GET
@coach_page
def charts(request: TeamRequest, pk: int) -> HttpResponse:
    """How the athlete is against their own normal, and what each week came to against its plan."""
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    looks.note(request.actor, [runner], "charts")
    today = local_date(timezone.now(), runner.zone)
    plan = selectors.running_plan(runner)
    weeks = athlete_facts.loads_of(plan, today) if plan else ()
    context = {
        "athlete": runner,
        "today": today,
        "charts": readiness_charts(runner, consent_of(runner), today),
        "weeks": weeks,
        "week_charts": [volume_chart(weeks, today), load_chart(weeks, today)] if weeks else [],
    }
    template = "plans/athlete/_charts.html" if request.htmx else "plans/athlete/charts.html"
    return render(request, template, context)


@require_GET
@coach_page
def past(request: TeamRequest, pk: int) -> HttpResponse:
    """Decisions and changes in words, newest first."""
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    looks.note(request.actor, [runner], "past")
    plan = selectors.running_plan(runner)
    context = {
        "athlete": runner,
        "past": athlete_facts.past(runner, consent_of(runner), _moment(request.GET.get("before", ""))),
        "in_force": steps_of(plan).done if plan else (),
    }
    return render(request, "plans/athlete/past.html", context)


def _moment(given: str) -> datetime | None:
    if not given:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise Http404 from error
    if timezone.is_naive(moment) or not 2000 < moment.year < 3000:
        raise Http404
    return moment
