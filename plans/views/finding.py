"""Jump to any athlete or page: a page of its own, and what the palette (Ctrl K) shows."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from athletes.access import coach_page
from athletes.requests import TeamRequest
from plans.finding import LONGEST, places


@require_GET
@coach_page
def find(request: TeamRequest) -> HttpResponse:
    query = request.GET.get("q", "")[:LONGEST]
    context = {"q": query, "places": places(request.actor, query)}
    return render(request, "plans/finding/_places.html" if request.htmx else "plans/finding/find.html", context)
