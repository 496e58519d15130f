"""Training history: the chart of weekly volume, files, typed weeks, and what a week was."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from athletes.engine.marks import MarkKind
from athletes.engine.weeks import monday_of
from athletes.languages import day_words
from athletes.looking_back_forms import EARLIEST, FilesForm, UndoFilesForm, WeekForm, WeeksForm
from athletes.models import WeekLabel
from athletes.past_weeks import activities_in_week, activities_of, history_of, words_on_weeks
from athletes.requests import TeamRequest
from athletes.training_history import forget_week, import_files, mark_race, say_week, take_back, type_weeks
from athletes.uploads import takes_files
from athletes.views.looking_back import Place
from athletes.views.volume_chart import draw

SPANS = {"26": gettext_lazy("Half a year"), "52": gettext_lazy("A year"), "all": gettext_lazy("All")}
USUAL_SPAN = "52"
_RESULTS = "training_files"
"""In the session, until the page that follows shows them."""


def history(request: TeamRequest, place: Place) -> HttpResponse:
    return _page(request, place)


def _page(request: TeamRequest, place: Place, *, status: int = 200, **forms: Any) -> HttpResponse:
    told = request.session.pop(_RESULTS, None) if request.method == "GET" and _RESULTS in request.session else None
    found = history_of(place.athlete, place.today)
    span = request.GET.get("span", USUAL_SPAN)
    weeks = found.weeks if span not in SPANS or span == "all" else found.weeks[-int(span) :]
    marks = [mark for mark in reversed(found.marks) if weeks and mark.last >= weeks[0].monday]
    context = {
        "place": place,
        "athlete": place.athlete,
        "chart": draw(found, weeks) if weeks else None,
        "rows": [
            (week, found.notes.get(week.monday, ""), place.url("past_week", week.monday)) for week in reversed(weeks)
        ],
        "marks": [mark for mark in marks if mark.kind is not MarkKind.JUMP],
        "jumps": [mark for mark in marks if mark.kind is MarkKind.JUMP],
        "baseline": found.baseline,
        "spans": [(key, words, key == span) for key, words in SPANS.items()] if len(found.weeks) > 26 else [],
        "results": told["results"] if told and told["athlete"] == place.athlete.pk else [],
        "entered_at": told["entered_at"] if told and told["athlete"] == place.athlete.pk else "",
        "undo_url": place.url("training_files_undo"),
        "files_form": forms.get("files_form") or FilesForm(),
        "weeks_form": forms.get("weeks_form") or WeeksForm(today=place.today),
        "files_url": place.url("training_files"),
        "weeks_url": place.url("typed_weeks"),
    }
    return render(request, "athletes/looking_back/history.html", context, status=status)


@takes_files(max_mb=40)
def files(request: TeamRequest, place: Place) -> HttpResponse:
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, status=422, files_form=form)
    sent = ((file.name, file.read()) for file in form.cleaned_data["files_sent"])
    now = timezone.now()
    results = import_files(place.athlete, sent, by=request.user, now=now)
    request.session[_RESULTS] = {
        "athlete": place.athlete.pk,
        "results": [asdict(result) for result in results],
        "entered_at": now.isoformat() if any(result.taken.new for result in results) else "",
    }
    return redirect(place.history_url)


def files_undo(request: TeamRequest, place: Place) -> HttpResponse:
    """Take back what one import of one's own brought; `entered_at` says which."""
    form = UndoFilesForm(request.POST)
    if not form.is_valid():
        return _page(request, place, status=422)
    gone = take_back(place.athlete, by=request.user, entered_at=form.cleaned_data["entered_at"])
    said = ngettext("%(count)s activity is taken back.", "%(count)s activities are taken back.", gone)
    messages.success(request, said % {"count": gone})
    return redirect(place.history_url)


def weeks(request: TeamRequest, place: Place) -> HttpResponse:
    form = WeeksForm(request.POST, today=place.today)
    if not form.is_valid():
        return _page(request, place, status=422, weeks_form=form)
    typed = form.cleaned_data["numbers"]
    type_weeks(place.athlete, form.cleaned_data["last_week"], typed, by=request.user)
    messages.success(request, _("%(count)s weeks are written down.") % {"count": len(typed)})
    return redirect(place.history_url)


def week(request: TeamRequest, place: Place, monday: str) -> HttpResponse:
    begins = _past_monday(monday, place.today)
    said = words_on_weeks(place.athlete).filter(monday=begins).first()
    if request.method == "POST" and "forget" in request.POST:
        forget_week(place.athlete, begins)
        messages.success(request, _("What was said of this week is taken back; its runs stay."))
        return redirect(place.history_url)
    found = next((week for week in history_of(place.athlete, place.today).weeks if week.monday == begins), None)
    # What was found is filled in, so that a note alone does not turn a taper into training.
    initial = {"label": found.label.value} if found and said is None else None
    form = WeekForm(request.POST if request.method == "POST" else None, instance=said, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        say_week(
            place.athlete, begins, label=WeekLabel(values["label"]), distance_km=values["distance_km"],
            note=values["note"], by=request.user,
        )  # fmt: skip
        messages.success(request, _("The week of %(day)s is written down.") % {"day": day_words(begins, "j M Y")})
        return redirect(place.history_url)
    activities = [
        (each, place.url("activity_race", each.pk), place.url("activity_remove", each.pk))
        for each in activities_in_week(place.athlete, begins)
    ]
    context = {
        "place": place,
        "athlete": place.athlete,
        "monday": begins,
        "form": form,
        "is_said": said is not None,
        "activities": activities,
    }
    return render(request, "athletes/looking_back/week.html", context, status=422 if form.errors else 200)


def _past_monday(text: str, today: date) -> date:
    try:
        monday = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if monday != monday_of(monday) or not EARLIEST <= monday <= today:
        raise Http404
    return monday


def race(request: TeamRequest, place: Place, activity_pk: int) -> HttpResponse:
    """Say that an activity was a race, or with `race` empty that it was none."""
    activity = get_object_or_404(activities_of(place.athlete), pk=activity_pk)
    mark_race(activity, race=bool(request.POST.get("race")))
    return redirect(place.url("past_week", monday_of(activity.local_date)))


def remove(request: TeamRequest, place: Place, activity_pk: int) -> HttpResponse:
    activity = get_object_or_404(activities_of(place.athlete), pk=activity_pk)
    week_url = place.url("past_week", monday_of(activity.local_date))
    if request.method == "POST":
        activity.delete()
        messages.success(request, _("The activity is deleted. Sending its file again brings it back."))
        return redirect(place.history_url)
    context = {"place": place, "athlete": place.athlete, "activity": activity, "week_url": week_url}
    return render(request, "athletes/looking_back/activity_remove.html", context)
