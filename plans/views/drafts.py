"""A draft: begun, stepped back and forth, looked over, published, discarded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from athletes import looks
from athletes.access import coach_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from plans import drafts
from plans.changes import By, LimitBroken, PlanMovedOn, standing
from plans.engine.applying import NotPossible
from plans.engine.drafting import rebased
from plans.engine.operation_json import from_json
from plans.models import Cause, Plan
from plans.refusals import reason_of
from plans.views import toasts
from plans.views.ripple_words import shown_ripples
from plans.views.week_page import athlete_and_plan
from plans.week_tool_forms import DoForm
from plans.week_tools import rippling

MOVED_ON = "The draft was changed meanwhile. Nothing was written; this is how it stands now."


@require_http_methods(["GET", "POST"])
@coach_page
def draft(request: TeamRequest, pk: int) -> HttpResponse:
    """What the draft would change, week by week; POST publishes it."""
    athlete, plan = athlete_and_plan(request.actor, pk)
    refused, status = "", 200
    form = DoForm(request.POST or None)
    if request.method == "POST":
        if not form.is_valid():
            return _to_week(request, athlete)
        said = form.cleaned_data
        try:
            change = drafts.publish(plan, request.user, said["note"], expected_step=said["step"])
        except LimitBroken:
            status = 422  # the page says which
        except PlanMovedOn:
            refused, status = _(MOVED_ON), 409
        except NotPossible as error:
            refused, status = reason_of(error), 422
        else:
            text = _("Published. %(name)s sees it now.") % {"name": athlete.name}
            toasts.keep(request, text, reverse("change_undo", args=[athlete.pk, change.pk]))
            return _to_week(request, athlete)
    found = drafts.draft_of(plan)
    if found is None:
        return _to_week(request, athlete)
    looks.note(request.actor, [athlete], "week")
    at = standing(plan)
    result = rebased(at.state, [from_json(step["operations"]) for step in found.steps], _)
    ripples = rippling(at, result.operations)
    context: dict[str, Any] = {
        "athlete": athlete,
        "plan": plan,
        "draft": found,
        "steps": [(step, why) for step, why in zip(found.steps, result.whys, strict=True)],
        "fits": bool(result.operations),
        "ripples": shown_ripples(ripples),
        "is_hard": ripples.is_hard,
        "note": request.POST.get("note") or "; ".join(dict.fromkeys(s["note"] for s in found.steps if s["note"]))[:300],
        "refused": refused,
        "monday": _monday(request, plan),
    }
    return render(request, "plans/week_tools/draft.html", context, status=status)


@require_POST
@coach_page
def draft_begin(request: TeamRequest, pk: int) -> HttpResponse:
    return _stepped(request, pk, lambda plan: drafts.begin(plan, request.user))


@require_POST
@coach_page
def draft_undo(request: TeamRequest, pk: int) -> HttpResponse:
    return _stepped(request, pk, lambda plan: drafts.undo(_drafted(plan), By(Cause.UNDO, request.user)))


@require_POST
@coach_page
def draft_redo(request: TeamRequest, pk: int) -> HttpResponse:
    return _stepped(request, pk, lambda plan: drafts.redo(_drafted(plan), By(Cause.COACH, request.user)))


@require_POST
@coach_page
def draft_discard(request: TeamRequest, pk: int) -> HttpResponse:
    form = DoForm({"revision": 0, **request.POST.dict()})
    step = form.cleaned_data["step"] if form.is_valid() else None

    def discard(plan: Plan) -> None:
        if drafts.discard(plan, expected_step=step).pk is not None:
            toasts.keep(request, _("The draft was discarded."), reverse("draft_restore", args=[pk]))

    return _stepped(request, pk, discard)


@require_POST
@coach_page
def draft_restore(request: TeamRequest, pk: int) -> HttpResponse:
    return _stepped(request, pk, drafts.restore)


def _drafted(plan: Plan) -> Plan:
    """A button of a draft takes back nothing of the plan itself."""
    if drafts.draft_of(plan) is None:
        raise NotPossible(_("The draft is no longer open."))
    return plan


def _stepped(request: TeamRequest, pk: int, do: Callable[[Plan], Any]) -> HttpResponse:
    athlete, plan = athlete_and_plan(request.actor, pk)
    try:
        do(plan)
    except NotPossible as error:
        messages.warning(request, reason_of(error))
    except PlanMovedOn:
        messages.warning(request, _(MOVED_ON))
    except LimitBroken as error:
        messages.warning(request, _("A limit speaks: %(why)s Nothing was changed.") % {"why": error})
    return _to_week(request, athlete, plan)


def _to_week(request: TeamRequest, athlete: Athlete, plan: Plan | None = None) -> HttpResponse:
    """Back to the week that the button stood on."""
    plan = plan or athlete_and_plan(request.actor, athlete.pk)[1]
    return redirect("week", athlete.pk, _monday(request, plan))


def _monday(request: TeamRequest, plan: Plan) -> date:
    """The week that was named, where the plan has it; else its first, which is where a page can begin."""
    weeks = [week.monday for week in drafts.shown_state(plan).state.weeks]
    try:
        named = date.fromisoformat(request.POST.get("monday") or request.GET.get("monday", ""))
    except ValueError:
        named = weeks[0]
    return max((monday for monday in weeks if monday <= named), default=weeks[0])
