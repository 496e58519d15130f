"""Private notes of coaches about an athlete."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from athletes import looks
from athletes.access import coach_page
from athletes.requests import TeamRequest
from plans import coach_notes
from plans.conversation_forms import CoachNoteForm
from plans.models import CoachNote
from plans.views import toasts


@require_http_methods(["GET", "POST"])
@coach_page
def notes(request: TeamRequest, pk: int) -> HttpResponse:
    runner = get_object_or_404(request.actor.athletes, pk=pk)
    looks.note(request.actor, [runner], "notes")
    form, said = CoachNoteForm(request.POST if request.method == "POST" else None, auto_id="id_note_%s"), ""
    if form.is_valid():
        coach_notes.add_note(runner, request.actor, form.cleaned_data["text"])
        if not request.htmx:
            return redirect("notes", pk)
        form, said = CoachNoteForm(auto_id="id_note_%s"), _("The note is kept.")
    rows = coach_notes.notes_of(runner)
    context = {
        "athlete": runner,
        "form": form,
        "said": said,
        "notes": [(note, coach_notes.may_remove(note, request.actor)) for note in rows],
        **toasts.kept(request),
    }
    template = "plans/athlete/_notes.html" if request.htmx else "plans/athlete/notes.html"
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@coach_page
def note_edit(request: TeamRequest, pk: int, note_pk: int) -> HttpResponse:
    note = _note(request, pk, note_pk, removed_at=None)
    coach_notes.check_author(note, request.actor)
    form = CoachNoteForm(request.POST if request.method == "POST" else None, initial={"text": note.text})
    if form.is_valid():
        coach_notes.edit_note(note, request.actor, form.cleaned_data["text"])
        return redirect("notes", pk)
    context = {"athlete": note.athlete, "note": note, "form": form}
    return render(request, "plans/athlete/note.html", context, status=422 if form.errors else 200)


@require_POST
@coach_page
def note_remove(request: TeamRequest, pk: int, note_pk: int) -> HttpResponse:
    note = _note(request, pk, note_pk)
    coach_notes.remove_note(note, request.actor)
    toasts.keep(request, _("The note is removed."), reverse("note_restore", args=[pk, note_pk]))
    return redirect("notes", pk)


@require_POST
@coach_page
def note_restore(request: TeamRequest, pk: int, note_pk: int) -> HttpResponse:
    coach_notes.restore_note(_note(request, pk, note_pk), request.actor)
    return redirect("notes", pk)


def _note(request: TeamRequest, pk: int, note_pk: int, **which: None) -> CoachNote:
    notes = CoachNote.objects.in_team(request.actor.team).filter(athlete__in=request.actor.athletes, athlete=pk)
    return get_object_or_404(notes.select_related("athlete"), pk=note_pk, **which)
