"""What engines refuse, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from plans.engine.refusals import Refusal
from plans.engine.threshold_names import NAMES


def reason_of(refusal: Exception) -> str:
    """Why something is not done. A threshold that is named by its code has its name for people."""
    return refusal.say(_in_words) if isinstance(refusal, Refusal) else str(refusal)


def _in_words(text: str) -> str:
    return gettext(NAMES.get(text, text))
