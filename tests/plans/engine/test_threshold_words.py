"""Thresholds as sliders set them: every value that a rulebook may have lies on a step."""

from __future__ import annotations

from fractions import Fraction

import pytest

from plans.engine.rulebook import DEFAULT_RULEBOOK, thresholds
from plans.engine.threshold_names import NAMES, UNITS_AND_SOURCES
from plans.engine.threshold_words import Changed, changes, label, step
from readiness.engine.sources import SOURCES


@pytest.mark.parametrize("name", thresholds())
def test_both_ends_and_the_default_lie_on_a_step(name: str) -> None:
    behind = thresholds()[name].behind
    each = Fraction(str(step(behind)))
    low = Fraction(str(behind.low))
    assert (Fraction(str(behind.default)) - low) % each == 0
    assert (Fraction(str(behind.high)) - low) % each == 0
    assert behind.is_whole == (each == 1 and behind.is_whole)


def test_every_threshold_has_a_name_of_its_own_in_the_order_of_the_rules() -> None:
    assert set(NAMES) == set(thresholds())
    assert len(set(NAMES.values())) == len(NAMES)
    assert label("wellness_red_z") == "Wellness: red from"


def test_what_is_counted_and_what_it_rests_on_is_translated_or_the_same_everywhere() -> None:
    said = {words for entry in thresholds().values() for words in (entry.behind.unit, entry.behind.source)}
    the_same = {"0-10", "1-5", "RPE 0-10", "km", "min", "h", "ln ms", *SOURCES}
    assert said - set(UNITS_AND_SOURCES) - the_same == set()
    assert set(UNITS_AND_SOURCES) <= said


def test_only_what_differs_is_a_change() -> None:
    values = {"flagged_logs_to_ease": 4, "cooldown_days": DEFAULT_RULEBOOK["cooldown_days"]}
    assert list(changes(DEFAULT_RULEBOOK, values)) == [Changed(NAMES["flagged_logs_to_ease"], "3", "4", "logs", "D3")]
