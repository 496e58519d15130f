"""What is said on an athlete's profile: one form for each question."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from athletes.engine.attributes import MOST_PROTECTED
from athletes.forms import DayInput, LabelsAbove, TypedFloatField
from athletes.languages import day_words
from athletes.models import AgeGroup, Athlete, AvailabilityException, Injury, InjuryKind, Level, Units, User
from athletes.profiles import ON_WEEKDAY, value_of
from athletes.protecting import ATTRIBUTES
from athletes.zones import validate_zone, zone_names

DAY_MIN = 24 * 60
QUICK_MIN = (0, 20, 30, 45, 60, 90, 120, 180, 240)
"""Minutes that a field suggests; any other number can be typed."""
OLDEST_YEARS, YOUNGEST_YEARS = 100, 8
AHEAD_DAYS = 2 * 366
"""How far ahead dates can be said."""


class ProfileForm(LabelsAbove, forms.Form):
    """One question of the profile: only what was changed on this page, against what it showed, is written.

    `fields_of` names what it asks of `Athlete`; `own` tells whether the athlete speaks about themselves.
    """

    fields_of: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Any = None, *, athlete: Athlete, own: bool, today: date) -> None:
        super().__init__(data, initial={name: value_of(athlete, name) for name in self.fields_of}, prefix=None)
        self.athlete, self.own, self.today = athlete, own, today
        for field in self.fields.values():
            field.show_hidden_initial = True

    def answers(self) -> dict[str, Any]:
        """Fields of `Athlete`, or minutes of weekdays, as they were changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.fields_of}

    def shown(self) -> dict[str, Any]:
        """What the page showed of these fields when it was filled in."""
        return {name: self._shown(name) for name in self.fields if name in self.fields_of}

    def in_words(self) -> list[tuple[str, str]]:
        """Each label with what is said, for those who only read."""
        return [(str(field.label), _in_words(field, self.initial.get(name))) for name, field in self.fields.items()]

    def _shown(self, name: str) -> Any:
        field = self.fields[name]
        sent = field.hidden_widget().value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
        return field.to_python(sent)


