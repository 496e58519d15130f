"""Thresholds, of the team or tried by a group first: set by sliders, looked at beside a replay, saved as a version."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_GET, require_POST

from athletes import looks
from athletes.access import manager_page
from athletes.models import Athlete, Group, GroupAthlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans.engine.guide import Row, Section, guide
from plans.engine.replay_tables import RATES
from plans.engine.replay_words import ALSO_ASSUMED, ASSUMED, sentences
from plans.engine.rulebook import Rulebook, thresholds
from plans.engine.threshold_words import changes, step
from plans.refusals import reason_of
from plans.replaying import PolicyComparison, Span, compare_policies
from plans.rulebooks import (
    Overtaken,
    change_thresholds,
    groups_with_rules,
    own_of,
    put_back,
    reset_thresholds,
    roll_out,
    rulebook_of,
    version_of,
    versions,
)
from plans.rules_forms import RulesForm
from readiness.models import DailyLog, TeamRules

REPLAYED_WEEKS = 8
MOST_REPLAYED = 20
"""Athletes, those who checked in last: a page must not wait for five hundred."""
SHOWN_VERSIONS = 10


RATE_WORDS = {
    "alerts_per_week": gettext_noop("Amber and red days"),
    "session_changes_per_week": gettext_noop("Changes of sessions"),
    "phase_decisions_per_week": gettext_noop("Decisions about phases"),
    "changes_per_week": gettext_noop("Changes in all"),
    "reversals_per_week": gettext_noop("Changes turned around within a week"),
    "day_ahead_lift": gettext_noop("Bad days after amber or red ones, against those after green ones"),
}


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
        return _back(request)
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
        group=_group(request),
    )
    context = {"athletes": len(found.before.athletes), "capped": len(athletes) == MOST_REPLAYED, **_told(found)}
    if request.htmx:
        return render(request, "plans/rules/_replay.html", context)
    return _preview(request, form, context)


@require_POST
@manager_page
def rules_save(request: TeamRequest) -> HttpResponse:
    form, team, group = _form(request), request.actor.team, _group(request)
    if not form.is_valid():
        return _page(request, form, 422)
    said = form.cleaned_data
    try:
        if form.values:
            change_thresholds(team, form.values, request.user, said["note"], seen=said["seen"], group=group)
    except Overtaken:
        version = version_of(team, group)
        form = RulesForm({**request.POST.dict(), "seen": str(version)}, rulebook_of(team, group), version)
        form.add_error(
            None,
            _("Somebody changed the rules meanwhile. Nothing of yours was saved; your numbers still stand below."),
        )
        return _page(request, form, 409)
    except ValueError as error:
        form.add_error(None, _("%(why)s Nothing was saved.") % {"why": reason_of(error)})
        return _page(request, form, 422)
    messages.success(request, _("Saved. It counts from the next night on; decisions already taken stay."))
    return _back(request)


@require_POST
@manager_page
def rules_roll_out(request: TeamRequest) -> HttpResponse:
    """What a group tried holds for everybody."""
    group = _group(request)
    if group is None:
        raise Http404(_("There is no such group."))
    try:
        roll_out(group, request.user, seen=_seen(request))
    except Overtaken:
        messages.error(request, _("Somebody changed the rules meanwhile. Nothing was rolled out: look once more."))
        return _back(request)
    except ValueError as error:
        messages.error(request, _("%(why)s Nothing was rolled out.") % {"why": reason_of(error)})
        return _back(request)
    messages.success(request, _("It holds for the whole team from the next night on."))
    return redirect("team_rules")


@require_POST
@manager_page
def rules_put_back(request: TeamRequest, version: int) -> HttpResponse:
    """An earlier version in force again; version 0 are the defaults, or what the team has."""
    team, group = request.actor.team, _group(request)
    try:
        if version:
            put_back(team, version, request.user, seen=_seen(request), group=group)
        else:
            note = _("As the team again.") if group else _("All numbers back to the defaults.")
            reset_thresholds(team, request.user, note, seen=_seen(request), group=group)
    except TeamRules.DoesNotExist as error:
        raise Http404 from error
    except Overtaken:
        messages.error(request, _("Somebody changed the rules meanwhile. Nothing was put back: look once more."))
    except ValueError as error:
        messages.error(request, _("%(why)s Nothing was put back.") % {"why": reason_of(error)})
    else:
        messages.success(request, _("Put back, as a version of its own."))
    return _back(request)


def _group(request: TeamRequest) -> Group | None:
    """The group whose rules are asked for; None is the team."""
    wanted = request.POST.get("group") or request.GET.get("group")
    if not wanted:
        return None
    if not (wanted.isdecimal() and len(wanted) < 19):
        raise Http404(_("There is no such group."))
    return get_object_or_404(Group.objects.in_team(request.actor.team), pk=int(wanted))


def _seen(request: TeamRequest) -> int:
    """The version that the page showed; none at all is no version."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 10 else -1


