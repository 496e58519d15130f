"""Why something cannot be: a sentence with named places, said in the reader's language."""

from __future__ import annotations

from datetime import date

from plans.engine.words import Translate, day_and_month


class Refusal(ValueError):
    """`text` is a sentence of the catalogue; its places are days, numbers, and words that may be in it too."""

    def __init__(self, text: str, **places: date | int | str) -> None:
        super().__init__(text)
        self.text, self.places = text, places

    def say(self, translate: Translate = str) -> str:
        """`translate` is gettext."""

        def shown(value: date | int | str) -> int | str:
            if isinstance(value, date):
                return f"{day_and_month(value, translate)} {value.year}"
            return translate(value) if isinstance(value, str) else value

        words = translate(self.text)
        return words.format(**{name: shown(value) for name, value in self.places.items()}) if self.places else words

    def __str__(self) -> str:
        return self.say()
