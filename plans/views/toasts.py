"""An answer's toast on the next page, for browsers without JavaScript: kept in the session, shown once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def keep(request: HttpRequest, text: str, undo_url: str) -> None:
    request.session["toast"] = {"text": text, "undo_url": undo_url}


def kept(request: HttpRequest) -> dict[str, Any]:
    """The toast to show on this page, as template context."""
    return {"toast": request.session.pop("toast", None)}
