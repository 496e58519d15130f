"""What a person says yes to, word by word. A changed word is a new version; a consent names the one it was given to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from athletes.models import ConsentKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The words for one kind: what is kept and what for. What holds for all kinds is in `FOR_ALL`."""

    version: int
    what: StrOrPromise
    why: StrOrPromise
    without: StrOrPromise


TEXTS: dict[ConsentKind, ConsentText] = {
    ConsentKind.WELLNESS: ConsentText(
        version=1,
        what=_(
            "How you slept, how sore, tired, stressed and in what mood you are, your appetite, when you woke up, how "
            "ready you feel, whether you want to train more, and the note you write with it."
        ),
        why=_(
            "Your day is compared with your own usual days. When it drifts away from them, your coach is shown a "
            "lighter plan to decide on. It says nothing about injuries to come."
        ),
        without=_("You are not asked how you are, and the plan runs as written."),
    ),
    ConsentKind.HEART: ConsentText(
        version=1,
        what=_("Your resting pulse and your heart rate variability (HRV)."),
        why=_("They are compared with your own usual values, beside how you feel. They never decide alone."),
        without=_("Your days are judged by how you feel alone."),
    ),
    ConsentKind.ILLNESS: ConsentText(
        version=1,
        what=_(
            "Illness, pain and where it is, whether it changes your stride, fainting or chest pain, weight lost "
            "without meaning to, and injuries."
        ),
        why=_("So that the plan rests while you are ill or hurt, and you come back step by step. It is no diagnosis."),
        without=_("Nobody is told by Fallow that you are ill or hurt: tell your coach yourself."),
    ),
    ConsentKind.CYCLE: ConsentText(
        version=1,
        what=_("Whether three or more periods did not come."),
        why=_("It can be a sign of eating too little for the training. Your coach is asked to talk with you about it."),
        without=_("It is not asked, and nothing else changes."),
    ),
}

FOR_ALL: tuple[tuple[StrOrPromise, StrOrPromise], ...] = (
    (_("Who sees it"), _("You, the coaches of your team who look after you, and your guardian if you have one.")),
    (_("How long"), _("Until you delete it or are erased from the team. Copies for emergencies follow.")),
    (
        _("How to take it back"),
        _(
            "On this page, one press for each kind, at any time and without a reason. From then on it is neither used "
            "nor shown. What your plan was changed for before stays in its record."
        ),
    ),
)
"""What holds for every kind, as pairs of a heading and the words below it; a change is a new version of all."""


def version_of(kind: ConsentKind) -> int:
    return TEXTS[kind].version
