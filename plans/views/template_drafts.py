"""The builder: a template's next version, step by step, each with undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from athletes.access import coach_page, manager_page
from athletes.requests import TeamRequest
from plans import templates
from plans.engine import template_editing
from plans.engine.template_differences import differences
from plans.engine.template_editing import Document
from plans.models import PhaseKind, TemplateDraft, TemplateVersion
from plans.rulebooks import rulebook_of
from plans.template_forms import GatesForm, PhaseForm, PublishForm, WeekForm, WordsForm
from plans.template_versions import behind
from plans.views.templates import week_words

OVERTAKEN = gettext_lazy(
    "Somebody else changed the draft meanwhile. Nothing of yours was saved; this is how it is now."
)

OVERTAKEN_FORM = gettext_lazy(
    "Somebody else changed the draft meanwhile. Nothing was saved; what you entered is still here. "
    "Keep it once more to put it in place of what the draft has now, or go back."
)


@require_POST
@manager_page
def draft_open(request: TeamRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(TemplateVersion.objects, team=request.actor.team, pk=pk)
    return redirect("template_draft", templates.open_draft(version, request.actor.team, request.user).pk)


@require_GET
@coach_page
def template_draft(request: TeamRequest, pk: int) -> HttpResponse:
    return _page(request, _draft(request, pk))


def _page(request: TeamRequest, draft: TemplateDraft, problem: str = "", status: int = 200) -> HttpResponse:
    document = draft.document
    context = {
        "draft": draft,
        "document": document,
        "phases": [
            (phase, [(week, week_words(week)) for week in document["weeks"] if week["phase"] == phase["kind"]])
            for phase in document["phases"]
        ],
        "changes": list(differences(draft.base.document, document, _)),
        "publish_form": PublishForm(),
        "problem": problem,
    }
    return render(request, "plans/templates/draft.html", context, status=status)


@require_http_methods(["GET", "POST"])
@manager_page
def draft_words(request: TeamRequest, pk: int) -> HttpResponse:
    draft = _draft(request, pk)
    shown = {name: draft.document[name] for name in ("title", "goal")}
    form = WordsForm(request.POST or None, initial=shown)
    return _edited(
        request, draft, form, _("Name and goal"), lambda d: template_editing.with_words(d, **form.cleaned_data)
    )


@require_http_methods(["GET", "POST"])
@manager_page
def draft_gates(request: TeamRequest, pk: int) -> HttpResponse:
    """Thresholds of gates; a form without a number sends nothing but its token."""
    draft = _draft(request, pk)
    rules = rulebook_of(request.actor.team)
    form = GatesForm(request.POST if request.method == "POST" else None, draft.document.get("gates", {}), rules)
    return _edited(request, draft, form, _("Gates"), lambda d: template_editing.with_gates(d, form.values))


@require_http_methods(["GET", "POST"])
@manager_page
def draft_phase(request: TeamRequest, pk: int, kind: str) -> HttpResponse:
    draft = _draft(request, pk)
    phase = next((each for each in draft.document["phases"] if each["kind"] == kind), None)
    if phase is None:
        raise Http404(_("There is no such phase."))
    form = PhaseForm(request.POST or None, phase)
    title = str(PhaseKind(kind).label)
    return _edited(request, draft, form, title, lambda d: template_editing.with_phase(d, kind, form.values))


@require_http_methods(["GET", "POST"])
@manager_page
def draft_week(request: TeamRequest, pk: int, number: int) -> HttpResponse:
    draft = _draft(request, pk)
    week = next((each for each in draft.document["weeks"] if each["week"] == number), None)
    if week is None:
        raise Http404(_("There is no such week."))
    form = WeekForm(request.POST or None, week)
    title = _("Week %(n)s") % {"n": number}
    return _edited(request, draft, form, title, lambda d: template_editing.with_week(d, number, form.values))


@require_POST
@manager_page
def draft_week_again(request: TeamRequest, pk: int, number: int) -> HttpResponse:
    return _stepped(request, pk, number, lambda d: template_editing.with_week_again(d, number))


@require_POST
@manager_page
def draft_week_drop(request: TeamRequest, pk: int, number: int) -> HttpResponse:
    return _stepped(request, pk, number, lambda d: template_editing.without_week(d, number))


@require_POST
@manager_page
def draft_undo(request: TeamRequest, pk: int) -> HttpResponse:
    draft = _draft(request, pk)
    try:
        templates.undo_draft(draft, request.user, _seen(request))
    except templates.Overtaken:
        return _page(request, draft, str(OVERTAKEN), 409)
    return redirect("template_draft", pk)


@require_POST
@manager_page
def draft_publish(request: TeamRequest, pk: int) -> HttpResponse:
    draft, form = _draft(request, pk), PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, draft, _("Say in a few words what changes. Nothing was published."), 422)
    try:
        made = templates.publish(draft, form.cleaned_data["note"], request.user, _seen(request))
    except templates.Overtaken:
        return _page(request, draft, str(OVERTAKEN), 409)
    except ValidationError as error:
        return _page(request, draft, error.messages[0], 422)
    messages.success(request, _("Published. New plans are made from it; those that run stay as they are."))
    waits = behind(request.actor.team, made).filter(athlete__in=request.actor.athletes).exists()
    return redirect("template_update" if waits else "template", made.pk)


@require_POST
@manager_page
def draft_discard(request: TeamRequest, pk: int) -> HttpResponse:
    templates.discard(_draft(request, pk))
    messages.success(request, _("The draft is gone; the template is as it was."))
    return redirect("templates")


def _draft(request: TeamRequest, pk: int) -> TemplateDraft:
    drafts = TemplateDraft.objects.in_team(request.actor.team).select_related("team", "base", "changed_by")
    return get_object_or_404(drafts, pk=pk)


def _seen(request: TeamRequest) -> int:
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 10 else -1


def _edited(
    request: TeamRequest, draft: TemplateDraft, form: forms.Form, title: str, step: Callable[[Document], Document]
) -> HttpResponse:
    """The form, or the draft one step further."""
    status, seen = 200, draft.revision
    now: list[str] = []
    if form.is_bound:
        seen, status = _seen(request), 422
        if form.is_valid():
            try:
                templates.edit_draft(draft, step, request.user, seen)
            except templates.Overtaken:
                form.add_error(None, str(OVERTAKEN_FORM))
                seen, status, now = draft.revision, 409, list(differences(draft.base.document, draft.document, _))
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect("template_draft", draft.pk)
    context: dict[str, Any] = {"draft": draft, "form": form, "title": title, "seen": seen, "now": now}
    return render(request, "plans/templates/edit.html", context, status=status)


def _stepped(request: TeamRequest, pk: int, number: int, step: Callable[[Document], Document]) -> HttpResponse:
    draft = _draft(request, pk)
    if not any(week["week"] == number for week in draft.document["weeks"]):
        raise Http404(_("There is no such week."))
    try:
        templates.edit_draft(draft, step, request.user, _seen(request))
    except templates.Overtaken:
        return _page(request, draft, str(OVERTAKEN), 409)
    except ValidationError as error:
        return _page(request, draft, error.messages[0], 422)
    return redirect("template_draft", pk)
