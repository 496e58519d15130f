"""`{{ breach|limit_words }}`: what a limit says, in the reader's language."""

from django import template
from django.utils.translation import gettext as _

from plans.engine.limits import Breach

register = template.Library()


@register.filter
def limit_words(breach: Breach) -> str:
    return breach.say(_)
