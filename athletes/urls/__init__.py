"""Pages of athletes: one module per area. One athlete's page shows plans, and lives there."""

from athletes.urls import looking_back, profiles, rights, roster, signing_in, teams

urlpatterns = [
    *signing_in.urlpatterns,
    *teams.urlpatterns,
    *roster.urlpatterns,
    *profiles.urlpatterns,
    *looking_back.urlpatterns,
    *rights.urlpatterns,
]
