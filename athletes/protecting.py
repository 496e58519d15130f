"""The attributes that a plan protects, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from athletes.engine.attributes import Attribute

ATTRIBUTES = (
    (Attribute.ENDURANCE.value, _("Endurance")),
    (Attribute.ECONOMY.value, _("Running economy")),
    (Attribute.LEG_STRENGTH.value, _("Leg strength")),
    (Attribute.SPEED.value, _("Speed")),
    (Attribute.MOBILITY.value, _("Mobility")),
)
"""Choices of forms, in the order of S3."""


def in_words(protects: Iterable[str]) -> str:
    """The attributes named in a sentence; empty for none."""
    names = dict(ATTRIBUTES)
    return ", ".join(str(names.get(each, each)) for each in protects)
