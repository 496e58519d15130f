"""Pages of readiness: an athlete's check-in, for today or for a day (YYYY-MM-DD) of the last three."""

from django.urls import path

from readiness import views

urlpatterns = [
    path("me/reminders/", views.my_reminders, name="my_reminders"),
    path("me/reminders/phone/", views.my_phone, name="my_phone"),
    path("me/reminders/phone/test/", views.my_phone_test, name="my_phone_test"),
    path("reminders/stop/<str:token>/", views.reminder_stop, name="reminder_stop"),
    path("progress/weeks/<str:monday>/", views.reflection, name="reflection"),
    path("check-in/", views.check_in, name="check_in"),
    path("check-in/<str:day>/", views.check_in, name="check_in"),
    path("check-in/<str:day>/body/", views.check_in_body, name="check_in_body"),
    path("check-in/<str:day>/clear/", views.check_in_clear, name="check_in_clear"),
    path("check-in/<str:day>/restore/", views.check_in_restore, name="check_in_restore"),
]
