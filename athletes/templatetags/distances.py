"""`{{ km|distance }}`: kilometres in words, in the units that the page speaks; `{{ km|in_units }}` is the number."""

from django import template

from athletes import units

register = template.Library()


@register.filter
def distance(km: float) -> str:
    return units.in_words(km)


@register.filter
def in_units(km: float) -> float:
    return round(units.from_km(km), 1)


@register.simple_tag
def unit() -> str:
    return units.current()
