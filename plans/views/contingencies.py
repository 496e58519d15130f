"""What athletes may do alone: for the team with its list of micro-sessions and swaps, and for one athlete."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from athletes import looks, shelf
from athletes.access import coach_page, manager_page
from athletes.requests import TeamRequest
from plans.contingencies import (
    Overtaken,
    StandIns,
    listed,
    policies_of,
    policy_of_team,
    set_list,
    set_policy,
)
from plans.contingency_forms import (
    SITUATIONS,
    SORTS,
    PolicyForm,
    StandInForm,
    changed_stand_in,
    shown_as,
    shown_stand_in,
)
from plans.engine.template_choices import Situation
from plans.models import SessionKind
from plans.template_words import say
from plans.views import toasts

_KIND = "stand-ins"


@require_http_methods(["GET", "POST"])
@manager_page
def team_contingencies(request: TeamRequest) -> HttpResponse:
    team = request.actor.team
    form = PolicyForm(_sent(request), initial=shown_as(policy_of_team(team)))
    if form.is_valid():
        _said(request, set_policy(team, form.policy, request.user))
        return redirect("team_contingencies")
    stand_ins, version = listed(team)
    context = {
        "form": form,
        "version": version,
        "situations": [(situation, label, _rows(stand_ins[situation])) for situation, label in SITUATIONS.items()],
        **toasts.kept(request),
    }
    return render(request, "plans/contingencies/team.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@coach_page
def athlete_contingencies(request: TeamRequest, pk: int) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    looks.note(request.actor, [runner], "automation")
    of_team, own = policies_of(request.actor.team, runner)
    form = PolicyForm(_sent(request), of_athlete=True, initial=shown_as(own or of_team, as_team=own is None))
    if form.is_valid():
        _said(request, set_policy(request.actor.team, form.policy, request.user, runner))
        return redirect("athlete_contingencies", pk)
    context = {"athlete": runner, "form": form}
    return render(request, "plans/contingencies/athlete.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@manager_page
def stand_in(request: TeamRequest, situation: str, position: int | None = None) -> HttpResponse:
    """One session of the list, or a new one at its end."""
    stand_ins, version = listed(request.actor.team)
    group = _group(stand_ins, situation)
    if position is not None and position >= len(group):
        raise Http404(_("There is no such session."))
    form = StandInForm(request.POST or None, initial=None if position is None else shown_stand_in(group[position]))
    if form.is_valid():
        new = [form.stored] if position is None else []
        changed = [changed_stand_in(form.stored, each) if n == position else each for n, each in enumerate(group)] + new
        if _saved(request, {**stand_ins, situation: changed}, form):
            return redirect("team_contingencies")
    context = {
        "form": form,
        "situation": SITUATIONS[Situation(situation)],
        "is_new": position is None,
        "version": request.POST.get("seen", version),
    }
    return render(request, "plans/contingencies/stand_in.html", context, status=422 if form.errors else 200)


@require_POST
@manager_page
def stand_in_arrange(request: TeamRequest, situation: str, position: int, how: str) -> HttpResponse:
    """Drop a session of the list, or change places with the one above it."""
    stand_ins, _version = listed(request.actor.team)
    group = list(_group(stand_ins, situation))
    if position >= len(group) or (how == "up" and position == 0):
        raise Http404(_("There is no such session."))
    taken = group.pop(position)
    if how == "up":
        group.insert(position - 1, taken)
    _saved(request, {**stand_ins, situation: group})
    return redirect("team_contingencies")


@require_POST
@manager_page
def stand_ins_reset(request: TeamRequest) -> HttpResponse:
    """Back to the list that comes with Fallow."""
    _saved(request, None)
    return redirect("team_contingencies")


@require_POST
@manager_page
def stand_ins_put_back(request: TeamRequest, key: str) -> HttpResponse:
    """The list as it was before one change."""
    kept = shelf.look(request.actor, _KIND, key)
    if kept is None:
        messages.error(request, _("This is too long ago to be undone. The list is as it was."))
        return redirect("team_contingencies")
    try:
        set_list(request.actor.team, kept["before"], request.user, seen=kept["after"])
    except Overtaken:
        messages.error(request, _("The list was changed since. Nothing was undone."))
    else:
        shelf.clear(key)
        messages.success(request, _("The list is as it was."))
    return redirect("team_contingencies")


def _saved(request: TeamRequest, wanted: StandIns | None, form: StandInForm | None = None) -> bool:
    """Write the list that was made from the version which the page has seen; what went wrong is told."""
    team = request.actor.team
    before, version = listed(team)
    try:
        set_list(team, wanted, request.user, seen=request.POST.get("seen", ""))
    except Overtaken:
        error = _("Somebody else changed the list meanwhile. Nothing was saved: look at it once more.")
    except ValidationError as invalid:
        error = invalid.messages[0]
    else:
        kept = {"before": before if version else None, "after": listed(team)[1]}
        toasts.keep(request, _("Saved."), reverse("stand_ins_put_back", args=[shelf.put(request.actor, _KIND, kept)]))
        return True
    if form is None:
        messages.error(request, error)
    else:
        form.add_error(None, error)
    return False


def _sent(request: TeamRequest) -> QueryDict | None:
    """A form without a tick sends an empty answer, which is one."""
    return request.POST if request.method == "POST" else None


def _group(stand_ins: StandIns, situation: str) -> list[dict[str, Any]]:
    if situation not in set(Situation):
        raise Http404(_("There is no such list."))
    return stand_ins[situation]


def _rows(group: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "title": say(each["title"]),
            "cue": say(each["cue"]),
            "kind": SessionKind(each["session"]).label if "session" in each else "",
            "dose": _dose(each),
            "instead_of": ", ".join(str(SORTS[sort]) for sort in each["instead_of"]),
        }
        for each in group
    ]


def _dose(each: dict[str, Any]) -> str:
    if minutes := each.get("minutes"):
        least, most = min(minutes.values()), max(minutes.values())
        return _("%(n)s min") % {"n": least if least == most else f"{least}–{most}"}
    share = each.get("share", 1)
    return _("all its minutes") if share == 1 else _("%(n)s %% of its minutes") % {"n": round(100 * share)}


def _said(request: TeamRequest, changed: bool) -> None:
    messages.success(request, _("Saved. It counts at once.") if changed else _("Nothing to save: all is as it was."))
