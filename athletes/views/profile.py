"""An athlete's profile, for coaches and for the athlete: one question at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from athletes import looks, profiles
from athletes.access import athlete_page, coach_page
from athletes.consents import may_keep
from athletes.guardians import needs_guardian
from athletes.invitations import not_accepted
from athletes.languages import day_words
from athletes.models import Athlete, AvailabilityException, ConsentKind, Guardian, Injury, InvitedAs
from athletes.profile_forms import (
    AroundForm,
    DaysForm,
    ExceptionForm,
    GoalsForm,
    InjuryForm,
    PersonForm,
    ProfileForm,
    RunningForm,
)
from athletes.protecting import in_words
from athletes.requests import TeamRequest
from athletes.zones import local_date

FORMS: dict[str, type[ProfileForm]] = {
    "goals": GoalsForm,
    "days": DaysForm,
    "around": AroundForm,
    "running": RunningForm,
    "person": PersonForm,
}
REMOVED = "removed_exception"
"""Where the session keeps the date that was taken back last, for Undo."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose profile it is, and whether they look at it themselves; `urls` are names of its addresses."""

    athlete: Athlete
    own: bool
    may_write: bool

    @property
    def today(self) -> date:
        return local_date(timezone.now(), self.athlete.zone)

    def url(self, name: str, *rest: int) -> str:
        """The address of this page, or of one beneath it."""
        return reverse(f"my_{name}", args=rest) if self.own else reverse(name, args=[self.athlete.pk, *rest])


Answer = Callable[..., HttpResponse]


def _for_coaches(page: Answer) -> Answer:
    @coach_page
    def of_athlete(request: TeamRequest, pk: int, **rest: int) -> HttpResponse:
        athlete = get_object_or_404(request.actor.athletes.select_related("team", "user"), pk=pk)
        return page(request, Whose(athlete, own=False, may_write=request.actor.may_write), **rest)

    return of_athlete


def _for_oneself(page: Answer) -> Answer:
    @athlete_page
    def my_own(request: TeamRequest, **rest: int) -> HttpResponse:
        return page(request, Whose(request.actor.runner, own=True, may_write=True), **rest)

    return my_own


def _profile(request: TeamRequest, whose: Whose) -> HttpResponse:
    section = request.POST.get("section", "") if request.method == "POST" else ""
    if section not in ("", *FORMS, "exceptions", "injuries"):
        raise Http404
    forms = {name: _form(request, whose, name, sent=name == section) for name in FORMS}
    exception = ExceptionForm(request.POST if section == "exceptions" else None, today=whose.today, prefix="exception")
    injury = InjuryForm(request.POST if section == "injuries" else None, today=whose.today, prefix="injury")
    sent = {**forms, "exceptions": exception, "injuries": injury}.get(section)
    if sent is not None and sent.is_valid():
        try:
            said = _write(request, whose, section, sent)
        except ValidationError as error:
            sent.add_error(None, error)
        else:
            for level, text in said:
                messages.add_message(request, level, text)
            return redirect(f"{whose.url('profile')}#{section}")
    looks.note(request.actor, [whose.athlete], "profile")
    context = {
        **_shown(whose),
        "whose": whose,
        "forms": forms,
        "exception": exception,
        "injury": injury,
        "open": section,
    }
    if "removed" in request.GET and REMOVED in request.session:
        context["undo_url"] = whose.url("exception_back")
    return render(request, "athletes/profile/profile.html", context, status=422 if section else 200)


def _form(request: TeamRequest, whose: Whose, name: str, *, sent: bool) -> ProfileForm:
    more = {"person": whose.athlete.user or request.user} if name == "person" else {}
    data = request.POST if sent else None
    return FORMS[name](data, athlete=whose.athlete, own=whose.own, today=whose.today, **more)


def _write(request: TeamRequest, whose: Whose, section: str, form: Any) -> list[tuple[int, str]]:
    """Write what was sent; returns messages for the next page. Raises ValidationError."""
    athlete, user = whose.athlete, request.user
    if section == "exceptions":
        was_there = profiles.enter_exception(
            athlete, form.cleaned_data["date"], form.cleaned_data["available_min"], form.cleaned_data["note"], user
        )
        return [(messages.SUCCESS, _("That date is changed.") if was_there else _("Written down."))]
    if section == "injuries":
        form.instance.team, form.instance.athlete = athlete.team, athlete
        profiles.save_injury(form.instance, user)
        return [(messages.SUCCESS, _("Written down."))]
    overtaken = profiles.change_profile(athlete, form.answers(), form.shown(), user, whose.today)
    if "units" in form.changed_data:
        profiles.change_units(user, form.cleaned_data["units"])
    said = [(messages.SUCCESS, _("Saved."))]
    if overtaken:
        labels = ", ".join(
            str(form.fields[name].label if name in form.fields else _("Protect most")) for name in overtaken
        )
        text = _("Somebody else had changed this since you opened the page; it is now as you say: %(fields)s.")
        said.append((messages.WARNING, text % {"fields": labels}))
    return said


def _exception_remove(request: TeamRequest, whose: Whose, exception_pk: int) -> HttpResponse:
    exceptions = AvailabilityException.objects.in_team(whose.athlete.team_id).select_related("athlete")
    found = get_object_or_404(exceptions, pk=exception_pk, athlete=whose.athlete)
    profiles.remove_exception(found, request.user)
    request.session[REMOVED] = [whose.athlete.pk, found.date.isoformat(), found.available_min, found.note]
    return redirect(f"{whose.url('profile')}?removed#exceptions")


