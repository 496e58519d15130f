"""What a coach sends to move a cohort."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from plans.cohort_words import Move

MOST_WEEKS = 26
"""By how many weeks a start may be shifted at once."""


class MoveForm(LabelsAbove, forms.Form):
    """Which move; for another start by how many weeks, fewer than none for an earlier one."""

    move = forms.ChoiceField(label=_("With those ticked"), choices=[("", _("Choose a move")), *Move.choices])
    shift_by = forms.IntegerField(
        label=_("By weeks"),
        required=False,
        min_value=-MOST_WEEKS,
        max_value=MOST_WEEKS,
        help_text=_("Only for another start; −1 is a week earlier."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("move") == Move.SHIFT and not values.get("shift_by") and "shift_by" not in self.errors:
            raise ValidationError({"shift_by": _("Say by how many weeks the start shifts, such as 1 or −1.")})
        return values


class NoteForm(LabelsAbove, forms.Form):
    """Why limits may be touched; kept with every change of the move."""

    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("Needed where a limit is touched; the athletes’ coaches read it beside the change."),
    )
