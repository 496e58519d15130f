"""All thresholds under one name each: what a change of them takes, and what it refuses in words."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.rulebook import DEFAULT_RULEBOOK, IN_ORDER, Rulebook, differences, thresholds, with_thresholds

NAMES = list(thresholds())


def test_a_name_is_one_threshold_of_one_policy() -> None:
    names = [each.name for part in fields(Rulebook) for each in fields(getattr(DEFAULT_RULEBOOK, part.name))]
    assert names == NAMES
    assert len(set(names)) == len(names)


def test_every_threshold_says_what_stands_behind_it() -> None:
    for name, entry in thresholds().items():
        behind = entry.behind
        assert DEFAULT_RULEBOOK[name] == behind.default, name
        assert behind.low <= behind.default <= behind.high, name
        assert behind.low < behind.high, name
        assert all((behind.unit, behind.rule, behind.source)), name
        assert behind.grade in {"A", "B", "C", "D"}, name


@pytest.mark.parametrize("policy", [type(getattr(DEFAULT_RULEBOOK, part.name)) for part in fields(Rulebook)])
def test_every_policy_refuses_what_is_out_of_range(policy: Any) -> None:
    for each in fields(policy):
        behind = each.metadata["threshold"]
        for edge in (behind.low, behind.high):
            assert getattr(policy(**{each.name: edge}), each.name) == edge
        for outside in (behind.low - 1, behind.high + 1):
            with pytest.raises(ValueError, match=each.name):
                policy(**{each.name: outside})


def test_a_change_reaches_its_policy_and_no_other() -> None:
    rulebook = with_thresholds({"wellness_red_z": -3, "cooldown_days": 9, "fast_share": 0.05})

    assert rulebook.readiness.wellness_red_z == -3
    assert rulebook.decisions.cooldown_days == 9
    assert rulebook.plans.fast_share == 0.05
    assert differences(rulebook) == {"cooldown_days": 9, "fast_share": 0.05, "wellness_red_z": -3.0}
    assert list(differences(rulebook)) == ["cooldown_days", "fast_share", "wellness_red_z"]


def test_whole_numbers_stay_whole_and_measured_ones_do_not() -> None:
    rulebook = with_thresholds({"wellness_red_z": -3, "cooldown_days": 9})
    assert isinstance(rulebook["cooldown_days"], int)
    assert isinstance(rulebook["wellness_red_z"], float)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"wellness_blue_z": -3}, "wellness_blue_z is not the name of a threshold."),
        ({"readiness": 1}, "readiness is not the name of a threshold."),
        ({"wellness_red_z": -4.5}, "wellness_red_z takes a number from -4 to -1.5 (SD)."),
        ({"wellness_red_z": float("nan")}, "wellness_red_z takes a number from -4 to -1.5 (SD)."),
        ({"wellness_red_z": "-3"}, "wellness_red_z takes a number from -4 to -1.5 (SD)."),
        ({"wellness_red_z": None}, "wellness_red_z takes a number from -4 to -1.5 (SD)."),
        ({"cue_days": 3.5}, "cue_days takes a whole number from 2 to 7 (days)."),
        ({"cue_days": 3.0}, "cue_days takes a whole number from 2 to 7 (days)."),
        ({"cue_days": True}, "cue_days takes a whole number from 2 to 7 (days)."),
        ({"cue_days": 10**400}, "cue_days takes a whole number from 2 to 7 (days)."),
        (
            {"normal_min_values": 28, "normal_window_days": 21},
            "normal_min_values (28 values) must not exceed normal_window_days (21 days).",
        ),
        ({"week_step_ratio": 1.05}, "week_step_near_baseline_ratio (1.1 ratio) must not exceed week_step_ratio"),
    ],
    ids=[
        "no such name", "a policy is no threshold", "too low", "not a number", "text", "nothing", "a fraction",
        "a float", "a truth", "huge", "never enough values", "less far from the baseline",
    ],
)  # fmt: skip
def test_a_change_is_refused_in_a_sentence(values: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        with_thresholds(values)


def test_an_order_is_asked_for_only_where_the_ranges_leave_room_for_both() -> None:
    for lower, higher in IN_ORDER:
        first, second = (thresholds()[name].behind for name in (lower, higher))
        assert first.low <= second.high, "never in order"
        assert first.high > second.low, "never out of order"


@given(st.data())
def test_what_differs_makes_the_same_rulebook_again(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    behind = thresholds()[name].behind
    whole = st.integers(int(behind.low), int(behind.high))
    value = data.draw(whole if behind.is_whole else st.floats(behind.low, behind.high))
    try:
        rulebook = with_thresholds({name: value})
    except ValueError as error:
        assert "must not exceed" in str(error)  # noqa: PT017 - the only thing left to refuse
        return
    assert with_thresholds(differences(rulebook)) == rulebook
    assert differences(rulebook) == ({} if value == behind.default else {name: value})
