"""One click that brings a week down to the minutes the athlete has."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from athletes.access import coach_page
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans.changes import LimitBroken
from plans.engine.applying import NotPossible
from plans.free_minutes import fit_week
from plans.refusals import reason_of
from plans.selectors import running_plan
from plans.views import toasts


@require_POST
@coach_page
def week_fit(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    plan = running_plan(runner)
    if plan is None:
        raise Http404(_("No plan is running."))
    try:
        change = fit_week(plan, monday, request.user, local_date(timezone.now(), runner.zone))
    except (NotPossible, LimitBroken) as error:
        messages.error(request, _("%(why)s Nothing was changed.") % {"why": reason_of(error)})
    else:
        if change is not None:
            toasts.keep(request, _("The week fits the minutes now."), reverse("change_undo", args=[pk, change.pk]))
    return redirect("week", pk, monday)
