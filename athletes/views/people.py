"""The people of a team: who coaches in which role, and what becomes of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from athletes.access import coach_page, manager_page, member_page, owner_page
from athletes.authority import given_by
from athletes.groups import groups_of
from athletes.invitations import not_accepted
from athletes.memberships import change_membership, end_membership, in_force, transfer_ownership
from athletes.models import Membership, Role
from athletes.requests import TeamRequest
from athletes.team_forms import role_form

_FROM_THE_TOP = list(Role)


@require_GET
@coach_page
def team(request: TeamRequest) -> HttpResponse:
    actor = request.actor
    people = sorted(in_force(actor.team), key=lambda each: (_FROM_THE_TOP.index(Role(each.role)), each.user.name))
    context = {
        "people": [(each, each.role in given_by(actor)) for each in people],
        "groups": groups_of(actor.team).count() if actor.may_manage else 0,
        "invitations": not_accepted(actor.team).count() if actor.may_manage else 0,
    }
    return render(request, "athletes/team/people.html", context)


@require_http_methods(["GET", "POST"])
@manager_page
def member(request: TeamRequest, pk: int) -> HttpResponse:
    """Role and groups of one coach, in one form."""
    membership = _membership(request, pk)
    form = role_form(request.POST if request.method == "POST" else None, request.actor, membership)
    if form.is_valid():
        try:
            change_membership(request.actor, membership, **form.said())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("What you changed for %(name)s is saved.") % {"name": membership.user.name})
            return redirect("team")
    context = {"form": form, "membership": membership}
    return render(request, "athletes/team/member.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@manager_page
def member_end(request: TeamRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    said = _("%(name)s is no longer in the team.") % {"name": membership.user.name}
    return _end_page(request, membership, "athletes/team/member_end.html", said)


@require_http_methods(["GET", "POST"])
@owner_page
def ownership(request: TeamRequest, pk: int) -> HttpResponse:
    """Hand the team over to this coach."""
    coaches = in_force(request.actor.team).exclude(role=Role.OWNER)
    membership = get_object_or_404(coaches, pk=pk)
    if request.method == "POST":
        transfer_ownership(request.actor, membership)
        said = _("%(name)s owns the team now; you are its head coach.") % {"name": membership.user.name}
        messages.success(request, said)
        return redirect("team")
    return render(request, "athletes/team/ownership.html", {"membership": membership})


@require_http_methods(["GET", "POST"])
@member_page
def leave(request: TeamRequest) -> HttpResponse:
    """A coach leaves by themselves."""
    membership = get_object_or_404(in_force(request.actor.team), user=request.user)
    said = _("You have left %(team)s.") % {"team": membership.team}
    return _end_page(request, membership, "athletes/team/leave.html", said)


def _membership(request: TeamRequest, pk: int) -> Membership:
    """Somebody of the actor's team whose role they give and take. Raises Http404 and PermissionDenied."""
    membership = get_object_or_404(in_force(request.actor.team), pk=pk)
    if membership.role not in given_by(request.actor):
        raise PermissionDenied(_("Only an owner changes the role of an owner or a head coach."))
    return membership


def _end_page(request: TeamRequest, membership: Membership, template: str, said: str) -> HttpResponse:
    """Say what will happen, and let it happen."""
    refused = ""
    if request.method == "POST":
        try:
            end_membership(request.actor, membership)
        except ValidationError as error:
            refused = error.messages[0]
        else:
            messages.success(request, said)
            return redirect("home" if membership.user == request.user else "team")
    context = {"membership": membership, "refused": refused}
    return render(request, template, context, status=422 if refused else 200)
