"""The roster: who is on the team, and the form for one athlete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from athletes.access import coach_page
from athletes.forms import AthleteEditForm, AthleteForm
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.roster import add_athlete, edit_athlete


@require_GET
@coach_page
def roster(request: TeamRequest) -> HttpResponse:
    rows = [(athlete, weekdays_in_words(athlete)) for athlete in request.actor.athletes]
    return render(request, "athletes/roster.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@coach_page
def athlete_new(request: TeamRequest) -> HttpResponse:
    initial = {"zone": request.user.zone, "weekdays": list(range(7))}
    form = AthleteForm(_posted(request), initial=initial)
    save = partial(add_athlete, request.actor.team, now=timezone.now())
    return _form_page(request, form, save, _("%(name)s is on the roster."))


@require_http_methods(["GET", "POST"])
@coach_page
def athlete_edit(request: TeamRequest, pk: int) -> HttpResponse:
    athlete = get_object_or_404(request.actor.athletes, pk=pk)
    form = AthleteEditForm(_posted(request), instance=athlete, initial={"weekdays": athlete.available_weekdays})
    return _form_page(request, form, partial(edit_athlete, athlete), _("What you changed for %(name)s is saved."))


def _posted(request: TeamRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form_page(request: TeamRequest, form: AthleteForm, save: Callable[..., Athlete], said: str) -> HttpResponse:
    if not request.actor.may_write:
        raise PermissionDenied(_("Your role in this team reads only."))
    if form.is_valid():
        try:
            athlete = save(**form.answers())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said % {"name": athlete.name})
            return redirect("athlete", athlete.pk)
    return render(request, "athletes/athlete_form.html", {"form": form}, status=422 if form.errors else 200)


def weekdays_in_words(athlete: Athlete) -> str:
    days = athlete.available_weekdays
    if len(days) == 7:
        return _("every day")
    return ", ".join(str(WEEKDAYS_ABBR[day]) for day in days)
