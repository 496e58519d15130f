"""Days in paths, as YYYY-MM-DD."""

from datetime import date

from django.urls import register_converter


class DayConverter:
    """A date in a path; anything that is no calendar day is not found."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


register_converter(DayConverter, "day")
