"""What is said about a team: its name, its people, groups and invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.access import Actor
from athletes.authority import given_by
from athletes.codes import ALPHABET, LENGTH, as_meant
from athletes.forms import LabelsAbove
from athletes.invitations import DAYS
from athletes.languages import filled
from athletes.memberships import standing
from athletes.models import Athlete, Group, InvitedAs, Membership, Role, Team
from athletes.teams import SETTINGS
from athletes.zones import validate_zone, zone_names

ALL, SOME = "all", "some"
_DAY_CHOICES = [(days, filled(_("%(days)s days"), days=days) if days > 1 else _("1 day")) for days in DAYS]


class TeamForm(LabelsAbove, forms.ModelForm):
    """A new team."""

    class Meta:
        model = Team
        fields = ("name",)
        labels = {"name": _("Name of the team")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"})}


class TeamSettingsForm(LabelsAbove, forms.ModelForm):
    """How a team is run."""

    class Meta:
        model = Team
        fields = SETTINGS
        labels = TeamForm.Meta.labels
        widgets = TeamForm.Meta.widgets


class GroupForm(LabelsAbove, forms.ModelForm):
    class Meta:
        model = Group
        fields = ("name",)
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"})}


class AthletesForm(forms.Form):
    """Several athletes of those who are offered."""

    athletes = forms.ModelMultipleChoiceField(
        queryset=Athlete.objects.none(),
        error_messages={
            "required": _("Choose at least one athlete."),
            "invalid_choice": _("Somebody you chose is no longer on the roster."),
        },
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["athletes"].queryset = offered  # type: ignore[attr-defined]


class RoleForm(LabelsAbove, forms.Form):
    """A coach's role, of those that the actor may give, and whether they look after all athletes or some groups."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    reach = forms.ChoiceField(
        label=_("Looks after"),
        choices=[(ALL, _("All athletes")), (SOME, _("Only the groups chosen below"))],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups"), queryset=Group.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = given_by(actor)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, role.label) for role in Role if role in given
        ]
        groups = Group.objects.in_team(actor.team)
        self.fields["groups"].queryset = groups  # type: ignore[attr-defined]
        if not groups.exists():
            del self.fields["reach"], self.fields["groups"]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = {"reach": ALL, "groups": (), **(super().clean() or {})}
        if answers["reach"] == SOME and answers.get("role") == Role.OWNER:
            self.add_error("reach", _("An owner looks after all athletes."))
        elif answers["reach"] == SOME and not answers["groups"]:
            self.add_error("groups", _("Choose at least one group."))
        elif answers["reach"] == ALL and answers["groups"]:
            # One missed click must not open everybody's data.
            self.add_error("reach", _("Groups are chosen below. All athletes, or only those groups?"))
        return answers

    def said(self) -> dict[str, Any]:
        """`role`, `all_groups` and `groups`, once the form is valid."""
        answers = self.cleaned_data
        return {"role": answers["role"], "all_groups": answers["reach"] == ALL, "groups": answers["groups"]}


def role_form(data: Any, actor: Actor, membership: Membership) -> RoleForm:
    """The form for somebody who has a role already."""
    now = standing(membership)
    groups = [each.group_id for each in membership.coach_groups.all()]
    initial = {"role": now["role"], "reach": ALL if membership.all_groups else SOME, "groups": groups}
    return RoleForm(data, actor=actor, initial=initial)


class _Sending(forms.Form):
    days = forms.TypedChoiceField(label=_("Open for"), choices=_DAY_CHOICES, coerce=int, initial=7)
    by_mail = forms.BooleanField(
        label=_("Send an e-mail with a link"),
        required=False,
        initial=True,
        help_text=_("You get a link and a code to pass on yourself in any case."),
    )


class CoachInvitationForm(RoleForm, _Sending):
    """Invite a coach."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ("email", "role", "reach", "groups", "days", "by_mail")

    def said(self) -> dict[str, Any]:
        return {**super().said(), **{name: self.cleaned_data[name] for name in ("email", "days", "by_mail")}}


class AthleteInvitationForm(LabelsAbove, _Sending):
    """Invite an athlete of the roster, or a guardian of theirs."""

    athlete = forms.ModelChoiceField(
        label=_("Athlete"), queryset=Athlete.objects.none(), empty_label=_("Choose an athlete")
    )
    role = forms.ChoiceField(
        label=_("Invite"),
        choices=[(InvitedAs.ATHLETE, _("The athlete")), (InvitedAs.GUARDIAN, _("A guardian"))],
        widget=forms.RadioSelect,
        initial=InvitedAs.ATHLETE,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Empty for an athlete: the address on the roster."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("athlete", "role", "email", "days", "by_mail")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["athlete"].queryset = actor.athletes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        athlete, known = answers.get("athlete"), answers.get("role") == InvitedAs.ATHLETE
        if athlete and not answers.get("email") and "email" not in self.errors:
            answers["email"] = athlete.email if known else ""
            if not answers["email"]:
                self.add_error("email", _("An address is needed: none is on the roster."))
        return answers

    def said(self) -> dict[str, Any]:
        return self.cleaned_data


class CodeForm(LabelsAbove, forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        max_length=80,
        help_text=_("Letters and digits, as in 7K3QF-…. Capitals, spaces and hyphens do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """The code that was meant. Whether it opens anything is said by another page."""
        code = as_meant(self.cleaned_data["code"])
        if len(code) != LENGTH or not set(code) <= set(ALPHABET):
            raise forms.ValidationError(
                _("That is no whole code yet: it has %(n)s letters and digits.") % {"n": LENGTH}
            )
        return code


class NewcomerForm(LabelsAbove, forms.Form):
    """An account for somebody who was invited."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("A password for Fallow"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters."),
    )
    zone = forms.CharField(
        label=_("Your time zone"),
        validators=[validate_zone],
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "zone-names"}),
        help_text=_("Such as Europe/Berlin: it says when your day begins."),
    )

    zone_names = staticmethod(zone_names)
