"""What a coach can do with a question besides answering it: keep the plan with a reason, ask the athlete, do it later.

Each opens under its row, or as a page of its own without JavaScript.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from athletes import looks
from athletes.access import coach_page
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import snoozes
from plans.conversation import NoAccount
from plans.conversation import ask as ask_athlete
from plans.models import Decision
from plans.morning_forms import QUICK_REASONS, QuestionForm, SnoozeForm, suggested_question
from plans.snoozes import TooLate, Until
from plans.views import toasts


@require_GET
@coach_page
def keep(request: TeamRequest, pk: int) -> HttpResponse:
    """Reasons to keep the plan; the answer itself goes where all answers go."""
    return _aside(request, _decision(request, pk), "keep", {"reasons": QUICK_REASONS})


@require_http_methods(["GET", "POST"])
@coach_page
def ask(request: TeamRequest, pk: int) -> HttpResponse:
    """Write to the athlete about it. The question goes on waiting for the coach's answer."""
    decision = _decision(request, pk)
    name = decision.athlete.name
    form, status = QuestionForm(request.POST or None), 200
    if form.is_valid():
        try:
            ask_athlete(decision, request.user, form.cleaned_data["text"])
        except NoAccount as error:
            form.add_error(None, str(error))
            status = 409
        else:
            said = _("%(name)s was asked. The plan stays as it is until you answer here.") % {"name": name}
            if request.htmx:
                return render(request, "plans/morning/_asked.html", {"said": said, "text": form.cleaned_data["text"]})
            messages.success(request, said)
            return redirect("morning")
    elif request.method == "POST":
        status = 422
    else:
        form = QuestionForm(initial={"text": suggested_question(decision, name.split(maxsplit=1)[0])})
    return _aside(request, decision, "ask", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@coach_page
def snooze(request: TeamRequest, pk: int) -> HttpResponse:
    """Set it aside for some hours, as long as an answer makes sense afterwards."""
    decision = _decision(request, pk)
    possible = snoozes.times(decision, timezone.now(), request.user.zone)
    context = {"times": [(until, until.label, moment) for until, moment in possible.items()]}
    if request.method == "GET":
        return _aside(request, decision, "snooze", context)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        return _aside(request, decision, "snooze", context, status=422)
    try:
        made = snoozes.snooze(decision, Until(form.cleaned_data["until"]), request.user)
    except TooLate:
        text = _("This no longer waits for an answer then. Nothing was changed.")
        if request.htmx:
            return render(request, "plans/morning/_refused.html", {"said": text}, status=409)
        messages.error(request, text)
        return redirect("morning")
    until = date_format(made.until, "D H:i")
    said = _("%(name)s waits until %(until)s.") % {"name": decision.athlete.name, "until": until}
    undo_url = reverse("wake", args=[pk])
    if request.htmx:
        return render(request, "plans/_answered.html", {"said": said, "undo_url": undo_url})
    toasts.keep(request, said, undo_url)
    return redirect("morning")


@require_POST
@coach_page
def wake(request: TeamRequest, pk: int) -> HttpResponse:
    """Ask again now; also how a snooze is undone."""
    decision = _decision(request, pk)
    snoozes.end(decision)
    messages.success(request, _("%(name)s asks again.") % {"name": decision.athlete.name})
    return redirect("morning")


def _decision(request: TeamRequest, pk: int) -> Decision:
    mine = Decision.objects.in_team(request.actor.team).filter(athlete__in=request.actor.athletes)
    return get_object_or_404(mine.select_related("athlete", "team"), pk=pk)


def _aside(
    request: TeamRequest, decision: Decision, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    looks.note(request.actor, [decision.athlete], "morning")
    template = "plans/morning/_aside.html" if request.htmx else "plans/morning/aside.html"
    today: date = local_date(timezone.now(), request.user.zone)
    waits = decision.answer_until is not None and decision.answer_until >= today
    context = {"decision": decision, "part": part, "waits": waits, **context}
    return render(request, template, context, status=status)
