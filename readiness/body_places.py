"""Where it can hurt: the places of the body map, from the groin down, seen from the front and from behind.

The words are stored as they stand here and translated where they are shown; what an athlete writes stays as written.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "right groin": _("right groin"), "left groin": _("left groin"),
    "left lower back": _("left lower back"), "right lower back": _("right lower back"),
    "right hip": _("right hip"), "left hip": _("left hip"),
    "left buttock": _("left buttock"), "right buttock": _("right buttock"),
    "right thigh, front": _("right thigh, front"), "left thigh, front": _("left thigh, front"),
    "left thigh, back": _("left thigh, back"), "right thigh, back": _("right thigh, back"),
    "right knee": _("right knee"), "left knee": _("left knee"),
    "left back of the knee": _("left back of the knee"), "right back of the knee": _("right back of the knee"),
    "right shin": _("right shin"), "left shin": _("left shin"),
    "left calf": _("left calf"), "right calf": _("right calf"),
    "right ankle": _("right ankle"), "left ankle": _("left ankle"),
    "left Achilles tendon": _("left Achilles tendon"), "right Achilles tendon": _("right Achilles tendon"),
    "right foot": _("right foot"), "left foot": _("left foot"),
    "left heel": _("left heel"), "right heel": _("right heel"),
}  # fmt: skip
"""In the order of the map: row by row, on each the right and left of the front, then the left and right of the back."""


def in_words(place: str) -> str:
    return str(WORDS.get(place, place))
