"""What a phone asks and sends by itself."""

from django.urls import path

from plans.views import phone

urlpatterns = [
    path("offline/", phone.offline, name="offline"),
    path("sw.js", phone.service_worker, name="service_worker"),
    path("phone/state/", phone.phone_state, name="phone_state"),
    path("phone/entries/", phone.phone_entry, name="phone_entry"),
]
