"""The season audit and the training history before it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
