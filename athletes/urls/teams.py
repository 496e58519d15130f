"""The team: people, invitations, groups, settings."""

from django.urls import path

from athletes.views import signing_in

urlpatterns = [
    path("teams/<int:pk>/choose/", signing_in.choose_team, name="choose_team"),
]
