"""A person and their data: the hub, what coaches see and who looked, all of it to take along, and the end of it."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from athletes import consents, erasing, looks
from athletes.access import athlete_page, coach_page
from athletes.exporting import Subject, export
from athletes.requests import TeamRequest
from athletes.rights_forms import EraseMyselfForm, SureForm
from athletes.seen_by import LOOK_DAYS, private_to_coaches, seen_by_coaches, who_has_access, who_looked
from athletes.views.signing_in import ask_again


@require_GET
@athlete_page
def me(request: TeamRequest) -> HttpResponse:
    athlete = request.actor.runner
    current = consents.current(athlete)
    context = {"athlete": athlete, "current": current, "to_confirm": consents.to_confirm(athlete, current.values())}
    return render(request, "athletes/rights/me.html", context)


@require_GET
@athlete_page
def my_data(request: TeamRequest) -> HttpResponse:
    athlete = request.actor.runner
    context = {
        "athlete": athlete,
        "seen": seen_by_coaches(consents.consent_of(athlete)),
        "private": private_to_coaches(athlete),
        "access": who_has_access(athlete),
        "looks": who_looked(athlete),
        "look_days": LOOK_DAYS,
    }
    return render(request, "athletes/rights/my_data.html", context)


def owed_confirmation(request: TeamRequest) -> HttpResponse | None:
    """Where a person goes first who did not show lately that it is them; None once they did."""
    return ask_again(request) if is_reauthentication_required(request, app="athletes") else None


@require_http_methods(["GET", "POST"])
def my_export(request: TeamRequest) -> HttpResponse:
    """For everybody who is signed in, with or without a team."""
    if first := owed_confirmation(request):
        return first
    subject = Subject.of_person(request.user)
    if request.method == "POST":
        return archive(subject, request)
    context = {"goes": erasing.what_goes(subject), "name": ""}
    return render(request, "athletes/rights/export.html", context)


def archive(subject: Subject, request: TeamRequest) -> HttpResponse:
    answer = HttpResponse(export(subject, request.user), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="fallow-{slugify(subject.name) or "export"}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def erase_me(request: TeamRequest) -> HttpResponse:
    """For everybody who is signed in: their place in this team, or the whole account."""
    if first := owed_confirmation(request):
        return first
    athlete = request.actor.athlete if request.actor else None
    form = EraseMyselfForm(
        request.POST if request.method == "POST" else None, team=athlete.team.name if athlete else ""
    )
    if request.method == "POST" and form.is_valid():
        if athlete is not None and form.cleaned_data["what"] == EraseMyselfForm.PLACE:
            erasing.erase_athlete(athlete, request.user)
            messages.success(request, _("Your place in the team is erased. Your account is still there."))
            return redirect("home")
        try:
            erasing.erase_account(request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            logout(request)
            messages.success(request, _("You are erased. Nothing of you is kept."))
            return redirect("home")
    context = {
        "form": form,
        "goes": erasing.what_goes(Subject.of_person(request.user)),
        "goes_here": erasing.what_goes(Subject((athlete,))) if athlete else [],
        "athlete": athlete,
    }
    return render(request, "athletes/rights/erase_me.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@coach_page
def athlete_erase(request: TeamRequest, pk: int) -> HttpResponse:
    """A manager erases an athlete who is archived already."""
    if not request.actor.may_manage:
        raise PermissionDenied(_("The team’s owners and its head coach erase athletes."))
    athlete = get_object_or_404(request.actor.archived_athletes, pk=pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        erasing.erase_athlete(athlete, request.user)
        messages.success(request, _("%(name)s is erased.") % {"name": athlete.name})
        return redirect("roster")
    looks.note(request.actor, [athlete], "erase")
    context = {
        "form": form,
        "athlete": athlete,
        "goes": erasing.what_goes(Subject((athlete,))),
        "export_url": "",
        "back": "roster",
    }
    return render(request, "athletes/rights/erase.html", context, status=422 if form.errors else 200)
