"""The season audit and the training history before it: each page for coaches and for the athlete."""

from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from athletes.views import season_audit, training_history
from athletes.views.looking_back import PlaceView, about_oneself, of_an_athlete


def both(route: str, view: PlaceView, name: str, *methods: str) -> list[URLPattern]:
    """The routes `name` and `my_name`."""
    allow = require_http_methods(methods)
    page = "audit" if name.startswith("season_audit") else "history"
    return [
        path(f"athletes/<int:pk>/{route}", allow(of_an_athlete(view, page)), name=name),
        path(f"me/{route}", allow(about_oneself(view)), name=f"my_{name}"),
    ]


urlpatterns = [
    *both("history/", training_history.history, "training_history", "GET"),
    *both("history/files/", training_history.files, "training_files", "POST"),
    *both("history/files/undo/", training_history.files_undo, "training_files_undo", "POST"),
    *both("history/weeks/", training_history.weeks, "typed_weeks", "POST"),
    *both("history/weeks/<str:monday>/", training_history.week, "past_week", "GET", "POST"),
    *both("history/activities/<int:activity_pk>/race/", training_history.race, "activity_race", "POST"),
    *both("history/activities/<int:activity_pk>/remove/", training_history.remove, "activity_remove", "GET", "POST"),
    *both("season-audit/", season_audit.season_audit, "season_audit", "GET", "POST"),
    *both("season-audit/<slug:step>/", season_audit.step, "season_audit_step", "GET", "POST"),
]
