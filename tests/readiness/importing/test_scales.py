"""A rating on any scale is stored from 1 to 5, 5 the best."""

from __future__ import annotations

from decimal import Decimal

import pytest

from readiness.log_columns import BadMapping, Scale


@pytest.mark.parametrize(
    ("scale", "stored"),
    [
        pytest.param("1..7:worst", {1: 5, 2: 4, 3: 4, 4: 3, 5: 2, 6: 2, 7: 1}, id="Hooper: h becomes 5 - (h-1) x 4/6"),
        pytest.param("1..7", {1: 1, 2: 2, 4: 3, 6: 4, 7: 5}, id="1-7, 7 is best"),
        pytest.param("1..9", {2: 2, 4: 3, 6: 4, 8: 5}, id="exact halves go up"),
        pytest.param("1..5:worst", {1: 5, 2: 4, 5: 1}, id="Gastin: 1 is best"),
        pytest.param("0..100", {0: 1, 12: 1, 13: 2, 50: 3, 100: 5}, id="a slider"),
    ],
)
def test_a_rating_is_stored_from_1_to_5_with_5_the_best(scale: str, stored: dict[int, int]) -> None:
    parsed = Scale.parse(scale)
    assert {value: parsed.stored(Decimal(value), 1, 5) for value in stored} == stored


@pytest.mark.parametrize("text", ["", "1", "1..", "7..1", "1..1", "1..7:bad", "a..b", "1..7..9"])
def test_what_is_no_scale(text: str) -> None:
    with pytest.raises(BadMapping, match="is no scale"):
        Scale.parse(text)
