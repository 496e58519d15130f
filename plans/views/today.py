"""The athlete's day: how are you, what is today, what happened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from athletes.access import athlete_page
from athletes.consents import consent_of
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import reports, withheld
from plans.engine.template import Template
from plans.engine.words import athlete_sentence
from plans.forms import FeedbackForm
from plans.models import Cause, Change, Feedback, Plan, Session
from plans.own_reports import untold_yesterday
from plans.plan_rows import session_state
from plans.planning import default_template, template_of
from plans.selectors import last_night_words, phase_places, running_plan
from plans.threads import waiting_for
from plans.views import toasts
from plans.views.shown import ShownSession, shown
from readiness.views.check_in import check_in_context


@gzip_page
@require_GET
@athlete_page
def today(request: TeamRequest) -> HttpResponse:
    athlete = request.actor.runner
    day = local_date(timezone.now(), athlete.zone)
    plan = running_plan(athlete)
    place = phase_places(athlete.team, [athlete], day).get(athlete.pk)
    template = template_of(plan) if plan else default_template()
    phase = next((p for p in template.phases if place and p.kind == place.kind), None)
    night = last_night_words(athlete, day)
    context = {
        **check_in_context(athlete, day),
        "day": day,
        "waiting": waiting_for(athlete),
        "untold": _untold(athlete, day),
        "plan": plan,
        "place": place,
        "phase": phase,
        "sessions": day_sessions(plan, day, template) if plan else [],
        "why": (why_changed(plan, day) if plan else "") or night,
        **toasts.kept(request),
    }
    return render(request, "plans/today.html", context)


@require_POST
@athlete_page
def feedback(request: TeamRequest, pk: UUID) -> HttpResponse:
    athlete = request.actor.runner
    session = get_object_or_404(
        Session.objects.in_team(athlete.team).filter(plan__athlete=athlete, plan__ended_at=None), pk=pk
    )
    today_there = local_date(timezone.now(), athlete.zone)
    if "take_back" in request.POST:
        reports.take_back(athlete, session)
        return redirect("today" if session.day == today_there else "my_sessions")
    form = FeedbackForm(request.POST, session=session_state(session, ()))
    if form.is_valid():
        try:
            reports.report(athlete, session, today_there, form.values(), client_id=form.cleaned_data["client_id"])
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        entry = {"session": shown(session_state(session, ())), "form": form, "feedback": None}
        return render(request, "plans/feedback.html", {"entry": entry}, status=422)
    messages.success(request, _("Noted. Well done."))
    return redirect("today" if session.day == today_there else "my_sessions")


def _untold(athlete: Athlete, day: date) -> tuple[UUID, str] | None:
    """Yesterday's session that nothing was said of, with its name: one line, where it can still be told."""
    own = untold_yesterday(athlete, day)
    return (own.row.pk, shown(own.state).title) if own else None


def day_sessions(plan: Plan, day: date, template: Template) -> list[dict[str, Any]]:
    """The day's sessions with their cue, strength work and what was reported. Two queries."""
    rows = list(plan.sessions.filter(team=plan.team, day=day))
    reports_by_session = {
        f.session_id: f for f in Feedback.objects.in_team(plan.team).filter(session__in=[r.pk for r in rows])
    }
    entries = []
    for row in rows:
        state = session_state(row, reports_by_session)
        session: ShownSession = shown(state)
        report = reports_by_session.get(row.pk)
        entries.append(
            {
                "session": session,
                "cue": template.library[state.kind].cue,
                "feedback": report,
                # Each form has ids of its own, so that a label ticks its own field.
                "form": FeedbackForm(session=state, instance=report, auto_id=f"id_{row.pk}_%s"),
            }
        )
    return entries


def why_changed(plan: Plan, day: date) -> str:
    """Why the day is not what it first was: the athlete's sentence of the decision behind the last change of it."""
    changes = (
        Change.objects.in_team(plan.team)
        .filter(plan=plan, first_day__lte=day, last_day__gte=day, undoes=None, undone_by=None)
        .select_related("answer__decision", "actor")
        .order_by("-pk")
    )
    change = next((change for change in changes if _speaks_of(change, day)), None)
    if change is None:
        return ""
    who = change.actor.name if change.actor else ""
    if change.cause == Cause.ANSWER and getattr(change, "answer", None):
        agreed = consent_of(plan.athlete)
        sentence = athlete_sentence(withheld.shown(change.answer.decision.reasons, agreed), translation)
        return _("%(why)s Agreed by %(who)s.") % {"why": sentence, "who": who}
    if change.cause == Cause.ATHLETE and change.actor_id == plan.athlete.user_id:
        return _("You changed this day. Your coach sees it.")
    return _("%(who)s changed this day for you.") % {"who": who} if who else ""


def _speaks_of(change: Change, day: date) -> bool:
    """Whether the change touched the day itself; a week that was repeated or skipped speaks of its Monday."""
    left = {line[0] for line in change.lines}
    reached = {operation.get("day") for operation in change.operations}
    whole_week = len(change.lines) == 1 and not change.lines[0][1]
    monday = day - timedelta(days=day.weekday())
    return day.isoformat() in left | reached or (whole_week and monday.isoformat() in left)
