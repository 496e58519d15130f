"""Signing in, and what a coach says about an athlete."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from athletes.models import Athlete
from athletes.zones import zone_names


class LabelsAbove:
    """For forms whose labels stand on a line of their own, and so need no colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class SignInForm(LabelsAbove, AuthenticationForm):
    """E-mail, in any case, and password."""

    username = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"})
    )
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("This e-mail and password do not belong together. Please try again."),
    }


class AthleteForm(LabelsAbove, forms.ModelForm):
    """One athlete of the roster. `weekdays` are 0 (Monday) to 6; saving refuses an e-mail the team knows."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays available"),
        choices=tuple(WEEKDAYS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Used for plans made from now on; weeks that are planned already stay as they are."),
        error_messages={
            "required": _("Choose at least one day."),
            "invalid_choice": _("“%(value)s” is not a weekday."),
        },
    )

    class Meta:
        model = Athlete
        fields = ("name", "email", "zone", "level", "age_group", "baseline_km_per_week")
        help_texts = {"email": _("Optional. Only for your roster: it opens no account and sends nothing.")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "zone": forms.TextInput(attrs={"autocomplete": "off", "list": "zone-names"}),
            "baseline_km_per_week": forms.NumberInput(attrs={"min": 5, "max": 200, "step": "0.1"}),
        }

    zone_names = staticmethod(zone_names)
    """What the page suggests for `zone`, which can be typed as well as chosen."""

    def answers(self) -> dict[str, Any]:
        """What is to be written, once the form is valid."""
        return self.cleaned_data


class AthleteEditForm(AthleteForm):
    """The same for somebody on the roster: only what was changed on this page, against what it showed, is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}
