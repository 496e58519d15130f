"""In and out, and what a person signs in with."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from athletes.views import signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
]
