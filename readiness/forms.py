"""The check-in: six rows of five words, and details for who has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as word

from athletes.consents import ALL_KINDS
from athletes.forms import LabelsAbove
from athletes.languages import number_words
from athletes.models import ConsentKind
from readiness.body_places import WORDS, in_words
from readiness.consented import KIND_OF, Kinds
from readiness.models import NOTHING_SAID, DailyLog, DayValues, Illness

SCALES = ("sleep_quality", "soreness", "fatigue", "mood", "stress", "appetite")
DETAILS = tuple(name for name in DayValues.FIELDS if name not in SCALES)
NOT_ASKED_UNDER_18 = ("hrv_rmssd_ms", "lost_weight")
"""No HRV and no weight in the form of a minor (rules, V15); what a program sent stays as it is."""


class WordScale(forms.TypedChoiceField):
    """One item as five words for 1 to 5, worst first; None when no word was picked."""

    def __init__(self, label: Any, *words: Any) -> None:
        super().__init__(
            label=label,
            choices=tuple(enumerate(words, start=1)),
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )
        self.words = words

    def word(self, value: int) -> str:
        return str(self.words[value - 1])


def _number(low: float, high: float, step: str = "1") -> forms.NumberInput:
    inputmode = "numeric" if step == "1" else "decimal"
    return forms.NumberInput(attrs={"min": low, "max": high, "step": step, "inputmode": inputmode})


class DayForm(LabelsAbove, forms.ModelForm):
    """Answers about one day. `client_id` is made with each form shown, so that a form sent twice is one write. Fields
    that are not asked keep what `instance`, the day's log so far, says."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_illness(self) -> str:
        return self.cleaned_data["illness"] or Illness.NONE

    def clean_pain(self) -> int:
        return self.cleaned_data["pain"] or 0

    def validate_constraints(self) -> None:
        """The fields have the same limits, and the database has the last word when the log is written."""

    def values(self) -> dict[str, Any]:
        """What the day's log says with these answers in it, by the names of `DayValues.FIELDS`."""
        return {
            name: self.cleaned_data[name] if name in self.fields else getattr(self.instance, name)
            for name in DayValues.FIELDS
        }


class CheckInForm(DayForm):
    """One morning's answers. Only what there is consent for is asked."""

    sleep_quality = WordScale(
        _("Sleep"), word("sleep", "awful"), word("sleep", "poor"),
        word("sleep", "ok"), word("sleep", "good"), word("sleep", "great"),
    )  # fmt: skip
    soreness = WordScale(
        _("Soreness"), word("soreness", "very sore"), word("soreness", "sore"),
        word("soreness", "a little"), word("soreness", "hardly"), word("soreness", "not sore"),
    )  # fmt: skip
    fatigue = WordScale(
        _("Fatigue"), word("fatigue", "worn out"), word("fatigue", "tired"),
        word("fatigue", "ok"), word("fatigue", "rested"), word("fatigue", "fresh"),
    )  # fmt: skip
    mood = WordScale(
        _("Mood"), word("mood", "very low"), word("mood", "low"),
        word("mood", "ok"), word("mood", "good"), word("mood", "great"),
    )  # fmt: skip
    stress = WordScale(
        _("Stress"), word("stress", "very stressed"), word("stress", "stressed"),
        word("stress", "ok"), word("stress", "relaxed"), word("stress", "very relaxed"),
    )  # fmt: skip
    appetite = WordScale(
        _("Appetite"), word("appetite", "none"), word("appetite", "little"),
        word("appetite", "usual"), word("appetite", "good"), word("appetite", "very good"),
    )  # fmt: skip
    illness = forms.ChoiceField(
        label=_("Illness"), choices=Illness, initial=Illness.NONE, required=False, widget=forms.RadioSelect
    )
    wants_more = forms.TypedChoiceField(
        label=_("I want to train more"),
        choices=((True, _("Yes")), (False, _("No"))),
        coerce=lambda word: word == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = DailyLog
        fields = DayValues.FIELDS
        widgets = {
            "sleep_h": _number(0.25, 16, "0.25"),
            "readiness": _number(0, 10),
            "resting_hr_bpm": _number(30, 110, "0.1"),
            "hrv_rmssd_ms": _number(5, 250, "0.1"),
            "wake_time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "pain": _number(0, 10),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, under_18: bool = False, kinds: Kinds = ALL_KINDS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_wellness = ConsentKind.WELLNESS in kinds
        hidden = {name for name in DayValues.FIELDS if KIND_OF[name] not in kinds}
        for name in hidden.union(NOT_ASKED_UNDER_18 if under_18 else ()):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        # Where only illness is asked, nothing ticked is an answer too: well again.
        if self.asks_wellness and not self.errors and not said(self.values()):
            raise ValidationError(gettext("Pick at least one word. Nothing was saved yet."))
        return self.cleaned_data

    def scales(self) -> list[forms.BoundField]:
        return [self[name] for name in SCALES if name in self.fields]

    def details_open(self) -> bool:
        """Whether the details hold an answer or an error, or are all that is asked, and so must be seen."""
        if not self.asks_wellness:
            return True
        answers = {name: getattr(self.instance, name) for name in DayValues.FIELDS}
        told = (*self.errors, *said(answers))
        return any(name in told for name in DETAILS if name in self.fields)


def said(values: Mapping[str, Any]) -> list[str]:
    """The names of what was answered; the rest is as empty as in a new log."""
    return [name for name in (*SCALES, *DETAILS) if values[name] != NOTHING_SAID[name]]


def answers_in_words(log: DailyLog) -> list[tuple[str, str]]:
    """What a log says, as pairs of label and word, in the order of the form."""
    names = said({name: getattr(log, name) for name in DayValues.FIELDS})
    return [(str(CheckInForm.base_fields[name].label), _in_words(log, name)) for name in names]


def _in_words(log: DailyLog, name: str) -> str:
    field, value = CheckInForm.base_fields[name], getattr(log, name)
    if isinstance(field, WordScale):
        return field.word(value)
    if name == "illness":
        return str(log.get_illness_display())
    if name == "pain_place":
        return in_words(value)
    match value:
        case bool():
            return gettext("yes") if value else gettext("no")
        case time():
            return f"{value:%H:%M}"
        case str():
            return value
        case _:
            return number_words(float(value))


class BodyForm(DayForm):
    """Ill, or something hurts: the part of a check-in for which one opens a page of its own."""

    illness = forms.ChoiceField(
        label=_("Ill"), choices=Illness, initial=Illness.NONE, required=False, widget=forms.RadioSelect
    )
    on_map = forms.ChoiceField(
        label=_("Where does it hurt?"), choices=tuple(WORDS.items()), required=False, widget=forms.RadioSelect
    )
    pain = forms.TypedChoiceField(
        label=_("How much, 0 to 10?"),
        help_text=_("0 nothing, 3 I notice it, 5 it bothers me, 10 the worst there is"),
        choices=[(n, str(n)) for n in range(11)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = DailyLog
        fields = ("illness", "pain", "pain_place", "pain_changes_stride", "alarm_sign")
        labels = {"pain_place": _("Somewhere else")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pain_place in WORDS:
            self.initial["on_map"], self.initial["pain_place"] = self.instance.pain_place, ""

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        told["pain_place"] = told.get("pain_place") or told.get("on_map") or ""
        if not self.errors and told["pain_place"] and not told.get("pain"):
            self.add_error("pain", gettext("How much does it hurt? Nothing is saved yet."))
        return told