def _exception_back(request: TeamRequest, whose: Whose) -> HttpResponse:
    """Undo: the date that was taken back last is there again."""
    pk, day, available_min, note = request.session.pop(REMOVED, (None, "", 0, ""))
    if pk != whose.athlete.pk:
        raise Http404
    profiles.enter_exception(whose.athlete, date.fromisoformat(day), available_min, note, request.user)
    messages.success(request, _("It is there again."))
    return redirect(f"{whose.url('profile')}#exceptions")


def _injury(request: TeamRequest, whose: Whose, injury_pk: int) -> HttpResponse:
    """Change one, say that it is over, or open it again."""
    injury = _found_injury(whose, injury_pk)
    form = InjuryForm(request.POST if request.method == "POST" else None, instance=injury, today=whose.today)
    if form.is_valid():
        profiles.save_injury(form.instance, request.user)
        messages.success(request, _("Saved."))
        return redirect(f"{whose.url('profile')}#injuries")
    context = {
        "whose": whose, "injury": injury, "form": form,
        "remove_url": whose.url("injury_remove", injury.pk), "back_url": whose.url("profile"),
    }  # fmt: skip
    return render(request, "athletes/profile/injury.html", context, status=422 if form.errors else 200)


def _injury_remove(request: TeamRequest, whose: Whose, injury_pk: int) -> HttpResponse:
    injury = _found_injury(whose, injury_pk)
    if request.method == "POST":
        profiles.remove_injury(injury, request.user)
        messages.success(request, _("Removed."))
        return redirect(f"{whose.url('profile')}#injuries")
    return render(request, "athletes/profile/injury_remove.html", {"injury": injury, "back_url": whose.url("profile")})


def _found_injury(whose: Whose, pk: int) -> Injury:
    if not whose.may_write:
        raise PermissionDenied(_("Your role in this team reads only."))
    injuries = Injury.objects.in_team(whose.athlete.team_id).select_related("athlete__team")
    found = get_object_or_404(injuries, pk=pk, athlete=whose.athlete)
    if not may_keep(whose.athlete, ConsentKind.ILLNESS):
        raise Http404
    return found


def _shown(whose: Whose) -> dict[str, Any]:
    """What the page tells besides its forms."""
    athlete, team = whose.athlete, whose.athlete.team_id
    exceptions = AvailabilityException.objects.in_team(team).filter(athlete=athlete, date__gte=whose.today)
    injuries = Injury.objects.in_team(team).filter(athlete=athlete)
    injuries_kept = may_keep(athlete, ConsentKind.ILLNESS)
    guardians = Guardian.objects.in_team(team).filter(athlete=athlete, ended_at=None)
    invited = not_accepted(athlete.team).filter(athlete=athlete, role=InvitedAs.GUARDIAN)
    return {
        "athlete": athlete,
        "today": whose.today,
        "lines": {
            "goals": athlete.goals.partition("\n")[0] or _("None said yet"),
            "days": days_in_words(athlete),
            "around": athlete.constraints_in_words.partition("\n")[0] or _("Nothing said yet"),
            "running": _running(athlete),
            "person": athlete.zone,
        },
        "protects": in_words(athlete.protects),
        "exceptions": [(each, whose.url("exception_remove", each.pk)) for each in exceptions],
        "injuries_kept": injuries_kept,
        "injuries": [(each, whose.url("injury", each.pk)) for each in injuries] if injuries_kept else [],
        "needs_guardian": needs_guardian(athlete),
        "guardians": guardians.select_related("user"),
        "invited": [each for each in invited if each.expires_at > timezone.now()],
    }


def days_in_words(athlete: Athlete) -> str:
    """Days with time to train, those with the same minutes together."""
    minutes = athlete.available_min_by_weekday
    if len(set(minutes)) == 1:
        return _("Every day %(min)s min") % {"min": minutes[0]} if minutes[0] else _("No day with time")
    return ", ".join(f"{WEEKDAYS_ABBR[day]} {free}" for day, free in enumerate(minutes) if free)


def _running(athlete: Athlete) -> str:
    words = [athlete.get_level_display()]
    if athlete.next_season_on:
        words.append(_("next season %(day)s") % {"day": day_words(athlete.next_season_on, "j M Y")})
    return ", ".join(words)


profile = require_http_methods(["GET", "POST"])(_for_coaches(_profile))
my_profile = require_http_methods(["GET", "POST"])(_for_oneself(_profile))
exception_remove = require_POST(_for_coaches(_exception_remove))
my_exception_remove = require_POST(_for_oneself(_exception_remove))
exception_back = require_POST(_for_coaches(_exception_back))
my_exception_back = require_POST(_for_oneself(_exception_back))
injury = require_http_methods(["GET", "POST"])(_for_coaches(_injury))
my_injury = require_http_methods(["GET", "POST"])(_for_oneself(_injury))
injury_remove = require_http_methods(["GET", "POST"])(_for_coaches(_injury_remove))
my_injury_remove = require_http_methods(["GET", "POST"])(_for_oneself(_injury_remove))
