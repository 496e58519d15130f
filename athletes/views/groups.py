"""Groups: which there are, and who trains in them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from athletes.access import manager_page
from athletes.groups import add_group, delete_group, groups_of, put_in, rename_group, take_out
from athletes.models import Group, GroupAthlete
from athletes.requests import TeamRequest
from athletes.team_forms import AthletesForm, GroupForm


@require_http_methods(["GET", "POST"])
@manager_page
def groups(request: TeamRequest) -> HttpResponse:
    """All groups, and a form for one more."""
    form = GroupForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = add_group(request.actor, form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("group", made.pk)
    context = {"form": form, "groups": groups_of(request.actor.team)}
    return render(request, "athletes/team/groups.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@manager_page
def group(request: TeamRequest, pk: int) -> HttpResponse:
    """Who is in the group and who is not; a post gives it another name."""
    found = _group(request, pk)
    form = GroupForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if form.is_valid():
        try:
            rename_group(request.actor, _group(request, pk), form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The group is called %(name)s now.") % {"name": form.cleaned_data["name"]})
            return redirect("group", pk)
    return _group_page(request, found, form)


@require_POST
@manager_page
def group_put_in(request: TeamRequest, pk: int) -> HttpResponse:
    found = _group(request, pk)
    chosen = AthletesForm(request.POST, offered=request.actor.athletes)
    if not chosen.is_valid():
        return _group_page(request, found, chosen=chosen)
    number = put_in(request.actor, found, chosen.cleaned_data["athletes"])
    said = ngettext("%(number)s athlete is in the group now.", "%(number)s athletes are in the group now.", number)
    messages.success(request, said % {"number": number})
    return redirect("group", pk)


@require_POST
@manager_page
def group_take_out(request: TeamRequest, pk: int) -> HttpResponse:
    found = _group(request, pk)
    chosen = AthletesForm(request.POST, offered=request.actor.athletes)
    if not chosen.is_valid():
        return _group_page(request, found, chosen=chosen)
    number = take_out(request.actor, found, chosen.cleaned_data["athletes"])
    said = ngettext("%(number)s athlete left the group.", "%(number)s athletes left the group.", number)
    messages.success(request, said % {"number": number})
    return redirect("group", pk)


@require_http_methods(["GET", "POST"])
@manager_page
def group_delete(request: TeamRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(groups_of(request.actor.team), pk=pk)
    if request.method == "POST":
        delete_group(request.actor, found)
        messages.success(request, _("The group %(name)s is gone; its athletes stay.") % {"name": found.name})
        return redirect("groups")
    return render(request, "athletes/team/group_delete.html", {"group": found})


def _group(request: TeamRequest, pk: int) -> Group:
    return get_object_or_404(Group.objects.in_team(request.actor.team), pk=pk)


def _group_page(
    request: TeamRequest, found: Group, form: GroupForm | None = None, chosen: AthletesForm | None = None
) -> HttpResponse:
    form = form or GroupForm(initial={"name": found.name})
    places = GroupAthlete.objects.in_team(request.actor.team).filter(group=found)
    inside = set(places.values_list("athlete_id", flat=True))
    athletes = list(request.actor.athletes)
    context = {
        "form": form,
        "chosen": chosen,
        "group": found,
        "inside": [athlete for athlete in athletes if athlete.pk in inside],
        "outside": [athlete for athlete in athletes if athlete.pk not in inside],
    }
    return render(request, "athletes/team/group.html", context, status=422 if form.errors or chosen else 200)