class GoalsForm(ProfileForm):
    fields_of = ("goals", "protects")

    goals = forms.CharField(
        label=_("Goals"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The first line heads the next plan."),
    )
    first = forms.ChoiceField(
        label=_("Protect most"), choices=[("", _("Nothing in particular")), *ATTRIBUTES], required=False
    )
    second = forms.ChoiceField(label=_("And then"), choices=[("", _("Nothing else")), *ATTRIBUTES], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, **dict(zip(("first", "second"), self.athlete.protects, strict=False))}

    def clean(self) -> None:
        chosen = [self.cleaned_data.get(name, "") for name in ("first", "second")]
        if chosen[1] and chosen[0] == chosen[1]:
            self.add_error("second", _("Choose another one, or nothing else."))
        self.cleaned_data["protects"] = [each for each in chosen if each][:MOST_PROTECTED]

    def answers(self) -> dict[str, Any]:
        protects = {"first", "second"} & set(self.changed_data)
        return super().answers() | ({"protects": self.cleaned_data["protects"]} if protects else {})

    def shown(self) -> dict[str, Any]:
        return super().shown() | {"protects": [each for each in map(self._shown, ("first", "second")) if each]}


class DaysForm(ProfileForm):
    """Minutes for each weekday; `free_min_0` is Monday's."""

    fields_of = tuple(f"{ON_WEEKDAY}{day}" for day in WEEKDAYS)
    quick_min = QUICK_MIN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in WEEKDAYS.items():
            self.fields[f"{ON_WEEKDAY}{day}"] = forms.IntegerField(
                label=name,
                min_value=0,
                max_value=DAY_MIN,
                show_hidden_initial=True,
                widget=forms.NumberInput(attrs={"list": "quick-min", "inputmode": "numeric"}),
                error_messages={
                    "required": _("Say 0 for a day without training."),
                    "max_value": _("A day has 1440 minutes."),
                    "min_value": _("Say 0 for a day without training."),
                },
            )


class AroundForm(ProfileForm):
    fields_of = ("constraints_in_words",)

    constraints_in_words = forms.CharField(
        label=_("What to plan around"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Work, family, travel, surfaces, gear. Coaches of the team read it."),
    )


class RunningForm(ProfileForm):
    fields_of = ("level", "typical_long_run_km", "next_season_on")

    level = forms.ChoiceField(label=_("Level"), choices=Level)
    typical_long_run_km = TypedFloatField(
        label=_("Usual long run, km"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("The last phase leads back to it."),
    )
    next_season_on = forms.DateField(
        label=_("Next season begins on"),
        required=False,
        widget=DayInput(),
        help_text=_("A plan can end the day before."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.own:
            del self.fields["level"]

    def clean_next_season_on(self) -> date | None:
        day: date | None = self.cleaned_data["next_season_on"]
        if day and "next_season_on" in self.changed_data:
            _check_ahead(day, self.today)
        return day


class PersonForm(ProfileForm):
    """Who it is. Units are the person's own to change, in their account; a date of birth is said once."""

    fields_of = ("zone", "birth_date")

    zone = forms.CharField(
        label=_("Time zone"),
        validators=[validate_zone],
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "zone-names"}),
    )
    units = forms.ChoiceField(label=_("Units"), choices=Units)
    birth_date = forms.DateField(label=_("Date of birth"), required=False, widget=DayInput())

    zone_names = staticmethod(zone_names)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["units"] = person.units
        if not self.own:
            del self.fields["units"]
        elif self.athlete.birth_date or self.athlete.age_group == AgeGroup.UNDER_18:
            # Said once; and whoever a coach knows to be under age does not grow up by typing.
            del self.fields["birth_date"]

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        if born and not self.today - timedelta(days=366 * OLDEST_YEARS) < born < self.today - timedelta(
            days=365 * YOUNGEST_YEARS
        ):
            raise ValidationError(_("Please look at the year again."))
        return born


class ExceptionForm(LabelsAbove, forms.ModelForm):
    """Other minutes on one date."""

    quick_min = QUICK_MIN

    class Meta:
        model = AvailabilityException
        fields = ("date", "available_min", "note")
        labels = {"note": _("Why, if you like")}
        widgets = {
            "date": DayInput(),
            "available_min": forms.NumberInput(attrs={"list": "quick-min", "inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_date(self) -> date:
        day: date = self.cleaned_data["date"]
        if day < self.today:
            raise ValidationError(_("That day is over. Enter today or a later day."))
        _check_ahead(day, self.today, least=self.today)
        return day


class InjuryForm(LabelsAbove, forms.ModelForm):
    """An injury or a niggle. Without “over since” it still goes on."""

    class Meta:
        model = Injury
        fields = ("kind", "place", "since", "until", "note")
        widgets = {
            "kind": forms.RadioSelect,
            "place": forms.TextInput(attrs={"autocomplete": "off"}),
            "since": DayInput(),
            "until": DayInput(),
        }
        labels = {"until": _("Over since, if it is")}
        help_texts = {"place": _("Such as left Achilles tendon.")}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["kind"].choices = InjuryKind.choices  # type: ignore[attr-defined]
        self.fields["since"].initial = today

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        for name, day in (("since", since), ("until", until)):
            if day and day > self.today:
                self.add_error(name, _("That day is still to come."))
        if since and until and until < since:
            self.add_error("until", _("It cannot be over before it began."))
        return said


def _in_words(field: forms.Field, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices)[value])  # type: ignore[arg-type]
    return day_words(value, "j M Y") if isinstance(value, date) else str(value)


def _check_ahead(day: date, today: date, least: date | None = None) -> None:
    if day < (least or today + timedelta(days=1)):
        raise ValidationError(_("Choose a day after today."))
    if day > today + timedelta(days=AHEAD_DAYS):
        raise ValidationError(_("That is more than two years ahead."))
