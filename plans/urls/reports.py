"""What an offseason hands over."""

from django.urls import path

from plans.views import hand_over

_OF_PLAN = "athletes/<int:pk>/plans/<int:plan_pk>/"

urlpatterns = [
    path(f"{_OF_PLAN}hand-over/", hand_over.hand_over, name="hand_over"),
    path(f"{_OF_PLAN}hand-over.csv", hand_over.hand_over_file, {"file_format": "csv"}, name="hand_over_csv"),
    path(f"{_OF_PLAN}hand-over.json", hand_over.hand_over_file, {"file_format": "json"}, name="hand_over_json"),
    path("me/hand-over/", hand_over.my_hand_over, name="my_hand_over"),
]
