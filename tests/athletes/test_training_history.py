"""Training history: files with a result each, duplicates, typed weeks, and the pages around them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from athletes import training_history
from athletes.models import Athlete
from athletes.past_weeks import activities_of
from athletes.training_history import Taken, import_file
from tests.athletes.made_files import START, a_csv, a_fit, a_tcx
from tests.cast import Cast

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
LAST_MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def bring(cast: Cast, content: bytes | str, athlete: Athlete | None = None) -> Any:
    whole = content if isinstance(content, bytes) else content.encode()
    return import_file(athlete or cast.ana, "run.fit", whole, by=cast.coach, now=NOW)


def kept(cast: Cast) -> list[tuple[Any, ...]]:
    return list(
        activities_of(cast.ana).order_by("local_date").values_list("local_date", "sport", "distance_km", "source")
    )


def test_a_file_becomes_figures(cast: Cast) -> None:
    result = bring(cast, a_fit({"km": 12.34, "min": 61.5}))
    assert (result.taken, result.refused) == (Taken(new=1), "")
    activity = activities_of(cast.ana).get()
    assert (activity.started_at, activity.duration_min, activity.entered_by) == (START, 61.5, cast.coach)
    assert kept(cast) == [(date(2026, 10, 4), "run", 12.34, "fit")]


def test_the_day_is_the_athlete_s(cast: Cast) -> None:
    cast.ana.zone = "Pacific/Auckland"
    late = START.replace(hour=20)
    bring(cast, a_fit({"start": late}))
    assert activities_of(cast.ana).get().local_date == date(2026, 10, 5)


def test_a_clock_without_offset_is_the_one_on_the_athlete_s_wall(cast: Cast) -> None:
    bring(cast, "date,km\n2026-07-04 23:30,10\n")
    assert activities_of(cast.ana).get().started_at == datetime(2026, 7, 4, 21, 30, tzinfo=UTC)


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    assert bring(cast, a_csv(5)).taken == Taken(new=5)
    assert bring(cast, a_csv(6)).taken == Taken(new=1, known=5)
    assert bring(cast, a_csv(6), cast.ben).taken == Taken(new=6)


def test_a_row_written_twice_is_one_activity(cast: Cast) -> None:
    assert bring(cast, "date,km\n2026-10-04,10\n2026-10-04,10\n2026-10-04,5\n").taken == Taken(new=2)


@pytest.mark.parametrize("order", [1, -1])
def test_one_run_of_two_devices_counts_once(cast: Cast, order: int) -> None:
    watch = a_fit({"km": 2.5, "min": 12.6, "start": START + timedelta(minutes=2)})
    first, second = (bring(cast, content) for content in (watch, a_tcx().encode())[::order])
    assert (first.taken, second.taken) == (Taken(new=1), Taken(same=1))
    assert activities_of(cast.ana).count() == 1


def test_one_run_of_two_devices_in_one_file(cast: Cast) -> None:
    again = {"km": 10.4, "start": START + timedelta(minutes=1)}
    assert bring(cast, a_fit({"km": 10}, again, {"km": 5, "start": START + timedelta(hours=3)})).taken == Taken(2, 0, 1)


def test_what_is_dated_after_today_is_left_out_and_told(cast: Cast) -> None:
    result = bring(cast, "date,km\n2026-11-25,10\n2026-11-26,10\n2026-13-26,10\n")
    assert (result.taken, result.left_out_count) == (Taken(new=1), 2)
    assert result.left_out == (
        "Row 4: “2026-13-26” is not a date such as 2026-10-04.",
        "What is dated after today was left out.",
    )


def test_a_file_that_is_refused_says_why(cast: Cast) -> None:
    result = bring(cast, b"%PDF-1.7")
    assert (result.taken, result.refused) == (
        Taken(),
        "This is not a training file: FIT, GPX, TCX and CSV can be read.",
    )
    assert "larger than 12 MB" in bring(cast, bytes(12 * 1024 * 1024 + 1)).refused


def test_files_for_which_no_time_is_left_are_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_history, "MAX_IMPORT_S", 0.02)
    files = [(name, a_csv(2).encode()) for name in ("a.csv", "b.csv")]
    results = training_history.import_files(cast.ana, files, by=cast.coach, now=NOW)
    assert [(result.taken.new, "no time left" in result.refused) for result in results] == [(2, False), (0, True)]
