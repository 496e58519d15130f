"""The team itself: started, set up, laid to rest and woken again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from athletes.access import owner_page
from athletes.requests import TeamRequest
from athletes.team_forms import TeamForm, TeamSettingsForm
from athletes.teams import SETTINGS, archive_team, archived_teams, change_settings, new_team, restore_team


@require_http_methods(["GET", "POST"])
def team_new(request: TeamRequest) -> HttpResponse:
    """For anybody who is signed in."""
    form = TeamForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        team = new_team(request.user, form.cleaned_data["name"])
        request.session["team"] = team.pk
        messages.success(request, _("%(team)s is yours. Invite the people it needs.") % {"team": team.name})
        return redirect("team")
    return render(request, "athletes/team/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@owner_page
def team_settings(request: TeamRequest) -> HttpResponse:
    form = TeamSettingsForm(request.POST if request.method == "POST" else None, instance=request.actor.team)
    if form.is_valid():
        request.actor.team.refresh_from_db()  # the form wrote into it; what changes is read behind the lock
        change_settings(request.actor, **{name: form.cleaned_data[name] for name in SETTINGS})
        messages.success(request, _("The settings are saved."))
        return redirect("team_settings")
    if form.errors:
        request.actor.team.refresh_from_db()
    return render(request, "athletes/team/settings.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@owner_page
def team_archive(request: TeamRequest) -> HttpResponse:
    if request.method == "POST":
        archive_team(request.actor)
        messages.success(request, _("%(team)s is archived. Nothing of it was lost.") % {"team": request.actor.team})
        return redirect("team_archived")
    return render(request, "athletes/team/archive.html", {"athletes": request.actor.athletes.count()})


@require_GET
def team_archived(request: TeamRequest) -> HttpResponse:
    """The archived teams that the person owns, in whatever team they are now."""
    return render(request, "athletes/team/archived.html", {"teams": archived_teams(request.user)})


@require_POST
def team_restore(request: TeamRequest, pk: int) -> HttpResponse:
    team = get_object_or_404(archived_teams(request.user), pk=pk)
    restore_team(request.user, team, timezone.now())
    request.session["team"] = team.pk
    messages.success(request, _("%(team)s is back. Its nights go on from today.") % {"team": team.name})
    return redirect("team")
