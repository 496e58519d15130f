"""`{% icon "easy" %}`: one symbol of the sprite, hidden from screen readers since a word stands beside it."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """`size` is empty or "large"."""
    return _svg(static("img/icons.svg"), name, size)


@lru_cache(maxsize=256)
def _svg(sprite: str, name: str, size: str) -> SafeString:
    """A page has dozens, and there are few different ones."""
    css = f"icon is-{size}" if size else "icon"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, sprite, name)