def _back(request: TeamRequest) -> HttpResponse:
    group = _group(request)
    return redirect(f"{reverse('team_rules')}?group={group.pk}" if group else "team_rules")


def _form(request: TeamRequest) -> RulesForm:
    team, group = request.actor.team, _group(request)
    return RulesForm(request.POST or None, rulebook_of(team, group), version_of(team, group))


def _page(request: TeamRequest, form: RulesForm, status: int = 200) -> HttpResponse:
    read, team, group = guide(form.rulebook, _), request.actor.team, _group(request)
    with_rules, of_team = groups_with_rules(team), rulebook_of(team) if group else None
    context = {
        "group": group,
        "groups": [(each, with_rules.get(each.pk, 0)) for each in Group.objects.in_team(team).order_by("name")],
        "own": len(own_of(group)) if group else 0,
        "form": form,
        "guide": read,
        "sections": [(section, _rows(form, section, of_team)) for section in read.sections],
        "versions": versions(team, group).select_related("written_by")[:SHOWN_VERSIONS],
        "version": form.initial["seen"],
    }
    return render(request, "plans/rules/team.html", context, status=status)


def _rows(
    form: RulesForm, section: Section, of_team: Rulebook | None
) -> list[tuple[Row, BoundField, str, float | None]]:
    """What the table says of each threshold, its field, the step of its slider, and the team's value where a group
    has another one."""
    return [
        (
            row,
            form[row.name],
            f"{step(thresholds()[row.name].behind):g}",
            of_team[row.name] if of_team and of_team[row.name] != form.rulebook[row.name] else None,
        )
        for row in section.rows
    ]


def _preview(request: TeamRequest, form: RulesForm, replayed: dict[str, Any] | None = None) -> HttpResponse:
    context = {
        "form": form,
        "group": _group(request),
        "changes": list(changes(form.rulebook, form.values, _)),
        "values": form.values.items(),
        "replayed": replayed,
        "weeks": REPLAYED_WEEKS,
    }
    return render(request, "plans/rules/preview.html", context)


def _replayed(request: TeamRequest) -> list[Athlete]:
    """Those of the actor's athletes who checked in last. Two queries."""
    athletes = request.actor.athletes.filter(archived_at=None)
    if group := _group(request):
        athletes = athletes.filter(
            pk__in=GroupAthlete.objects.in_team(group.team_id).filter(group=group).values("athlete")
        )
    logs = DailyLog.objects.in_team(request.actor.team).filter(athlete__in=athletes.values("pk"))
    last = logs.order_by().values("athlete_id").annotate(last=Max("local_date")).order_by("-last", "athlete_id")
    return list(athletes.filter(pk__in=[row["athlete_id"] for row in last[:MOST_REPLAYED]]))


def _told(found: PolicyComparison) -> dict[str, Any]:
    was, now = found.before.total, found.after.total
    return {
        "rates": [(_(RATE_WORDS[name]), rate(was), rate(now)) for _head, name, rate in RATES],
        "sentences": sentences(found.comparison, _, ngettext),
        "assumed": f"{_(ASSUMED[True])} {_(ALSO_ASSUMED)}",
    }
