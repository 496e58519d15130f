"""Codes of invitations: 130 random bits, read out and typed by people."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athletes.codes import ALPHABET, LENGTH, as_meant, derived_code, digest_of, in_groups, new_code

codes = st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_a_code_has_130_bits_and_no_letter_that_looks_like_a_digit() -> None:
    assert LENGTH * 5 == 130
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ILOU")
    made = {new_code() for _ in range(500)}
    assert len(made) == 500
    assert {len(code) for code in made} == {LENGTH}
    assert set("".join(made)) == set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("01ABC-D2EF0-0000Z-XXXXX-234561", id="as shown"),
        pytest.param("01abc d2ef0 0000z xxxxx 234561", id="small, with spaces"),
        pytest.param("  OLabc-D2EFO-oooOZ-xxxxx-23456I  ", id="letters for digits, and room around it"),
        pytest.param("olabcd2efoooooz xxxxx23456l", id="without any order"),
    ],
)
def test_what_is_typed_is_taken_as_it_was_meant(typed: str) -> None:
    assert as_meant(typed) == "01ABCD2EF00000ZXXXXX234561"


@given(codes, st.randoms())
def test_any_code_survives_its_groups_and_a_sloppy_hand(code: str, chance) -> None:
    looks_like = {"0": "0oO", "1": "1iIlL"}
    typed = "".join(chance.choice(looks_like.get(sign, sign + sign.lower())) for sign in in_groups(code))
    assert as_meant(typed) == code
    assert digest_of(typed) == hashlib.sha256(code.encode()).digest()


@given(codes, codes)
def test_two_codes_are_two(one: str, other: str) -> None:
    assert (digest_of(one) == digest_of(other)) is (one == other)


def test_a_derived_code_follows_from_the_key_and_what_it_is_about_alone() -> None:
    one = derived_code(b"key", "about")
    assert one == derived_code(b"key", "about")
    assert len({one, derived_code(b"key", "another"), derived_code(b"yek", "about")}) == 3
    assert len(one) == LENGTH
    assert set(one) <= set(ALPHABET)
    many = "".join(derived_code(b"key", str(n)) for n in range(200))
    assert set(many) == set(ALPHABET)
