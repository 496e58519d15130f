"""The roster as a file, out and in: an upload is looked at, explained row by row, and written when confirmed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from athletes import shelf
from athletes.access import coach_page
from athletes.bounded import Unreadable
from athletes.requests import TeamRequest
from athletes.roster_changes import RosterMoved
from athletes.roster_comparison import Comparison, Meaning, compare
from athletes.roster_export import FORMATS, export_roster
from athletes.roster_forms import UploadForm, WishForm
from athletes.roster_import import write_import
from athletes.roster_list import Shown
from athletes.roster_sheets import MAX_BYTES, Sheet, read
from athletes.uploads import MEGABYTE, takes_files
from athletes.views.roster import require_writing
from athletes.views.roster_bulk import keep_result
from athletes.zones import local_date

UPLOAD = "roster upload"
_ROWS_SHOWN = 200
"""Of each meaning; the rest is counted."""
_PARTS = {
    Meaning.ERROR: gettext_lazy("Cannot be read, and will be left out"),
    Meaning.DUPLICATE: gettext_lazy("Twice, and will be left out"),
    Meaning.CHANGED: gettext_lazy("On the roster, and will change"),
    Meaning.NEW: gettext_lazy("New on the roster"),
    Meaning.SAME: gettext_lazy("On the roster, and stay as they are"),
}
_OPEN = {Meaning.ERROR, Meaning.DUPLICATE, Meaning.CHANGED}


@require_POST
@coach_page
def roster_export(request: TeamRequest, file_format: str) -> HttpResponse:
    """What the roster shows, as a file. A post, as it leaves a record."""
    if file_format not in FORMATS:
        raise Http404
    content = export_roster(request.actor, Shown.of(request.POST.dict()), file_format)
    on = local_date(timezone.now(), request.user.zone)
    response = HttpResponse(content, content_type=FORMATS[file_format])
    response["Content-Disposition"] = f'attachment; filename="roster-{on}.{file_format}"'
    response["Cache-Control"] = "no-store"
    return response


@takes_files(max_mb=MAX_BYTES // MEGABYTE)
@require_http_methods(["GET", "POST"])
@coach_page
def roster_import(request: TeamRequest) -> HttpResponse:
    require_writing(request.actor)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            sheet = read(form.cleaned_data["file"].read())
        except Unreadable as error:
            form.add_error("file", _(str(error)))
        else:
            return redirect("roster_import_rows", shelf.put(request.actor, UPLOAD, asdict(sheet)))
    return render(request, "athletes/roster_import.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@coach_page
def roster_import_rows(request: TeamRequest, key: str) -> HttpResponse:
    """GET shows what each row means, as the columns are chosen in the address; POST writes it."""
    actor = request.actor
    require_writing(actor)
    kept = shelf.look(actor, UPLOAD, key)
    if kept is None:
        raise Http404
    sheet = Sheet(tuple(kept["header"]), tuple(map(tuple, kept["rows"])), tuple(kept["lines"]), kept["read_as"])
    sent = request.POST if request.method == "POST" else request.GET
    form = WishForm(sent, actor=actor, sheet=sheet)
    if not form.is_valid():
        return render(
            request, "athletes/roster_import_rows.html", _context(form, key, None), status=422 if sent else 200
        )
    if request.method == "POST":
        return _write(request, form, sheet, key)
    return render(request, "athletes/roster_import_rows.html", _context(form, key, compare(actor, sheet, form.wish())))


def _write(request: TeamRequest, form: WishForm, sheet: Sheet, key: str) -> HttpResponse:
    actor, expected = request.actor, request.POST.get("expected", "")
    try:
        imported = write_import(actor, sheet, form.wish(), expected=expected, now=timezone.now())
    except RosterMoved:
        messages.warning(
            request, _("The roster has changed since this page was made. Nothing was written; look again.")
        )
        context = _context(form, key, compare(actor, sheet, form.wish()))
        return render(request, "athletes/roster_import_rows.html", context, status=409)
    shelf.clear(key)
    return redirect("roster_result", keep_result(actor, _("Import"), imported.lines, imported.changes))


def _context(form: WishForm, key: str, comparison: Comparison | None) -> dict[str, Any]:
    parts = []
    for meaning, words in _PARTS.items():
        if comparison and (rows := comparison.of(meaning)):
            parts.append((words, len(rows), rows[:_ROWS_SHOWN], meaning in _OPEN))
    return {"form": form, "key": key, "sheet": form.sheet, "comparison": comparison, "parts": parts}
