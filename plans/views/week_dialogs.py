"""The forms beside a week: what limits would say, one session, and the twin of every drag."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import reswap, retarget

from athletes import looks
from athletes.access import coach_page
from athletes.requests import TeamRequest
from plans import changes, drafts, week_editing
from plans.contingencies import template_for
from plans.engine.applying import NotPossible, apply
from plans.engine.change_words import describe
from plans.engine.limits import added
from plans.engine.vocabulary import SessionKind
from plans.engine.week import SessionState
from plans.refusals import reason_of
from plans.template_words import say
from plans.views.shown import MARKS as MARK_WORDS
from plans.views.shown import SITUATIONS, shown
from plans.views.week_edits import edited, first_error, settled_operations
from plans.views.week_page import athlete_and_plan, week_of
from plans.week_forms import MARKS, REACHES, EditForm


@require_GET
@coach_page
def week_check(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    """What limits would say of a change: the same steps as making it, without writing."""
    _athlete, plan = athlete_and_plan(request.actor, pk)
    at, _draft = drafts.seen(changes.standing(plan))
    week_of(at.state, monday)
    form = EditForm(request.GET, only_asks=True)
    if not form.is_valid():
        return render(request, "plans/week/_check.html", {"refused": first_error(form)})
    try:
        operations = settled_operations(at, form, monday)
        after, _inverse = apply(at.state, operations)
    except NotPossible as error:
        return render(request, "plans/week/_check.html", {"refused": reason_of(error)})
    breaches = added(at.breaches, at.breaches_of(after))
    lines = describe(at.state, operations, _)
    return render(request, "plans/week/_check.html", {"breaches": breaches, "lines": lines, "monday": monday})


@require_http_methods(["GET", "POST"])
@coach_page
def week_session(request: TeamRequest, pk: int, monday: date, session: UUID) -> HttpResponse:
    """A session's minutes, kilometres, effort, steps and marks. `arrange` orders its lines without saving."""
    athlete, plan = athlete_and_plan(request.actor, pk)
    shown_now = drafts.shown_state(plan)
    found = week_of(shown_now.state, monday)
    planned = next((s for s in found.sessions if s.id == str(session)), None)
    if planned is None or planned.has_feedback:
        raise Http404(_("There is no session to edit."))
    form = EditForm(request.POST or None)
    in_order = arranged(request.POST.getlist("line"), request.POST.get("arrange", ""))
    if request.method == "POST" and "arrange" not in request.POST and form.is_valid():
        reply = edited(request, pk, monday, form)
        return reswap(retarget(reply, f"#week-{plan.pk}"), "outerHTML") if request.htmx else reply
    looks.note(request.actor, [athlete], "week")
    values = (
        request.POST
        if request.POST
        else {"duration_min": planned.duration_min, "distance_km": planned.distance_km or "", "rpe": planned.rpe}
    )
    sent = {
        "athlete": athlete,
        "plan": plan,
        "draft": shown_now.draft,
        "week": found,
        "session": shown(planned),
        "errors": [] if "arrange" in request.POST else [f"{_name(form, n)}: {e[0]}" for n, e in form.errors.items()],
        "values": values,
        "lines": in_order if request.POST else [say(step) for step in planned.steps],
        "marks": [(m, _(MARK_WORDS[m]), m in _marks(request, planned)) for m in MARKS],
        "revision": request.POST.get("revision", plan.revision),
        "step": request.POST.get("step", shown_now.draft.revision if shown_now.draft else None),
    }
    refused = bool(sent["errors"])
    template = "plans/week/_session.html" if request.htmx else "plans/week/session.html"
    return render(request, template, sent, status=422 if refused and not request.htmx else 200)


@require_GET
@coach_page
def week_arrange(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    """The menu's and the keyboard's twin of every drag, and what works without JavaScript: one form, checked as it
    is filled in."""
    athlete, plan = athlete_and_plan(request.actor, pk)
    shown_now = drafts.shown_state(plan)
    state, found = shown_now.state, week_of(shown_now.state, monday)
    asked = EditForm(request.GET, only_asks=True)
    asked.is_valid()
    session = next((s for s in found.sessions if s.id == str(asked.cleaned_data.get("session"))), None)
    kind = asked.cleaned_data.get("kind")
    template = template_for(plan)
    new = week_editing.from_library(state, SessionKind(kind), found.monday, template) if kind else None
    picked = session or new
    if picked is None or picked.has_feedback:
        raise Http404(_("There is no session to move."))
    looks.note(request.actor, [athlete], "week")
    sent = {
        "athlete": athlete,
        "plan": plan,
        "draft": shown_now.draft,
        "week": found,
        "picked": shown(picked),
        "is_new": session is None,
        "days": [found.monday + timedelta(days=n) for n in range(7)],
        "others": [shown(s) for s in found.sessions if s.id != picked.id and not s.has_feedback] if session else [],
        "reaches": list(REACHES.items()),
        "stand_ins": [
            (_(SITUATIONS[situation]), offered)
            for situation, offered in week_editing.stand_ins(state, picked, template).items()
        ]
        if session
        else [],
    }
    return render(request, "plans/week/_arrange.html" if request.htmx else "plans/week/arrange.html", sent)


def arranged(lines: list[str], how: str) -> list[str]:
    """The lines after one of the form's buttons: “up 2”, “down 0”, “remove 1”, “add”."""
    what, _, place = how.partition(" ")
    at = int(place) if place.isdecimal() and len(place) < 4 and int(place) < len(lines) else None
    match what, at:
        case "add", _:
            return [*lines, ""]
        case "remove", int():
            return [*lines[:at], *lines[at + 1 :]]
        case "up", int() if at:
            return [*lines[: at - 1], lines[at], lines[at - 1], *lines[at + 1 :]]
        case "down", int() if at + 1 < len(lines):
            return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
    return lines


def _marks(request: TeamRequest, planned: SessionState) -> Collection[str]:
    return request.POST.getlist("marks") if request.POST else planned.marks


def _name(form: EditForm, field: str) -> str:
    return str(form.fields[field].label or field) if field in form.fields else field
