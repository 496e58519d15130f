"""What athletes see of their plan."""

from django.urls import path

from plans.views import away, my_sessions, my_week, progress, today

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/sessions/<uuid:pk>/report/", today.feedback, name="feedback"),
    path("me/away/", away.my_away, name="my_away"),
    path("me/away/<int:away_pk>/remove/", away.my_away_remove, name="my_away_remove"),
    path("my-sessions/", my_sessions.my_sessions, name="my_sessions"),
    path("my-sessions/<uuid:pk>/", my_sessions.my_session, name="my_session"),
    path("my-sessions/<uuid:pk>/file/", my_sessions.my_session_file, name="my_session_file"),
    path("my-sessions/<uuid:pk>/message/", my_sessions.my_session_message, name="my_session_message"),
    path("my-week/", my_week.my_week, name="my_week"),
    path("progress/", progress.my_progress, name="my_progress"),
]
