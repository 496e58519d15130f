"""What is said of a change, where one line stands for a season of sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from plans.engine.applying import apply
from plans.engine.change_words import ChangeLine, describe, summary
from plans.engine.operations import Shift
from plans.engine.vocabulary import Level
from tests.plans.engine.shipped import START, plan

A_WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("weeks", "words"),
    [(2, "all sessions from {day} on move 14 days later"), (-1, "all sessions from {day} on move 7 days earlier")],
)
def test_a_start_that_moves_is_one_line_there_and_back(weeks: int, words: str) -> None:
    season = plan(Level.INTERMEDIATE, 50)
    first = season.weeks[0].monday
    assert first == START
    text = words.format(day=f"{first.day} {first:%b}")
    lines = describe(season, (Shift(first, weeks),))
    assert lines == (ChangeLine(first, "", text),)
    assert summary(lines) == text
    after, inverse = apply(season, (Shift(first, weeks),))
    (back,) = describe(after, inverse)
    assert (back.day, back.before) == (first + weeks * A_WEEK, "")
    assert back.after.endswith("earlier" if weeks > 0 else "later")


def test_where_nothing_moves_nothing_is_said() -> None:
    season = plan(Level.INTERMEDIATE, 50)
    assert describe(season, (Shift(season.weeks[-1].monday + A_WEEK, 2),)) == ()
