"""A newer version for plans that run: asked how far, shown for each, done, and taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from athletes import looks, shelf
from athletes.access import Actor, coach_page
from athletes.requests import TeamRequest
from plans import template_updates
from plans.models import TemplateVersion
from plans.template_updates import Reach, Result
from plans.template_versions import in_reach

KIND = "template-update"
PORTION = 20


@dataclass(frozen=True)
class Work:
    """An update on its way: how far it reaches, which plans are still to come, and what came of the others."""

    version: int
    reach: str
    todo: tuple[int, ...] = ()
    undo: tuple[int, ...] = ()
    """Changes that are still to be taken back; then no plan is updated."""
    results: tuple[Result, ...] = ()
    takes_back: bool = False

    @classmethod
    def kept(cls, actor: Actor, key: str, version: TemplateVersion) -> Work:
        """Raises Http404 where it is another's, of another version, or an hour has passed."""
        said = shelf.look(actor, KIND, key)
        if said is None or said["version"] != version.pk:
            raise Http404
        results = tuple(Result(*each) for each in said["results"])
        return cls(**{**said, "todo": tuple(said["todo"]), "undo": tuple(said["undo"]), "results": results})

    def keep(self, actor: Actor) -> str:
        return shelf.put(actor, KIND, asdict(self))

    @property
    def left(self) -> int:
        return len(self.todo) + len(self.undo)

    @property
    def changes(self) -> tuple[int, ...]:
        return tuple(each.change for each in self.results if each.change is not None)

    def went_on(self, actor: Actor, version: TemplateVersion) -> Work:
        """With the next portion done."""
        if self.takes_back:
            results = template_updates.undo_each(actor, self.undo[:PORTION])
        else:
            results = template_updates.update_each(
                actor, version, Reach(self.reach), self.todo[:PORTION], timezone.now()
            )
        return replace(self, todo=self.todo[PORTION:], undo=self.undo[PORTION:], results=(*self.results, *results))


@require_http_methods(["GET", "POST"])
@coach_page
def template_update(request: TeamRequest, pk: int) -> HttpResponse:
    """How far it shall reach, and for each plan what that would change. Nothing is chosen: new plans only."""
    version = _version(request.actor, pk)
    plans = template_updates.plans_behind(request.actor, version)
    said = (request.POST if request.method == "POST" else request.GET).get("reach", "")
    reach = Reach(said) if said in Reach.values else None
    if request.method == "POST":
        if reach is None:
            return redirect("template", pk)
        work = Work(version.pk, reach.value, tuple(plan.pk for plan in plans)).went_on(request.actor, version)
        return redirect("template_updated", pk, work.keep(request.actor))
    shown = plans[:PORTION] if reach else []
    looks.note(request.actor, [plan.athlete for plan in shown], "athlete")
    context = {
        "version": version,
        "plans": plans,
        "reach": reach,
        "reaches": Reach.choices,
        "previews": template_updates.preview(shown, version, reach, timezone.now()) if reach else [],
        "more": len(plans) - len(shown),
    }
    return render(request, "plans/assigning/update.html", context)


@require_http_methods(["GET", "POST"])
@coach_page
def template_updated(request: TeamRequest, pk: int, key: str) -> HttpResponse:
    """What came of it so far; POST goes on with those who are still to come."""
    version = _version(request.actor, pk)
    work = Work.kept(request.actor, key, version)
    if request.method == "POST":
        next_key = shelf.once(key, "on", lambda: work.went_on(request.actor, version).keep(request.actor))
        return redirect("template_updated", pk, next_key)
    names = request.actor.athletes.in_bulk([each.athlete for each in work.results])
    lines = [(names[each.athlete], each) for each in work.results if each.athlete in names]
    context = {
        "version": version,
        "work": work,
        "key": key,
        "done": [line for line in lines if line[1].change is not None],
        "refused": [line for line in lines if line[1].change is None],
        "total": len(work.results) + work.left,
    }
    return render(request, "plans/assigning/updated.html", context)


@require_POST
@coach_page
def template_update_undo(request: TeamRequest, pk: int, key: str) -> HttpResponse:
    """Every change is taken back, where nothing came after it."""
    version = _version(request.actor, pk)
    work = Work.kept(request.actor, key, version)
    back = replace(work, todo=(), undo=work.changes, results=(), takes_back=True)
    next_key = shelf.once(key, "back", lambda: back.went_on(request.actor, version).keep(request.actor))
    return redirect("template_updated", pk, next_key)


def _version(actor: Actor, pk: int) -> TemplateVersion:
    return get_object_or_404(in_reach(actor.team), pk=pk)
