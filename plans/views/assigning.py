"""Giving a template to athletes: choose, look at what each would get, make the plans, and take them back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from athletes import looks, shelf
from athletes.access import Actor, coach_page
from athletes.models import GroupAthlete
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans import assigning
from plans.assigning import Result, Wanted
from plans.assigning_forms import AssignForm
from plans.models import Plan, TemplateVersion
from plans.template_versions import in_reach, offered

KIND = "assign"
PREVIEWED, PORTION = 20, 20


@dataclass(frozen=True)
class Work:
    """An assignment on its way: what is wanted, who is still to come, and what came of the others."""

    wanted: Wanted
    todo: tuple[int, ...] = ()
    undo: tuple[int, ...] = ()
    """Plans that are still to be taken back; then none is made."""
    results: tuple[Result, ...] = ()
    takes_back: bool = False

    @classmethod
    def kept(cls, actor: Actor, key: str) -> Work:
        """Raises Http404 where it is another's, or an hour has passed."""
        said = shelf.look(actor, KIND, key)
        if said is None:
            raise Http404
        results = tuple(Result(*each) for each in said["results"])
        return cls(Wanted(*said["wanted"]), tuple(said["todo"]), tuple(said["undo"]), results, said["takes_back"])

    def keep(self, actor: Actor) -> str:
        return shelf.put(actor, KIND, asdict(self))

    @property
    def left(self) -> int:
        return len(self.todo) + len(self.undo)

    @property
    def plans(self) -> tuple[int, ...]:
        return tuple(each.plan for each in self.results if each.plan is not None)

    def went_on(self, actor: Actor, version: TemplateVersion) -> Work:
        """With the next portion done."""
        if self.takes_back:
            results = assigning.withdraw_each(actor, self.undo[:PORTION])
        else:
            results = assigning.assign_each(actor, version, self.wanted, self.todo[:PORTION], timezone.now())
        return replace(self, todo=self.todo[PORTION:], undo=self.undo[PORTION:], results=(*self.results, *results))


@require_http_methods(["GET", "POST"])
@coach_page
def template_assign(request: TeamRequest, pk: int) -> HttpResponse:
    """Who, and from when. What each would get is shown before anything is written."""
    version = _version(request.actor, pk)
    today = local_date(timezone.now(), request.actor.user.zone)
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        initial={"start": today + timedelta(days=-today.weekday() % 7)},
    )
    ids = _numbers(request.POST.getlist("athlete"))
    if request.method == "POST" and form.is_valid():
        chosen = assigning.choose(request.actor, ids)
        if len(chosen) != len(ids):
            raise Http404
        if chosen:
            said = form.cleaned_data
            days = (said[name].isoformat() if said[name] else "" for name in ("start", "last_day"))
            work = Work(Wanted(version.pk, *days), tuple(chosen))
            return redirect("template_assignment", pk, work.keep(request.actor))
        form.add_error(None, _("Nobody is ticked. Tick those who are to get a plan; nothing was written."))
    return render(
        request, "plans/assigning/choose.html", _choice(request, version, form, ids), status=422 if form.errors else 200
    )


def _choice(request: TeamRequest, version: TemplateVersion, form: AssignForm, ids: list[int]) -> dict[str, Any]:
    athletes = list(request.actor.athletes.order_by("name", "pk"))
    busy = set(
        Plan.objects.in_team(request.actor.team)
        .filter(athlete__in=athletes, ended_at=None)
        .values_list("athlete_id", flat=True)
    )
    groups: dict[int, list[str]] = {}
    for row in GroupAthlete.objects.in_team(request.actor.team).filter(athlete__in=athletes).select_related("group"):
        groups.setdefault(row.athlete_id, []).append(row.group.name)
    free = [each for each in athletes if each.pk not in busy]
    return {
        "version": version,
        "form": form,
        "free": [(each, ", ".join(groups.get(each.pk, ())), each.pk in ids) for each in free],
        "busy": len(busy),
    }


@require_http_methods(["GET", "POST"])
@coach_page
def template_assignment(request: TeamRequest, pk: int, key: str) -> HttpResponse:
    """GET shows what each would get, POST makes the plans, a portion at a time."""
    version, work = _version(request.actor, pk), Work.kept(request.actor, key)
    if work.wanted.template != version.pk:
        raise Http404
    if request.method == "POST":
        next_key = shelf.once(key, "on", lambda: work.went_on(request.actor, version).keep(request.actor))
        return redirect("template_assigned", pk, next_key)
    start = next(iter(_numbers([request.GET.get("from", "0")])), 0)
    end = start + PREVIEWED
    previews = assigning.preview(request.actor, version, work.wanted, work.todo[start:end], timezone.now())
    looks.note(request.actor, [each.athlete for each in previews], "profile")
    context = {
        "version": version,
        "work": work,
        "key": key,
        "previews": previews,
        "can_assign": end < len(work.todo) or any(not each.why_not for each in previews),
        "next": end if end < len(work.todo) else None,
    }
    name = "_previews" if request.htmx else "preview"
    return render(request, f"plans/assigning/{name}.html", context)


@require_GET
@coach_page
def template_assigned(request: TeamRequest, pk: int, key: str) -> HttpResponse:
    """What came of it so far, athlete by athlete."""
    version, work = _given(request.actor, pk), Work.kept(request.actor, key)
    names = request.actor.athletes.in_bulk([each.athlete for each in work.results])
    lines = [(names[each.athlete], each) for each in work.results if each.athlete in names]
    context = {
        "version": version,
        "work": work,
        "key": key,
        "done": [line for line in lines if line[1].plan is not None],
        "refused": [line for line in lines if line[1].plan is None],
        "total": len(work.results) + work.left,
    }
    return render(request, "plans/assigning/done.html", context)


@require_POST
@coach_page
def template_assigned_undo(request: TeamRequest, pk: int, key: str) -> HttpResponse:
    """All plans that were made are taken back, where nobody has begun to use them."""
    version, work = _given(request.actor, pk), Work.kept(request.actor, key)
    back = Work(work.wanted, undo=work.plans, takes_back=True)
    next_key = shelf.once(key, "back", lambda: back.went_on(request.actor, version).keep(request.actor))
    return redirect("template_assigned", pk, next_key)


def _given(actor: Actor, pk: int) -> TemplateVersion:
    """What was given is told and taken back whatever became of the template since."""
    return get_object_or_404(in_reach(actor.team), pk=pk)


def _version(actor: Actor, pk: int) -> TemplateVersion:
    """One that new plans may be made from: the newest of its template, and not retired."""
    return get_object_or_404(offered(actor.team), pk=pk)


def _numbers(said: list[str]) -> list[int]:
    """Raises Http404 for what is no number."""
    if not all(text.isascii() and text.isdigit() and len(text) < 19 for text in said):
        raise Http404
    return [int(text) for text in dict.fromkeys(said)]
