"""What people send about plans: a start date, a move, an answer, a report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from athletes.models import Athlete
from plans.models import AnswerKind, Feedback, Outcome, SessionKind
from plans.planning import check_start


class PlanForm(LabelsAbove, forms.Form):
    """Give an athlete the default offseason from a Monday on."""

    start = forms.DateField(label=_("Starts on"), widget=forms.DateInput(attrs={"type": "date"}))
    goal = forms.CharField(
        label=_("Goal of this offseason"),
        max_length=200,
        required=False,
        help_text=_("One sentence that heads the plan, seen by you and the athlete."),
    )

    def __init__(self, *args: Any, athlete: Athlete, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.athlete, self.today = athlete, today
        next_monday = today + timedelta(days=-today.weekday() % 7)
        self.fields["start"].initial = next_monday

    def clean_start(self) -> Any:
        start = self.cleaned_data["start"]
        check_start(start, self.today)
        return start

    def clean(self) -> None:
        if len(self.athlete.available_weekdays) < 2:
            raise ValidationError(
                _("A plan needs at least two weekdays. Edit %(name)s and choose when there is time."),
                params={"name": self.athlete.name},
            )


class EditForm(forms.Form):
    """One change of a week. `revision` is the plan's as the page saw it."""

    MOVE, DROP, ADD = "move", "drop", "add"

    op = forms.ChoiceField(choices=[(MOVE, _("Move")), (DROP, _("Drop")), (ADD, _("Add"))])
    session = forms.UUIDField(required=False)
    day = forms.DateField(required=False, label=_("Day"))
    kind = forms.ChoiceField(choices=SessionKind, required=False, label=_("Session"))
    revision = forms.IntegerField(min_value=0)
    note = forms.CharField(max_length=300, required=False, label=_("Why it is fine here"))

    NEEDS = {MOVE: ("session", "day"), DROP: ("session",), ADD: ("kind", "day")}

    def clean(self) -> None:
        for name in self.NEEDS.get(self.cleaned_data.get("op", ""), ()):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed here."))


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=AnswerKind)
    note = forms.CharField(max_length=300, required=False)


class FeedbackForm(LabelsAbove, forms.ModelForm):
    """The athlete's report on a session."""

    class Meta:
        model = Feedback
        fields = ("outcome", "rpe", "duration_min", "distance_km", "note")
        labels = {
            "rpe": _("How hard was it, 0 to 10?"),
            "duration_min": _("Minutes"),
            "distance_km": _("Kilometres"),
            "note": _("Anything to add"),
        }
        widgets = {"rpe": forms.RadioSelect(choices=[(n, str(n)) for n in range(11)])}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") == Outcome.RESTED:
            values.update(rpe=None, duration_min=None, distance_km=None)
        return values
