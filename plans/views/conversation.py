"""The thread of an athlete with their coaches, for both sides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from athletes import looks
from athletes.access import athlete_page, coach_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from plans import threads
from plans.conversation import NoAccount, mark_read, say
from plans.conversation_forms import CoachMessageForm, MessageForm
from plans.models import Session


@require_http_methods(["GET", "POST"])
@coach_page
def messages(request: TeamRequest, pk: int) -> HttpResponse:
    """An athlete's thread for the coaches who look after them; on the athlete's page it is a part of it."""
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    looks.note(request.actor, [runner], "messages")
    is_sent = request.method == "POST"
    form, status, sent = CoachMessageForm(request.POST if is_sent else None, initial=request.GET.dict()), 200, ""
    about = _about(runner, form["session"].value() or "")
    if form.is_valid():
        try:
            say(runner, request.user, form.cleaned_data["text"], session=about, asks=form.cleaned_data["asks"])
        except NoAccount as error:
            form.add_error(None, str(error))
            status = 409
        else:
            sent = _("Sent. %(name)s hears of it by mail.") % {"name": runner.name}
            if not request.htmx:
                flash.success(request, sent)
                return redirect("messages", pk)
            form = CoachMessageForm()
    elif form.errors:
        status = 422
    context = {**_thread(request, runner), "form": form, "athlete": runner, "said": sent, "about": about}
    context["question"] = threads.open_questions(request.actor.team, [runner]).get(runner.pk)
    template = "plans/conversation/_conversation.html" if request.htmx else "plans/conversation/messages.html"
    return render(request, template, context, status=status)


@require_http_methods(["GET", "POST"])
@athlete_page
def my_messages(request: TeamRequest) -> HttpResponse:
    """The athlete's own thread."""
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        say(request.actor.runner, request.user, form.cleaned_data["text"])
        flash.success(request, _("Sent. Your coaches see it."))
        return redirect("my_messages")
    question = threads.open_questions(request.actor.team, [request.actor.runner]).get(request.actor.runner.pk)
    context = {**_thread(request, request.actor.runner), "form": form, "question": question}
    return render(request, "plans/conversation/my_messages.html", context, status=422 if form.errors else 200)


def _about(athlete: Athlete, said: str) -> Session | None:
    """The session that the message is about, of this athlete's plans."""
    try:
        pk = UUID(said)
    except ValueError:
        return None
    return get_object_or_404(Session.objects.in_team(athlete.team_id), pk=pk, plan__athlete=athlete)


def _thread(request: TeamRequest, athlete: Athlete) -> dict[str, Any]:
    """The stretch of the thread that is asked for; what is shown is read."""
    before = request.GET.get("before", "")
    thread = threads.thread(
        athlete, int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    )
    mark_read(athlete, request.user, thread)
    return {"thread": thread, "own_side": athlete.user_id}
