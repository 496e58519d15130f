"""What may be kept of an athlete's health: asked of them, of their guardian, or read off a paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from athletes import consents, looks
from athletes.access import athlete_page, coach_page, guardian_page
from athletes.consent_texts import FOR_ALL, TEXTS
from athletes.consents import ConsentGiver
from athletes.guardians import needs_guardian
from athletes.models import Athlete, ConsentKind
from athletes.requests import TeamRequest
from athletes.rights_forms import ConsentForm, PaperConsentForm, SureForm, WithdrawForm


@require_http_methods(["GET", "POST"])
@athlete_page
def consent(request: TeamRequest) -> HttpResponse:
    return _page(request, request.actor.runner, ConsentGiver(request.user))


@require_POST
@athlete_page
def consent_later(request: TeamRequest) -> HttpResponse:
    """Not now: the question is not put again while this browser stays signed in."""
    request.session["consent_put_off"] = True
    return redirect("home")


@require_http_methods(["GET", "POST"])
@guardian_page
def ward_consent(request: TeamRequest, pk: int) -> HttpResponse:
    return _page(request, ward_of(request, pk), ConsentGiver(request.user, as_guardian=True))


@require_http_methods(["GET", "POST"])
@coach_page
def athlete_consent(request: TeamRequest, pk: int) -> HttpResponse:
    """Coaches read it; who manages the team enters what a signed paper says."""
    athlete = get_object_or_404(request.actor.athletes, pk=pk)
    if request.method == "POST" and not request.actor.may_manage:
        raise PermissionDenied(_("The team’s owners and its head coach enter papers."))
    looks.note(request.actor, [athlete], "consent")
    return _page(request, athlete, ConsentGiver(request.user, on_paper=request.POST.get("on_paper", "").strip() or "-"))


@require_http_methods(["GET", "POST"])
@athlete_page
def consent_delete(request: TeamRequest, kind: str) -> HttpResponse:
    return _delete(request, request.actor.runner, kind, ConsentGiver(request.user), "consent")


@require_http_methods(["GET", "POST"])
@guardian_page
def ward_consent_delete(request: TeamRequest, pk: int, kind: str) -> HttpResponse:
    giver = ConsentGiver(request.user, as_guardian=True)
    return _delete(request, ward_of(request, pk), kind, giver, "ward_consent", pk)


def ward_of(request: TeamRequest, pk: int) -> Athlete:
    """The ward of this guardian; anybody else is not there."""
    found = next((ward for ward in request.actor.wards if ward.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _page(request: TeamRequest, athlete: Athlete, giver: ConsentGiver) -> HttpResponse:
    form = None
    if request.method == "POST":
        if "withdraw" in request.POST:
            return _withdraw(request, athlete, giver)
        form = (PaperConsentForm if giver.on_paper else ConsentForm)(request.POST)
        if form.is_valid() and _gave(request, athlete, form, giver):
            return redirect(request.path)
    return render(
        request, "athletes/rights/consent.html", _context(request, athlete, giver, form), status=422 if form else 200
    )


def _gave(request: TeamRequest, athlete: Athlete, form: ConsentForm, giver: ConsentGiver) -> bool:
    try:
        consents.give(athlete, form.cleaned_data["kinds"], giver)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    request.session.pop("consent_put_off", None)
    messages.success(request, _("Thank you. What you ticked may be kept from now on."))
    return True


def _withdraw(request: TeamRequest, athlete: Athlete, giver: ConsentGiver) -> HttpResponse:
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        raise Http404
    kind = form.cleaned_data["withdraw"]
    try:
        consents.withdraw(athlete, [kind], giver)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(
            request, _("%(kind)s is neither used nor shown from now on.") % {"kind": ConsentKind(kind).label}
        )
    return redirect(request.path)


def _context(request: TeamRequest, athlete: Athlete, giver: ConsentGiver, form: ConsentForm | None) -> dict[str, Any]:
    current = consents.current(athlete)
    ask_again = consents.to_confirm(athlete, current.values())
    ticked = request.POST.getlist("kinds") if form else []
    may_give = not consents.refusal(athlete, giver) and (not giver.on_paper or request.actor.may_manage)
    return {
        "athlete": athlete,
        "own": athlete == request.actor.athlete and not giver.as_guardian and not giver.on_paper,
        "giver": giver,
        "form": form or (PaperConsentForm() if giver.on_paper else ConsentForm()),
        "kinds": [
            {
                "kind": kind,
                "text": text,
                "consent": current.get(kind),
                "ask": may_give and (kind not in current or kind in ask_again),
                "again": kind in ask_again,
                "ticked": kind.value in ticked,
            }
            for kind, text in TEXTS.items()
        ],
        "for_all": FOR_ALL,
        "may_give": may_give,
        "asks": may_give and (len(current) < len(TEXTS) or bool(ask_again)),
        "may_withdraw": not consents.withdrawal_refusal(athlete, giver)
        and (not giver.on_paper or request.actor.may_manage),
        "needs_guardian": needs_guardian(athlete),
        "refusal": consents.refusal(athlete, giver),
    }


def _delete(
    request: TeamRequest, athlete: Athlete, kind: str, giver: ConsentGiver, back: str, *of: int
) -> HttpResponse:
    """Withdraw, and delete what was kept of this kind: after a page that says what goes."""
    if kind not in ConsentKind.values:
        raise Http404
    form = SureForm(request.POST if request.method == "POST" else None)
    chosen = ConsentKind(kind)
    if request.method == "POST" and form.is_valid():
        try:
            consents.withdraw(athlete, [chosen], replace(giver), delete=True)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(kind)s: everything that was kept is deleted.") % {"kind": chosen.label})
            return redirect(back, *of)
    context = {"athlete": athlete, "kind": chosen, "text": TEXTS[chosen], "form": form, "back": back, "of": of}
    return render(request, "athletes/rights/consent_delete.html", context, status=422 if form.errors else 200)
