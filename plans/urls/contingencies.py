"""What athletes may do alone when life comes between."""

from django.urls import path

from plans.views import contingencies, instead

urlpatterns = [
    path("team/contingencies/", contingencies.team_contingencies, name="team_contingencies"),
    path("team/contingencies/reset/", contingencies.stand_ins_reset, name="stand_ins_reset"),
    path("team/contingencies/put-back/<slug:key>/", contingencies.stand_ins_put_back, name="stand_ins_put_back"),
    path("team/contingencies/<slug:situation>/add/", contingencies.stand_in, name="stand_in_add"),
    path("team/contingencies/<slug:situation>/<int:position>/", contingencies.stand_in, name="stand_in"),
    path(
        "team/contingencies/<slug:situation>/<int:position>/drop/",
        contingencies.stand_in_arrange,
        {"how": "drop"},
        name="stand_in_drop",
    ),
    path(
        "team/contingencies/<slug:situation>/<int:position>/up/",
        contingencies.stand_in_arrange,
        {"how": "up"},
        name="stand_in_up",
    ),
    path("athletes/<int:pk>/contingencies/", contingencies.athlete_contingencies, name="athlete_contingencies"),
    path("today/sessions/<uuid:pk>/instead/", instead.instead, name="instead"),
    path("today/instead/<slug:situation>/", instead.instead_today, name="instead_today"),
    path("my-week/swap/", instead.swap_days, name="swap_days"),
    path("today/changes/<int:pk>/undo/", instead.own_change_undo, name="own_change_undo"),
]
