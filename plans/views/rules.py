"""A team's thresholds: set by sliders, looked at beside a replay of past logs, saved as a version."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from athletes import looks
from athletes.access import manager_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans.engine.guide import Row, Section, guide
from plans.engine.replay_tables import RATES
from plans.engine.replay_words import ALSO_ASSUMED, ASSUMED, sentences
from plans.engine.rulebook import thresholds
from plans.engine.threshold_words import changes, step
from plans.replaying import PolicyComparison, Span, compare_policies
from plans.rulebooks import Overtaken, change_thresholds, put_back, reset_thresholds, rulebook_of, version_of, versions
from plans.rules_forms import RulesForm
from readiness.models import DailyLog, TeamRules

REPLAYED_WEEKS = 8
MOST_REPLAYED = 20
"""Athletes, those who checked in last: a page must not wait for five hundred."""
SHOWN_VERSIONS = 10


@require_GET
@manager_page
def team_rules(request: TeamRequest) -> HttpResponse:
    return _page(request, _form(request))


@require_POST
@manager_page
def rules_preview(request: TeamRequest) -> HttpResponse:
    """What would change, before anything does. The replay is read when the page is there."""
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, 422)
    if not form.values:
        messages.success(request, _("Nothing to look at: every number is as it was."))
        return redirect("team_rules")
    return _preview(request, form)


@require_POST
@manager_page
def rules_replay(request: TeamRequest) -> HttpResponse:
    """The past weeks under the rules in force and under these, beside each other."""
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, 422)
    athletes = _replayed(request)
    looks.note(request.actor, athletes, "rules")
    today = local_date(timezone.now(), "UTC")
    found = compare_policies(
        request.actor.team,
        form.values,
        span=Span(today - timedelta(weeks=REPLAYED_WEEKS)),
        among=[athlete.pk for athlete in athletes],
    )
    context = {"athletes": len(found.before.athletes), "capped": len(athletes) == MOST_REPLAYED, **_told(found)}
    if request.htmx:
        return render(request, "plans/rules/_replay.html", context)
    return _preview(request, form, context)


@require_POST
@manager_page
def rules_save(request: TeamRequest) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, 422)
    said = form.cleaned_data
    try:
        if form.values:
            change_thresholds(request.actor.team, form.values, request.user, said["note"], seen=said["seen"])
    except Overtaken:
        said_again = {**request.POST.dict(), "seen": str(version_of(request.actor.team))}
        form = RulesForm(said_again, rulebook_of(request.actor.team), version_of(request.actor.team))
        form.add_error(
            None,
            _("Somebody changed the rules meanwhile. Nothing of yours was saved; your numbers still stand below."),
        )
        return _page(request, form, 409)
    messages.success(request, _("Saved. It counts from the next night on; decisions already taken stay."))
    return redirect("team_rules")


@require_POST
@manager_page
def rules_put_back(request: TeamRequest, version: int) -> HttpResponse:
    """An earlier version in force again; version 0 are the defaults."""
    try:
        if version:
            put_back(request.actor.team, version, request.user)
        else:
            reset_thresholds(request.actor.team, request.user, _("All numbers back to the defaults."))
    except TeamRules.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("Put back, as a version of its own."))
    return redirect("team_rules")


def _form(request: TeamRequest) -> RulesForm:
    team = request.actor.team
    return RulesForm(request.POST or None, rulebook_of(team), version_of(team))


def _page(request: TeamRequest, form: RulesForm, status: int = 200) -> HttpResponse:
    read = guide(form.rulebook, _)
    context = {
        "form": form,
        "guide": read,
        "sections": [(section, _rows(form, section)) for section in read.sections],
        "versions": versions(request.actor.team).select_related("written_by")[:SHOWN_VERSIONS],
        "version": form.initial["seen"],
    }
    return render(request, "plans/rules/team.html", context, status=status)


def _rows(form: RulesForm, section: Section) -> list[tuple[Row, BoundField, str]]:
    """What the table says of each threshold, its field, and the step of its slider."""
    return [(row, form[row.name], f"{step(thresholds()[row.name].behind):g}") for row in section.rows]


def _preview(request: TeamRequest, form: RulesForm, replayed: dict[str, Any] | None = None) -> HttpResponse:
    context = {
        "form": form,
        "changes": list(changes(form.rulebook, form.values)),
        "values": form.values.items(),
        "replayed": replayed,
        "weeks": REPLAYED_WEEKS,
    }
    return render(request, "plans/rules/preview.html", context)


def _replayed(request: TeamRequest) -> list[Athlete]:
    """Those of the actor's athletes who checked in last. Two queries."""
    athletes = request.actor.athletes.filter(archived_at=None)
    logs = DailyLog.objects.in_team(request.actor.team).filter(athlete__in=athletes.values("pk"))
    last = logs.order_by().values("athlete_id").annotate(last=Max("local_date")).order_by("-last", "athlete_id")
    return list(athletes.filter(pk__in=[row["athlete_id"] for row in last[:MOST_REPLAYED]]))


def _told(found: PolicyComparison) -> dict[str, Any]:
    was, now = found.before.total, found.after.total
    return {
        "rates": [(name.replace("_", " "), rate(was), rate(now)) for _head, name, rate in RATES],
        "sentences": sentences(found.comparison, _, ngettext),
        "assumed": f"{ASSUMED[True]} {ALSO_ASSUMED}",
    }
