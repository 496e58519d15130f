"""Thresholds as sliders set them: every value that a rulebook may have lies on a step."""

from __future__ import annotations

from fractions import Fraction

import pytest

from plans.engine.rulebook import DEFAULT_RULEBOOK, thresholds
from plans.engine.threshold_words import Changed, changes, label, step


@pytest.mark.parametrize("name", thresholds())
def test_both_ends_and_the_default_lie_on_a_step(name: str) -> None:
    behind = thresholds()[name].behind
    each = Fraction(str(step(behind)))
    low = Fraction(str(behind.low))
    assert (Fraction(str(behind.default)) - low) % each == 0
    assert (Fraction(str(behind.high)) - low) % each == 0
    assert behind.is_whole == (each == 1 and behind.is_whole)


def test_a_name_is_read_as_words() -> None:
    assert label("flagged_logs_to_ease") == "Flagged logs to ease"


def test_only_what_differs_is_a_change() -> None:
    values = {"flagged_logs_to_ease": 4, "cooldown_days": DEFAULT_RULEBOOK["cooldown_days"]}
    assert list(changes(DEFAULT_RULEBOOK, values)) == [Changed("Flagged logs to ease", "3", "4", "logs", "D3")]
