"""Tools for a whole week: each shows what it would do, week by week, and one click does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from athletes import looks
from athletes.access import coach_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from plans import drafts, undoing, week_tools
from plans.changes import By, LimitBroken, PlanMovedOn
from plans.engine import week_building
from plans.engine.applying import NotPossible
from plans.engine.week import WeekState
from plans.engine.week_building import Operations, Place
from plans.models import Cause, Change, Draft, Plan
from plans.refusals import reason_of
from plans.views import toasts
from plans.views.ripple_words import shown_ripples
from plans.views.week_page import athlete_and_plan, week_of
from plans.week_tool_forms import DoForm, RestDayForm, ScaleForm, WeekForm


@dataclass(frozen=True)
class Tool:
    """One thing to do with a whole week: its words, what it asks, and the operations that it makes of the answers."""

    title: Any
    explains: Any
    button: Any
    build: Callable[[Place, WeekState, Mapping[str, Any]], Operations]
    form: type[WeekForm] = WeekForm


SCALE = Tool(
    gettext_lazy("Scale the week"),
    gettext_lazy("Minutes and kilometres change by the same share. What was reported stays."),
    gettext_lazy("Scale the week"),
    lambda place, week, said: week_building.scaled_week(
        place, week.monday, said["percent"], runs_only=said["sessions"] == "runs"
    ),
    ScaleForm,
)
REST_DAY = Tool(
    gettext_lazy("Insert a rest day"),
    gettext_lazy("Runs and strength of the day are left out, and are not made up for."),
    gettext_lazy("Rest on this day"),
    lambda place, week, said: week_building.rest_day(place, said["day"]),
    RestDayForm,
)
RECOVERY = Tool(
    gettext_lazy("Recovery week after this one"),
    gettext_lazy("This week once more at the recovery share of your rules: easy, less strength, more rest."),
    gettext_lazy("Insert the recovery week"),
    lambda place, week, said: week_building.recovery_week(place, week.monday),
)
SKIP = Tool(
    gettext_lazy("Skip this week"),
    gettext_lazy("The week is left out and later weeks come forward. Where they would be a leap, they give way."),
    gettext_lazy("Skip the week"),
    lambda place, week, said: week_building.skipped_week(place, week.monday),
)


@require_http_methods(["GET", "POST"])
@coach_page
def week_scale(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    return _page(request, pk, monday, SCALE)


@require_http_methods(["GET", "POST"])
@coach_page
def week_rest_day(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    return _page(request, pk, monday, REST_DAY)


@require_http_methods(["GET", "POST"])
@coach_page
def week_recovery(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    return _page(request, pk, monday, RECOVERY)


@require_http_methods(["GET", "POST"])
@coach_page
def week_skip(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    return _page(request, pk, monday, SKIP)


def _page(request: TeamRequest, pk: int, monday: date, tool: Tool) -> HttpResponse:
    athlete, plan = athlete_and_plan(request.actor, pk)
    week = week_of(drafts.shown_state(plan).state, monday)
    sent = request.POST if request.method == "POST" else request.GET
    form = tool.form(week=week)
    if sent.keys() & form.fields.keys() or request.method == "POST":
        form = tool.form(sent, week=week)
    values = _values(form)
    context: dict[str, Any] = {"athlete": athlete, "plan": plan, "week": week, "tool": tool, "form": form}
    if values is None:
        return render(request, "plans/week_tools/tool.html", context, status=422)

    def build(place: Place) -> Operations:
        return tool.build(place, week, values)

    status = 200
    if request.method == "POST":
        try:
            return _done(request, athlete, plan, week, build)
        except PlanMovedOn:
            plan.refresh_from_db()
            status = 409
            context["moved_on"] = True
        except (LimitBroken, NotPossible):
            status = 422  # the page below says which
    looks.note(request.actor, [athlete], "week")
    try:
        ready = week_tools.prepared(plan, build)
    except NotPossible as error:
        return render(request, "plans/week_tools/tool.html", {**context, "refused": reason_of(error)}, status=422)
    context |= {
        "draft": ready.draft,
        "ripples": shown_ripples(ready.ripples),
        "kept": [(name, sent.get(name, form.get_initial_for_field(f, name))) for name, f in form.fields.items()],
        "note": request.POST.get("note", ""),
        "is_hard": ready.ripples.is_hard and ready.draft is None,
    }
    return render(request, "plans/week_tools/tool.html", context, status=status)


def _values(form: WeekForm) -> Mapping[str, Any] | None:
    """What was sent; before anything was, what the form begins with; None for what cannot be."""
    if form.is_bound:
        return form.cleaned_data if form.is_valid() else None
    first = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    asked = type(form)(first, week=form.week)
    return asked.cleaned_data if asked.is_valid() else None


def _done(request: TeamRequest, athlete: Athlete, plan: Plan, week: WeekState, build: week_tools.Build) -> HttpResponse:
    form = DoForm(request.POST)
    if not form.is_valid():
        raise PlanMovedOn(())
    said = form.cleaned_data
    by = By(Cause.COACH, request.user, said["note"])
    made = week_tools.carried_out(plan, build, by, revision=said["revision"], step=said["step"])
    if made is not None:
        toasts.keep(request, _words(made), undo_url(athlete, made))
    last = drafts.shown_state(plan).state.weeks[-1].monday
    return redirect("week", athlete.pk, min(week.monday, last))


def _words(made: Change | Draft) -> str:
    if isinstance(made, Draft):
        return _("Put into the draft.")
    words = undoing.in_words(made, made.actor)
    return _("%(what)s.") % {"what": words[:1].upper() + words[1:]}


def undo_url(athlete: Athlete, made: Change | Draft) -> str:
    if isinstance(made, Draft):
        return reverse("draft_undo", args=[athlete.pk])
    return reverse("change_undo", args=[athlete.pk, made.pk])
