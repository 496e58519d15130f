"""What all forms share."""

from __future__ import annotations

from typing import Any


class LabelsAbove:
    """For forms whose labels stand on a line of their own, and so need no colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
