"""What people choose about their data: consent, withdrawal, erasure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.forms import LabelsAbove
from athletes.models import ConsentKind


class ConsentForm(LabelsAbove, forms.Form):
    """The kinds that somebody says yes to, none of them ticked before."""

    kinds = forms.TypedMultipleChoiceField(
        choices=ConsentKind,
        coerce=ConsentKind,
        error_messages={"required": _("Tick what may be kept. To keep nothing, just leave this page.")},
    )


class PaperConsentForm(ConsentForm):
    """The same, entered by a manager from a signed paper."""

    on_paper = forms.CharField(
        label=_("Where the signed paper is"),
        max_length=200,
        help_text=_("Such as: folder “Consents 2026”, page 4. The athlete can read this."),
    )


class WithdrawForm(forms.Form):
    withdraw = forms.TypedChoiceField(choices=ConsentKind, coerce=ConsentKind)


class SureForm(LabelsAbove, forms.Form):
    """One box to tick before what cannot be undone."""

    sure = forms.BooleanField(
        label=_("I know that nobody can bring this back"),
        error_messages={"required": _("Tick the box if you want this. Nothing was erased.")},
    )


class EraseMyselfForm(SureForm):
    """What of themselves a person erases: their place in this team, or everything."""

    PLACE, ACCOUNT = "place", "account"
    what = forms.ChoiceField(label=_("What is to be erased"), widget=forms.RadioSelect)
    field_order = ("what", "sure")

    def __init__(self, *args: Any, team: str, **kwargs: Any) -> None:
        """`team` is the name of the team in which the person is an athlete, or empty."""
        super().__init__(*args, **kwargs)
        place = [(self.PLACE, _("My place as an athlete of %(team)s, with all that is kept there") % {"team": team})]
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            *(place if team else []),
            (self.ACCOUNT, _("My whole account, in all teams")),
        ]
        if not team:
            self.initial["what"] = self.ACCOUNT
