"""A team's templates: which there are, what is in them, and what they would give an athlete."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from athletes import looks
from athletes.access import coach_page, manager_page
from athletes.models import Athlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import templates
from plans.engine.limits import History, check_plan
from plans.engine.template_differences import differences
from plans.engine.template_texts import in_words
from plans.engine.threshold_words import label
from plans.engine.week import PlanState
from plans.models import SessionKind, TemplateDraft, TemplateVersion
from plans.planning import default_template_version, generated, template_in
from plans.refusals import reason_of
from plans.rulebooks import rulebook_for
from plans.template_forms import NameForm
from plans.template_versions import behind, in_reach, newest, running_plans, versions_of
from plans.template_words import say
from plans.views import toasts
from plans.views.shown import shown


@require_GET
@coach_page
def templates_page(request: TeamRequest) -> HttpResponse:
    return _list(request)


def _list(request: TeamRequest, problem: str = "") -> HttpResponse:
    default_template_version()
    team = request.actor.team
    rows = newest(team)
    running = running_plans(team, in_reach(team))
    by_slug: dict[tuple[int | None, str], int] = {}
    for version in in_reach(team).filter(pk__in=running).only("team_id", "slug"):
        place = (version.team_id, version.slug)
        by_slug[place] = by_slug.get(place, 0) + running[version.pk]
    shown_rows = [(row, _glance(row), by_slug.get((row.team_id, row.slug), 0)) for row in rows]
    context = {
        "rows": [each for each in shown_rows if each[0].retired_at is None],
        "retired": [each for each in shown_rows if each[0].retired_at],
        "drafts": TemplateDraft.objects.in_team(team).select_related("changed_by").order_by("-changed_at"),
        "problem": problem,
        **toasts.kept(request),
    }
    return render(request, "plans/templates/list.html", context, status=422 if problem else 200)


def _glance(row: TemplateVersion) -> dict[str, Any]:
    phases = row.document["phases"]
    weeks = sum(phase["default_weeks"] for phase in phases)
    return {"weeks": weeks, "phases": [(p["kind"], p["title"], p["default_weeks"]) for p in phases]}


@require_GET
@coach_page
def template(request: TeamRequest, pk: int) -> HttpResponse:
    """One version: what is in it, and the versions before it."""
    version = _version(request, pk)
    versions = list(versions_of(version)[:20])
    before = next((each for each in versions if each.version < version.version), None)
    context = {
        "version": version,
        "read": template_in(version),
        "weeks": [(week, week_words(week)) for week in version.document["weeks"]],
        "gates": [(label(name, _), value) for name, value in version.document.get("gates", {}).items()],
        "versions": versions,
        "is_newest": versions[0] == version,
        "changes": _changes(before, version) if before else [],
        "before": before,
        "running": running_plans(request.actor.team, versions),
        "name_form": NameForm(initial={"title": _("%(title)s, own") % {"title": say(version.document["title"])}}),
        "is_own": version.team_id is not None,
        "behind": behind(request.actor.team, version).filter(athlete__in=request.actor.athletes).count(),
        **toasts.kept(request),
    }
    return render(request, "plans/templates/template.html", context)


def _changes(before: TemplateVersion, after: TemplateVersion) -> list[str]:
    return list(differences(in_words(before.document, say), in_words(after.document, say), _))


@require_GET
@coach_page
def template_export(request: TeamRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    name = f"{version.slug}-{version.version}.json"
    return HttpResponse(
        templates.as_file(version),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_GET
@coach_page
def template_preview(request: TeamRequest, pk: int) -> HttpResponse:
    """What one athlete's weeks would be. Nothing is written."""
    version = _version(request, pk)
    wanted = request.GET.get("athlete", "")
    context: dict[str, Any] = {"version": version, "athletes": request.actor.athletes.order_by("name")}
    if wanted:
        if not (wanted.isdecimal() and len(wanted) < 19):
            raise Http404(_("There is no such athlete."))
        runner = get_object_or_404(request.actor.athletes, pk=int(wanted))
        looks.note(request.actor, [runner], "profile")
        context |= {"athlete": runner, **_previewed(runner, version)}
    return render(request, "plans/templates/preview.html", context)


def _previewed(runner: Athlete, version: TemplateVersion) -> dict[str, Any]:
    today = local_date(timezone.now(), runner.zone)
    start: date = today + timedelta(days=-today.weekday() % 7)
    rules = rulebook_for(runner)
    try:
        state: PlanState = generated(runner, start, UUID(int=0), policy=rules.plans, template=template_in(version))
    except ValueError as error:
        return {"problem": reason_of(error)}
    known = History(baseline_km_per_week=float(runner.baseline_km_per_week))
    breaches = check_plan(state, known, rules.plans)
    return {
        "start": start,
        "weeks": [
            (week, [shown(each) for each in week.sessions], [b for b in breaches if b.week == week.monday])
            for week in state.weeks
        ],
    }


@require_POST
@manager_page
def template_duplicate(request: TeamRequest, pk: int) -> HttpResponse:
    form = NameForm(request.POST)
    version = _version(request, pk)
    if not form.is_valid():
        messages.error(request, _("Give the copy a name. Nothing was made."))
        return redirect("template", pk)
    made = templates.duplicate(request.actor.team, version, form.cleaned_data["title"], request.user)
    messages.success(request, _("Made. It is your team’s own now."))
    return redirect("template", made.pk)


@require_POST
@manager_page
def template_import(request: TeamRequest) -> HttpResponse:
    sent = request.FILES.get("file")
    if sent is None:
        return _list(request, _("Choose a file first. Nothing was brought in."))
    try:
        made = templates.read_file(request.actor.team, sent.read(templates.MOST_BYTES + 1), request.user)
    except ValidationError as error:
        return _list(request, _("%(why)s Nothing was brought in.") % {"why": error.messages[0]})
    messages.success(request, _("Brought in, as a template of your team’s own."))
    return redirect("template", made.pk)


@require_POST
@manager_page
def template_retire(request: TeamRequest, pk: int) -> HttpResponse:
    version = _own(request, pk)
    templates.retire(version, request.user)
    toasts.keep(
        request, _("Not offered any more. Plans made from it go on."), reverse("template_bring_back", args=[pk])
    )
    return redirect("templates")


@require_POST
@manager_page
def template_bring_back(request: TeamRequest, pk: int) -> HttpResponse:
    templates.bring_back(_own(request, pk), request.user)
    messages.success(request, _("It is offered for new plans again."))
    return redirect("templates")


def _version(request: TeamRequest, pk: int) -> TemplateVersion:
    return get_object_or_404(in_reach(request.actor.team).select_related("team", "created_by"), pk=pk)


def _own(request: TeamRequest, pk: int) -> TemplateVersion:
    """What ships with Fallow is nobody's to retire."""
    return get_object_or_404(TemplateVersion.objects.select_related("team"), team=request.actor.team, pk=pk)


def week_words(week: dict[str, Any]) -> str:
    """The kinds of its key and easy runs."""
    named = [*(key["session"] for key in week["keys"]), *(run["session"] for run in week["easy_runs"])]
    return ", ".join(str(SessionKind(kind).label) for kind in dict.fromkeys(named))
