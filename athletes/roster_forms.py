"""What a coach says about an athlete, and how a file is to be read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.access import Actor
from athletes.forms import LabelsAbove, TypedDecimalField
from athletes.models import Athlete, Group, Level
from athletes.roster_columns import COLUMNS, guess
from athletes.roster_comparison import Wish
from athletes.roster_list import groups_in_scope
from athletes.roster_sheets import MAX_BYTES, Sheet
from athletes.uploads import MEGABYTE, UploadField
from athletes.zones import validate_zone, zone_names


class AthleteForm(LabelsAbove, forms.ModelForm):
    """One athlete of the roster. `weekdays` are 0 (Monday) to 6; saving refuses an e-mail the team knows.

    Groups are chosen by who manages the team, and by a coach of several groups for somebody new.
    """

    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Weekdays available"),
        choices=tuple(WEEKDAYS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Used for plans made from now on; weeks that are planned already stay as they are."),
        error_messages={
            "required": gettext_lazy("Choose at least one day."),
            "invalid_choice": gettext_lazy("“%(value)s” is not a weekday."),
        },
    )
    groups: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Groups"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Athlete
        fields = ("name", "email", "zone", "level", "age_group", "baseline_km_per_week")
        help_texts = {"email": gettext_lazy("Optional. Only for your roster: it opens no account and sends nothing.")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "zone": forms.TextInput(attrs={"autocomplete": "off", "list": "zone-names"}),
        }
        field_classes = {"baseline_km_per_week": TypedDecimalField}

    zone_names = staticmethod(zone_names)
    """What the page suggests for `zone`, which can be typed as well as chosen."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        groups = groups_in_scope(actor)
        self.fields["groups"].queryset = groups  # type: ignore[attr-defined]
        if not self._offers(groups):
            del self.fields["groups"]

    def _offers(self, groups: Collection[Group]) -> bool:
        """A coach of one group has no choice; a coach of several has to make one."""
        if self.actor.group_ids is not None:
            self.fields["groups"].required = True
            return len(self.actor.group_ids) > 1
        return self.actor.may_manage and bool(groups)

    def answers(self) -> dict[str, Any]:
        """What is to be written, once the form is valid. Raises PermissionDenied for a coach of no group."""
        if "groups" in self.cleaned_data or self.actor.group_ids is None:
            return self.cleaned_data
        only = list(groups_in_scope(self.actor))
        if not only:
            raise PermissionDenied(_("You look after no group yet. Ask the team's owner for one."))
        return {**self.cleaned_data, "groups": only}


