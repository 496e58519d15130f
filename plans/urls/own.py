"""What athletes see of their plan."""

from django.urls import path

from plans.views import away, my_week, progress, today

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/sessions/<uuid:pk>/report/", today.feedback, name="feedback"),
    path("me/away/", away.my_away, name="my_away"),
    path("me/away/<int:away_pk>/remove/", away.my_away_remove, name="my_away_remove"),
    path("my-week/", my_week.my_week, name="my_week"),
    path("progress/", progress.my_progress, name="my_progress"),
]
