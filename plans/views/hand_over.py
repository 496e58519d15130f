"""The hand-over pack: a page for coaches with targets to write, the same as files, and the athlete's own page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from athletes import looks
from athletes.access import athlete_page, coach_page
from athletes.models import ConsentKind
from athletes.requests import TeamRequest
from athletes.roster_sheets import write_csv
from athletes.zones import local_date
from plans.hand_over import Pack, latest_plan, pack_of, write_targets
from plans.hand_over_pdf import as_pdf
from plans.models import HandOver, Plan, SessionKind
from plans.views.readiness_charts import MEASURES


class TargetsForm(forms.ModelForm):
    class Meta:
        model = HandOver
        fields = ("targets",)
        labels = {"targets": gettext_lazy("Targets for the season")}
        widgets = {"targets": forms.Textarea(attrs={"rows": 4})}


@require_http_methods(["GET", "POST"])
@coach_page
def hand_over(request: TeamRequest, pk: int, plan_pk: int) -> HttpResponse:
    plan = _plan(request, pk, plan_pk)
    form = TargetsForm(request.POST, label_suffix="") if request.method == "POST" else None
    if form and form.is_valid():
        if write_targets(plan, form.cleaned_data["targets"], request.user):
            messages.success(request, _("The targets are saved."))
        return redirect("hand_over", pk, plan_pk)
    pack = _seen(request, plan)
    shown = form or TargetsForm(initial={"targets": pack.targets}, label_suffix="")
    context = {**_context(pack), "form": shown}
    return render(request, "plans/reports/hand_over.html", context, status=422 if form else 200)


@require_GET
@coach_page
def hand_over_file(request: TeamRequest, pk: int, plan_pk: int, file_format: str) -> HttpResponse:
    pack = _seen(request, _plan(request, pk, plan_pk))
    lines = _lines(pack)
    if file_format == "pdf":
        answer: HttpResponse = HttpResponse(
            as_pdf(pack, lines, {name: str(words) for name, words in _SECTIONS.items()}),
            content_type="application/pdf",
        )
    elif file_format == "json":
        answer = JsonResponse({"figures": [dict(zip(_HEADER, line, strict=True)) for line in lines]})
    else:
        answer = HttpResponse(write_csv(_HEADER, lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="hand-over.{file_format}"'
    return answer


@require_GET
@athlete_page
def my_hand_over(request: TeamRequest) -> HttpResponse:
    runner = request.actor.runner
    plan = latest_plan(runner)
    context = _context(pack_of(plan, local_date(timezone.now(), runner.zone))) if plan else {}
    return render(request, "plans/reports/hand_over.html", context)


_SECTIONS = {
    "baseline": gettext_lazy("Running"),
    "own normal": gettext_lazy("Own normals"),
    "longest run": gettext_lazy("Longest run"),
    "hardest": gettext_lazy("Longest session rated 6 or more"),
    "load planned": gettext_lazy("Load planned"),
    "load reported": gettext_lazy("Load reported"),
    "protected": gettext_lazy("Protected"),
    "open niggle": gettext_lazy("Open niggles"),
    "targets": gettext_lazy("Targets for the season"),
}
_HEADER = ("section", "name", "value", "unit")


def _lines(pack: Pack) -> list[tuple[str, str, str, str]]:
    """The pack as one table; what is not known is not in it."""
    found = pack.figures
    lines = [("baseline", "when the offseason began", str(found.baseline_km_per_week), "km per week")]
    if found.usual_km_per_week is not None:
        lines.append(("baseline", "mean of the last weeks", str(found.usual_km_per_week), "km per week"))
    lines += [("own normal", str(label), str(value), str(unit)) for label, unit, value in _normals(pack)]
    if found.longest_run:
        run = found.longest_run
        lines += [
            ("longest run", f"{run.day}", f"{run.km}", "km"),
            ("longest run", f"{run.day}", f"{run.minutes}", "min"),
        ]
    if found.hardest:
        hard = found.hardest
        lines += [
            ("hardest", f"{hard.day}", f"{hard.minutes}", "min"),
            ("hardest", f"{hard.day}", f"{hard.rpe}", "RPE"),
        ]
    lines += [("load planned", f"{week.monday}", f"{week.load.planned:g}", "AU") for week in found.weeks]
    lines += [("load reported", f"{week.monday}", f"{week.load.reported:g}", "AU") for week in found.weeks]
    lines += [("protected", line.attribute, line.touched, "") for line in pack.ledger]
    lines += [("open niggle", each.place, f"{each.since}", "since") for each in pack.niggles or ()]
    return [*lines, ("targets", "", pack.targets, "")]


def _normals(pack: Pack) -> list[tuple[Any, Any, float]]:
    return [(*MEASURES[name], found.mean) for name, found in pack.normals.items()]


def _context(pack: Pack) -> dict[str, Any]:
    hard = pack.figures.hardest
    return {
        "pack": pack,
        "figures": pack.figures,
        "normals": _normals(pack),
        "hardest_kind": SessionKind(hard.kind).label if hard else "",
        "withheld": ConsentKind.ILLNESS.label if pack.niggles is None else "",
    }


def _seen(request: TeamRequest, plan: Plan) -> Pack:
    looks.note(request.actor, [plan.athlete], "hand-over")
    return pack_of(plan, local_date(timezone.now(), plan.athlete.zone))


def _plan(request: TeamRequest, pk: int, plan_pk: int) -> Plan:
    plans = Plan.objects.in_team(request.actor.team).filter(athlete__in=request.actor.athletes)
    return get_object_or_404(plans.select_related("athlete"), pk=plan_pk, athlete=pk)
