"""One action on the chosen athletes, or on all that a filter finds: look first, then do, then what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from athletes import shelf
from athletes.access import Actor, coach_page
from athletes.requests import TeamRequest
from athletes.roster_bulk import Action, act, intend
from athletes.roster_changes import AthleteChange, Line, NotInScope, Outcome, RosterMoved, in_scope, take_back
from athletes.roster_list import Shown, found
from athletes.views.roster import require_writing

RESULT = "roster result"
MOST_ATHLETES = 2000


@require_http_methods(["GET", "POST"])
@coach_page
def roster_bulk(request: TeamRequest) -> HttpResponse:
    """GET shows what would happen to whom, POST does it to exactly them."""
    actor = request.actor
    require_writing(actor)
    sent = request.POST if request.method == "POST" else request.GET
    shown = Shown.of(sent.dict())
    try:
        action, ids = Action.of(actor, sent.get("action", "")), _chosen(request, shown)
        athletes = in_scope(actor, ids)
    except NotInScope:
        raise Http404 from None
    if action is None or not athletes:
        messages.warning(request, _("Choose athletes, and what to do with them."))
        return redirect(_roster(shown))
    action.require(actor)
    if request.method == "POST":
        try:
            lines, changes = act(actor, action, athletes, now=timezone.now())
        except RosterMoved:
            messages.warning(
                request, _("Somebody else changed the roster in the same moment. Nothing was written; look again.")
            )
            return redirect(_roster(shown))
        return redirect("roster_result", keep_result(actor, action.title, [(None, line) for line in lines], changes))
    intended = [each.line for each in intend(actor, action, athletes)]
    context = {"action": action, "shown": shown, "ids": ",".join(map(str, ids)), **by_outcome(intended)}
    return render(request, "athletes/roster_bulk.html", context)


def _chosen(request: TeamRequest, shown: Shown) -> list[int]:
    """Whom it is about: who was ticked or all that the filter finds, and then exactly those who were shown.

    Raises `NotInScope` for what is no number.
    """
    if request.method == "POST":
        said = request.POST.get("athletes", "").split(",")
    elif request.GET.get("everybody"):
        return list(found(request.actor, shown).values_list("pk", flat=True)[:MOST_ATHLETES])
    else:
        said = request.GET.getlist("athlete")
    said = list(filter(None, said))
    if not all(text.isascii() and text.isdigit() and len(text) < 19 for text in said):
        raise NotInScope
    return [int(text) for text in dict.fromkeys(said)]


def _roster(shown: Shown) -> str:
    return reverse("roster") + shown.query()


def by_outcome(lines: Sequence[Line]) -> dict[str, Any]:
    return {outcome.value: [line for line in lines if line.outcome is outcome] for outcome in Outcome}


def keep_result(
    actor: Actor, title: str, lines: Sequence[tuple[int | None, Line]], changes: Sequence[AthleteChange]
) -> str:
    """The key under which the result page finds it."""
    said = [[number, line.about, line.outcome, line.why, line.athlete] for number, line in lines]
    undo = [change.as_json() for change in changes]
    return shelf.put(actor, RESULT, {"title": title, "lines": said, "undo": undo})


@require_GET
@coach_page
def roster_result(request: TeamRequest, key: str) -> HttpResponse:
    kept = _kept(request, key)
    there = set(request.actor.athletes.filter(pk__in=[line[4] for line in kept["lines"]]).values_list("pk", flat=True))
    lines = [
        (number, Line(about, Outcome(outcome), why, pk if pk in there else None))
        for number, about, outcome, why, pk in kept["lines"]
    ]
    parts = {o.value: [(number, line) for number, line in lines if line.outcome is o] for o in Outcome}
    context = {"title": kept["title"], "key": key, "undoable": bool(kept["undo"]), **parts}
    return render(request, "athletes/roster_result.html", context)


@require_POST
@coach_page
def roster_undo(request: TeamRequest, key: str) -> HttpResponse:
    """Take back what was done, for whom nothing has been written over it."""
    kept = _kept(request, key)
    changes = [AthleteChange.from_json(said) for said in kept["undo"]]
    if not request.actor.may_manage and any(change.joins or change.leaves for change in changes):
        raise PermissionDenied(_("Only the team's owners and its head coach change groups."))
    try:
        lines = take_back(request.actor, changes, now=timezone.now())
    except NotInScope:
        raise Http404 from None
    except RosterMoved:
        messages.warning(request, _("Somebody else changed the roster in the same moment. Nothing was taken back."))
        return redirect("roster_result", key)
    shelf.clear(key)
    title = _("Undone: %(title)s") % {"title": kept["title"]}
    return redirect("roster_result", keep_result(request.actor, title, [(None, line) for line in lines.values()], []))


def _kept(request: TeamRequest, key: str) -> Any:
    kept = shelf.look(request.actor, RESULT, key)
    if kept is None:
        raise Http404
    return kept
