"""Pages of one athlete, and the conversation with them."""

from django.urls import path

from plans.views import athlete, athlete_parts, away, coach_notes, conversation

urlpatterns = [
    path("athletes/<int:pk>/", athlete.athlete, name="athlete"),
    path("athletes/<int:pk>/charts/", athlete_parts.charts, name="athlete_charts"),
    path("athletes/<int:pk>/past/", athlete_parts.past, name="athlete_past"),
    path("athletes/<int:pk>/messages/", conversation.messages, name="messages"),
    path("athletes/<int:pk>/notes/", coach_notes.notes, name="notes"),
    path("athletes/<int:pk>/notes/<int:note_pk>/", coach_notes.note_edit, name="note"),
    path("athletes/<int:pk>/notes/<int:note_pk>/remove/", coach_notes.note_remove, name="note_remove"),
    path("athletes/<int:pk>/notes/<int:note_pk>/restore/", coach_notes.note_restore, name="note_restore"),
    path("athletes/<int:pk>/plan/new/", athlete.plan_new, name="plan_new"),
    path("athletes/<int:pk>/plans/<int:plan_pk>/end/", athlete.plan_end, name="plan_end"),
    path("athletes/<int:pk>/plans/<int:plan_pk>/reopen/", athlete.plan_reopen, name="plan_reopen"),
    path("athletes/<int:pk>/away/", away.away, name="away"),
    path("athletes/<int:pk>/away/<int:away_pk>/remove/", away.away_remove, name="away_remove"),
    path("messages/", conversation.my_messages, name="my_messages"),
]
