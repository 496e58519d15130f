"""Pages of readiness: an athlete's check-in, for today or for a day (YYYY-MM-DD) of the last three."""

from django.urls import path

from readiness.views import check_in, reflections, reminders

urlpatterns = [
    path("me/reminders/", reminders.my_reminders, name="my_reminders"),
    path("me/reminders/phone/", reminders.my_phone, name="my_phone"),
    path("me/reminders/phone/test/", reminders.my_phone_test, name="my_phone_test"),
    path("reminders/stop/<str:token>/", reminders.reminder_stop, name="reminder_stop"),
    path("progress/weeks/<str:monday>/", reflections.reflection, name="reflection"),
    path("check-in/", check_in.check_in, name="check_in"),
    path("check-in/<str:day>/", check_in.check_in, name="check_in"),
    path("check-in/<str:day>/body/", check_in.check_in_body, name="check_in_body"),
    path("check-in/<str:day>/clear/", check_in.check_in_clear, name="check_in_clear"),
    path("check-in/<str:day>/restore/", check_in.check_in_restore, name="check_in_restore"),
]
