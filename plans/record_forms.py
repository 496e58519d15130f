"""What a reader of the record looks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from athletes.models import Athlete, Membership, RecordKind, Team, User


class RecordForm(LabelsAbove, forms.Form):
    """A kind of change, one athlete, one person of the team; each may be left open."""

    kind = forms.ChoiceField(label=_("What"), choices=[("", _("Everything")), *RecordKind.choices], required=False)
    athlete = forms.ModelChoiceField(
        label=_("Athlete"), queryset=Athlete.objects.none(), required=False, empty_label=_("Everybody")
    )
    who = forms.ModelChoiceField(
        label=_("By or about"), queryset=User.objects.none(), required=False, empty_label=_("Everybody")
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        memberships = Membership.objects.in_team(team).order_by().values("user")
        runners = Athlete.objects.in_team(team).order_by().values("user")
        people = User.objects.filter(Q(pk__in=memberships) | Q(pk__in=runners)).order_by("name", "pk")
        self.fields["athlete"].queryset = Athlete.objects.in_team(team)  # type: ignore[attr-defined]
        self.fields["who"].queryset = people  # type: ignore[attr-defined]
