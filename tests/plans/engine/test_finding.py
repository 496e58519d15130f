"""Found by parts of words, whatever marks the letters carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.finding import folded, found_in, ranked, spellings


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("muller", "Jürgen Müller"),
        ("mueller", "Jürgen Müller"),
        ("müller", "Jürgen Müller"),
        ("Müller", "Jurgen Muller"),
        ("strasse", "An der Straße"),
        ("sorensen", "Ida Sørensen"),
        ("lodz", "Łódź Runners"),
        ("ines", "Inês Conceição"),
        ("CONCEICAO", "Inês Conceição"),
        ("aase", "Åse Lund"),
        ("ilgaz", "ILGAZ Işık"),
        ("isik", "ILGAZ Işık"),
    ],
)
def test_marks_make_no_difference(typed: str, name: str) -> None:
    assert ranked(typed, [((name,), name)]) == [name]


@pytest.mark.parametrize(
    ("word", "text", "score"),
    [("ana", "Ana Ribeiro", 3), ("rib", "Ana Ribeiro", 2), ("eiro", "Ana Ribeiro", 1), ("zoe", "Ana Ribeiro", 0),
     ("lee", "Amy Jo-Lee", 2)],
)  # fmt: skip
def test_the_beginning_of_a_word_is_found_best(word: str, text: str, score: int) -> None:
    assert found_in(word, text) == score


def test_the_best_comes_first_and_every_word_counts() -> None:
    names = ["Mariana Costa", "Ana Ribeiro", "Johanna Ana", "Ana Costa"]
    assert ranked("ana", [((name,), name) for name in names]) == [
        "Ana Ribeiro", "Ana Costa", "Johanna Ana", "Mariana Costa",
    ]  # fmt: skip
    assert ranked("cos ana", [((name,), name) for name in names]) == ["Ana Costa", "Mariana Costa"]
    assert ranked("ana week", [(("Ana Ribeiro", "Week"), 1), (("Ana Ribeiro", "Profile"), 2)]) == [1]


@pytest.mark.parametrize("query", ["", "   ", "zz"])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert ranked(query, [(("Ana",), 1)]) == []


@given(st.text(max_size=30))
def test_everything_is_found_by_itself(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    if folded(name).split():
        assert ranked(name, [((name,), 1)]) == [1]
    assert folded(name) in spellings(name) or spellings(name)
