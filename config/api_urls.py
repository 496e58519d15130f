"""The routes of the REST interface, under `/api/v1/`."""

from django.urls import path, re_path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularJSONAPIView

from athletes.activities_api import ActivitiesView
from athletes.api import AthletesView, AthleteView
from config.api_errors import NowhereView
from plans.api import DecisionsView, PlanView, SessionsView, WeeksView, WeekView
from plans.rules_api import RulesView
from readiness.api import LogsView, LogView, NormalsView

urlpatterns = [
    # Public, and dear to make: kept for five minutes.
    path("openapi.json", cache_page(300)(SpectacularJSONAPIView.as_view()), name="api_openapi"),
    path("athletes", AthletesView.as_view(), name="api_athletes"),
    path("athletes/<int:pk>", AthleteView.as_view(), name="api_athlete"),
    path("athletes/<int:pk>/activities", ActivitiesView.as_view(), name="api_activities"),
    path("athletes/<int:pk>/plan", PlanView.as_view(), name="api_plan"),
    path("athletes/<int:pk>/weeks", WeeksView.as_view(), name="api_weeks"),
    path("athletes/<int:pk>/weeks/<str:monday>", WeekView.as_view(), name="api_week"),
    path("athletes/<int:pk>/sessions", SessionsView.as_view(), name="api_sessions"),
    path("athletes/<int:pk>/decisions", DecisionsView.as_view(), name="api_decisions"),
    path("athletes/<int:pk>/logs", LogsView.as_view(), name="api_logs"),
    path("athletes/<int:pk>/logs/<str:date>", LogView.as_view(), name="api_log"),
    path("athletes/<int:pk>/normals", NormalsView.as_view(), name="api_normals"),
    path("rules", RulesView.as_view(), name="api_rules"),
    re_path("", NowhereView.as_view(), name="api_nowhere"),
]
