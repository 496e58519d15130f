"""What a template says of its sessions, said in another language: all of what ships, and nothing that coaches wrote."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.contingencies import alternatives
from plans.engine.doses import jump_contacts, work_of
from plans.engine.template_choices import Situation
from plans.engine.template_texts import AFTER_THE_RUN, BODY_WEIGHT, in_words, said, texts_of
from plans.engine.vocabulary import Level
from tests.plans.engine.shipped import REFERENCE, document, plan, template

KNOWN = frozenset({*texts_of(document()), AFTER_THE_RUN, BODY_WEIGHT})
UNITS = {"s", "min", "m", "x", "km", "h"}

GERMAN = {
    "Warm-up {n} min easy": "Einlaufen {n} min locker",
    "{n} {name}, {rest} between": "{n} {name}, dazwischen {rest}",
    "{name} {n} contacts": "{name} {n} Kontakte",
    "relaxed and fast": "locker und schnell",
    "90 s walk": "90 s gehen",
    "Pogo jumps": "Pogo-Sprünge",
    "Squat or deadlift": "Kniebeuge oder Kreuzheben",
    "8 each side": "8 je Seite",
    "2-0-fast": "2-0-schnell",
    "Orchestra": "Orchester",
    "steady": "gleichmäßig",
}


def german(text: str) -> str:
    return GERMAN.get(text, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Orchestra", "Orchester"),
        ("Warm-up 12 min easy", "Einlaufen 12 min locker"),
        ("8 x 30 s relaxed and fast, 90 s walk between", "8 x 30 s locker und schnell, dazwischen 90 s gehen"),
        ("20 min steady", "20 min gleichmäßig"),
        ("Pogo jumps 2 x 10 contacts", "Pogo-Sprünge 2 x 10 Kontakte"),
        ("Squat or deadlift 3 x 8 each side (2-0-fast)", "Kniebeuge oder Kreuzheben 3 x 8 je Seite (2-0-schnell)"),
        ("Orchestra: whistle", "Orchester: whistle"),
        pytest.param("20 min flott, 2 min Pause between", "20 min flott, dazwischen 2 min Pause", id="a coach's dose"),
        pytest.param("Froschsprünge 3 x 8 contacts", "Froschsprünge 3 x 8 Kontakte", id="a coach's jump"),
        pytest.param("Bring a torch 2 x", "Bring a torch 2 x", id="a coach's line"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_line_is_said_by_its_parts(text: str, words: str) -> None:
    assert said(text, KNOWN, german) == words


@given(st.text(max_size=40))
def test_what_a_coach_wrote_stays_as_it_was_written(text: str) -> None:
    assert said(text, frozenset(), str) == text
    assert said(f"4 x 20 s {text}, {text} between", frozenset(), str) == f"4 x 20 s {text}, {text} between"


def lines(level: Level, protects: tuple[str, ...]) -> set[str]:
    state = plan(level, REFERENCE[level], protects=protects)
    weeks = {line for week in state.weeks for line in week.goals}
    instead = {
        step
        for session in state.sessions()
        for situation in Situation
        for each in alternatives(session, situation, level, template())
        for step in each.session.steps
    }
    return weeks | instead | {step for session in state.sessions() for step in session.steps}


@pytest.mark.parametrize("protects", [(), *((name,) for name in template().variants)])
@pytest.mark.parametrize("level", Level)
def test_every_line_of_a_plan_has_words_in_another_language(level: Level, protects: tuple[str, ...]) -> None:
    """Said in a language of dots, no letter is left over but units."""

    def dotted(text: str) -> str:
        return re.sub(r"[^\W\d_]+(?![^{]*})", "·", text)

    left = {line: said(line, KNOWN, dotted) for line in lines(level, protects)}
    assert {line: words for line, words in left.items() if set(re.findall(r"[^\W\d_]+", words)) - UNITS} == {}


@pytest.mark.parametrize("level", Level)
def test_said_in_english_nothing_changes(level: Level) -> None:
    assert all(said(line, KNOWN, str) == line for line in lines(level, ()))


def test_a_document_in_other_words_is_the_same_template() -> None:
    def shouted(text: str) -> str:
        return text.upper()

    loud: Any = in_words(document(), shouted)
    assert loud["phases"][0]["title"] == "FOUNDATION"
    assert loud["phases"][0]["kind"] == "foundation"
    assert loud["weeks"][0]["goals"][0].isupper()
    assert loud["flexible_slot"] == document()["flexible_slot"]
    assert in_words(loud, str.lower) == in_words(document(), str.lower)


def test_what_limits_read_of_steps_is_in_what_is_stored() -> None:
    """The reason why plans keep the words of their template."""
    assert jump_contacts(("Pogo jumps 2 x 10 contacts",)) == 20
    assert jump_contacts((said("Pogo jumps 2 x 10 contacts", KNOWN, german),)) == 0
    [(_dose, rest)] = work_of(("8 x 30 s relaxed and fast, 90 s walk between",))
    assert str(rest) == "90 s"
