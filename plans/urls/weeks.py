"""The week of one athlete, and its changes."""

from django.urls import path

from plans.views import free_minutes, week
from plans.views import week_dialogs as dialogs

urlpatterns = [
    path("athletes/<int:pk>/weeks/<day:monday>/", week.week, name="week"),
    path("athletes/<int:pk>/weeks/of/<day:day>/", week.week_on, name="week_of"),
    path("athletes/<int:pk>/weeks/<day:monday>/edit/", week.week_edit, name="week_edit"),
    path("athletes/<int:pk>/weeks/<day:monday>/changes/", week.week_changes, name="week_changes"),
    path("athletes/<int:pk>/weeks/<day:monday>/check/", dialogs.week_check, name="week_check"),
    path("athletes/<int:pk>/weeks/<day:monday>/arrange/", dialogs.week_arrange, name="week_arrange"),
    path("athletes/<int:pk>/weeks/<day:monday>/sessions/<uuid:session>/", dialogs.week_session, name="week_session"),
    path("athletes/<int:pk>/weeks/<day:monday>/fit/", free_minutes.week_fit, name="week_fit"),
    path("athletes/<int:pk>/changes/<int:change_pk>/undo/", week.change_undo, name="change_undo"),
    path("athletes/<int:pk>/changes/<int:change_pk>/redo/", week.change_redo, name="change_redo"),
]
