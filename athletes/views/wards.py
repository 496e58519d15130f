"""A guardian's pages: consent, what is kept, who looked, export and erasure, for their ward and nothing else."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from athletes import consents, erasing
from athletes.access import guardian_page
from athletes.exporting import Subject
from athletes.guardians import needs_guardian
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.rights_forms import SureForm
from athletes.seen_by import LOOK_DAYS, private_to_coaches, seen_by_coaches, who_has_access, who_looked
from athletes.views.consent import ward_of
from athletes.views.rights import archive, owed_confirmation


@require_GET
@guardian_page
def wards(request: TeamRequest) -> HttpResponse:
    agreed = consents.consented(request.actor.wards)
    context = {"wards": [(ward, len(agreed[ward.pk])) for ward in request.actor.wards]}
    return render(request, "athletes/rights/wards.html", context)


@require_GET
@guardian_page
def ward(request: TeamRequest, pk: int) -> HttpResponse:
    """Whose ward is old enough sees what was agreed to, and nothing else any more."""
    athlete = ward_of(request, pk)
    context = {
        "athlete": athlete,
        "current": consents.current(athlete),
        "decides": needs_guardian(athlete),
        "seen": seen_by_coaches(consents.consent_of(athlete)),
        "private": private_to_coaches(athlete),
        "access": who_has_access(athlete),
        "looks": who_looked(athlete),
        "look_days": LOOK_DAYS,
    }
    return render(request, "athletes/rights/ward.html", context)


@require_http_methods(["GET", "POST"])
@guardian_page
def ward_export(request: TeamRequest, pk: int) -> HttpResponse:
    athlete = _decided_for(request, pk)
    if first := owed_confirmation(request):
        return first
    subject = Subject((athlete,))
    if request.method == "POST":
        return archive(subject, request)
    context = {"goes": erasing.what_goes(subject), "name": athlete.name}
    return render(request, "athletes/rights/export.html", context)


@require_http_methods(["GET", "POST"])
@guardian_page
def ward_erase(request: TeamRequest, pk: int) -> HttpResponse:
    athlete = _decided_for(request, pk)
    if first := owed_confirmation(request):
        return first
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        erasing.erase_athlete(athlete, request.user)
        messages.success(request, _("%(name)s is erased.") % {"name": athlete.name})
        return redirect("home")
    context = {
        "form": form,
        "athlete": athlete,
        "goes": erasing.what_goes(Subject((athlete,))),
        "export_url": reverse("ward_export", args=[pk]),
        "back": "wards",
    }
    return render(request, "athletes/rights/erase.html", context, status=422 if form.errors else 200)


def _decided_for(request: TeamRequest, pk: int) -> Athlete:
    """The ward, as long as the guardian decides for them; who is old enough decides alone."""
    athlete = ward_of(request, pk)
    if not needs_guardian(athlete):
        raise PermissionDenied(_("%(name)s is old enough to decide about this.") % {"name": athlete.name})
    return athlete
