"""Names that fill the places of sentences: phases, cues, days."""

from __future__ import annotations

from readiness.engine.sentences import gettext_noop

CUES = {
    "P1": gettext_noop("soreness"),
    "P2": gettext_noop("disturbed sleep"),
    "P3": gettext_noop("low mood"),
    "P4": gettext_noop("fatigue"),
    "P5": gettext_noop("low appetite"),
    "P6": gettext_noop("heart rate or HRV away from normal"),
    "P7": gettext_noop("pain"),
    "P8": gettext_noop("stress"),
}

PHASES = {
    "foundation": gettext_noop("Foundation"),
    "maintenance": gettext_noop("Maintenance"),
    "potency": gettext_noop("Light potency"),
    "reintegration": gettext_noop("Reintegration"),
}

WEEKDAYS = (
    gettext_noop("Mon"), gettext_noop("Tue"), gettext_noop("Wed"), gettext_noop("Thu"), gettext_noop("Fri"),
    gettext_noop("Sat"), gettext_noop("Sun"),
)  # fmt: skip
MONTHS = (
    gettext_noop("Jan"), gettext_noop("Feb"), gettext_noop("Mar"), gettext_noop("Apr"), gettext_noop("May"),
    gettext_noop("Jun"), gettext_noop("Jul"), gettext_noop("Aug"), gettext_noop("Sep"), gettext_noop("Oct"),
    gettext_noop("Nov"), gettext_noop("Dec"),
)  # fmt: skip
DATE = gettext_noop("{weekday} {day} {month}")
DAY_AND_MONTH = gettext_noop("{day} {month}")
SPAN = gettext_noop("{first} to {last}")
LIST = gettext_noop("{others} and {last}")
