"""What a phone asks and sends by itself."""

from django.urls import path

from plans.views import phone

urlpatterns = [
    path("phone/state/", phone.phone_state, name="phone_state"),
    path("phone/entries/", phone.phone_entry, name="phone_entry"),
]
