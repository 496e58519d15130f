"""Templates as coaches write them: words, phases, weeks and gates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from plans.engine.rulebook import Rulebook, thresholds
from plans.engine.template_gates import gate_thresholds
from plans.engine.threshold_words import label
from plans.engine.vocabulary import Level
from plans.models import SessionKind, TemplateVersion

LEVELS = {Level.BEGINNER: _("Beginner"), Level.INTERMEDIATE: _("Intermediate"), Level.ADVANCED: _("Advanced")}
KEY_KINDS = ("hill_strolls", "hill_power", "fartlek", "steady", "relaxed_reps", "tempo", "rolling_hills")
EASY_KINDS = ("easy", "play", "strides", "cadence")
MOST_KEYS, MOST_EASY = 3, 4


def _kinds(names: tuple[str, ...], empty: Any) -> list[tuple[str, Any]]:
    return [("", empty), *((name, SessionKind(name).label) for name in names)]


def _lines(label_: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label_, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, help_text=_("One a line."), **kwargs
    )


def split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class NameForm(LabelsAbove, forms.Form):
    title = forms.CharField(label=_("Name"), max_length=200)


class WordsForm(LabelsAbove, forms.Form):
    """What the whole template is called and for."""

    title = forms.CharField(label=_("Name"), max_length=200)
    goal = forms.CharField(label=_("What it is for"), max_length=200)


class PhaseForm(LabelsAbove, forms.Form):
    """A phase: its words, how short and long it may be, and its mobility."""

    title = forms.CharField(label=_("Name"), max_length=200)
    purpose = forms.CharField(label=_("Purpose"), max_length=200)
    min_weeks = forms.IntegerField(label=_("At least, weeks"), min_value=1, max_value=12)
    max_weeks = forms.IntegerField(label=_("At most, weeks"), min_value=1, max_value=12)
    mobility_min = forms.IntegerField(label=_("Mobility, min a day"), min_value=1, max_value=60)
    mobility = _lines(_("Mobility exercises"))
    rituals = _lines(_("Rituals"), required=False)
    recovery = _lines(_("Recovery"), required=False)

    def __init__(self, data: Any, phase: Mapping[str, Any]) -> None:
        shown = {name: phase[name] for name in ("title", "purpose", "min_weeks", "max_weeks")}
        shown["mobility_min"] = phase["mobility"]["minutes_per_day"]
        shown["mobility"] = "\n".join(phase["mobility"]["exercises"])
        shown |= {name: "\n".join(phase[name]) for name in ("rituals", "recovery")}
        super().__init__(data, initial=shown)

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("title", "purpose", "min_weeks", "max_weeks")},
            "mobility": {"minutes_per_day": said["mobility_min"], "exercises": split(said["mobility"])},
            "rituals": split(said["rituals"]),
            "recovery": split(said["recovery"]),
        }


class WeekForm(LabelsAbove, forms.Form):
    """A week: how much of the baseline, what for, and which sessions. What it has no field for stays as it is."""

    percent = forms.IntegerField(label=_("Running, % of the baseline"), min_value=1, max_value=100)
    deload = forms.BooleanField(label=_("An easier week, without hard running"), required=False)
    goals = _lines(_("Goals of the week"))
    goals_again = _lines(_("Goals where the week is run a second time"))
    long_steps = _lines(_("In the long run"), required=False)

    def __init__(self, data: Any, week: Mapping[str, Any]) -> None:
        self.week = week
        shown: dict[str, Any] = {"percent": round(100 * week["fraction"]), "deload": week["deload"]}
        shown |= {name: "\n".join(week[name]) for name in ("goals", "goals_again")}
        shown["long_steps"] = "\n".join(week["long_run"].get("steps", ()))
        super().__init__(data, initial=shown)
        for n in range(MOST_KEYS):
            key = week["keys"][n] if n < len(week["keys"]) else {}
            self._add(f"key_{n}", forms.ChoiceField(label=_("Key run"), choices=_kinds(KEY_KINDS, _("none")),
                      required=False), key.get("session", ""))  # fmt: skip
            for level, name in LEVELS.items():
                field = forms.CharField(label=name, max_length=60, required=False)
                field.widget.attrs["placeholder"] = "6 x 30 s"
                self._add(f"dose_{n}_{level.value}", field, key.get("dose", {}).get(level.value, ""))
            self._add(f"rest_{n}", forms.CharField(label=_("Rest"), max_length=60, required=False), key.get("rest", ""))
        for n in range(MOST_EASY):
            run = week["easy_runs"][n]["session"] if n < len(week["easy_runs"]) else ""
            field_ = forms.ChoiceField(label=_("Easy run"), choices=_kinds(EASY_KINDS, _("plain")), required=False)
            self._add(f"easy_{n}", field_, run)
        for kind, words in (("strength", _("Strength")), ("cross_training", _("Cross-training"))):
            for level, name in LEVELS.items():
                self._add(
                    f"{kind}_{level.value}",
                    forms.IntegerField(label=f"{words}, {name}", min_value=0, max_value=7),
                    week[f"{kind}_sessions"][level.value],
                )

    def _add(self, name: str, field: forms.Field, shown: Any) -> None:
        self.fields[name] = field
        self.initial[name] = shown

    def key_rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"key_{n}"], *(self[f"dose_{n}_{level.value}"] for level in LEVELS), self[f"rest_{n}"]]
            for n in range(MOST_KEYS)
        ]

    def easy_fields(self) -> list[forms.BoundField]:
        return [self[f"easy_{n}"] for n in range(MOST_EASY)]

    def other_fields(self) -> list[forms.BoundField]:
        return [self[f"{kind}_{level.value}"] for kind in ("strength", "cross_training") for level in LEVELS]

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        steps = split(said["long_steps"])
        long_run = {name: value for name, value in self.week["long_run"].items() if name != "steps"}
        return {
            "fraction": said["percent"] / 100,
            "deload": said["deload"],
            "goals": split(said["goals"]),
            "goals_again": split(said["goals_again"]),
            "keys": [key for n in range(MOST_KEYS) if (key := self._key(n))] + list(self.week["keys"][MOST_KEYS:]),
            "easy_runs": self._easy_runs(),
            "long_run": {**long_run, **({"steps": steps} if steps else {})},
            **{
                f"{kind}_sessions": {level.value: said[f"{kind}_{level.value}"] for level in LEVELS}
                for kind in ("strength", "cross_training")
            },
        }

    def _key(self, n: int) -> dict[str, Any] | None:
        said = self.cleaned_data
        if not said[f"key_{n}"]:
            return None
        doses = {level.value: said[f"dose_{n}_{level.value}"] for level in LEVELS}
        rest = said[f"rest_{n}"]
        return {
            "session": said[f"key_{n}"],
            "dose": {level: dose for level, dose in doses.items() if dose},
            **({"rest": rest} if rest else {}),
        }

    def _easy_runs(self) -> list[dict[str, Any]]:
        """Steps and marks of a run stay with it as long as it is of the same kind."""
        old = list(self.week["easy_runs"])
        found = []
        for n in range(MOST_EASY):
            if kind := self.cleaned_data[f"easy_{n}"]:
                same = n < len(old) and old[n]["session"] == kind
                found.append(old[n] if same else {"session": kind})
        return found + old[MOST_EASY:]


class GatesForm(LabelsAbove, forms.Form):
    """Thresholds of gates; an empty one is the team's, which stands in its place."""

    def __init__(self, data: Any, gates: Mapping[str, float], rulebook: Rulebook) -> None:
        super().__init__(data, initial=dict(gates))
        for name in gate_thresholds():
            behind = thresholds()[name].behind
            kind: Any = forms.IntegerField if behind.is_whole else forms.FloatField
            field = kind(
                label=label(name, gettext), min_value=behind.low, max_value=behind.high, required=False,
                help_text=_("%(low)g to %(high)g %(unit)s") % {
                    "low": behind.low, "high": behind.high, "unit": gettext(behind.unit),
                },
            )  # fmt: skip
            field.widget.attrs |= {"step": "1" if behind.is_whole else "any", "inputmode": "decimal"}
            field.widget.attrs["placeholder"] = f"{rulebook[name]:g}"
            self.fields[name] = field

    @property
    def values(self) -> dict[str, float]:
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class PublishForm(LabelsAbove, forms.Form):
    note = forms.CharField(
        label=_("What changes"),
        max_length=TemplateVersion._meta.get_field("note").max_length,
        help_text=_("Read by coaches, beside the version."),
    )
