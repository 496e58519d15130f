"""What `manage.py check`, and with it every migration, says of the settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from notices.web_push import public_key


@register()
def push_key(**_: Any) -> list[CheckMessage]:
    if not settings.PUSH_PRIVATE_KEY:
        return []
    try:
        public_key(settings.PUSH_PRIVATE_KEY)
    except ValueError:
        hint = "Leave it empty, or take one from manage.py make_push_key."
        return [Error("PUSH_PRIVATE_KEY is no key.", hint=hint, id="notices.E001")]
    return []
