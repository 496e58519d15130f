"""A coach's answers to decisions, one by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from athletes.access import coach_page
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans.answers import AlreadyAnswered, Superseded, give_answer, undo_answer
from plans.changes import LimitBroken
from plans.engine.applying import NotPossible
from plans.forms import AnswerForm
from plans.models import Answer, AnswerKind, Decision
from plans.refusals import reason_of
from plans.views import toasts

SAID = {
    AnswerKind.APPROVED: gettext_noop("%(name)s: proposal approved."),
    AnswerKind.EDITED: gettext_noop("%(name)s: proposal applied. Change what you like."),
    AnswerKind.KEPT: gettext_noop("%(name)s: the plan stays as it is."),
}


@require_POST
@coach_page
def answer(request: TeamRequest, pk: int) -> HttpResponse:
    mine = Decision.objects.in_team(request.actor.team).filter(athlete__in=request.actor.athletes)
    decision = get_object_or_404(mine.select_related("athlete"), pk=pk)
    today = local_date(timezone.now(), request.user.zone)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _refused(request, _("Choose Approve, Edit or Keep plan. Nothing was changed."))
    if decision.answer_until is None or decision.answer_until < today:
        return _refused(request, _("This no longer waits for an answer. Nothing was changed."))
    kind = AnswerKind(form.cleaned_data["answer"])
    try:
        given = give_answer(decision, kind, request.user, form.cleaned_data["note"])
    except AlreadyAnswered as error:
        by = error.answer.answered_by
        text = _("%(by)s already answered: %(kind)s. Nothing was changed.")
        return _refused(request, text % {"by": by or _("Somebody"), "kind": error.answer.get_kind_display()})
    except Superseded:
        return _refused(
            request, _("There is a newer decision for this athlete. Nothing was changed; please look at that one.")
        )
    except (NotPossible, LimitBroken) as error:
        text = _("The plan has changed since this was proposed: %(why)s Nothing was changed. Open the week to decide.")
        return _refused(request, text % {"why": reason_of(error)})
    said = _(SAID[kind]) % {"name": decision.athlete.name}
    if kind is AnswerKind.EDITED:
        toasts.keep(request, said, reverse("answer_undo", args=[given.pk]))
        return _go(request, _week_url(given))
    if request.htmx:
        context = {"said": said, "undo_url": reverse("answer_undo", args=[given.pk]), "decision": decision}
        return render(request, "plans/_answered.html", context)
    toasts.keep(request, said, reverse("answer_undo", args=[given.pk]))
    return redirect("morning")


@require_POST
@coach_page
def answer_undo(request: TeamRequest, pk: int) -> HttpResponse:
    mine = Answer.objects.in_team(request.actor.team).filter(decision__athlete__in=request.actor.athletes)
    given = get_object_or_404(mine.select_related("decision__athlete"), pk=pk)
    try:
        undo_answer(given, request.user)
    except NotPossible as error:
        messages.error(request, reason_of(error))
    else:
        messages.success(request, _("%(name)s asks again.") % {"name": given.decision.athlete.name})
    return _go(request, reverse("morning"))


def _week_url(given: Answer) -> str:
    day = given.change.first_day if given.change else given.decision.night
    return reverse("week_of", args=[given.decision.athlete_id, day.isoformat()])


def _refused(request: TeamRequest, text: str) -> HttpResponse:
    """htmx shows it beside the list, which then reads what is new; others come back to the list."""
    if request.htmx:
        return render(request, "plans/morning/_refused.html", {"said": text}, status=409)
    messages.error(request, text)
    return redirect("morning")


def _go(request: TeamRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
