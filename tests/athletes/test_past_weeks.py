"""From past activities to weekly volumes and marks, in cases that a coach can read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from athletes.engine.marks import marks_of
from athletes.engine.same_run import is_same_run
from athletes.engine.weeks import WEEK, Label, Run, Said, Week, weeks_of
from athletes.models import WeekLabel
from tests.athletes.typed_weeks import FIRST, a_run, after, weeks


def labels(found: tuple[Week, ...]) -> str:
    return " ".join(week.label.value for week in found)


def test_weeks_run_from_monday_to_sunday_and_only_those_that_are_over() -> None:
    runs = [a_run(0, 10), a_run(6, 20), a_run(7, 5), a_run(14, 12)]
    found = weeks_of(runs, [], FIRST + timedelta(days=15))
    assert [(w.monday, w.distance_km, w.longest_run_km, w.runs) for w in found] == [
        (FIRST, 30, 20, 2),
        (FIRST + WEEK, 5, 5, 1),
    ]


def test_a_typed_number_counts_instead_of_the_runs() -> None:
    found = weeks_of([a_run(1, 10)], [Said(FIRST, distance_km=42)], after("1"))
    assert [(w.distance_km, w.longest_run_km, w.is_typed) for w in found] == [(42, 10, True)]


def test_a_label_alone_leaves_the_runs_to_speak() -> None:
    found = weeks_of([a_run(1, 10)], [Said(FIRST, Label.TAPER)], after("1"))
    assert [(w.distance_km, w.label) for w in found] == [(10, Label.TAPER)]


@pytest.mark.parametrize(("apart", "weeks"), [(52, 53), (53, 1)], ids=["a year of silence", "more than a year"])
def test_what_was_before_a_long_silence_is_left_out(apart: int, weeks: int) -> None:
    last = date(2026, 9, 7)
    runs = [Run("old", last - timedelta(weeks=apart), 20), Run("new", last, 30)]
    found = weeks_of(runs, [], date(2026, 9, 21))
    assert (len(found), found[-1].monday) == (weeks, last)


def test_nothing_known_is_no_week() -> None:
    assert weeks_of([], [], FIRST) == ()
    assert marks_of(()) == ()


def test_the_labels_are_those_of_the_rows() -> None:
    assert [label.value for label in Label] == list(WeekLabel)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("50 50 50", "training training training", id="plain weeks"),
        pytest.param("50 50 0 50", "training training training training", id="one week off is no break"),
        pytest.param("50 50 0 0 50", "training training break break training", id="two weeks off are one"),
        pytest.param("50 50 10 9 50", "training training break break training", id="at most a fifth"),
        pytest.param("50 50 11 12 50", "training training training training training", id="more than a fifth"),
        pytest.param("50 50 ? ? 50", "training training break break training", id="weeks of which nothing is known"),
        pytest.param("50 30t 50r", "training taper race", id="as it was said"),
        pytest.param("0 0 20", "break break training", id="before the first run"),
    ],
)
def test_labels(text: str, expected: str) -> None:
    assert labels(weeks(text)) == expected


def a_build(last_weeks: dict[int, float], race_week: int) -> list[Run]:
    """Weeks of 50 km with others where said, and a race on the Sunday of `race_week`."""
    runs = [a_run(7 * n + 2, last_weeks.get(n, 50)) for n in range(race_week)]
    return [*runs, a_run(7 * race_week + 6, 21.1, race=True)]


@pytest.mark.parametrize(
    ("last_weeks", "expected"),
    [
        pytest.param({}, "training training race", id="no taper"),
        pytest.param({6: 35}, "training taper race", id="one lighter week"),
        pytest.param({5: 40, 6: 30}, "taper taper race", id="two"),
        pytest.param({5: 30}, "training training race", id="a lighter week that is not next to it"),
        pytest.param({6: 41}, "training training race", id="less than a fifth lighter"),
    ],
)
def test_a_race_makes_a_race_week_and_proposes_the_taper_before_it(last_weeks: dict[int, float], expected: str) -> None:
    found = weeks_of(a_build(last_weeks, 7), [], FIRST + 9 * WEEK)
    assert labels(found[5:]) == expected
    assert all(week.is_proposed == (week.label is not Label.TRAINING) for week in found)


def test_what_is_said_of_a_week_is_not_proposed_otherwise() -> None:
    found = weeks_of(a_build({6: 30}, 7), [Said(FIRST + 6 * WEEK)], FIRST + 9 * WEEK)
    assert labels(found[5:]) == "training training race"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("40 40 40 40 52", [], id="30 % more"),
        pytest.param(
            "40 40 40 40 53", ["Week of 2 Feb 2026: 53 km, 32% above the mean of the four weeks before (40 km)."],
            id="more than 30 %",
        ),
        pytest.param("8 8 8 8 11", [], id="a step of 3 km is allowed"),
        pytest.param("40 40 40 60", [], id="too early to tell"),
        pytest.param(
            "40 40 40 40 53 58 40",
            ["2 weeks from 2 Feb to 15 Feb 2026, at the most: 58 km, 34% above the mean of the four weeks before "
             "(43 km)."],
            id="two in a row are one",
        ),
        pytest.param("50 50 50 30t 20r 50", [], id="a taper does not make the week after it a spike"),
        pytest.param(
            "40 40 40 0 0 0 0 40",
            ["26 Jan to 22 Feb 2026: a break of 4 weeks without a run.",
             "Week of 23 Feb 2026: 40 km, after four weeks with 0 km on average."],
            id="full volume after a break",
        ),
        pytest.param(
            "40 ? ? ? 12",
            ["12 Jan to 1 Feb 2026: nothing is known of 3 weeks. It counts as a break; type the weeks if it was none."],
            id="weeks without a word",
        ),
        pytest.param(
            "40 ? ? ? ? ? 30",
            ["12 Jan to 15 Feb 2026: nothing is known of 5 weeks. It counts as a break; "
             "type the weeks if it was none."],
            id="no spike after weeks of which nothing is known",
        ),
        pytest.param(
            "40 41 39 40 41 42 39 40 40 41 40 40",
            ["5 Jan to 29 Mar 2026: for 12 weeks the four-week mean stayed at 40 km."], id="twelve even weeks",
        ),
        pytest.param("40 41 39 40 41 42 39 40 40 41 40", [], id="eleven"),
        pytest.param(
            "40 44 48 32 40 44 48 32 40 44 48 32",
            ["5 Jan to 29 Mar 2026: for 12 weeks the four-week mean stayed at 41 km."],
            id="the usual rhythm of three and one, always the same",
        ),
        pytest.param("40 44 48 32 44 48 52 36 48 52 56 40", [], id="the same rhythm, rising"),
    ],
)  # fmt: skip
def test_marks(text: str, expected: list[str]) -> None:
    assert [mark.sentence for mark in marks_of(weeks(text))] == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param({0: 12, 31: 13}, [], id="not a kilometre and a tenth more"),
        pytest.param(
            {0: 10, 10: 12, 31: 16},
            ["5 Feb 2026: a run of 16 km, 33% longer than any of the 30 days before (12 km)."],
            id="a third longer",
        ),
        pytest.param({0: 16, 31: 12}, [], id="a longer one lies 31 days back: nothing to compare with"),
        pytest.param({0: 10, 20: 16}, [], id="in the first 30 days of the history"),
    ],
)
def test_single_runs_that_jumped(days: dict[int, float], expected: list[str]) -> None:
    assert [mark.sentence for mark in marks_of((), [a_run(day, km) for day, km in days.items()])] == expected


START = datetime(2026, 10, 4, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes_later", "km", "minutes", "same"),
    [
        pytest.param(0, 10, 50, True, id="the same"),
        pytest.param(5, 10.9, 50, True, id="a phone that began later and counts more"),
        pytest.param(6, 10, 50, False, id="begun more than 5 minutes later"),
        pytest.param(1, 12, 50, False, id="a fifth longer"),
        pytest.param(1, None, 52, True, id="without a distance, as long in time"),
        pytest.param(1, None, 80, False, id="without a distance, longer in time"),
        pytest.param(1, None, None, True, id="only the start is known"),
    ],
)
def test_two_recordings_of_one_run(minutes_later: int, km: float | None, minutes: float | None, same: bool) -> None:
    other = (START + timedelta(minutes=minutes_later), km, minutes)
    assert is_same_run((START, 10, 50), other) is same
    assert is_same_run(other, (START, 10, 50)) is same


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Week of 6 Jul 2026: 60 km, 100% above the mean of the four weeks before (30 km)."),
        ("de", "Woche vom 6. Jul 2026: 60 km, 100% über dem Mittel der vier Wochen davor (30 km)."),
        ("fr", "Semaine du 6 juil 2026 : 60 km, 100% au-dessus de la moyenne des quatre semaines d’avant (30 km)."),
    ],
)
def test_marks_are_told_in_the_readers_language(language: str, told: str) -> None:
    monday = date(2026, 7, 6)
    weeks = [Week(monday - n * WEEK, 60.0 if n == 0 else 30.0, Label.TRAINING) for n in range(4, -1, -1)]
    with translation.override(language):
        [mark] = marks_of(weeks, (), translation)
    assert mark.sentence == told
