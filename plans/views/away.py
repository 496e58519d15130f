"""Time away: days on which life comes first, entered ahead by a coach."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from athletes.access import coach_page
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans.changes import LimitBroken
from plans.engine.applying import NotPossible
from plans.forms import TimeAwayForm
from plans.models import TimeAway
from plans.time_away import enter_time_away, remove_time_away


@require_http_methods(["GET", "POST"])
@coach_page
def away(request: TeamRequest, pk: int) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    today = local_date(timezone.now(), runner.zone)
    form = TimeAwayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            entered = enter_time_away(runner, **form.cleaned_data, user=request.user, today=today)
        except (ValidationError, NotPossible) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        except LimitBroken as error:
            form.add_error(None, _("The lighter weeks would not fit: %(why)s Nothing was written.") % {"why": error})
        else:
            lighter = _("Its weeks are lighter now.") if entered.change_id else _("No week changes.")
            messages.success(request, _("Written down. %(lighter)s") % {"lighter": lighter})
            return redirect("away", pk)
    times = TimeAway.objects.in_team(request.actor.team).filter(athlete=runner)
    context = {
        "athlete": runner,
        "form": form,
        "times": times.select_related("change", "entered_by").order_by("-first_day"),
        "today": today,
    }
    return render(request, "plans/away.html", context, status=422 if form.errors else 200)


@require_POST
@coach_page
def away_remove(request: TeamRequest, pk: int, away_pk: int) -> HttpResponse:
    times = TimeAway.objects.in_team(request.actor.team).filter(athlete__in=request.actor.athletes)
    found = get_object_or_404(times.select_related("change"), pk=away_pk, athlete=pk)
    try:
        remove_time_away(found, request.user)
    except NotPossible as error:
        messages.error(request, _("%(why)s Nothing was changed.") % {"why": error})
    else:
        messages.success(request, _("Taken back; its weeks are as they were."))
    return redirect("away", pk)
