"""Two minutes about a week: the form, and its answers in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as word

from athletes.forms import LabelsAbove
from readiness.forms import WordScale
from readiness.models import WeeklyReflection


class ReflectionForm(LabelsAbove, forms.ModelForm):
    """Three rows of words and four short lines about a week; all may stay empty but one."""

    energy = WordScale(
        _("Energy"), word("energy", "drained"), word("energy", "low"),
        word("energy", "ok"), word("energy", "good"), word("energy", "full"),
    )  # fmt: skip
    motivation = WordScale(
        _("Wish to run"), word("wish to run", "none"), word("wish to run", "little"),
        word("wish to run", "some"), word("wish to run", "strong"), word("wish to run", "very strong"),
    )  # fmt: skip
    confidence = WordScale(
        _("Trust in my body"), word("trust in my body", "none"), word("trust in my body", "little"),
        word("trust in my body", "some"), word("trust in my body", "good"), word("trust in my body", "full"),
    )  # fmt: skip

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
