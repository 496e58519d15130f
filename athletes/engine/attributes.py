"""The attributes that a plan can protect (S3), as templates name them."""

from __future__ import annotations

from enum import StrEnum

MOST_PROTECTED = 2
"""Who protects everything protects nothing."""


class Attribute(StrEnum):
    ENDURANCE = "endurance"
    ECONOMY = "economy"
    LEG_STRENGTH = "leg strength"
    SPEED = "speed"
    MOBILITY = "mobility"
