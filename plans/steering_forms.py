"""What coaches say beforehand: modes with their bounds, locked days, a held phase."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.forms import DayInput, LabelsAbove
from plans.engine.steering import Automation as Wanted
from plans.engine.steering import Mode
from plans.engine.vocabulary import Verdict
from plans.models import Automation, AutomationMode, Lock

STEERED = (Verdict.REST, Verdict.EASE, Verdict.HOLD, Verdict.ADVANCE)
"""The verdicts that propose something, the most careful first."""
MEANINGS = {
    Verdict.REST: _("Rest days after symptoms or several days well below normal."),
    Verdict.EASE: _("A run less, an easier or a recovery week, a gradual return, a smaller step."),
    Verdict.HOLD: _("The week once more, before the next phase begins."),
    Verdict.ADVANCE: _("The next phase, once the gate is met. The end of an offseason is always signed by a coach."),
}
_MODES = [
    (AutomationMode.SUGGEST, _("Suggest")),
    (AutomationMode.APPLY, _("Apply by itself")),
    (AutomationMode.OFF, _("Off")),
]


class AutomationForm(LabelsAbove, forms.Form):
    """One verdict: what the night does with its proposals, and how far it may go by itself."""

    mode = forms.ChoiceField(label=_("What the night does"), choices=_MODES, widget=forms.RadioSelect)
    within_days = forms.IntegerField(label=_("At most so many days ahead"), min_value=1, max_value=28)
    within_percent = forms.IntegerField(label=_("At most so many % of a week’s running"), min_value=5, max_value=100)

    def __init__(self, verdict: Verdict, *args: Any, of_team: Wanted | None = None, **kwargs: Any) -> None:
        super().__init__(*args, prefix=verdict.value, **kwargs)
        self.verdict, self.meaning = verdict, MEANINGS[verdict]
        if of_team is not None:
            mode = self.fields["mode"]
            assert isinstance(mode, forms.ChoiceField)
            label = dict(_MODES)[AutomationMode(of_team.mode.value)]
            mode.choices = [("", _("As the team: %(mode)s") % {"mode": label}), *_MODES]
            mode.required = False

    @property
    def wanted(self) -> Wanted | None:
        """None where it is as the team has it."""
        values = self.cleaned_data
        if not values["mode"]:
            return None
        return Wanted(Mode(values["mode"]), values["within_days"], values["within_percent"])


def automation_forms(
    data: Any, rows: Mapping[Verdict, Automation], of_team: Mapping[Verdict, Automation] | None = None
) -> list[AutomationForm]:
    """One form for each verdict; with the team's rows they are an athlete's, who may be as the team is."""
    found = []
    for verdict in STEERED:
        team = None if of_team is None else _wanted(of_team.get(verdict))
        shown = _wanted(rows.get(verdict)) if verdict in rows or team is None else team
        mode = "" if team is not None and verdict not in rows else shown.mode.value
        initial = {"mode": mode, "within_days": shown.within_days, "within_percent": shown.within_percent}
        found.append(AutomationForm(verdict, data, of_team=team, initial=initial))
    return found


def _wanted(row: Automation | None) -> Wanted:
    return Wanted(Mode(row.mode), row.within_days, row.within_percent) if row else Wanted()


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput())


def _why() -> forms.CharField:
    longest = Lock._meta.get_field("note").max_length
    return forms.CharField(label=_("Why"), max_length=longest, required=False, help_text=_("Read by coaches only."))


class LockForm(LabelsAbove, forms.Form):
    """Days that no proposal touches."""

    first_day = _day(_("First day"))
    last_day = _day(_("Last day"))
    note = _why()

    def days(self, today: date) -> tuple[date, date]:
        return self.cleaned_data["first_day"], self.cleaned_data["last_day"]


class HoldForm(LabelsAbove, forms.Form):
    """The phase goes on until a day."""

    until = _day(_("Held until"))
    note = _why()

    def days(self, today: date) -> tuple[date, date]:
        return today, self.cleaned_data["until"]
