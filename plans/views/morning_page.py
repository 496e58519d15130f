"""The coach's morning: who needs an answer, the folds of everybody else, and what changed since it was read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from athletes import looks
from athletes.access import coach_page
from athletes.models import Athlete, Group
from athletes.requests import TeamRequest
from athletes.roster_list import groups_to_choose
from athletes.zones import local_date
from plans import mornings, threads
from plans.morning_version import version
from plans.mornings import Fold, Morning
from plans.views import toasts
from plans.views.morning_rows import need_rows


@require_GET
@coach_page
def morning(request: TeamRequest) -> HttpResponse:
    """The page; `?open=` a fold shows its lines in it, for browsers without JavaScript."""
    context = {**_found(request), **toasts.kept(request), "groups": list(groups_to_choose(request.actor))}
    opened = request.GET.get("open", "")
    if opened in Fold.values:
        context |= {"opened": opened, "lines": _lines(request, context["morning"], Fold(opened))}
    return render(request, "plans/morning.html", context)


@require_GET
@coach_page
def morning_fold(request: TeamRequest, fold: str) -> HttpResponse:
    """The lines of one fold, when it is opened."""
    if fold not in Fold.values:
        raise Http404
    now = timezone.now()
    found = mornings.morning(request.actor.team, _scope(request)[0], local_date(now, request.user.zone), now)
    context = {"fold": fold, "lines": _lines(request, found, Fold(fold)), "group": _scope(request)[1]}
    return render(request, "plans/morning/_lines.html", context)


@require_GET
@coach_page
def morning_live(request: TeamRequest) -> HttpResponse:
    """What changed since `?since=`; 204 when nothing did, which costs two queries of the morning's."""
    now = timezone.now()
    scope, _ = _scope(request)
    ids = list(scope.order_by().values_list("pk", flat=True))
    if version(request.actor.team, ids, local_date(now, request.user.zone), now) == request.GET.get("since"):
        return HttpResponse(status=204)
    return render(request, "plans/morning/_live.html", _found(request))


def _found(request: TeamRequest) -> dict[str, Any]:
    now = timezone.now()
    today = local_date(now, request.user.zone)
    scope, group = _scope(request)
    found = mornings.morning(request.actor.team, scope, today, now)
    looks.note(request.actor, [row.athlete for row in found.needs], "morning")
    rows = need_rows(request, found.needs)
    written = threads.unread_by_name(request.actor.team, scope, request.user)
    return {"morning": found, "rows": rows, "group": group, "written": written}


def _scope(request: TeamRequest) -> tuple[QuerySet[Athlete], Group | None]:
    """The athletes in scope, of the group that is asked for."""
    chosen = request.GET.get("group", "")
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        return request.actor.athletes, None
    group = get_object_or_404(groups_to_choose(request.actor), pk=chosen)
    return request.actor.athletes.filter(athlete_groups__group=group), group


def _lines(request: TeamRequest, found: Morning, fold: Fold) -> list[mornings.Line]:
    lines = mornings.lines(request.actor.team, found, fold)
    looks.note(request.actor, [line.athlete for line in lines], "morning")
    return lines
