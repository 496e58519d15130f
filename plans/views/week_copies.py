"""Copy a week: choose where to, look at what it would do to whom, do it, take it back."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from athletes import looks, shelf
from athletes.access import Actor, coach_page
from athletes.models import Athlete, GroupAthlete
from athletes.requests import TeamRequest
from athletes.roster_list import groups_in_scope
from athletes.zones import local_date
from plans import cohorts, drafts, week_copies
from plans.engine.week import PlanState, WeekState
from plans.views.ripple_words import shown_ripples
from plans.views.week_page import athlete_and_plan, week_of
from plans.week_copies import Look, Result, Target
from plans.week_tool_forms import CopyForm

KIND = "week copies"


@require_http_methods(["GET", "POST"])
@coach_page
def week_copy(request: TeamRequest, pk: int, monday: date) -> HttpResponse:
    """GET offers, and shows what was chosen; POST does what was shown."""
    athlete, plan = athlete_and_plan(request.actor, pk)
    state = drafts.shown_state(plan).state
    week = week_of(state, monday)
    if request.method == "POST":
        targets = [_target(text) for text in request.POST.getlist("target")]
        note = request.POST.get("note", "")[:300]
        results = week_copies.copy_to_each(request.actor, state, week, targets, note, timezone.now())
        kept = {"from": [athlete.pk, monday.isoformat()], "results": results, "takes_back": False}
        return redirect("week_copied", shelf.put(request.actor, KIND, kept))
    form = _form(request, athlete, state, week)
    looked: list[Look] = []
    if form.is_bound and form.is_valid():
        looked = _looked(request, form, athlete, state, week)
    looks.note(request.actor, {each.athlete.pk: each.athlete for each in looked}.values() or [athlete], "week")
    context = {
        "athlete": athlete,
        "plan": plan,
        "week": week,
        "form": form,
        "looked": [(each, shown_ripples(each.ripples) if each.ripples else None) for each in looked],
        "targets": [_text(each.target) for each in looked if each.target],
        "asks_note": any(each.ripples and each.ripples.breaches for each in looked),
    }
    return render(request, "plans/week_tools/copy.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@coach_page
def week_copied(request: TeamRequest, key: str) -> HttpResponse:
    """What came of it, athlete by athlete; POST takes all of it back."""
    kept = shelf.look(request.actor, KIND, key)
    if kept is None:
        raise Http404
    results = [Result(*each) for each in kept["results"]]
    if request.method == "POST":
        undone = cohorts.undo_each(request.actor, [each.change for each in results if each.change is not None])
        back = [Result(each.athlete, each.change is not None, each.words) for each in undone]
        return redirect("week_copied", shelf.put(request.actor, KIND, {**kept, "results": back, "takes_back": True}))
    names = request.actor.athletes.in_bulk({each.athlete for each in results})
    lines = [(names[each.athlete], each) for each in results if each.athlete in names]
    looks.note(request.actor, names.values(), "week")
    context = {
        "from": kept["from"],
        "takes_back": kept["takes_back"],
        "key": key,
        "done": [line for line in lines if line[1].done],
        "refused": [line for line in lines if not line[1].done],
        "may_undo": any(each.change is not None for each in results),
    }
    return render(request, "plans/week_tools/copied.html", context)


def _form(request: TeamRequest, athlete: Athlete, state: PlanState, week: WeekState) -> CopyForm:
    this = local_date(timezone.now(), athlete.zone)
    open_weeks = (w for w in state.weeks if w.sunday >= this and not any(s.has_feedback for s in w.sessions))
    others = request.actor.athletes.exclude(pk=athlete.pk).filter(plans__ended_at=None, plans__isnull=False)
    return CopyForm(
        request.GET or None,
        weeks=[w.monday for w in open_weeks if w is not week],
        groups=list(groups_in_scope(request.actor).values_list("pk", "name")),
        athletes=list(others.order_by("name").values_list("pk", "name").distinct()),
        initial={"when": week_copies.SAME_DATE},
    )


def _looked(request: TeamRequest, form: CopyForm, athlete: Athlete, state: PlanState, week: WeekState) -> list[Look]:
    said, now = form.cleaned_data, timezone.now()
    mondays = [date.fromisoformat(text) for text in said.get("to", ())]
    ids = {int(id) for id in said.get("athlete", ())} | _of_groups(request.actor, said.get("group", ()))
    others = list(request.actor.athletes.filter(pk__in=ids - {athlete.pk}).order_by("name", "pk")[: CopyForm.MOST])
    when = said.get("when") or week_copies.SAME_DATE
    found = week_copies.look_at_weeks(request.actor, state, week, athlete, mondays, now) if mondays else []
    return found + (week_copies.look(request.actor, state, week, others, when, now) if others else [])


def _of_groups(actor: Actor, groups: list[str]) -> set[int]:
    if not groups:
        return set()
    places = GroupAthlete.objects.in_team(actor.team).filter(group__in=[int(id) for id in groups])
    return set(places.values_list("athlete_id", flat=True))


def _text(target: Target) -> str:
    return f"{target.athlete}/{target.monday}/{target.revision}/{'' if target.step is None else target.step}"


def _target(text: str) -> Target:
    """Raises Http404 for what no page has sent."""
    try:
        athlete, monday, revision, step = text[:60].split("/")
        target = Target(int(athlete), date.fromisoformat(monday), int(revision), int(step) if step else None)
    except ValueError as error:
        raise Http404 from error
    if target.athlete >= 2**63:
        raise Http404
    return target
