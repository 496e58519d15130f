"""How is it going? The athlete's own figures: consistency first, and nothing to compete with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from athletes.access import athlete_page
from athletes.consents import consent_of
from athletes.requests import TeamRequest
from athletes.zones import local_date
from plans.engine.consistency import Day, Kept
from plans.progress import progress_of
from plans.views.readiness_charts import readiness_charts
from plans.views.week_chart import load_chart, volume_chart
from readiness import reflections
from readiness.reflection_forms import reflection_in_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WORDS = {
    Kept.AS_PLANNED: _("as planned"),
    Kept.DIFFERENTLY: _("differently, and done"),
    Kept.RESTED: _("rested"),
    Kept.NOT_TOLD: _("not told"),
    Kept.LEFT_OUT: _("ill or away"),
    Kept.AHEAD: _("still ahead"),
    Kept.OUTSIDE: _("outside the plan"),
}
REST = _("rest, as planned")


@gzip_page
@require_GET
@athlete_page
def my_progress(request: TeamRequest) -> HttpResponse:
    athlete = request.actor.runner
    today = local_date(timezone.now(), athlete.zone)
    progress = progress_of(athlete, today)
    season = progress.season
    due = reflections.open_weeks(today)[0]
    written = reflections.last_reflections(athlete, 4)
    context = {
        "today": today,
        "progress": progress,
        "season": season,
        "kept": [(week, [_day(day) for day in week.days]) for week in (season.kept if season else ())],
        "charts": readiness_charts(athlete, consent_of(athlete), today),
        "volume": volume_chart(season.loads, today) if season else None,
        "load": load_chart(season.loads, today) if season else None,
        "weeks": [(week, season.monotonies.get(week.monday)) for week in season.loads] if season else [],
        "due": due if reflections.may_be_kept(athlete) and due not in {row.monday for row in written} else None,
        "open_weeks": reflections.open_weeks(today),
        "reflections": [(row, reflection_in_words(row)) for row in written],
    }
    return render(request, "plans/progress/page.html", context)


def _day(day: Day) -> tuple[Day, StrOrPromise, StrOrPromise]:
    """The day, its word, and another word where planned rest was taken."""
    return day, WORDS[day.kept], REST if day.is_rest and day.kept is Kept.AS_PLANNED else ""
