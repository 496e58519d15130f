"""What a coach sends about whole weeks, and about how far ahead athletes see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from athletes.languages import day_words
from plans.engine.week import WeekState
from plans.engine.week_building import LEAST_PERCENT, MOST_PERCENT


class WeekForm(LabelsAbove, forms.Form):
    """A tool that asks nothing."""

    def __init__(self, *args: Any, week: WeekState, **kwargs: Any) -> None:
        self.week = week
        super().__init__(*args, **kwargs)


class ScaleForm(WeekForm):
    percent = forms.IntegerField(
        label=_("Percent of what is planned"), initial=80, min_value=LEAST_PERCENT, max_value=MOST_PERCENT
    )
    sessions = forms.ChoiceField(
        label=_("Which sessions"),
        choices=[("runs", _("Runs only")), ("all", _("All sessions"))],
        initial="runs",
        widget=forms.RadioSelect,
    )


class RestDayForm(WeekForm):
    day = forms.TypedChoiceField(label=_("Day"), coerce=date.fromisoformat)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = sorted({s.day for s in self.week.sessions if s.loads and not s.has_feedback})
        self.fields["day"].choices = [(day.isoformat(), day_words(day, "l j M")) for day in days]  # type: ignore[attr-defined]
        self.initial.setdefault("day", days[0].isoformat() if days else "")


class DoForm(forms.Form):
    """The plan that the page showed, and why it is fine past a soft limit."""

    revision = forms.IntegerField(min_value=0)
    step = forms.IntegerField(min_value=0, required=False)
    note = forms.CharField(max_length=300, required=False, label=_("Why it is fine here"))


class VisibilityForm(LabelsAbove, forms.Form):
    """How many weeks athletes see; empty is what stands behind it: the team's number, or the whole plan."""

    weeks_visible = forms.IntegerField(
        label=_("Weeks, this one included"), min_value=1, max_value=52, required=False,
    )  # fmt: skip


class CopyForm(LabelsAbove, forms.Form):
    """Where a week is copied to. The choices are what the page offers: the athlete's own weeks, and who is in scope."""

    MOST = 100

    to = forms.MultipleChoiceField(
        label=_("Other weeks of this athlete"), required=False, widget=forms.CheckboxSelectMultiple
    )
    group = forms.MultipleChoiceField(label=_("Everybody of"), required=False, widget=forms.CheckboxSelectMultiple)
    athlete = forms.MultipleChoiceField(label=_("Other athletes"), required=False, widget=forms.CheckboxSelectMultiple)
    when = forms.ChoiceField(
        label=_("Into which of their weeks"),
        choices=[("date", _("The week of the same date")), ("phase", _("The same week of the same phase"))],
        initial="date",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        weeks: list[date],
        groups: list[tuple[int, str]],
        athletes: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {
            "to": [(monday.isoformat(), day_words(monday, "j M")) for monday in weeks],
            "group": [(str(id), name) for id, name in groups],
            "athlete": [(str(id), name) for id, name in athletes],
        }
        for name, choices in self.offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]

    def clean(self) -> None:
        if len(self.cleaned_data.get("athlete", ())) > self.MOST:
            raise forms.ValidationError(_("Up to %(most)s athletes at once."), params={"most": self.MOST})
