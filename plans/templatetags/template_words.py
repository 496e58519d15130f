"""`{{ step|said }}`: a line of a template or plan in the reader's language; `{{ goals|all_said|join:" " }}`."""

from collections.abc import Iterable

from django import template

from plans.template_words import say

register = template.Library()


@register.filter
def said(text: str) -> str:
    return say(text)


@register.filter
def all_said(lines: Iterable[str]) -> list[str]:
    return [say(line) for line in lines]
