"""What people send about plans: a start date, an answer, a report."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as word

from athletes import units
from athletes.forms import DayInput, LabelsAbove, TypedFloatField
from athletes.models import Athlete, Units
from plans.beginnings import MOST_GOAL, beginning_of, check_weekdays
from plans.engine.variants import MOST_PROTECTED
from plans.engine.week import SessionState
from plans.engine.work import HAS_FAST_PARTS
from plans.models import AnswerKind, Feedback, Outcome, TemplateVersion, TimeAwayKind
from plans.planning import check_start, default_template, lengths_until, template_in
from plans.template_versions import offered
from plans.template_words import say
from readiness.forms import WordScale


def attributes() -> list[tuple[str, str]]:
    """The attributes to protect, each with what protecting it shifts (S3)."""
    return [
        (name, _("%(attribute)s: %(shifts)s") % {"attribute": _(name).capitalize(), "shifts": say(variant.shifts)})
        for name, variant in default_template().variants.items()
    ]


class TemplateField(forms.ModelChoiceField):
    """A template, by its name."""

    def label_from_instance(self, obj: Any) -> str:
        return say(obj.document["title"])


class PlanForm(LabelsAbove, forms.Form):
    """Give an athlete an offseason from a Monday on."""

    template = TemplateField(
        label=_("Made from"),
        queryset=TemplateVersion.objects.none(),
        required=False,
        empty_label=_("The offseason that ships with Fallow"),
    )

    start = forms.DateField(label=_("Starts on"), widget=DayInput())
    goal = forms.CharField(
        label=_("Goal of this offseason"),
        max_length=MOST_GOAL,
        required=False,
        help_text=_("One sentence that heads the plan, seen by you and the athlete."),
    )

    protects = forms.MultipleChoiceField(
        label=_("What to protect most"),
        choices=attributes,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One or two, or none for the even mix. The choice shifts the sessions, inside the same limits."),
    )
    deadline = forms.DateField(
        label=_("Last day of the offseason"),
        required=False,
        widget=DayInput(),
        help_text=_("Only where something waits after it. Maintenance and light potency give way, nothing else."),
    )
    typical_long_run_km = TypedFloatField(
        label=_("Usual long run, km"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("The longest run of an ordinary week before the offseason. The last phase leads back to it."),
    )

    def __init__(self, *args: Any, athlete: Athlete, today: date, **kwargs: Any) -> None:
        self.athlete, self.today = athlete, today
        self.beginning = beginning_of(athlete, today)
        super().__init__(*args, initial=self.beginning.values, **kwargs)
        templates = self.fields["template"]
        assert isinstance(templates, TemplateField)
        templates.queryset = offered(athlete.team)

    def clean_start(self) -> Any:
        start = self.cleaned_data["start"]
        check_start(start, self.today)
        return start

    def clean_protects(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["protects"]
        if len(chosen) > MOST_PROTECTED:
            raise ValidationError(_("Choose up to two: who protects everything protects nothing."))
        return chosen

    def clean(self) -> None:
        start, deadline = self.cleaned_data.get("start"), self.cleaned_data.get("deadline")
        if start and deadline:
            try:
                version = self.cleaned_data.get("template")
                lengths_until(start, deadline, template_in(version) if version else None)
            except ValidationError as error:
                self.add_error("deadline", error)
        version = self.cleaned_data.get("template")
        if version and (
            without := [n for n in self.cleaned_data.get("protects", ()) if n not in template_in(version).variants]
        ):
            self.add_error(
                "protects", _("This template has no way to protect %(what)s.") % {"what": ", ".join(without)}
            )
        check_weekdays(self.athlete)


class AnswerForm(forms.Form):
    """What a coach answers; what a night applied by itself is nobody's answer."""

    answer = forms.ChoiceField(choices=[each for each in AnswerKind.choices if each[0] != AnswerKind.APPLIED])
    note = forms.CharField(max_length=300, required=False)


class FeedbackForm(LabelsAbove, forms.ModelForm):
    """The athlete's report on a session. `client_id` is made with each form shown, so that one sent twice is one."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    unit = forms.ChoiceField(choices=Units, required=False, widget=forms.HiddenInput)
    """What the distance was typed in: a form may wait on a phone while its athlete chooses another unit."""
    leg_feel = WordScale(
        _("Legs"), word("legs", "heavy"), word("legs", "tired"),
        word("legs", "ok"), word("legs", "good"), word("legs", "springy"),
    )  # fmt: skip
    enjoyment = WordScale(
        _("Enjoyed it"), word("enjoyment", "not at all"), word("enjoyment", "a little"),
        word("enjoyment", "it was ok"), word("enjoyment", "much"), word("enjoyment", "very much"),
    )  # fmt: skip

    class Meta:
        model = Feedback
        fields = ("outcome", "rpe", "leg_feel", "enjoyment", "felt_relaxed", "duration_min", "distance_km", "note")
        labels = {
            "felt_relaxed": _("Did the fast parts feel relaxed?"),
            "rpe": _("How hard was it, 0 to 10?"),
            "duration_min": _("Minutes"),
            "distance_km": _("Kilometres"),
            "note": _("Anything to add"),
        }
        help_texts = {"rpe": _("0 rest, 3 easy, 5 moderate, 7 brisk, 10 the most you can")}
        widgets = {"rpe": forms.RadioSelect(choices=[(n, str(n)) for n in range(11)])}

    def __init__(self, *args: Any, session: SessionState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["unit"] = units.current()
        if units.current() == units.MILES:
            self.fields["distance_km"].label = _("Miles")
        if (km := self.initial.get("distance_km")) is not None:
            self.initial["distance_km"] = round(units.from_km(km), 2)
        if session.kind not in HAS_FAST_PARTS:
            del self.fields["felt_relaxed"]

    def validate_constraints(self) -> None:
        """The fields have the same limits, and the database has the last word when the report is written."""

    def values(self) -> dict[str, Any]:
        """What was reported, by the names of `Feedback.FIELDS`."""
        return {name: value for name, value in self.cleaned_data.items() if name in Feedback.FIELDS}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if (typed := values.get("distance_km")) is not None:
            values["distance_km"] = units.to_km(typed, values.get("unit") or units.KM)
        if values.get("outcome") == Outcome.RESTED:
            values.update(rpe=None, duration_min=None, distance_km=None, leg_feel=None)
        return values


class TimeAwayForm(LabelsAbove, forms.Form):
    """Days away, both ends counted."""

    kind = forms.ChoiceField(label=_("Reason"), choices=TimeAwayKind)
    first_day = forms.DateField(label=_("First day"), widget=DayInput())
    last_day = forms.DateField(label=_("Last day"), widget=DayInput())
