"""The proposed baseline and the usual long run, in cases that a coach can read, and the laws of looking back."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athletes.engine.baseline import propose
from athletes.engine.marks import marks_of
from athletes.engine.weeks import WEEK, Label, Run, Said, monday_of, weeks_of
from tests.athletes.typed_weeks import FIRST, a_run, after, weeks


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        pytest.param("40 42 44 46 48 50 52 54", 49, id="the best 6 of 8"),
        pytest.param("90 90 40 42 44 46 48 50 52 54", 49, id="older weeks do not count"),
        pytest.param("40 42 44 46 48 50", 45, id="6 are enough"),
        pytest.param("40 42 44 46 48", None, id="5 are not"),
        pytest.param("40 42 44 46 48 50 52 54 30t 70r", 49, id="taper and race left out, looking further back"),
        pytest.param("40 42 44 46 48 50 52 54 0 0 0", 49, id="a break left out"),
        pytest.param("40 42 44 46 48 50 52 54 ? ? ? 55", 50.83, id="weeks of which nothing is known"),
        pytest.param("60 60 60 60 60 60 " + "0 " * 30 + "40 40", None, id="before half a year"),
        pytest.param("40 42 44 46 0 48 50 52", 47, id="one week off is one of the worse two"),
    ],
)
def test_the_baseline(text: str, baseline: float | None) -> None:
    found = propose(weeks(text), after(text)).distance_km
    assert found == (baseline if baseline is None else pytest.approx(baseline, abs=0.01))


def test_the_baseline_says_how_it_came_about() -> None:
    text = "40 42 44 46 48 50 52 54 30t 70r"
    assert propose(weeks(text), after(text)).sentences == (
        "49.0 km is the mean of the best 6 of the last 8 training weeks, 5 Jan to 1 Mar 2026: "
        "54, 52, 50, 48, 46, 44 km.",
        "Left out: 1 race week, 1 taper week.",
        "The usual long run stays open: it takes 4 of these weeks with recorded runs, and there are 0.",
    )


def test_too_little_proposes_nothing_and_says_so() -> None:
    proposed = propose(weeks("40 42"), after("40 42"))
    assert (proposed.distance_km, proposed.best) == (None, ())
    assert proposed.sentences[0] == (
        "Too little for a proposal: it takes 6 training weeks of the last half year. Only 2 are known."
    )
    assert "No training week is known yet" in propose((), FIRST).sentences[0]


def test_old_weeks_are_called_old() -> None:
    text = "40 42 44 46 48 50"
    sentences = propose(weeks(text), after(text) + 20 * WEEK).sentences
    assert "The last of these weeks was 21 weeks ago: ask whether it still fits." in sentences


def test_the_usual_long_run_is_the_middle_one() -> None:
    runs = [
        a_run(7 * n + day, km)
        for n, longest in enumerate([14, 15, 16, 17, 18, 26])
        for day, km in ((1, 9), (6, longest))
    ]
    proposed = propose(weeks_of(runs, [], FIRST + 6 * WEEK), FIRST + 6 * WEEK)
    assert proposed.long_run_km == 16.5
    assert proposed.sentences[-1] == "The usual long run is 16 km: the middle one of the longest runs of 6 weeks."


# --- Laws --------------------------------------------------------------------------------------

distances = st.floats(0, 40, allow_nan=False).map(lambda km: round(km, 2))
histories = st.lists(
    st.builds(
        lambda n, km, race: Run(f"{n}-{km}", FIRST + timedelta(days=n), km, race),
        st.integers(0, 180), distances, st.just(False),
    ),
    max_size=60,
)  # fmt: skip
said_weeks = st.lists(
    st.builds(lambda n, label, km: Said(FIRST + n * WEEK, label, km), st.integers(0, 25), st.sampled_from(Label),
              st.none() | distances.map(lambda km: km * 3)),
    max_size=26, unique_by=lambda said: said.monday,
)  # fmt: skip
TODAY = FIRST + 27 * WEEK


@given(histories, said_weeks, st.randoms(use_true_random=False))
def test_order_and_duplicates_change_nothing(runs: list[Run], said: list[Said], chance: random.Random) -> None:
    shuffled = [*runs, *runs[::2]]
    chance.shuffle(shuffled)
    found = weeks_of(runs, said, TODAY)
    assert weeks_of(shuffled, said[::-1], TODAY) == found
    assert marks_of(found, shuffled) == marks_of(found, runs)


@given(histories, said_weeks)
def test_the_baseline_lies_between_its_weeks(runs: list[Run], said: list[Said]) -> None:
    proposed = propose(weeks_of(runs, said, TODAY), TODAY)
    if proposed.distance_km is not None:
        used = [week.distance_km for week in proposed.best]
        assert min(used) - 1e-9 <= proposed.distance_km <= max(used) + 1e-9
        assert all(week.label is Label.TRAINING for week in proposed.considered)
        assert (
            proposed.distance_km
            >= sum(week.distance_km for week in proposed.considered) / len(proposed.considered) - 1e-9
        )


@given(st.lists(st.floats(20, 90), min_size=8, max_size=26), st.data())
def test_what_was_run_in_a_race_week_never_raises_the_baseline(km: list[float], data: st.DataObject) -> None:
    race = data.draw(st.integers(0, len(km) - 1))
    more = data.draw(st.floats(0, 300))

    def baseline(of_race: float) -> float | None:
        said = [Said(FIRST + n * WEEK, Label.RACE if n == race else Label.TRAINING, each) for n, each in enumerate(km)]
        said[race] = replace(said[race], distance_km=of_race)
        return propose(weeks_of([], said, TODAY), TODAY).distance_km

    assert baseline(km[race] + more) == baseline(km[race])


@given(histories, said_weeks, st.floats(0.25, 4))
def test_twice_the_kilometres_are_twice_the_baseline(runs: list[Run], said: list[Said], factor: float) -> None:
    once = propose(weeks_of(runs, said, TODAY), TODAY).distance_km
    scaled = propose(
        weeks_of(
            [replace(run, distance_km=run.distance_km * factor) for run in runs if run.distance_km is not None],
            [
                each if each.distance_km is None else replace(each, distance_km=each.distance_km * factor)
                for each in said
            ],
            TODAY,
        ),
        TODAY,
    ).distance_km
    assert (once is None) == (scaled is None)
    if once is not None and scaled is not None:
        assert scaled == pytest.approx(once * factor, rel=1e-6, abs=1e-6)


@given(histories, said_weeks)
def test_weeks_are_whole_and_without_gaps(runs: list[Run], said: list[Said]) -> None:
    found = weeks_of(runs, said, TODAY)
    assert [week.monday for week in found] == [found[0].monday + n * WEEK for n in range(len(found))]
    for mark in marks_of(found):
        assert mark.first == monday_of(mark.first)
        assert found[0].monday <= mark.first <= mark.last <= found[-1].monday
