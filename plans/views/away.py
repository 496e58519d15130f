"""Time away: days on which life comes first, entered ahead by a coach or by the athlete."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from athletes.access import athlete_page, coach_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans.changes import LimitBroken
from plans.engine.applying import NotPossible
from plans.forms import TimeAwayForm
from plans.models import TimeAway
from plans.refusals import reason_of
from plans.time_away import enter_time_away, remove_time_away


@require_http_methods(["GET", "POST"])
@coach_page
def away(request: TeamRequest, pk: int) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    return _page(request, runner, reverse("away", args=[pk]), is_own=False)


@require_http_methods(["GET", "POST"])
@athlete_page
def my_away(request: TeamRequest) -> HttpResponse:
    return _page(request, request.actor.runner, reverse("my_away"), is_own=True)


@require_POST
@coach_page
def away_remove(request: TeamRequest, pk: int, away_pk: int) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    return _remove(request, _times(runner), away_pk, reverse("away", args=[pk]))


@require_POST
@athlete_page
def my_away_remove(request: TeamRequest, away_pk: int) -> HttpResponse:
    """What a coach entered is the coach's to take back."""
    own = _times(request.actor.runner).filter(entered_by=request.user)
    return _remove(request, own, away_pk, reverse("my_away"))


def _times(athlete: Athlete) -> QuerySet[TimeAway]:
    times: QuerySet[TimeAway] = TimeAway.objects.in_team(athlete.team_id)
    return times.filter(athlete=athlete).select_related("change", "entered_by", "athlete").order_by("-first_day")


def _page(request: TeamRequest, runner: Athlete, url: str, *, is_own: bool) -> HttpResponse:
    today = local_date(timezone.now(), runner.zone)
    form = TimeAwayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            entered = enter_time_away(runner, **form.cleaned_data, user=request.user, today=today)
        except (ValidationError, NotPossible) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else reason_of(error))
        except LimitBroken as error:
            form.add_error(None, _("The lighter weeks would not fit: %(why)s Nothing was written.") % {"why": error})
        else:
            lighter = _("Its weeks are lighter now.") if entered.change_id else _("No week changes.")
            messages.success(request, _("Written down. %(lighter)s") % {"lighter": lighter})
            return redirect(url)
    may_write = is_own or request.actor.may_write
    context = {
        "athlete": runner,
        "is_own": is_own,
        "may_write": may_write,
        "form": form,
        "times": [
            (time, may_write and time.last_day >= today and (not is_own or time.entered_by == request.user))
            for time in _times(runner)
        ],
    }
    return render(request, "plans/away.html", context, status=422 if form.errors else 200)


def _remove(request: TeamRequest, times: QuerySet[TimeAway], away_pk: int, url: str) -> HttpResponse:
    found = get_object_or_404(times, pk=away_pk)
    try:
        remove_time_away(found, request.user)
    except NotPossible as error:
        messages.error(request, _("%(why)s Nothing was changed.") % {"why": reason_of(error)})
    else:
        messages.success(request, _("Taken back; its weeks are as they were."))
    return redirect(url)
