"""Every text is marked for translation, and every language that is offered has all of them, places and all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog
from django.conf import settings

from config.local import catalogues
from config.local.state import CHECKOUT

LANGUAGES = [language for language, _name in settings.LANGUAGES if language != "en"]
PLACE = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*(?::\w+)?\}|</?[a-z]+[^>]*>")
TAG = re.compile(
    r"\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}|\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|<!--.*?-->"
    r"|\{%\s*block page_class.*?endblock.*?%\}|<(?:script|style)\b.*?</(?:script|style)>|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"\b(?:aria-label|aria-description|placeholder|title|alt|data-label|data-say)=\"([^\"]*)\"")
SENTENCE = re.compile(r"\bdata-[a-z-]+=\"([A-Z][^\"]* [^\"]*)\"")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
THE_SAME_IN_ALL = {
    "Fallow", "km", "min", "RPE", "bpm", "ms", "AU", "JSON", "CSV", "PDF", "Excel", "FIT", "GPX", "TCX", "Ctrl", "Esc",
}  # fmt: skip


@cache
def catalogue(language: str) -> Catalog:
    return catalogues.read(language)


@cache
def wanted() -> Catalog:
    return catalogues.wanted()


def forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("language", LANGUAGES)
class TestLanguage:
    def test_it_has_every_text_and_no_other(self, language: str) -> None:
        asked, told = (
            {(message.context, forms(message.id)) for message in each if message.id}
            for each in (wanted(), catalogue(language))
        )
        assert (sorted(asked - told, key=str), sorted(told - asked, key=str)) == ([], []), "run `make words`"
        assert catalogues.missing(catalogue(language)) == []

    def test_the_places_of_a_text_are_those_of_its_translation(self, language: str) -> None:
        wrong = []
        for message in catalogue(language):
            texts, told = forms(message.id), filter(None, forms(message.string))
            places = [set(PLACE.findall(text)) for text in texts]  # of one, the number may be a word
            wrong += [(texts, text) for text in told if message.id and set(PLACE.findall(text)) not in places]
        assert wrong == []

    def test_a_translation_opens_no_attribute(self, language: str) -> None:
        """A straight quotation mark would end the attribute that a text stands in."""
        wrong = [
            text
            for message in catalogue(language)
            if message.id and not any('"' in each for each in forms(message.id))
            for text in forms(message.string)
            if '"' in text or ("<" in text and "<" not in "".join(forms(message.id)))
        ]
        assert wrong == []

    def test_what_is_compiled_is_what_is_written(self, language: str) -> None:
        path = catalogues.po_path(language)
        assert path.with_suffix(".mo").read_bytes() == catalogues.compiled(catalogue(language)), "run `make words`"
        assert path.read_bytes() == catalogues.written(catalogue(language)), "run `make words`"


def unmarked(source: str) -> list[str]:
    """Words of a template that no translator sees."""
    bare = TAG.sub(" ", source)
    found = ATTRIBUTE.findall(bare) + SENTENCE.findall(bare)
    found += re.sub(r"<[^>]*>", "\n", bare).splitlines()
    return [text.strip() for text in found if set(WORD.findall(re.sub(r"&\w+;", " ", text))) - THE_SAME_IN_ALL]


@pytest.mark.parametrize(
    "path", sorted((CHECKOUT / "templates").rglob("*.html")), ids=lambda path: str(path.relative_to(CHECKOUT))
)
def test_no_word_of_a_page_is_left_unmarked(path: Path) -> None:
    assert unmarked(path.read_text()) == []


def test_unmarked_words_are_found() -> None:
    assert unmarked('<p title="A word">{% translate "x" %} and {{ y }}</p><b>{# no #}km</b>') == ["A word", "and"]
