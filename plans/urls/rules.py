"""A team's thresholds."""

from django.urls import path

from plans.views import rules

urlpatterns = [
    path("team/rules/", rules.team_rules, name="team_rules"),
    path("team/rules/preview/", rules.rules_preview, name="rules_preview"),
    path("team/rules/replay/", rules.rules_replay, name="rules_replay"),
    path("team/rules/roll-out/", rules.rules_roll_out, name="rules_roll_out"),
    path("team/rules/save/", rules.rules_save, name="rules_save"),
    path("team/rules/versions/<int:version>/put-back/", rules.rules_put_back, name="rules_put_back"),
]
