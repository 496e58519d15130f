"""Pages of athletes: the door and the roster. One athlete's page shows plans, and lives there."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from athletes.views import roster, signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("teams/<int:pk>/choose/", signing_in.choose_team, name="choose_team"),
    path("athletes/", roster.roster, name="roster"),
    path("athletes/new/", roster.athlete_new, name="athlete_new"),
    path("athletes/<int:pk>/edit/", roster.athlete_edit, name="athlete_edit"),
]
