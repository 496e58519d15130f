"""From when, or until when, a template is given to many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from athletes.forms import DayInput, LabelsAbove


class AssignForm(LabelsAbove, forms.Form):
    """Forward from a Monday, or backwards from the last day."""

    start = forms.DateField(label=_("Forward from Monday"), required=False, widget=DayInput())
    last_day = forms.DateField(
        label=_("Or backwards from the last day"),
        required=False,
        widget=DayInput(),
        help_text=_("Where something waits after it. With too little time maintenance and light potency give way."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and bool(said.get("start")) == bool(said.get("last_day")):
            raise forms.ValidationError(_now("Say when it starts, or which day is the last one."))
        return said
