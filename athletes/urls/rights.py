"""What a person agreed to, sees, takes along and erases."""

from django.urls import path

from athletes.views import consent, rights, wards

urlpatterns = [
    path("me/", rights.me, name="me"),
    path("me/consent/", consent.consent, name="consent"),
    path("me/consent/later/", consent.consent_later, name="consent_later"),
    path("me/consent/<str:kind>/delete/", consent.consent_delete, name="consent_delete"),
    path("me/data/", rights.my_data, name="my_data"),
    path("me/export/", rights.my_export, name="my_export"),
    path("me/erase/", rights.erase_me, name="erase_me"),
    path("wards/", wards.wards, name="wards"),
    path("wards/<int:pk>/", wards.ward, name="ward"),
    path("wards/<int:pk>/consent/", consent.ward_consent, name="ward_consent"),
    path("wards/<int:pk>/consent/<str:kind>/delete/", consent.ward_consent_delete, name="ward_consent_delete"),
    path("wards/<int:pk>/export/", wards.ward_export, name="ward_export"),
    path("wards/<int:pk>/erase/", wards.ward_erase, name="ward_erase"),
    path("athletes/<int:pk>/consent/", consent.athlete_consent, name="athlete_consent"),
    path("athletes/<int:pk>/erase/", rights.athlete_erase, name="athlete_erase"),
]