class AthleteEditForm(AthleteForm):
    """The same for somebody on the roster: only what was changed on this page, against what it showed, is written.

    With `only`, for one cell of the roster: that field alone.
    """

    def __init__(self, *args: Any, only: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True
        for name in [name for name in self.fields if only and name != only]:
            del self.fields[name]

    def _offers(self, groups: Collection[Group]) -> bool:
        return self.actor.may_manage and bool(groups)

    def answers(self) -> dict[str, Any]:
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name != "groups"}
        seen = {name: self._seen(name) for name in changed if self[name].html_initial_name in self.data}
        return {**changed, "seen": seen, **self._moves()}

    def _seen(self, name: str) -> Any:
        bound = self[name]
        field, widget = self.fields[name], self.fields[name].hidden_widget()
        raw = widget.value_from_datadict(self.data, self.files, bound.html_initial_name)
        try:
            seen = field.to_python(raw)
        except ValidationError:
            return None
        return [int(day) for day in seen or ()] if name == "weekdays" else seen

    def _moves(self) -> dict[str, list[Group]]:
        """Groups as a difference to what the page showed, so that two coaches do not undo each other."""
        if "groups" not in self.changed_data:
            return {}
        shown = set(self.data.getlist(self["groups"].html_initial_name))  # type: ignore[attr-defined]
        chosen = set(self.cleaned_data["groups"])
        groups = groups_in_scope(self.actor)
        return {
            "joins": [group for group in groups if group in chosen and str(group.pk) not in shown],
            "leaves": [group for group in groups if group not in chosen and str(group.pk) in shown],
        }

    def show_what_is_there_now(self, athlete: Athlete) -> None:
        """After somebody else was faster: the next attempt is held against what the page says now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        for name, errors in self.errors.as_data().items():
            if any(error.code == "overtaken" for error in errors):
                value = athlete.available_weekdays if name == "weekdays" else getattr(athlete, name)
                key = self[name].html_initial_name
                if name == "weekdays":
                    self.data.setlist(key, [str(day) for day in value])  # type: ignore[attr-defined]
                else:
                    self.data[key] = str(value)  # type: ignore[index]


class UploadForm(LabelsAbove, forms.Form):
    file = UploadField(
        label=gettext_lazy("CSV or Excel file"),
        max_mb=MAX_BYTES // MEGABYTE,
        accept=".csv,.tsv,.txt,.xlsx",
        help_text=gettext_lazy(
            "The first line names the columns. Nothing is written before you have seen what it does."
        ),
    )


class WishForm(LabelsAbove, forms.Form):
    """How a sheet is to be understood: a column for each of its columns (`c0`, `c1` …), and what it leaves unsaid."""

    level = forms.ChoiceField(label=gettext_lazy("Level, where none is given"), choices=Level.choices)
    baseline_km_per_week = TypedDecimalField(
        label=gettext_lazy("Baseline in km per week, where none is given"),
        required=False,
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(5), MaxValueValidator(200)],
    )
    zone = forms.CharField(
        label=gettext_lazy("Time zone, where none is given"),
        max_length=64,
        validators=[validate_zone],
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "zone-names"}),
    )
    group: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("New athletes go into"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No further group"),
    )
    makes_groups = forms.BooleanField(label=gettext_lazy("Make the groups that are not there yet"), required=False)
    leaves_known = forms.BooleanField(label=gettext_lazy("Leave who is on the roster as they are"), required=False)
    namesakes = forms.BooleanField(
        label=gettext_lazy("Same name, other address: they are other people"), required=False
    )
    zone_names = staticmethod(zone_names)

    def __init__(self, data: Any = None, *, actor: Actor, sheet: Sheet) -> None:
        self.sheet = sheet
        super().__init__(data or self._first_guess(actor, sheet))
        self.fields["group"].queryset = groups_in_scope(actor)  # type: ignore[attr-defined]
        if not actor.may_manage:
            del self.fields["makes_groups"]
        choices = [("", _("Leave out")), *((column.name, column.label) for column in COLUMNS.values())]
        for n, heading in enumerate(sheet.header):
            self.fields[f"c{n}"] = forms.ChoiceField(label=heading or "–", choices=choices, required=False)

    @staticmethod
    def _first_guess(actor: Actor, sheet: Sheet) -> dict[str, str]:
        guessed = {f"c{n}": name for n, name in enumerate(guess(sheet.header))}
        group = str(min(actor.group_ids)) if actor.group_ids and len(actor.group_ids) == 1 else ""
        return {**guessed, "level": Level.INTERMEDIATE.value, "zone": actor.user.zone, "group": group}

    @property
    def columns(self) -> list[tuple[Any, str]]:
        """Each column's field, with the first thing that stands below its heading."""
        rows = self.sheet.rows
        examples = [
            next((row[n] for row in rows if n < len(row) and row[n].strip()), "")
            for n, _h in enumerate(self.sheet.header)
        ]
        return [(self[f"c{n}"], example) for n, example in enumerate(examples)]

    @property
    def unsaid(self) -> list[Any]:
        return [self[name] for name in ("level", "baseline_km_per_week", "zone", "group")]

    @property
    def switches(self) -> list[Any]:
        return [self[name] for name in ("makes_groups", "leaves_known", "namesakes") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [name for n in range(len(self.sheet.header)) if (name := cleaned.get(f"c{n}"))]
        twice = sorted({str(COLUMNS[name].label) for name in chosen if chosen.count(name) > 1})
        if twice:
            raise ValidationError(_("Two columns cannot be the same: %(names)s.") % {"names": ", ".join(twice)})
        if not {"name", "email", "number"} & set(chosen):
            raise ValidationError(_("Say which column holds the name."))
        return cleaned

    def wish(self) -> Wish:
        """Once the form is valid."""
        said = self.cleaned_data
        return Wish(
            columns=tuple(said[f"c{n}"] for n in range(len(self.sheet.header))),
            level=said["level"],
            zone=said["zone"],
            baseline_km_per_week=said["baseline_km_per_week"],
            group=said["group"],
            makes_groups=said.get("makes_groups", False),
            updates=not said["leaves_known"],
            namesakes=said["namesakes"],
        )
