"""Looking back on a week."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from athletes.access import athlete_page
from athletes.requests import TeamRequest
from athletes.zones import local_date
from readiness import reflections
from readiness.models import WeeklyReflection
from readiness.reflection_forms import ReflectionForm


@require_http_methods(["GET", "POST"])
@athlete_page
def reflection(request: TeamRequest, monday: str) -> HttpResponse:
    """Look back on a week, this one from its Friday or the last."""
    athlete = request.actor.runner
    weeks = reflections.open_weeks(local_date(timezone.now(), athlete.zone))
    week = next((each for each in weeks if each.isoformat() == monday), None)
    if week is None:
        raise Http404(_("This week cannot be looked back on. Nothing was changed."))
    if not reflections.may_be_kept(athlete):
        return render(request, "readiness/reflection.html", {"monday": week, "needs_consent": True})
    row = WeeklyReflection.objects.in_team(athlete.team_id).filter(athlete=athlete, monday=week).first()
    if request.method == "POST" and "take_back" in request.POST:
        reflections.take_back(athlete, week)
        messages.success(request, _("Taken back."))
        return redirect("my_progress")
    form = ReflectionForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        reflections.reflect(athlete, week, form.cleaned_data)
        messages.success(request, _("Written down. Your coach reads it before the next changes."))
        return redirect("my_progress")
    context = {"monday": week, "form": form, "is_there": row is not None}
    return render(request, "readiness/reflection.html", context, status=422 if form.errors else 200)
