"""Pages of plans. Nouns; dates as YYYY-MM-DD."""

from datetime import date

from django.urls import path, register_converter

from plans.views import athlete, away, free_minutes, guide, home, morning, record, today, week


class DayConverter:
    """A date in a path; anything that is no calendar day is not found."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


register_converter(DayConverter, "day")

urlpatterns = [
    path("", home.home, name="home"),
    path("help/", home.help_page, name="help"),
    path("help/rules/", guide.rules, name="rules"),
    path("team/record/", record.record, name="record"),
    path("morning/", morning.morning, name="morning"),
    path("decisions/<int:pk>/answer/", morning.answer, name="answer"),
    path("answers/<int:pk>/undo/", morning.answer_undo, name="answer_undo"),
    path("athletes/<int:pk>/", athlete.athlete, name="athlete"),
    path("athletes/<int:pk>/plan/new/", athlete.plan_new, name="plan_new"),
    path("athletes/<int:pk>/plans/<int:plan_pk>/end/", athlete.plan_end, name="plan_end"),
    path("athletes/<int:pk>/plans/<int:plan_pk>/reopen/", athlete.plan_reopen, name="plan_reopen"),
    path("athletes/<int:pk>/away/", away.away, name="away"),
    path("athletes/<int:pk>/away/<int:away_pk>/remove/", away.away_remove, name="away_remove"),
    path("athletes/<int:pk>/weeks/<day:monday>/", week.week, name="week"),
    path("athletes/<int:pk>/weeks/of/<day:day>/", week.week_of, name="week_of"),
    path("athletes/<int:pk>/weeks/<day:monday>/edit/", week.week_edit, name="week_edit"),
    path("athletes/<int:pk>/weeks/<day:monday>/fit/", free_minutes.week_fit, name="week_fit"),
    path("athletes/<int:pk>/changes/<int:change_pk>/undo/", week.change_undo, name="change_undo"),
    path("today/", today.today, name="today"),
    path("today/sessions/<uuid:pk>/report/", today.feedback, name="feedback"),
    path("my-week/", today.my_week, name="my_week"),
]
