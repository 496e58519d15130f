"""What coaches say beforehand: automation and locks."""

from django.urls import path

from plans.models import LockKind
from plans.views import steering

urlpatterns = [
    path("team/automation/", steering.team_automation, name="team_automation"),
    path("athletes/<int:pk>/automation/", steering.athlete_automation, name="athlete_automation"),
    path("athletes/<int:pk>/locks/", steering.lock_add, {"kind": LockKind.DAYS}, name="lock_days"),
    path("athletes/<int:pk>/holds/", steering.lock_add, {"kind": LockKind.PHASE}, name="hold_phase"),
    path("athletes/<int:pk>/locks/<int:lock_pk>/end/", steering.lock_end, name="lock_end"),
    path("athletes/<int:pk>/locks/<int:lock_pk>/restore/", steering.lock_restore, name="lock_restore"),
]
