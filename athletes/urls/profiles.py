"""One athlete's profile, for coaches and for the athlete."""

from django.urls import path

from athletes.views import profile

_OF_ATHLETE, _MINE = "athletes/<int:pk>/profile/", "me/profile/"

urlpatterns = [
    path(_OF_ATHLETE, profile.profile, name="profile"),
    path(f"{_OF_ATHLETE}exceptions/<int:exception_pk>/remove/", profile.exception_remove, name="exception_remove"),
    path(f"{_OF_ATHLETE}exceptions/put-back/", profile.exception_back, name="exception_back"),
    path(f"{_OF_ATHLETE}injuries/<int:injury_pk>/", profile.injury, name="injury"),
    path(f"{_OF_ATHLETE}injuries/<int:injury_pk>/remove/", profile.injury_remove, name="injury_remove"),
    path(_MINE, profile.my_profile, name="my_profile"),
    path(f"{_MINE}exceptions/<int:exception_pk>/remove/", profile.my_exception_remove, name="my_exception_remove"),
    path(f"{_MINE}exceptions/put-back/", profile.my_exception_back, name="my_exception_back"),
    path(f"{_MINE}injuries/<int:injury_pk>/", profile.my_injury, name="my_injury"),
    path(f"{_MINE}injuries/<int:injury_pk>/remove/", profile.my_injury_remove, name="my_injury_remove"),
]
