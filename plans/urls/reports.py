"""What an offseason hands over, and what is printed of it."""

from django.urls import path

from plans.views import hand_over, printing

_OF_PLAN = "athletes/<int:pk>/plans/<int:plan_pk>/"

urlpatterns = [
    path(f"{_OF_PLAN}hand-over/", hand_over.hand_over, name="hand_over"),
    path(f"{_OF_PLAN}hand-over.csv", hand_over.hand_over_file, {"file_format": "csv"}, name="hand_over_csv"),
    path(f"{_OF_PLAN}hand-over.json", hand_over.hand_over_file, {"file_format": "json"}, name="hand_over_json"),
    path(f"{_OF_PLAN}hand-over.pdf", hand_over.hand_over_file, {"file_format": "pdf"}, name="hand_over_pdf"),
    path("athletes/<int:pk>/weeks/<day:monday>/print/", printing.week_print, name="week_print"),
    path("athletes/<int:pk>/print/", printing.season_print, name="season_print"),
    path("my-week/print/", printing.my_week_print, name="my_week_print"),
    path("me/season/print/", printing.my_season_print, name="my_season_print"),
    path("me/hand-over/", hand_over.my_hand_over, name="my_hand_over"),
]
