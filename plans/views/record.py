"""The record: who changed what of the team, when, from what to what."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from athletes.access import manager_page
from athletes.requests import TeamRequest
from plans.record_forms import RecordForm
from plans.recorded import Place, Wanted, entries


@require_GET
@manager_page
def record(request: TeamRequest) -> HttpResponse:
    form = RecordForm(request.GET, team=request.actor.team)
    if not form.is_valid():
        return render(request, "plans/record.html", {"form": form}, status=422)
    page, next_place = entries(request.actor.team, Wanted(**form.cleaned_data), _after(request))
    query = request.GET.copy()
    query["after"] = str(next_place)
    context = {
        "form": form,
        "entries": page,
        "first": "after" not in request.GET,
        "earlier": query.urlencode() if next_place else "",
    }
    return render(request, "plans/record.html", context)


def _after(request: TeamRequest) -> Place | None:
    try:
        return Place.from_text(request.GET["after"]) if "after" in request.GET else None
    except ValueError as error:
        raise Http404(_("There is no such page of the record.")) from error
