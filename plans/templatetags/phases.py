"""`{{ week.phase|phase_name }}`: an engine's phase in the reader's language."""

from django import template
from django.utils.translation import gettext as _

from plans.engine.sentences.names import PHASES
from plans.engine.vocabulary import PhaseKind

register = template.Library()


@register.filter
def phase_name(phase: PhaseKind) -> str:
    return _(PHASES[phase.value])
