"""The season audit: one question at a time, then the history, then the baseline that is taken from it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.engine.marks import MarkKind
from athletes.looking_back_forms import BaselineForm, WordsForm
from athletes.models import SeasonAudit
from athletes.past_weeks import audits_of, history_of
from athletes.protecting import in_words
from athletes.requests import TeamRequest
from athletes.season_audits import QUESTIONS, begin_audit, finish_audit, keep_answer
from athletes.views.looking_back import Place
from athletes.views.volume_chart import draw


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the audit; `field` is where its answer goes."""

    slug: str
    title: Any
    hint: Any = ""
    field: str = ""


STEPS = (
    Step("tired", gettext_lazy("What tired you?"), gettext_lazy(
        "Legs, head, work, travel, a month with too many races. Two sentences are enough."), "tired"),
    Step("stalled", gettext_lazy("What stalled?"), gettext_lazy(
        "What did not move although there was work in it: a pace, the long run, strength."), "stalled"),
    Step("protect", gettext_lazy("What do you want to protect?"), gettext_lazy(
        "What is worth keeping through a lighter time. The plan’s sessions shift towards it."), "protect"),
    Step("in-the-way", gettext_lazy("What got in the way?"), gettext_lazy(
        "Time, family, weather, pain, a plan that did not fit the week."), "in_the_way"),
    Step("fun", gettext_lazy("What was fun?"), gettext_lazy(
        "The day you would run again tomorrow. The offseason should have more of it."), "fun"),
    Step("history", gettext_lazy("What the weeks say")),
    Step("baseline", gettext_lazy("Where the plan begins")),
)  # fmt: skip
WEEKS_SHOWN = 52
MARKS_SHOWN = 6
_BY_SLUG = {step.slug: step for step in STEPS}


def season_audit(request: TeamRequest, place: Place) -> HttpResponse:
    """The audits that were made, and the one that is open; a POST begins one."""
    if request.method == "POST":
        audit = begin_audit(place.athlete, by=request.user)
        return redirect(place.url("season_audit_step", _resume_at(audit).slug))
    audits = list(audits_of(place.athlete).select_related("written_by"))
    opened = next((audit for audit in audits if audit.completed_at is None), None)
    context = {
        "place": place,
        "athlete": place.athlete,
        "audits": [_told(audit) for audit in audits if audit.completed_at],
        "opened": opened and {**_told(opened), "url": place.url("season_audit_step", _resume_at(opened).slug)},
    }
    return render(request, "athletes/looking_back/season_audit.html", context)


def _resume_at(audit: SeasonAudit) -> Step:
    """The first question behind the last one that was answered."""
    answered = [index for index, step in enumerate(STEPS) if step.field and getattr(audit, step.field)]
    return STEPS[answered[-1] + 1 if answered else 0]


def _told(audit: SeasonAudit) -> dict[str, Any]:
    """The audit as it is read: questions with their answers, those without left out."""
    answers = [(step.title, getattr(audit, step.field)) for step in STEPS if step.field in QUESTIONS]
    return {
        "audit": audit,
        "answers": [(title, words) for title, words in answers if words],
        "protects": in_words(audit.protects),
    }


def step(request: TeamRequest, place: Place, step: str) -> HttpResponse:
    shown = _BY_SLUG.get(step)
    if shown is None:
        raise Http404
    audit = audits_of(place.athlete).filter(completed_at=None).first()
    if audit is None:
        return redirect(place.audit_url)
    if shown.slug == "baseline":
        return _baseline(request, place, audit)
    if shown.slug == "history":
        return _history(request, place)
    form = WordsForm(
        request.POST if request.method == "POST" else None, instance=audit, field=shown.field,
        question=shown.title if place.is_own else _("In %(name)s’s words, or yours") % {"name": place.athlete.name},
    )  # fmt: skip
    if not place.may_edit:
        return redirect(place.audit_url)
    if form.is_valid():
        keep_answer(form.save(commit=False), by=request.user, now=timezone.now())
        return _onwards(request, place, shown)
    return _page(request, place, shown, form=form)


def _onwards(request: TeamRequest, place: Place, shown: Step) -> HttpResponse:
    if "later" in request.POST:
        messages.success(request, _("Kept. The audit goes on where you left it."))
        return redirect(place.audit_url)
    return redirect(place.url("season_audit_step", STEPS[STEPS.index(shown) + 1].slug))


def _page(request: TeamRequest, place: Place, shown: Step, **context: Any) -> HttpResponse:
    number = STEPS.index(shown)
    context |= {
        "place": place,
        "athlete": place.athlete,
        "step": shown,
        "number": number + 1,
        "steps": [(each.title, place.url("season_audit_step", each.slug), n) for n, each in enumerate(STEPS, 1)],
        "back_url": place.url("season_audit_step", STEPS[number - 1].slug) if number else "",
    }
    form = context.get("form")
    return render(
        request,
        "athletes/looking_back/audit_step.html",
        context,
        status=422 if form is not None and form.errors else 200,
    )


def _history(request: TeamRequest, place: Place) -> HttpResponse:
    if request.method == "POST":
        return _onwards(request, place, _BY_SLUG["history"])
    found = history_of(place.athlete, place.today)
    weeks = found.weeks[-WEEKS_SHOWN:]
    marks = [mark for mark in reversed(found.marks) if mark.last >= weeks[0].monday and mark.kind is not MarkKind.JUMP]
    chart = draw(found, weeks) if weeks else None
    return _page(request, place, _BY_SLUG["history"], chart=chart, marks=marks[:MARKS_SHOWN])


def _baseline(request: TeamRequest, place: Place, audit: SeasonAudit) -> HttpResponse:
    athlete, proposed = place.athlete, history_of(place.athlete, place.today).baseline
    initial = {
        "baseline_km": _in_bounds(proposed.distance_km) or athlete.baseline_km_per_week,
        "long_run_km": round(proposed.long_run_km, 1) if proposed.long_run_km else athlete.typical_long_run_km,
        "protects": audit.protects or athlete.protects,
        "goals": athlete.goals,
    }
    form = BaselineForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        finish_audit(audit, proposed_km=proposed.distance_km, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("The audit is finished. Plans made from now on begin with it."))
        return redirect(place.audit_url)
    return _page(
        request, place, _BY_SLUG["baseline"], form=form, baseline=proposed, protects_now=in_words(athlete.protects)
    )


def _in_bounds(distance_km: float | None) -> Decimal | None:
    """The proposal as the profile can hold it: to a tenth, 5 to 200 km."""
    return None if distance_km is None else Decimal(str(round(min(max(distance_km, 5), 200), 1)))
