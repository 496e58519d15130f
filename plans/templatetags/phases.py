"""`{{ week.phase|phase_name }}`: an engine's phase, or its code, in the reader's language."""

from django import template
from django.utils.translation import gettext as _

from plans.engine.sentences.names import PHASES
from plans.engine.vocabulary import PhaseKind

register = template.Library()


@register.filter
def phase_name(phase: str) -> str:
    return _(PHASES[PhaseKind(phase).value])
