"""Adding an athlete, editing one, and editing one cell of the roster where it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from athletes.access import coach_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.roster import add_athlete, edit_athlete
from athletes.roster_forms import AthleteEditForm, AthleteForm
from athletes.roster_list import Shown, found, with_groups
from athletes.views.roster import editable_cells, require_writing


@require_http_methods(["GET", "POST"])
@coach_page
def athlete_new(request: TeamRequest) -> HttpResponse:
    require_writing(request.actor)
    initial = {"zone": request.user.zone, "weekdays": list(range(7))}
    form = AthleteForm(_posted(request), initial=initial, actor=request.actor)
    save = partial(add_athlete, request.actor, now=timezone.now())
    return _form_page(request, form, save, _("%(name)s is on the roster."))


@require_http_methods(["GET", "POST"])
@coach_page
def athlete_edit(request: TeamRequest, pk: int) -> HttpResponse:
    athlete = _editable(request, pk)
    form = AthleteEditForm(_posted(request), instance=athlete, initial=_initial(athlete), actor=request.actor)
    save = partial(edit_athlete, request.actor, athlete)
    return _form_page(request, form, save, _("What you changed for %(name)s is saved."))


def _form_page(request: TeamRequest, form: AthleteForm, save: Callable[..., Athlete], said: str) -> HttpResponse:
    athlete = _saved(form, save)
    if athlete is not None:
        messages.success(request, said % {"name": athlete.name})
        return redirect("athlete", athlete.pk)
    return render(request, "athletes/athlete_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@coach_page
def roster_cell(request: TeamRequest, pk: int, field: str) -> HttpResponse:
    """One cell: its form (GET), or as it stands (GET with `as=text`, and after it is saved)."""
    athlete = _editable(request, pk)
    form = AthleteEditForm(
        _posted(request), instance=athlete, initial=_initial(athlete), actor=request.actor, only=field,
        auto_id=f"cell-{pk}-%s",
    )  # fmt: skip
    edits = editable_cells(request.actor)
    if field not in edits or field not in form.fields:
        raise Http404
    saved = _saved(form, partial(edit_athlete, request.actor, athlete))
    if saved is None and request.GET.get("as") != "text":
        context = {"athlete": athlete, "form": form, "field": form[field]}
        return render(request, "athletes/_roster_cell_form.html", context, status=422 if form.errors else 200)
    fresh = with_groups(found(request.actor, Shown()).filter(pk=pk), request.actor).get()
    said = _("%(name)s: saved.") % {"name": fresh.name} if saved else ""
    context = {"athlete": fresh, "cell": field, "edits": edits, "said": said, "is_edited": True}
    context["edit_url"] = reverse("athlete_edit", args=[pk])
    return render(request, "athletes/_roster_cell.html", context)


def _saved(form: AthleteForm, save: Callable[..., Athlete]) -> Athlete | None:
    """The athlete as written; None with the errors in the form, which then holds what is there now."""
    if not form.is_valid():
        return None
    try:
        return save(**form.answers())
    except ValidationError as error:
        form.add_error(None, error)
        if isinstance(form, AthleteEditForm):
            form.show_what_is_there_now(Athlete.objects.in_team(form.actor.team).get(pk=form.instance.pk))
        return None


def _editable(request: TeamRequest, pk: int) -> Athlete:
    athlete: Athlete = get_object_or_404(request.actor.athletes, pk=pk)
    require_writing(request.actor)
    return athlete


def _initial(athlete: Athlete) -> dict[str, Any]:
    places = athlete.athlete_groups.values_list("group", flat=True)
    return {"weekdays": athlete.available_weekdays, "groups": list(places)}


def _posted(request: TeamRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
