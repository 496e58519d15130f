"""What a person agreed to, sees, takes along and erases."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
