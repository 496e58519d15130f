"""The coach's week of one athlete: every change of it, asked for by drag, key, menu or form."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from athletes import looks
from athletes.access import coach_page
from athletes.requests import TeamRequest
from plans import changes, drafts, undoing
from plans.engine.applying import NotPossible
from plans.models import Cause, Change
from plans.plan_rows import load_state
from plans.refusals import reason_of
from plans.views import toasts
from plans.views.week_edits import edited
from plans.views.week_page import athlete_and_plan, context, focus_of, library, said, week_of, week_reply
from plans.week_forms import EditForm


@require_GET
@coach_page
def week(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    athlete, plan = athlete_and_plan(request.actor, pk)
    at, draft = drafts.seen(changes.standing(plan))
    found = week_of(at.state, monday)
    if found.monday != monday:
        return redirect("week", pk, found.monday)
    looks.note(request.actor, [athlete], "week")
    shown_week = {**context(request, at, monday, draft=draft), "library": library(at.plan, at.state, monday)}
    return render(request, "plans/week.html", {**shown_week, **toasts.kept(request)})


@require_GET
@coach_page
def week_on(request: TeamRequest, pk: int, day: date) -> HttpResponse:
    """The week that a day is in: links know days, pages have Mondays."""
    return redirect("week", pk, day - timedelta(days=day.weekday()))


@require_GET
@coach_page
def week_changes(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    """What was changed on these days, and by whom: read when it is unfolded."""
    athlete, plan = athlete_and_plan(request.actor, pk)
    found = week_of(load_state(plan), monday)
    looks.note(request.actor, [athlete], "week")
    sent = {
        "athlete": athlete,
        "plan": plan,
        "week": found,
        "monday": found.monday.isoformat(),
        "history": undoing.history(plan, found.monday, found.sunday),
    }
    return render(request, "plans/week/_changes.html" if request.htmx else "plans/week/changes.html", sent)


@require_POST
@coach_page
def week_edit(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    return edited(request, pk, monday, EditForm(request.POST))


@require_POST
@coach_page
def change_undo(request: TeamRequest, pk: int, change_pk: int) -> HttpResponse:
    return _stepped(request, pk, change_pk, back=True)


@require_POST
@coach_page
def change_redo(request: TeamRequest, pk: int, change_pk: int) -> HttpResponse:
    return _stepped(request, pk, change_pk, back=False)


def _stepped(request: TeamRequest, pk: int, change_pk: int, *, back: bool) -> HttpResponse:
    changes_in_sight = Change.objects.in_team(request.actor.team).filter(plan__athlete__in=request.actor.athletes)
    change = get_object_or_404(
        changes_in_sight.select_related("actor", "answer" if back else "undoes__actor"),
        pk=change_pk,
        plan__athlete=pk,
        plan__ended_at=None,
    )
    monday = _monday_on_the_page(request, change)
    try:
        if back:
            step = undoing.undo(change, changes.By(Cause.UNDO, request.user))
        else:
            step = changes.step_forward(change, changes.By(Cause.COACH, request.user))
    except NotPossible as error:
        return week_reply(request, pk, monday, refused=reason_of(error))
    except changes.LimitBroken as error:
        return week_reply(request, pk, monday, limits=error)
    if not request.htmx:
        return redirect("week", pk, monday)
    at, draft = drafts.seen(changes.standing(step.plan, step.loaded))
    found = week_of(at.state, monday)
    words = _("Undone: %(what)s") if back else _("Redone: %(what)s")
    text = words % {"what": said(change if back else step.change, found, at.breaches)}
    focus, steps = focus_of(step.change, found), undoing.next_of(step.plan, step.made, (change, step.change))
    return week_reply(request, pk, monday, at=at, draft=draft, focus=focus, steps=steps, said=text)


def _monday_on_the_page(request: TeamRequest, change: Change) -> date:
    """The week that the button stands on; a toast may stand anywhere."""
    try:
        return date.fromisoformat(request.POST["monday"])
    except (KeyError, ValueError):
        return change.first_day - timedelta(days=change.first_day.weekday())
