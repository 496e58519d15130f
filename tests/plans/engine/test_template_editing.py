"""Steps on a template's document, and what differs after them."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine import template_editing as editing
from plans.engine.rulebook import DEFAULT_RULEBOOK
from plans.engine.template import Template
from plans.engine.template_differences import differences
from plans.engine.template_gates import gate_thresholds, with_gates
from plans.planning import default_document
from plans.templates import checked

DOCUMENT = default_document()


def lengths(document: dict[str, Any]) -> dict[str, tuple[int, dict[str, list[int]]]]:
    return {phase["kind"]: (phase["default_weeks"], phase["lengths"]) for phase in document["phases"]}


def test_a_week_again_moves_the_later_ones_and_makes_its_phase_longer() -> None:
    new = editing.with_week_again(DOCUMENT, 2)
    assert [week["week"] for week in new["weeks"]] == list(range(1, 16))
    assert new["weeks"][2] == {**DOCUMENT["weeks"][1], "week": 3}
    assert lengths(new)["foundation"] == (4, {"2": [1, 4], "3": [1, 2, 4], "4": [1, 2, 3, 4]})
    assert lengths(new)["potency"][1] == {"2": [9, 11], "3": [9, 10, 11], "4": [9, 10, 11, 10]}
    assert list(differences(DOCUMENT, new))[:2] == ["Foundation: 3 → 4 weeks", "Weeks: 14 → 15"]


def test_a_week_less() -> None:
    new = editing.without_week(DOCUMENT, 3)
    assert len(new["weeks"]) == 13
    assert lengths(new)["foundation"] == (2, {"2": [1, 2], "3": [1, 2, 2], "4": [1, 2, 2, 2]})
    checked(new)


def test_the_last_week_of_a_phase_stays() -> None:
    one = editing.without_week(editing.without_week(DOCUMENT, 1), 1)
    with pytest.raises(ValueError, match="at least one week"):
        editing.without_week(one, 1)


def test_there_is_an_end_of_weeks() -> None:
    document = DOCUMENT
    for _ in range(12):
        document = editing.with_week_again(document, 14)
    with pytest.raises(ValueError, match="at most 26"):
        editing.with_week_again(document, 1)


def test_a_phase_that_may_be_longer_repeats_its_last_week() -> None:
    new = editing.with_phase(DOCUMENT, "foundation", {"min_weeks": 3, "max_weeks": 5})
    assert lengths(new)["foundation"] == (3, {"3": [1, 2, 3], "4": [1, 2, 3, 3], "5": [1, 2, 3, 3, 3]})
    assert list(differences(DOCUMENT, new)) == ["Foundation lasts 3 to 5 weeks"]


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"fraction": 0.5}, "Week 1: 50 → 50 % of the baseline"),
        ({"deload": True}, "Week 1: an easier week"),
        ({"keys": [{"session": "fartlek", "dose": {"beginner": "4 x 30 s"}}]}, "Week 1: key runs"),
        ({"goals": ["Slow."]}, "Week 1: goals or its table"),
    ],
)
def test_what_differs_in_a_week(values: dict[str, Any], line: str) -> None:
    week = DOCUMENT["weeks"][0]
    found = list(differences(DOCUMENT, editing.with_week(DOCUMENT, 1, values)))
    expected = f"Week 1: {round(100 * week['fraction'])} → 50 % of the baseline" if "fraction" in values else line
    assert found == ([] if values == {name: week[name] for name in values} else [expected])


def test_gates_are_set_and_taken_away() -> None:
    new = editing.with_gates(DOCUMENT, {"foundation_easy_done": 4})
    assert Template.from_document(new).gates == {"foundation_easy_done": 4}
    assert list(differences(DOCUMENT, new)) == ["Changed: Gates"]
    assert editing.with_gates(new, {}) == DOCUMENT


def test_only_thresholds_of_gates_within_their_range_are_taken() -> None:
    assert "maintenance_weeks" in gate_thresholds()
    assert with_gates(DEFAULT_RULEBOOK, {}) is DEFAULT_RULEBOOK
    assert with_gates(DEFAULT_RULEBOOK, {"maintenance_weeks": 2})["maintenance_weeks"] == 2
    with pytest.raises(ValueError, match="is not the name"):
        with_gates(DEFAULT_RULEBOOK, {"cooldown_days": 9})
    with pytest.raises(ValueError, match="maintenance_weeks"):
        with_gates(DEFAULT_RULEBOOK, {"maintenance_weeks": 99})


STEPS = st.lists(st.tuples(st.booleans(), st.integers(1, 30)), max_size=12)


@given(STEPS)
def test_any_steps_leave_a_template(steps: list[tuple[bool, int]]) -> None:
    """Weeks may come and go: numbers run through, and every length of a phase is made of its own weeks."""
    before = copy.deepcopy(DOCUMENT)
    document = DOCUMENT
    for adds, number in steps:
        number = 1 + number % len(document["weeks"])
        try:
            document = (editing.with_week_again if adds else editing.without_week)(document, number)
        except ValueError:
            continue
    assert [week["week"] for week in document["weeks"]] == list(range(1, len(document["weeks"]) + 1))
    Template.from_document(document)
    assert before == DOCUMENT
