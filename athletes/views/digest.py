"""The switch of the weekly digest."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from athletes.access import member_page
from athletes.models import Membership
from athletes.requests import TeamRequest


@require_POST
@member_page
def digest_switch(request: TeamRequest) -> HttpResponse:
    """On or off for oneself in this team, also for who only reads."""
    if not request.actor.is_coach:
        raise PermissionDenied(_("This page is for coaches."))
    wanted = "on" in request.POST
    own = Membership.objects.in_team(request.actor.team).filter(user=request.user, ended_at=None)
    own.update(weekly_digest=wanted)
    messages.success(request, _("The mail comes on Mondays.") if wanted else _("No mail on Mondays any more."))
    return redirect("account")
