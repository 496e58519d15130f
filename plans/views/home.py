"""The door: coaches go to the morning, athletes to today, guardians to their wards."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from athletes.requests import TeamRequest


@require_GET
def home(request: TeamRequest) -> HttpResponse:
    actor = request.actor
    if actor is None:
        return render(request, "plans/no_team.html")
    return redirect("morning" if actor.is_coach else "today" if actor.is_athlete else "wards")


@require_GET
def help_page(request: TeamRequest) -> HttpResponse:
    return render(request, "plans/help.html")
