"""The athlete's sessions of the last two weeks: report, correct, fill in from a file, and write about one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from athletes.access import athlete_page
from athletes.requests import TeamRequest
from athletes.training_history import MAX_FILE_MB
from athletes.uploads import takes_files
from athletes.zones import local_date
from plans import own_reports
from plans.conversation import mark_read_of, say
from plans.conversation_forms import MessageForm
from plans.forms import FeedbackForm
from plans.own_reports import OwnSession
from plans.report_files import read_for
from plans.reports import LATE_DAYS
from plans.views.shown import shown


@require_GET
@athlete_page
def my_sessions(request: TeamRequest) -> HttpResponse:
    """What was planned in the last two weeks, and what was said of it."""
    athlete = request.actor.runner
    today = local_date(timezone.now(), athlete.zone)
    entries = [(each, shown(each.state)) for each in own_reports.lately(athlete, today)]
    return render(request, "plans/my_sessions/list.html", {"entries": entries, "days": LATE_DAYS})


@require_GET
@athlete_page
def my_session(request: TeamRequest, pk: UUID) -> HttpResponse:
    """One session with its report and what was written about it; both sides' words about it are read here."""
    return _page(request, _own(request, pk))


@takes_files(max_mb=MAX_FILE_MB)
@require_POST
@athlete_page
def my_session_file(request: TeamRequest, pk: UUID) -> HttpResponse:
    """Fill the report in from a file. Nothing is saved before the athlete does."""
    own = _own(request, pk)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, own, refusal=_("Choose a file first."))
    try:
        figures = read_for(own.state, file.read(), request.actor.runner.zone)
    except ValidationError as error:
        return _page(request, own, refusal=error.messages[0])
    filled = {
        "duration_min": None if figures.duration_min is None else round(figures.duration_min),
        "distance_km": None if figures.distance_km is None else round(figures.distance_km, 2),
    }
    return _page(request, own, filled=filled)


@require_POST
@athlete_page
def my_session_message(request: TeamRequest, pk: UUID) -> HttpResponse:
    """Write to one's coaches about this session."""
    own = _own(request, pk)
    form = MessageForm(request.POST)
    if form.is_valid():
        say(request.actor.runner, request.user, form.cleaned_data["text"], session=own.row)
        flash.success(request, _("Sent. Your coaches see it."))
        return redirect("my_session", pk)
    return _page(request, own, message_form=form)


def _own(request: TeamRequest, pk: UUID) -> OwnSession:
    """A session of the own running plan that has begun."""
    athlete = request.actor.runner
    own = own_reports.one(athlete, pk)
    if own is None or own.row.day > local_date(timezone.now(), athlete.zone):
        raise Http404(_("There is no such session to report on."))
    return own


def _page(
    request: TeamRequest,
    own: OwnSession,
    *,
    filled: dict[str, float | None] | None = None,
    refusal: str = "",
    message_form: MessageForm | None = None,
) -> HttpResponse:
    """`filled` are figures of a file for the report, which nobody has sent yet."""
    athlete = request.actor.runner
    form = FeedbackForm(session=own.state, instance=own.report, initial=filled)
    about = own_reports.messages_about(athlete, own.row)
    mark_read_of(athlete, request.user, about)
    today = local_date(timezone.now(), athlete.zone)
    context: dict[str, Any] = {
        "entry": {"session": shown(own.state), "form": form, "feedback": own.report},
        "form": form,
        "own": own,
        "refusal": refusal,
        "is_filled": filled is not None,
        "can_report": (today - own.row.day).days <= LATE_DAYS,
        "days": LATE_DAYS,
        "about": about,
        "own_side": athlete.user_id,
        "message_form": message_form or MessageForm(auto_id="id_message_%s"),
    }
    is_refused = bool(refusal) or bool(message_form)
    return render(request, "plans/my_sessions/session.html", context, status=422 if is_refused else 200)
