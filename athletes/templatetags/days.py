"""Django's `date`, in the order of the reader's language. A builtin of all templates: see the settings."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.template.defaultfilters import date as django_date
from django.utils.translation import get_language

from athletes.languages import day_words, form_of

register = template.Library()


@register.filter(name="date", expects_localtime=True, is_safe=False)
def date_in_words(value: date | datetime | str | None, form: str = "j M Y") -> str:
    """A day or a moment by Django's format letters."""
    if type(value) is date:
        return day_words(value, form)
    return django_date(value, form_of(form, get_language()))
