"""Two minutes about a week: the form, and its answers in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from readiness.forms import WordScale
from readiness.models import WeeklyReflection


class ReflectionForm(LabelsAbove, forms.ModelForm):
    """Three rows of words and four short lines about a week; all may stay empty but one."""

    energy = WordScale(_("Energy"), _("drained"), _("low"), _("ok"), _("good"), _("full"))
    motivation = WordScale(_("Wish to run"), _("none"), _("little"), _("some"), _("strong"), _("very strong"))
    confidence = WordScale(_("Trust in my body"), _("none"), _("little"), _("some"), _("good"), _("full"))

    class Meta:
        model = WeeklyReflection
        fields = WeeklyReflection.FIELDS
        labels = {
            "went_well": _("What went well?"),
            "got_in_the_way": _("What got in the way?"),
            "marker": _("A marker you noticed"),
            "next_week": _("One thing for next week"),
        }
        help_texts = {"marker": _("Such as: 25 calf raises on each leg, or talking through the whole easy run.")}
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("went_well", "got_in_the_way")}

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data[name] for name in WeeklyReflection.FIELDS):
            raise ValidationError(gettext("Pick a word or write a line. Nothing was saved yet."))
        return self.cleaned_data


def reflection_in_words(row: WeeklyReflection) -> list[tuple[str, str]]:
    """What was answered, as pairs of label and words."""
    pairs = []
    for name in WeeklyReflection.FIELDS:
        field, value = ReflectionForm.base_fields[name], getattr(row, name)
        if value:
            pairs.append((str(field.label), field.word(value) if isinstance(field, WordScale) else value))
    return pairs
