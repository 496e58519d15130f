"""What athletes may do alone: case by case."""

from __future__ import annotations

import pytest

from plans.engine.contingency_policy import Ask, ContingencyPolicy, asks, from_json, to_json
from plans.engine.template_choices import Situation

DEFAULT = ContingencyPolicy()
STRICT = ContingencyPolicy(frozenset({Situation.BAD_WEATHER}), move=False)
FREE = ContingencyPolicy(key_sessions=True)
NO_TIME, WEATHER = Situation.NO_TIME, Situation.BAD_WEATHER


@pytest.mark.parametrize(
    ("policy", "sort", "situation", "is_locked", "expected"),
    [
        (DEFAULT, "easy_run", NO_TIME, False, None),
        (DEFAULT, "strength", None, False, None),
        (DEFAULT, "long_run", NO_TIME, False, Ask.KEY_SESSION),
        (DEFAULT, "key_run", None, False, Ask.KEY_SESSION),
        (DEFAULT, "easy_run", NO_TIME, True, Ask.LOCKED),
        (FREE, "long_run", NO_TIME, False, None),
        (FREE, "long_run", None, True, Ask.LOCKED),
        (STRICT, "easy_run", WEATHER, False, None),
        (STRICT, "easy_run", NO_TIME, False, Ask.NOT_ALONE),
        (STRICT, "easy_run", None, False, Ask.NOT_ALONE),
        (STRICT, "long_run", NO_TIME, False, Ask.NOT_ALONE),
    ],
)
def test_who_decides(
    policy: ContingencyPolicy, sort: str, situation: Situation | None, is_locked: bool, expected: Ask | None
) -> None:
    assert asks(policy, sort, situation, is_locked=is_locked) is expected


@pytest.mark.parametrize("policy", [DEFAULT, STRICT, FREE])
def test_it_is_stored_and_read(policy: ContingencyPolicy) -> None:
    assert from_json(to_json(policy)) == policy


def test_a_situation_of_a_later_release_is_left_out() -> None:
    stored = to_json(STRICT) | {"situations": ["bad_weather", "volcano"]}
    assert from_json(stored) == STRICT
