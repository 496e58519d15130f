"""What athletes may do alone, and one session that stands in for another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from plans.engine.contingency_policy import ContingencyPolicy
from plans.engine.template_choices import Situation
from plans.engine.vocabulary import Level
from plans.models import SessionKind
from plans.template_words import as_stored, say

SITUATIONS = {
    Situation.NO_TIME: _("No time"),
    Situation.BAD_WEATHER: _("Bad weather"),
    Situation.TRAVELLING: _("Travelling"),
}
SORTS = {
    "easy_run": _("easy runs"),
    "long_run": _("long runs"),
    "key_run": _("key runs"),
    "strength": _("strength"),
    "cross_training": _("cross-training"),
    "mobility": _("mobility"),
    "walk": _("walks"),
}
ATTRIBUTES = {
    "endurance": _("endurance"),
    "economy": _("economy"),
    "leg strength": _("leg strength"),
    "speed": _("speed"),
    "mobility": _("mobility"),
}
_LEVELS = {Level.BEGINNER: _("Beginner"), Level.INTERMEDIATE: _("Intermediate"), Level.ADVANCED: _("Advanced")}


class PolicyForm(LabelsAbove, forms.Form):
    """What needs no coach; with the team's policy it is an athlete's, who may be as the team is."""

    as_team = forms.BooleanField(label=_("As the team"), required=False)
    situations = forms.MultipleChoiceField(
        label=_("Take a stand-in from the list, when there is"),
        choices=list(SITUATIONS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    move = forms.BooleanField(label=_("Move a session to another day of its week"), required=False)
    key_sessions = forms.BooleanField(label=_("Also long runs and key runs"), required=False)

    def __init__(self, *args: Any, of_athlete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of_athlete:
            del self.fields["as_team"]

    @property
    def policy(self) -> ContingencyPolicy | None:
        """None where it is as the team has it."""
        values = self.cleaned_data
        if values.get("as_team"):
            return None
        return ContingencyPolicy(
            frozenset(map(Situation, values["situations"])), values["move"], values["key_sessions"]
        )


def shown_as(policy: ContingencyPolicy, *, as_team: bool = False) -> dict[str, Any]:
    """A policy as what the form shows first."""
    return {
        "situations": sorted(policy.situations),
        "move": policy.move,
        "key_sessions": policy.key_sessions,
        "as_team": as_team,
    }


class StandInForm(LabelsAbove, forms.Form):
    """One micro-session or swap, in words a coach uses; `stored` is what a template writes."""

    title = forms.CharField(label=_("Name"), max_length=200)
    cue = forms.CharField(label=_("How to do it"), max_length=200, help_text=_("One sentence, read on the phone."))
    instead_of = forms.MultipleChoiceField(
        label=_("In the place of"), choices=list(SORTS.items()), widget=forms.CheckboxSelectMultiple
    )
    session = forms.ChoiceField(
        label=_("What it is"),
        choices=[("", _("The planned session, done otherwise")), *SessionKind.choices],
        required=False,
    )
    percent = forms.IntegerField(
        label=_("% of the planned minutes"), min_value=10, max_value=100, required=False,
        help_text=_("Or the minutes by level. Never more than was planned."),
    )  # fmt: skip
    rpe = forms.IntegerField(label=_("Effort, 0–10"), min_value=0, max_value=10, required=False)
    steps = forms.CharField(
        label=_("Steps, one a line"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=2000
    )
    protects = forms.MultipleChoiceField(
        label=_("Protects"), choices=list(ATTRIBUTES.items()), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level, label in _LEVELS.items():
            self.fields[f"minutes_{level.value}"] = forms.IntegerField(
                label=_("%(level)s, min") % {"level": label}, min_value=1, max_value=300, required=False
            )

    def minutes_fields(self) -> list[forms.BoundField]:
        return [self[f"minutes_{level.value}"] for level in _LEVELS]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        minutes = [values.get(f"minutes_{level.value}") for level in _LEVELS]
        if any(minutes) and values.get("percent"):
            self.add_error("percent", _now("Either a share of the planned minutes, or minutes by level."))
        if any(minutes) and not all(minutes):
            self.add_error("minutes_beginner", _now("Minutes for each of the three levels, or for none."))
        if values.get("session") and values.get("rpe") is None:
            self.add_error("rpe", _now("A session of its own has its own effort."))
        if any(len(step) > 200 for step in self._steps(values)):
            self.add_error("steps", _now("Up to 200 characters a line."))
        return values

    @staticmethod
    def _steps(values: dict[str, Any]) -> list[str]:
        return [line.strip() for line in str(values.get("steps", "")).splitlines() if line.strip()]

    @property
    def stored(self) -> dict[str, Any]:
        """As a template writes it."""
        values = self.cleaned_data
        found: dict[str, Any] = {name: values[name] for name in ("title", "cue", "instead_of")}
        if values["session"]:
            found |= {"session": values["session"], "rpe": values["rpe"], "protects": values["protects"]}
            if steps := self._steps(values):
                found["steps"] = steps
        if values["percent"]:
            found["share"] = values["percent"] / 100
        elif values["minutes_beginner"]:
            found["minutes"] = {level.value: values[f"minutes_{level.value}"] for level in _LEVELS}
        return found


def shown_stand_in(stored: dict[str, Any]) -> dict[str, Any]:
    """What a template wrote, as what the form shows first."""
    found = {name: stored.get(name) for name in ("instead_of", "session", "rpe", "protects")}
    found |= {name: say(stored[name]) for name in ("title", "cue")}
    found["percent"] = round(100 * stored["share"]) if "share" in stored else None
    found["steps"] = "\n".join(say(step) for step in stored.get("steps", ()))
    return found | {f"minutes_{level}": n for level, n in stored.get("minutes", {}).items()}


def changed_stand_in(new: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """What the form was sent back with; words that were left alone are those that are stored."""
    for name in ("title", "cue"):
        [new[name]] = as_stored([new[name]], [stored[name]])
    if "steps" in new:
        new["steps"] = list(as_stored(new["steps"], stored.get("steps", ())))
    return new
