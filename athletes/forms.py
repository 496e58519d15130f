"""What all forms share."""

from __future__ import annotations

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A browser's own calendar. It reads one format, whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class LabelsAbove:
    """For forms whose labels stand on a line of their own, and so need no colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


def _with_a_point(value: Any) -> Any:
    return value.strip().replace(",", ".") if isinstance(value, str) and value.count(",") == 1 else value


def _typed() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


class TypedDecimalField(forms.DecimalField):
    """A number as people type it: 6.5 and 6,5 are the same.

    A number box of a browser in English drops the comma without a word, and 6,5 km become 65.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": _typed(), **kwargs})

    def to_python(self, value: Any) -> Any:
        return super().to_python(_with_a_point(value))


class TypedFloatField(forms.FloatField):
    """The same for a float."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": _typed(), **kwargs})

    def to_python(self, value: Any) -> Any:
        return super().to_python(_with_a_point(value))
