"""At which hours and on which phone one is reminded."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from readiness.models import Reminder


class ReminderForm(LabelsAbove, forms.ModelForm):
    """The hours at which one is reminded."""

    class Meta:
        model = Reminder
        fields = ("check_in_at", "wind_down_at")
        labels = {
            "check_in_at": _("In the morning, until the day is logged"),
            "wind_down_at": _("In the evening, to wind down"),
        }
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in ("check_in_at", "wind_down_at")
        }


class PhoneForm(forms.Form):
    """A browser's address for messages, as it names it; with `forget` it hears no more, with `ask` nothing changes."""

    endpoint = forms.URLField(max_length=1000, assume_scheme="https")
    p256dh = forms.CharField(max_length=100, required=False)
    auth = forms.CharField(max_length=40, required=False)
    forget = forms.BooleanField(required=False)
    ask = forms.BooleanField(required=False)
