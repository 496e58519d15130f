"""What a coach sends from the morning besides an answer: a reason, a question, a snooze."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from plans.models import Decision
from plans.snoozes import Until

QUICK_REASONS = (
    _("I know about it, it is fine"),
    _("We talked about it"),
    _("I would rather wait a day"),
    _("The plan is light enough"),
)
"""Why a coach keeps a plan, in one click."""
SILENT, ILL = "S0", "D1"


class QuestionForm(LabelsAbove, forms.Form):
    text = forms.CharField(
        label=_("Your question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "data-focus": True})
    )


class SnoozeForm(forms.Form):
    until = forms.ChoiceField(choices=Until)


def suggested_question(decision: Decision, first_name: str) -> str:
    """Words to begin with, by the rule that asks; they tell nothing that a consent would have to cover."""
    if decision.rule == SILENT:
        return say("Hi %(name)s, I have not read from you for some days. How are you?") % {"name": first_name}
    if decision.rule == ILL:
        return say("Hi %(name)s, how are you today, and is there anything you need?") % {"name": first_name}
    if decision.verdict == "advance":
        return say("Hi %(name)s, do you feel ready for the next phase?") % {"name": first_name}
    return say("Hi %(name)s, how do your legs and your head feel today?") % {"name": first_name}
