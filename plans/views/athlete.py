"""One athlete for a coach: where they are, the season, and what was decided and changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from athletes import looks
from athletes.access import coach_page
from athletes.consents import consent_of
from athletes.models import Athlete, ConsentKind
from athletes.protecting import in_words
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import athlete_facts, coach_notes, selectors, threads
from plans.changes import steps_of
from plans.conversation_forms import CoachMessageForm, CoachNoteForm
from plans.engine.week import PlanState
from plans.forms import PlanForm
from plans.ledgers import lines_of
from plans.models import PhaseKind, Plan
from plans.plan_rows import load_state
from plans.planning import create_plan, end_plan, reopen_plan
from plans.rulebooks import rulebook_for
from plans.steering_facts import locks_in_force
from plans.views import toasts
from plans.views.shown import shown
from readiness.models import Status
from readiness.reflection_forms import reflection_in_words
from readiness.reflections import last_reflections

RECENT = 6
"""Decisions and changes on the page itself; the others are a page of their own."""
ENDED = 5
"""Earlier plans."""
LAST_WORDS = 3
"""Messages and notes on the page itself."""


@require_GET
@coach_page
def athlete(request: TeamRequest, pk: int) -> HttpResponse:
    """How is she, where in the season is she, what is this week; the rest follows below, or opens."""
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    looks.note(request.actor, [runner], "athlete")
    today = local_date(timezone.now(), runner.zone)
    plan = selectors.running_plan(runner)
    strip = selectors.status_strips([runner], today, days=14)[runner.pk]
    agreed = consent_of(runner)
    context = {
        "athlete": runner,
        "today": today,
        "plan": plan,
        "ended": selectors.ended_plans(runner)[:ENDED],
        "strip": strip,
        "status": selectors.latest_status(strip),
        "status_label": Status(selectors.latest_status(strip)).label,
        "night": athlete_facts.last_night(runner, agreed),
        "asking": selectors.open_decisions(request.actor.team, [runner], today).get(pk),
        "past": athlete_facts.past(runner, agreed, size=RECENT),
        "in_force": steps_of(plan).done if plan else (),
        **(_of_plan(runner, plan, agreed, today) if plan else {}),
        **_words(request, runner),
        **toasts.kept(request),
    }
    return render(request, "plans/athlete.html", context)


def _of_plan(runner: Athlete, plan: Plan, agreed: Collection[ConsentKind], today: date) -> dict[str, Any]:
    """Where in the season, what is this week, and what becomes of what the plan protects."""
    place = selectors.phase_places(runner.team, [runner], today).get(runner.pk)
    return {
        "protects": in_words(plan.protects),
        "season": season(runner, load_state(plan), today),
        "week_day": max(today, plan.start),
        "place": place,
        "gate": athlete_facts.gate_reading(plan, place.kind, agreed) if place else None,
        "week": [
            (each.day, [(shown(session), outcome) for session, outcome in each.sessions])
            for each in athlete_facts.week_of(plan, today)
        ],
        "ledger": lines_of(plan, today),
        "locks": locks_in_force([runner])[runner.pk],
    }


def _words(request: TeamRequest, runner: Athlete) -> dict[str, Any]:
    """The last of the conversation and of the notes, with empty forms."""
    team = request.actor.team
    notes = coach_notes.notes_of(runner)[:LAST_WORDS]
    return {
        "thread": threads.thread(runner, size=LAST_WORDS),
        "own_side": runner.user_id,
        "question": threads.open_questions(team, [runner]).get(runner.pk),
        "unread": threads.unread(team, [runner], request.user).get(runner.pk, 0),
        "message_form": CoachMessageForm(),
        "notes": [(note, coach_notes.may_remove(note, request.actor)) for note in notes],
        "note_form": CoachNoteForm(auto_id="id_note_%s"),
        "reflections": [(row, reflection_in_words(row)) for row in last_reflections(runner, LAST_WORDS)],
    }


def season(runner: Athlete, state: PlanState, today: date) -> list[dict[str, Any]]:
    """The weeks of a plan for the season band."""
    return [
        {
            "phase": week.phase,
            "tenths": max(4, min(10, round(10 * week.distance_km / state.baseline_km_per_week))),
            "current": week.monday <= today <= week.sunday,
            "url": reverse("week", args=[runner.pk, week.monday]),
            "label": _("Week %(n)s, %(phase)s, %(km)s km")
            % {"n": n, "phase": PhaseKind(week.phase).label, "km": week.distance_km},
        }
        for n, week in enumerate(state.weeks, start=1)
    ]


@require_http_methods(["GET", "POST"])
@coach_page
def plan_new(request: TeamRequest, pk: int) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    today = local_date(timezone.now(), runner.zone)
    form = PlanForm(request.POST if request.method == "POST" else None, athlete=runner, today=today)
    if form.is_valid():
        try:
            policy = rulebook_for(runner).plans
            plan = create_plan(runner, **form.cleaned_data, created_by=request.user, policy=policy)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            weeks = plan.weeks.filter(team=plan.team).count()
            messages.success(
                request, _("%(name)s has a plan of %(weeks)s weeks.") % {"name": runner.name, "weeks": weeks}
            )
            return redirect("athlete", pk)
    status = 422 if form.errors else 200
    weekdays = [(WEEKDAYS_ABBR[day], runner.available_min_by_weekday[day]) for day in runner.available_weekdays]
    context = {"form": form, "athlete": runner, "weekdays": weekdays}
    return render(request, "plans/plan_new.html", context, status=status)


@require_POST
@coach_page
def plan_end(request: TeamRequest, pk: int, plan_pk: int) -> HttpResponse:
    plan = _plan(request, pk, plan_pk)
    end_plan(plan, request.user)
    toasts.keep(request, _("The plan has ended. Nothing of it was lost."), reverse("plan_reopen", args=[pk, plan_pk]))
    return redirect("athlete", pk)


@require_POST
@coach_page
def plan_reopen(request: TeamRequest, pk: int, plan_pk: int) -> HttpResponse:
    try:
        reopen_plan(_plan(request, pk, plan_pk), request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The plan runs again."))
    return redirect("athlete", pk)


def _plan(request: TeamRequest, pk: int, plan_pk: int) -> Plan:
    plans = Plan.objects.in_team(request.actor.team).filter(athlete__in=request.actor.athletes)
    return get_object_or_404(plans.select_related("athlete"), pk=plan_pk, athlete=pk)
