"""Two replays beside each other, as a coach could read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.engine.replay import ChangeKind, Night
from plans.engine.replay_comparison import LOW_DAY, compare
from plans.engine.replay_tables import comparison_json
from plans.engine.replay_words import MOST_LISTED, NOTHING, sentences
from plans.engine.rulebook import with_thresholds
from readiness.engine.vocabulary import Status
from tests.plans.engine.replays_made import a_change, a_night, a_runner, nights_of, with_low_days

NOV = date(2026, 11, 1)
REST, EASE, HOLD, ADVANCE = ChangeKind.REST_DAY, ChangeKind.EASIER_WEEK, ChangeKind.HOLD, ChangeKind.ADVANCE


def november(*changes: Night) -> list[Night]:
    """The nights from 1 November on with these changes, and nothing on the others."""
    special = {night.day: night for night in changes}
    return [special.get(day) or a_night(day) for day in (NOV + timedelta(days=n) for n in range(40))]


def on(day: int, month: int = 11) -> date:
    return date(2026, month, day)


def rest(place: date) -> Night:
    return a_change(place - timedelta(days=1), REST, place, rule="D2")


def told(before: Sequence[tuple[str, Sequence[Night]]], after: Sequence[tuple[str, Sequence[Night]]]) -> list[str]:
    return sentences(compare(before, after))


def test_more_rest_days_with_names_and_places() -> None:
    before = [("Ana", november()), ("Ben", november()), ("Cem", november())]
    after = [("Ana", november(rest(on(14)), rest(on(2, 12)))), ("Ben", november(rest(on(9)))), ("Cem", november())]

    assert told(before, after) == [
        "3 nights would have been decided otherwise for 2 athletes: Ana 13 Nov and 1 Dec, Ben 8 Nov.",
        "3 more rest days for 2 athletes: Ana 14 Nov and 2 Dec, Ben 9 Nov.",
    ]


LOW = a_night(on(10), Status.AMBER)
CHANGED = {
    "one rest day more": (november(), november(rest(on(14))), "1 more rest day for 1 athlete: Ana 14 Nov."),
    "one rest day fewer": (november(rest(on(14))), november(), "1 rest day fewer for 1 athlete: Ana 14 Nov."),
    "two easier weeks fewer": (
        november(a_change(on(8), EASE), a_change(on(22), EASE)),
        november(),
        "2 weeks fewer made easier for 1 athlete: Ana 9 Nov and 23 Nov.",
    ),
    "a week repeated": (
        november(),
        november(a_change(on(8), HOLD, rule="D8")),
        "1 more week repeated for 1 athlete: Ana 9 Nov.",
    ),
    "a hold of two weeks": (
        november(),
        november(a_change(on(8), HOLD, on(9), on(16), rule="D9")),
        "2 more weeks repeated for 1 athlete: Ana 9 Nov and 16 Nov.",
    ),
    "a phase begun early": (
        november(),
        november(a_change(on(15), ADVANCE, rule="D7")),
        "1 more phase begun early for 1 athlete: Ana 16 Nov.",
    ),
    "a step back": (
        november(),
        november(a_change(on(15), ChangeKind.BACK, rule="GB")),
        "1 more step back a phase for 1 athlete: Ana 16 Nov.",
    ),
    "another colour": (november(), november(LOW), "1 more amber or red day for 1 athlete: Ana 10 Nov."),
    "a calmer colour": (november(LOW), november(), "1 amber or red day fewer for 1 athlete: Ana 10 Nov."),
}


@pytest.mark.parametrize(("before", "after", "sentence"), CHANGED.values(), ids=CHANGED)
def test_each_kind_has_its_sentence(before: list[Night], after: list[Night], sentence: str) -> None:
    assert sentence in told([("Ana", before)], [("Ana", after)])


def test_a_rest_day_that_moves_is_one_more_and_one_fewer() -> None:
    comparison = compare([("Ana", november(rest(on(14))))], [("Ana", november(rest(on(16))))])
    assert (comparison.more(REST), comparison.fewer(REST), comparison.nights) == (1, 1, 2)
    assert comparison_json(comparison) == [
        {
            "name": "Ana",
            "nights": ["2026-11-13", "2026-11-15"],
            "more": {"rest_day": ["2026-11-16"]},
            "fewer": {"rest_day": ["2026-11-14"]},
        }
    ]


def test_long_lists_are_cut_and_counted() -> None:
    names = [f"Runner {n}" for n in range(MOST_LISTED + 3)]
    low = november(*(a_night(on(day), Status.RED) for day in range(1, 1 + MOST_LISTED + 2)))
    [sentence] = told([(name, november()) for name in names], [(name, low) for name in names])

    assert sentence.startswith(f"{len(names) * (MOST_LISTED + 2)} more amber or red days for {len(names)} athletes:")
    assert "8 Nov and 2 more, Runner 1" in sentence
    assert sentence.endswith("and 3 more.")
    assert "Runner 8" not in sentence


def test_the_year_is_told_where_a_day_could_be_one_of_two() -> None:
    years = [date(2025, 11, 14), date(2026, 11, 14)]
    before = [a_night(day) for day in years]
    after = [a_night(day, Status.AMBER) for day in years]
    assert told([("Ana", before)], [("Ana", after)]) == [
        "2 more amber or red days for 1 athlete: Ana 14 Nov 2025 and 14 Nov 2026."
    ]


def test_sentences_are_translated_whole() -> None:
    comparison = compare([("Ana", november())], [("Ana", november(rest(on(14))))])
    german = {"{n} more rest days": "{n} Ruhetage mehr", "{what} for {n} athletes: {where}.": "{what}: {where}."}
    [_, rests] = sentences(comparison, plural=lambda one, many, n: german.get(many, many))
    assert rests == "1 Ruhetage mehr: Ana 14 Nov."


@pytest.mark.parametrize(
    "after",
    [
        pytest.param([("Ben", november())], id="another athlete"),
        pytest.param([("Ana", november()[1:])], id="other nights"),
        pytest.param([], id="nobody"),
    ],
)
def test_only_replays_of_the_same_nights_are_compared(after: list[tuple[str, list[Night]]]) -> None:
    with pytest.raises(ValueError, match=r"same nights|shorter"):
        compare([("Ana", november())], after)


def test_a_milder_threshold_takes_an_easier_week_away() -> None:
    runner = a_runner(with_low_days(28, 10, 11, 12))
    milder = with_thresholds({"flagged_logs_to_ease": 4})
    comparison = compare([("Ana", nights_of(runner, 28))], [("Ana", nights_of(runner, 28, milder))])

    assert comparison.fewer(EASE) == 1
    assert comparison.more(LOW_DAY) == comparison.fewer(LOW_DAY) == 0


@settings(max_examples=10)
@given(low=st.sets(st.integers(0, 27)), silent=st.sets(st.integers(0, 27)))
def test_a_policy_compared_with_itself_finds_nothing(low: set[int], silent: set[int]) -> None:
    logs = {d: log for d, log in with_low_days(28, *low).items() if (d - date(2026, 9, 7)).days not in silent}
    replays = [[("Ana", nights_of(a_runner(logs), 28))] for _ in range(2)]
    comparison = compare(*replays)
    assert comparison.differences == ()
    assert sentences(comparison) == [NOTHING]
