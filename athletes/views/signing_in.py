"""The door: in by e-mail and password, out by POST, and from one team into another."""

from __future__ import annotations

from django.contrib.auth.views import LoginView
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from athletes.access import actor_for
from athletes.forms import SignInForm
from athletes.requests import TeamRequest

sign_in = LoginView.as_view(
    template_name="athletes/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
)


@require_POST
def choose_team(request: TeamRequest, pk: int) -> HttpResponse:
    """Go on in another of the person's teams; the choice lasts as long as the session."""
    actor = actor_for(request.user, pk)
    if actor is None or actor.team.pk != pk:
        raise Http404(_("You belong to no such team."))
    request.session["team"] = pk
    return redirect("home")
