"""What is written to each other, and what coaches note for themselves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from plans.models import CoachNote, Message


class MessageForm(LabelsAbove, forms.Form):
    """A message into a thread."""

    text = forms.CharField(
        label=_("Message"),
        max_length=Message._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("There is nothing to send yet. Write a line first.")},
    )


class CoachMessageForm(MessageForm):
    """A coach's message, which may be a question."""

    asks = forms.BooleanField(label=_("A question: it stays on their Today page until they answer"), required=False)
    session = forms.UUIDField(required=False, widget=forms.HiddenInput)
    """What it is about, by its id."""


class CoachNoteForm(LabelsAbove, forms.ModelForm):
    """A private note of the coaches."""

    class Meta:
        model = CoachNote
        fields = ("text",)
        labels = {"text": _("Note")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
