"""Forms of looking back: files, typed weeks, one week, and the steps of a season audit."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from athletes.engine.attributes import MOST_PROTECTED
from athletes.engine.weeks import WEEK, monday_of
from athletes.forms import DayInput, LabelsAbove, TypedDecimalField, TypedFloatField
from athletes.languages import filled
from athletes.models import Athlete, SeasonAudit, TrainingWeek, WeekLabel
from athletes.protecting import ATTRIBUTES
from athletes.training_history import TypedWeek
from athletes.uploads import UploadsField

MAX_FILES = 40
MAX_TYPED_WEEKS = 160
MAX_WEEK_KM = 400
EARLIEST = date(1990, 1, 1)
_WEEK = re.compile(r"^(\d{1,3}(?:\.\d{1,2})?)([rtb]?)$")
_LABELS = {"r": WeekLabel.RACE, "t": WeekLabel.TAPER, "b": WeekLabel.BREAK}


class FilesForm(LabelsAbove, forms.Form):
    """Training files, several at once."""

    files_sent = UploadsField(
        label=_("Training files"),
        max_files=MAX_FILES,
        accept=".fit,.gpx,.tcx,.csv,.gz",
        help_text=filled(
            _(
                "FIT, GPX, TCX or CSV, up to %(count)s at once, also packed as .gz. Only when, how far, how long and "
                "which sport is kept: no track, no places, no pulse."
            ),
            count=MAX_FILES,
        ),
    )


class WeeksForm(LabelsAbove, forms.Form):
    """Consecutive weeks as numbers, oldest first."""

    numbers = forms.CharField(
        label=_("Kilometres of each week, oldest first"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "decimal", "placeholder": "48 52 40 55 57 30t 42r 0b"}),
        help_text=_("With a letter behind the number for r race, t taper, b break."),
    )
    last_week = forms.DateField(label=_("Any day of the last of these weeks"), widget=DayInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, initial={"last_week": monday_of(today) - timedelta(days=1)}, **kwargs)

    def clean_numbers(self) -> list[TypedWeek]:
        words = self.cleaned_data["numbers"].lower().replace(",", " ").replace(";", " ").split()
        if len(words) > MAX_TYPED_WEEKS:
            raise ValidationError(_("Type at most %(count)s weeks at once.") % {"count": MAX_TYPED_WEEKS})
        return [self._week(word) for word in words]

    def _week(self, word: str) -> TypedWeek:
        matched = _WEEK.match(word)
        if matched is None or float(matched[1]) > MAX_WEEK_KM:
            raise ValidationError(
                _("“%(word)s” is not a week: write 0 to 400 with a point for decimals, such as 52 or 47.5 or 42r.")
                % {"word": word[:20]}
            )
        return TypedWeek(float(matched[1]), _LABELS.get(matched[2]))

    def clean_last_week(self) -> date:
        monday = monday_of(self.cleaned_data["last_week"])
        if monday >= monday_of(self.today):
            raise ValidationError(_("This week is not over yet; choose a day before it."))
        if monday < EARLIEST + MAX_TYPED_WEEKS * WEEK:
            raise ValidationError(_("That is too long ago."))
        return monday


class WeekForm(LabelsAbove, forms.ModelForm):
    """What one week was."""

    class Meta:
        model = TrainingWeek
        fields = ("label", "distance_km", "note")
        labels = {"label": _("This was a week of"), "distance_km": _("Kilometres"), "note": _("Note")}
        widgets = {"distance_km": forms.NumberInput(attrs={"min": 0, "max": MAX_WEEK_KM, "step": "0.1"})}
        help_texts = {"distance_km": _("Leave it empty to count the runs below.")}


class WordsForm(LabelsAbove, forms.ModelForm):
    """One question of the audit: the field that its step names, and with `protect` the attributes."""

    protects = forms.MultipleChoiceField(
        label=_("Which of these? Up to two."),
        choices=ATTRIBUTES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = SeasonAudit
        fields = ("tired", "stalled", "protect", "in_the_way", "fun")

    def __init__(self, *args: Any, field: str, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {field, "protects"} if field == "protect" else {field}
        for name in self.fields.keys() - kept:
            del self.fields[name]
        self.fields[field].label = question
        self.fields[field].widget.attrs |= {"rows": 5, "autofocus": True}
        if "protects" in self.fields:
            self.initial["protects"] = self.instance.protects

    def clean_protects(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["protects"]
        if len(chosen) > MOST_PROTECTED:
            raise ValidationError(_("Choose up to two: who protects everything protects nothing."))
        return chosen

    def save(self, commit: bool = True) -> SeasonAudit:
        if "protects" in self.cleaned_data:
            self.instance.protects = self.cleaned_data["protects"]
        saved: SeasonAudit = super().save(commit)
        return saved


class UndoFilesForm(forms.Form):
    """Which import is to be taken back: the moment that its rows carry."""

    entered_at = forms.DateTimeField()


class BaselineForm(LabelsAbove, forms.Form):
    """The last step: what is taken over into the athlete's profile, and from there into plans."""

    baseline_km = TypedDecimalField(
        label=_("Baseline, km per week"), max_digits=4, decimal_places=1,
        validators=[MinValueValidator(5), MaxValueValidator(200)],
    )  # fmt: skip
    long_run_km = TypedFloatField(
        label=_("Usual long run, km"), required=False, min_value=1, max_value=60, help_text=_("Optional.")
    )
    protects = forms.MultipleChoiceField(
        label=_("To protect"), choices=ATTRIBUTES, required=False, widget=forms.CheckboxSelectMultiple
    )
    goals = forms.CharField(
        label=_("What this offseason is for, in a sentence"), required=False,
        max_length=Athlete._meta.get_field("goals").max_length, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It heads the plan: “Arrive in January fresh, with calves that hold.”"),
    )  # fmt: skip
    clean_protects = WordsForm.clean_protects
