"""The squad board: the weeks of everybody, one row each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from athletes import looks
from athletes.access import Actor, coach_page
from athletes.requests import TeamRequest
from athletes.roster_list import groups_to_choose
from athletes.zones import local_date
from plans import boards
from plans.boards import PLACES, WEEKS, BoardRow, Shown
from plans.cohort_forms import MoveForm
from plans.models import PhaseKind
from plans.views.board_rows import cards, table_rows
from readiness.models import Status

STEP_WEEKS = 8


@require_GET
@coach_page
@vary_on_headers("HX-Request")
def board(request: TeamRequest) -> HttpResponse:
    shown = Shown.of(request.GET.dict())
    today = local_date(timezone.now(), request.user.zone)
    first = shown.first_monday(today)
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
    rows = boards.board(request.actor, shown, today, mondays)
    looks.note(request.actor, [row.athlete for row in rows], "board")
    context = {
        "shown": shown,
        "count": len(rows),
        "is_empty": not rows and not shown.is_filtered,
        "mondays": mondays,
        "this_monday": today - timedelta(days=today.weekday()),
        "rows": table_rows(rows, mondays, today, may_plan=request.actor.may_write),
        "phases": PhaseKind.choices,
        "path": reverse("board"),
        "filters": filters(request.actor, shown),
        "earlier": shown.query(first=_iso(first - timedelta(weeks=STEP_WEEKS))),
        "later": shown.query(first=_iso(first + timedelta(weeks=STEP_WEEKS))),
        "around_today": shown.query(first=""),
    }
    return render(request, "plans/board/_table.html" if is_part(request) else "plans/board/board.html", context)


def _columns(
    rows: Sequence[BoardRow], ticked: Collection[int], *, may_write: bool
) -> list[tuple[str, str, int, SafeString]]:
    """For each place its name, its label, how many stand there, and their cards."""
    there = {place: [row for row in rows if row.place == place] for place in PLACES}
    return [
        (place, str(PLACES[place]), len(own), cards(own, ticked, may_write=may_write)) for place, own in there.items()
    ]


def is_part(request: TeamRequest) -> bool:
    """Whether htmx asks for what changes with the filters only."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def filters(actor: Actor, shown: Shown) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """For each filter its name, its label and its choices: value, words, whether chosen."""
    found: list[Any] = list(groups_to_choose(actor))
    groups = [(str(group.pk), f"{group.name} ({group.size})") for group in found]
    choices: dict[str, tuple[str, list[tuple[str, Any]]]] = {
        "group": (_("Group"), [("", _("All groups")), *groups]),
        "phase": (_("Phase"), [("", _("All phases")), *PLACES.items()]),
        "status": (_("Status"), [("", _("Any")), *Status.choices]),
    }
    return [
        (name, label, [(value, str(words), value == getattr(shown, name)) for value, words in values])
        for name, (label, values) in choices.items()
        if name != "group" or groups
    ]


def _iso(day: date) -> str:
    return day.isoformat()


@require_GET
@coach_page
@vary_on_headers("HX-Request")
def board_phases(request: TeamRequest) -> HttpResponse:
    return phases_page(request, form=MoveForm())


def phases_page(
    request: TeamRequest, *, form: MoveForm, ticked: Collection[int] = (), problem: str = "", status: int = 200
) -> HttpResponse:
    """The squad as columns of phases; with what somebody sent in vain, as they sent it."""
    shown = Shown.of(request.GET.dict())
    today = local_date(timezone.now(), request.user.zone)
    rows = boards.board(request.actor, shown, today)
    looks.note(request.actor, [row.athlete for row in rows], "board")
    context = {
        "shown": shown,
        "count": len(rows),
        "is_empty": not rows and not shown.is_filtered,
        "columns": _columns(rows, ticked, may_write=request.actor.may_write),
        "form": form,
        "ticked": ticked,
        "problem": problem,
        "path": reverse("board_phases"),
        "filters": filters(request.actor, shown),
    }
    name = "_columns" if is_part(request) else "phases"
    return render(request, f"plans/board/{name}.html", context, status=status)
