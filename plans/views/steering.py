"""What coaches say beforehand: how much nights do by themselves, and what they leave alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from athletes import looks
from athletes.access import coach_page, manager_page
from athletes.consents import ALL_KINDS, consented
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans.models import Lock, LockKind
from plans.steering import end_lock, lock, restore_lock, set_automation
from plans.steering_facts import (
    COUNTED_DAYS,
    athletes_who_differ,
    automation_of,
    locks_in_force,
    proposals_lately,
)
from plans.steering_forms import AutomationForm, HoldForm, LockForm, automation_forms
from plans.views import toasts

_LOCK_FORMS: dict[LockKind, type[LockForm | HoldForm]] = {LockKind.DAYS: LockForm, LockKind.PHASE: HoldForm}


@require_http_methods(["GET", "POST"])
@manager_page
def team_automation(request: TeamRequest) -> HttpResponse:
    team = request.actor.team
    forms = automation_forms(request.POST or None, automation_of(team))
    if all(form.is_valid() for form in forms):
        _save(request, forms)
        return redirect("team_automation")
    athletes = list(request.actor.athletes)
    lately = proposals_lately(team, _who_agreed(athletes), timezone.now())
    context = {
        "forms": [(form, _counted(lately.get(form.verdict, {}))) for form in forms],
        "days": COUNTED_DAYS,
        "differing": athletes_who_differ(team, athletes).items(),
    }
    return render(request, "plans/steering/team.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@coach_page
def athlete_automation(request: TeamRequest, pk: int) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    rows = automation_of(request.actor.team, runner)
    forms = automation_forms(request.POST or None, rows, automation_of(request.actor.team))
    if all(form.is_valid() for form in forms):
        _save(request, forms, runner)
        return redirect("athlete_automation", pk)
    return _athlete_page(request, runner, {"forms": forms}, 422 if request.method == "POST" else 200)


@require_POST
@coach_page
def lock_add(request: TeamRequest, pk: int, kind: LockKind) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    form = _LOCK_FORMS[kind](request.POST)
    if form.is_valid():
        first_day, last_day = form.days(local_date(timezone.now(), runner.zone))
        try:
            lock(runner, kind, first_day, last_day, request.user, form.cleaned_data["note"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Written down. Nights leave it alone from now on."))
            return redirect("athlete_automation", pk)
    return _athlete_page(request, runner, {"lock_form" if kind == LockKind.DAYS else "hold_form": form}, 422)


@require_POST
@coach_page
def lock_end(request: TeamRequest, pk: int, lock_pk: int) -> HttpResponse:
    end_lock(_lock(request, pk, lock_pk), request.user)
    toasts.keep(request, _("It is given back to the night."), reverse("lock_restore", args=[pk, lock_pk]))
    return redirect("athlete_automation", pk)


@require_POST
@coach_page
def lock_restore(request: TeamRequest, pk: int, lock_pk: int) -> HttpResponse:
    restore_lock(_lock(request, pk, lock_pk), request.user)
    return redirect("athlete_automation", pk)


def _athlete_page(request: TeamRequest, runner: Athlete, shown: dict[str, Any], status: int) -> HttpResponse:
    looks.note(request.actor, [runner], "automation")
    team = request.actor.team
    if "forms" not in shown:
        shown["forms"] = automation_forms(None, automation_of(team, runner), automation_of(team))
    context = {
        "athlete": runner,
        "locks": locks_in_force([runner])[runner.pk],
        "lock_form": LockForm(),
        "hold_form": HoldForm(),
        **shown,
        **toasts.kept(request),
    }
    return render(request, "plans/steering/athlete.html", context, status=status)


def _save(request: TeamRequest, forms: list[AutomationForm], runner: Athlete | None = None) -> None:
    wanted = {form.verdict: form.wanted for form in forms}
    if set_automation(request.actor.team, wanted, request.user, runner):
        messages.success(request, _("Saved. It counts from the next night on."))
    else:
        messages.success(request, _("Nothing to save: it is all as it was."))


def _who_agreed(athletes: list[Athlete]) -> list[Athlete]:
    """What was proposed follows from health data, and is counted where all of it may be used."""
    kinds = consented(athletes)
    return [athlete for athlete in athletes if kinds[athlete.pk] >= ALL_KINDS]


def _counted(kinds: dict[str, int]) -> dict[str, int]:
    answered = {name: kinds.get(name, 0) for name in ("applied", "kept", "open")}
    return {**answered, "approved": kinds.get("approved", 0) + kinds.get("edited", 0), "all": sum(kinds.values())}


def _lock(request: TeamRequest, pk: int, lock_pk: int) -> Lock:
    locks = Lock.objects.in_team(request.actor.team).filter(athlete__in=request.actor.athletes, athlete=pk)
    return get_object_or_404(locks, pk=lock_pk)
