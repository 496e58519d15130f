"""The roster: who is on the team, found, sorted and counted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from athletes.access import Actor, coach_page
from athletes.models import Level
from athletes.requests import TeamRequest
from athletes.roster import weekdays_in_words
from athletes.roster_bulk import actions_for
from athletes.roster_list import ACCOUNTS, NO_GROUP, SORTS, STATES, Shown, found, groups_to_choose, page_of

CELLS = ("name", "email", "level", "baseline_km_per_week", "groups")


@require_GET
@coach_page
@vary_on_headers("HX-Request")
def roster(request: TeamRequest) -> HttpResponse:
    actor, shown = request.actor, Shown.of(request.GET.dict())
    in_list = bool(request.htmx) and not request.htmx.history_restore_request
    context = roster_context(actor, shown, request.GET.get("page"))
    response = render(request, "athletes/_roster.html" if in_list else "athletes/roster.html", context)
    if in_list:
        response["HX-Push-Url"] = request.path + shown.query()
    return response


def roster_context(actor: Actor, shown: Shown, page_number: str | None) -> dict[str, Any]:
    page = page_of(found(actor, shown), page_number, actor)
    groups = list(groups_to_choose(actor))
    is_empty = not page.paginator.count and not shown.is_filtered and not shown.archived
    for athlete in page.object_list:
        athlete.weekdays = weekdays_in_words(athlete)  # type: ignore[attr-defined]
    return {
        "page": page,
        "earlier": shown.query(page=page.number - 1),
        "later": shown.query(page=page.number + 1),
        "shown": shown,
        "is_empty": is_empty,
        "has_archived": is_empty and actor.archived_athletes.exists(),
        "columns": [
            (name, label, _direction(shown, name), shown.sorted_by(name).query()) for name, label in SORTS.items()
        ],
        "filters": _filters(shown, groups, in_no_group=actor.group_ids is None),
        "sorts": [(key, label, key == shown.sort) for key, label in _sort_choices()],
        "actions": actions_for(actor, groups, archived=shown.archived) if actor.may_write else [],
        "has_groups": bool(groups),
        "edits": () if shown.archived else editable_cells(actor),
    }


def editable_cells(actor: Actor) -> tuple[str, ...]:
    """The cells that this person may change where they stand; groups decide who sees whom."""
    if not actor.may_write:
        return ()
    return CELLS if actor.may_manage else CELLS[:-1]


def _filters(
    shown: Shown, groups: list[Any], *, in_no_group: bool
) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """For each filter its name, its label and its choices: value, words, whether chosen."""
    group_choices = [(str(group.pk), f"{group.name} ({group.size})") for group in groups]
    if group_choices and in_no_group:
        group_choices.append((NO_GROUP, _("In no group")))
    choices = {
        "group": (_("Group"), [("", _("All groups")), *group_choices]),
        "level": (_("Level"), [("", _("All levels")), *((level.value, str(level.label)) for level in Level)]),
        "account": (_("Account"), [("", _("Any")), *((k, str(v)) for k, v in ACCOUNTS.items())]),
        "state": (_("List"), [("", _("On the roster")), *((k, str(v)) for k, v in STATES.items())]),
    }
    return [
        (name, label, [(value, words, value == getattr(shown, name)) for value, words in values])
        for name, (label, values) in choices.items()
        if name != "group" or group_choices
    ]


def _sort_choices() -> list[tuple[str, str]]:
    up = [(name, str(label)) for name, label in SORTS.items()]
    return [*up, *((f"-{name}", _("%(name)s, reversed") % {"name": label}) for name, label in up)]


def _direction(shown: Shown, name: str) -> str:
    """As `aria-sort` says it."""
    return {name: "ascending", f"-{name}": "descending"}.get(shown.sort, "none")


def require_writing(actor: Actor) -> None:
    """For pages whose GET is a form already."""
    if not actor.may_write:
        raise PermissionDenied(_("Your role in this team reads only."))
