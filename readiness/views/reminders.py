"""Reminders: at which hours, on which phone, and the way out of them."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from athletes.access import athlete_page
from athletes.requests import TeamRequest
from notices import phones
from notices.web_push import Refused, public_key
from readiness import reminders
from readiness.models import Reminder
from readiness.reminder_forms import PhoneForm, ReminderForm


@require_http_methods(["GET", "POST"])
@athlete_page
def my_reminders(request: TeamRequest) -> HttpResponse:
    """At which hours one is reminded; empty is not at all."""
    athlete = request.actor.runner
    row = Reminder.objects.in_team(athlete.team_id).filter(athlete=athlete).first()
    form = ReminderForm(request.POST or None, instance=row or Reminder(team=athlete.team, athlete=athlete))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("my_reminders")
    status = 422 if form.errors else 200
    key = public_key(settings.PUSH_PRIVATE_KEY) if phones.can_push() else ""
    context = {"form": form, "athlete": athlete, "push_key": key}
    return render(request, "readiness/my_reminders.html", context, status=status)


@require_POST
@athlete_page
def my_phone(request: TeamRequest) -> HttpResponse:
    """This browser wants to hear, or no more: 204; or it asks whether it does: {"hears": bool}."""
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    told, session = form.cleaned_data, request.session.session_key or ""
    if told["ask"]:
        return JsonResponse({"hears": phones.hears(request.user, session, told["endpoint"])})
    if told["forget"]:
        phones.forget(request.user, told["endpoint"])
        return HttpResponse(status=204)
    try:
        phones.agree(request.user, session, told["endpoint"], told["p256dh"], told["auth"])
    except ValidationError:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


@require_POST
@athlete_page
def my_phone_test(request: TeamRequest) -> HttpResponse:
    """Send one now, so that people know that it works."""
    payload = {"title": "Fallow", "body": _("This is how a reminder looks."), "url": "/me/reminders/", "tag": "test"}
    try:
        reached = phones.tell(request.user, payload, topic="test", ttl=timedelta(minutes=5), now=timezone.now())
    except Refused:
        messages.error(request, _("The push service of this phone did not answer. Nothing was lost; try again later."))
    else:
        if reached:
            messages.success(request, _("Sent. It should be there within seconds."))
        else:
            messages.warning(request, _("No phone of yours hears messages yet."))
    return redirect("my_reminders")


@csrf_exempt  # mail programs post by themselves; the token is all that it takes, and all that it can do
@login_not_required
@require_http_methods(["GET", "POST"])
def reminder_stop(request: HttpRequest, token: str) -> HttpResponse:
    """One tap from the mail. A GET only asks: programs that look at links must not stop anything."""
    if not reminders.is_known(token):
        raise Http404(_("This link is not one of ours."))
    if request.method == "POST":
        reminders.stop(token)
    return render(request, "readiness/reminder_stop.html", {"is_stopped": request.method == "POST"})


reminder_stop.max_body_bytes = 1024  # type: ignore[attr-defined]
