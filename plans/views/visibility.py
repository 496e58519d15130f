"""How far ahead athletes see: for the team, and for one athlete."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from athletes import looks
from athletes.access import coach_page, manager_page
from athletes.requests import TeamRequest
from plans import visibility
from plans.views.week_page import athlete_and_plan
from plans.week_tool_forms import VisibilityForm


@require_http_methods(["GET", "POST"])
@manager_page
def team_planning(request: TeamRequest) -> HttpResponse:
    team = request.actor.team
    form = VisibilityForm(request.POST or None, initial={"weeks_visible": visibility.of_team(team)})
    if request.method == "POST" and form.is_valid():
        visibility.set_for_team(team, form.cleaned_data["weeks_visible"], request.user)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("team_planning")
    status = 422 if form.errors else 200
    return render(request, "plans/week_tools/team_planning.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@coach_page
def weeks_visible(request: TeamRequest, pk: int) -> HttpResponse:
    athlete, plan = athlete_and_plan(request.actor, pk)
    form = VisibilityForm(request.POST or None, initial={"weeks_visible": plan.weeks_visible})
    if request.method == "POST" and form.is_valid():
        visibility.set_for_plan(plan, form.cleaned_data["weeks_visible"], request.user)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("weeks_visible", pk)
    looks.note(request.actor, [athlete], "week")
    context = {"athlete": athlete, "form": form, "of_team": visibility.of_team(request.actor.team)}
    return render(request, "plans/week_tools/visible.html", context, status=422 if form.errors else 200)
