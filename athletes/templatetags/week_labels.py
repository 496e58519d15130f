"""`{{ week.label|week_label }}`: what a past week was, in the reader's language."""

from django import template

from athletes.models import WeekLabel

register = template.Library()


@register.filter
def week_label(label: str) -> str:
    return str(WeekLabel(label).label)
