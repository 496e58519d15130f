"""Invite people, and see who has not come yet."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from athletes.access import manager_page
from athletes.authority import given_by
from athletes.codes import in_groups
from athletes.invitations import invite, not_accepted, renew, revoke
from athletes.models import Invitation
from athletes.requests import TeamRequest
from athletes.team_forms import AthleteInvitationForm, CoachInvitationForm


@require_GET
@manager_page
def invitations(request: TeamRequest) -> HttpResponse:
    now, given = timezone.now(), given_by(request.actor)
    rows = [(each, each.expires_at > now, each.role in given) for each in not_accepted(request.actor.team)]
    return render(request, "athletes/team/invitations.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@manager_page
def invite_coach(request: TeamRequest) -> HttpResponse:
    form = CoachInvitationForm(request.POST if request.method == "POST" else None, actor=request.actor)
    return _form_page(request, form, _("Invite a coach"))


@require_http_methods(["GET", "POST"])
@manager_page
def invite_athlete(request: TeamRequest) -> HttpResponse:
    form = AthleteInvitationForm(request.POST if request.method == "POST" else None, actor=request.actor)
    return _form_page(request, form, _("Invite an athlete or a guardian"))


@require_POST
@manager_page
def invitation_renew(request: TeamRequest, pk: int) -> HttpResponse:
    try:
        renewed, code = renew(request.actor, _invitation(request, pk))
    except ValidationError as error:
        return _list_with(request, error.messages[0])
    return _made(request, renewed, code)


@require_POST
@manager_page
def invitation_revoke(request: TeamRequest, pk: int) -> HttpResponse:
    revoke(request.actor, _invitation(request, pk))
    return _list_with(request, _("The invitation is revoked; its link and its code open nothing any more."))


def _invitation(request: TeamRequest, pk: int) -> Invitation:
    return get_object_or_404(not_accepted(request.actor.team), pk=pk)


def _list_with(request: TeamRequest, said: str) -> HttpResponse:
    messages.info(request, said)
    return redirect("invitations")


def _form_page(request: TeamRequest, form: CoachInvitationForm | AthleteInvitationForm, title: str) -> HttpResponse:
    if form.is_valid():
        try:
            made, code = invite(request.actor, **form.said())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _made(request, made, code)
    context = {"form": form, "title": title}
    return render(request, "athletes/team/invite.html", context, status=422 if form.errors else 200)


def _made(request: TeamRequest, invitation: Invitation, code: str) -> HttpResponse:
    """The only page that ever shows the code: the answer to the post itself, so that no row and no session keeps it."""
    context = {
        "invitation": invitation,
        "link": request.build_absolute_uri(reverse("invitation", args=[code])),
        "code": in_groups(code),
    }
    response = render(request, "athletes/team/invitation_made.html", context)
    patch_cache_control(response, no_store=True)
    return response
