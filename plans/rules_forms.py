"""Thresholds to set: one field each, within its range."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from plans.engine.rulebook import Rulebook, thresholds, with_thresholds
from plans.engine.threshold_words import label
from plans.refusals import reason_of
from readiness.models import TeamRules


class RulesForm(LabelsAbove, forms.Form):
    """All thresholds of a rulebook by name; one that is not sent stays as it is. `seen`: the version it was made on."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Why"), max_length=TeamRules._meta.get_field("note").max_length, required=False,
        help_text=_("Read by coaches only."), widget=forms.TextInput,
    )  # fmt: skip

    def __init__(self, data: Any, rulebook: Rulebook, version: int) -> None:
        super().__init__(data, initial={"seen": version})
        self.rulebook = rulebook
        for name, entry in thresholds().items():
            behind = entry.behind
            kind: Any = forms.IntegerField if behind.is_whole else forms.FloatField
            field = kind(label=label(name, gettext), min_value=behind.low, max_value=behind.high, required=False)
            # A program may have set a value between the steps of the slider; the number takes it all the same.
            field.widget.attrs |= {"step": "1" if behind.is_whole else "any", "inputmode": "decimal"}
            field.initial = rulebook[name]
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Thresholds that are in their ranges may still not go together."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                with_thresholds({**{name: self.rulebook[name] for name in thresholds()}, **self.values})
            except ValueError as error:
                self.add_error(None, reason_of(error))
        return cleaned

    @property
    def values(self) -> dict[str, float]:
        """The thresholds that were changed, by name."""
        sent = {name: self.cleaned_data.get(name) for name in thresholds()}
        return {name: value for name, value in sent.items() if value is not None and value != self.rulebook[name]}
