"""Pages of the morning."""

from django.urls import path

from plans.views import bulk_answers, morning, morning_asides, morning_page

urlpatterns = [
    path("morning/", morning_page.morning, name="morning"),
    path("morning/live/", morning_page.morning_live, name="morning_live"),
    path("morning/folds/<slug:fold>/", morning_page.morning_fold, name="morning_fold"),
    path("morning/answers/", bulk_answers.bulk_answers, name="bulk_answers"),
    path("morning/answers/undo/", bulk_answers.bulk_undo, name="bulk_undo"),
    path("decisions/<int:pk>/answer/", morning.answer, name="answer"),
    path("decisions/<int:pk>/keep/", morning_asides.keep, name="keep"),
    path("decisions/<int:pk>/ask/", morning_asides.ask, name="ask"),
    path("decisions/<int:pk>/snooze/", morning_asides.snooze, name="snooze"),
    path("decisions/<int:pk>/wake/", morning_asides.wake, name="wake"),
    path("answers/<int:pk>/undo/", morning.answer_undo, name="answer_undo"),
]
