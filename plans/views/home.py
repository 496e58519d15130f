"""The door: coaches go to the morning, athletes to today."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from athletes.requests import TeamRequest


def home(request: TeamRequest) -> HttpResponse:
    actor = request.actor
    if actor is None:
        return render(request, "plans/no_team.html")
    return redirect("morning" if actor.is_coach else "today")


def help_page(request: TeamRequest) -> HttpResponse:
    return render(request, "plans/help.html")
