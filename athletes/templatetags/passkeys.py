"""`{{ options|as_json }}`: what a browser needs for a passkey, for an attribute of the form."""

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    return json.dumps(value)
