"""The roster: list, forms, import and export."""

from django.urls import path

from athletes.views import roster

urlpatterns = [
    path("athletes/", roster.roster, name="roster"),
    path("athletes/new/", roster.athlete_new, name="athlete_new"),
    path("athletes/<int:pk>/edit/", roster.athlete_edit, name="athlete_edit"),
]
