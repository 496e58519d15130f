"""Moving a cohort: choose, look at what would change, do it, and take it back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from athletes import looks, shelf
from athletes.access import Actor, coach_page
from athletes.requests import TeamRequest
from plans import cohorts
from plans.cohort_forms import MoveForm, NoteForm
from plans.cohort_words import Move
from plans.cohorts import Chosen, Result, Wanted
from plans.views.board import phases_page

KIND = "cohort"
PREVIEWED = 50
"""Plans in one part of a preview; the next part is asked for by the page."""
PORTION = 25
"""Plans that one request moves; the page asks for the next ones, and shows how far it is."""


@dataclass(frozen=True)
class Work:
    """A move on its way: what is wanted, who is still to come, and what came of the others."""

    wanted: Wanted
    todo: tuple[Chosen, ...] = ()
    undo: tuple[int, ...] = ()
    """Changes that are still to be taken back; then nothing is moved."""
    results: tuple[Result, ...] = ()
    takes_back: bool = False

    @classmethod
    def kept(cls, actor: Actor, key: str) -> Work:
        """Raises Http404 where it is another's, or an hour has passed."""
        said = shelf.look(actor, KIND, key)
        if said is None:
            raise Http404
        return cls(
            Wanted(*said["wanted"]),
            tuple(Chosen(*each) for each in said["todo"]),
            tuple(said["undo"]),
            tuple(Result(*each) for each in said["results"]),
            said["takes_back"],
        )

    def keep(self, actor: Actor) -> str:
        return shelf.put(actor, KIND, asdict(self))

    @property
    def title(self) -> str:
        return _("Taken back") if self.takes_back else str(Move(self.wanted.move).label)

    @property
    def left(self) -> int:
        return len(self.todo) + len(self.undo)

    @property
    def changes(self) -> tuple[int, ...]:
        return tuple(each.change for each in self.results if each.change is not None)

    def went_on(self, actor: Actor) -> Work:
        """With the next portion done."""
        if self.takes_back:
            results = cohorts.undo_each(actor, self.undo[:PORTION])
        else:
            results = cohorts.carry_out_each(actor, self.wanted, self.todo[:PORTION], timezone.now())
        return replace(self, todo=self.todo[PORTION:], undo=self.undo[PORTION:], results=(*self.results, *results))


@require_POST
@coach_page
def board_moves(request: TeamRequest) -> HttpResponse:
    """Those who are ticked, and the move: what would change is shown before anything is written."""
    ids = _numbers(request.POST.getlist("athlete"))
    chosen = cohorts.choose(request.actor, ids)
    if len(chosen) != len(ids):
        raise Http404
    form = MoveForm(request.POST)
    if not form.is_valid() or not chosen:
        problem = "" if chosen else _("Nobody is ticked. Tick those who are to move; nothing was changed.")
        return phases_page(request, form=form, ticked=ids, problem=problem, status=422)
    wanted = Wanted(form.cleaned_data["move"], form.cleaned_data["shift_by"] or 0)
    return redirect("board_move", Work(wanted, tuple(chosen)).keep(request.actor))


@require_http_methods(["GET", "POST"])
@coach_page
def board_move(request: TeamRequest, key: str) -> HttpResponse:
    """GET shows what would change for whom, POST does it, a portion at a time."""
    work = Work.kept(request.actor, key)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        if form.is_valid():
            wanted = work.wanted._replace(note=form.cleaned_data["note"].strip() or work.wanted.note)
            done = replace(work, wanted=wanted)
            next_key = shelf.once(key, "on", lambda: done.went_on(request.actor).keep(request.actor))
            return redirect("board_moved", next_key)
        return render(request, "plans/board/move.html", _previewed(request, work, key, form), status=422)
    name = "_previews" if request.htmx else "move"
    return render(request, f"plans/board/{name}.html", _previewed(request, work, key, form))


def _previewed(request: TeamRequest, work: Work, key: str, form: NoteForm) -> dict[str, Any]:
    start = next(iter(_numbers([request.GET.get("from", "0")])), 0)
    end = start + PREVIEWED
    previews = cohorts.preview(request.actor, work.wanted, work.todo[start:end], timezone.now())
    looks.note(request.actor, [each.athlete for each in previews], "board")
    return {
        "work": work,
        "key": key,
        "form": form,
        "previews": previews,
        "can_move": end < len(work.todo) or any(not each.why_not for each in previews),
        "start": start,
        "next": end if end < len(work.todo) else None,
    }


@require_GET
@coach_page
def board_moved(request: TeamRequest, key: str) -> HttpResponse:
    """What came of it so far, athlete by athlete."""
    work = Work.kept(request.actor, key)
    names = request.actor.athletes.in_bulk([each.athlete for each in work.results])
    lines = [(names[each.athlete], each) for each in work.results if each.athlete in names]
    looks.note(request.actor, names.values(), "board")
    context = {
        "work": work,
        "key": key,
        "done": [line for line in lines if line[1].change is not None],
        "refused": [line for line in lines if line[1].change is None],
        "total": len(work.results) + work.left,
    }
    return render(request, "plans/board/moved.html", context)


@require_POST
@coach_page
def board_moves_undo(request: TeamRequest, key: str) -> HttpResponse:
    """All that was done is taken back, for whom nothing came after it."""
    work = Work.kept(request.actor, key)
    back = Work(work.wanted, undo=work.changes, takes_back=True)
    return redirect("board_moved", shelf.once(key, "back", lambda: back.went_on(request.actor).keep(request.actor)))


def _numbers(said: list[str]) -> list[int]:
    """Raises Http404 for what is no number."""
    if not all(text.isascii() and text.isdigit() and len(text) < 19 for text in said):
        raise Http404
    return [int(text) for text in dict.fromkeys(said)]
