"""What a program reads to draw a chart: the band of an athlete's own normal, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from readiness.engine.ranges import MEASURES
from readiness.models import DailyLog, Source
from tests.api.conftest import TODAY, Program
from tests.cast import Cast

pytestmark = pytest.mark.django_db

FINE = dict.fromkeys(("fatigue", "soreness", "sleep_quality", "mood", "stress"), 4)


def logged(cast: Cast, days: int, **values: Any) -> None:
    """The same log on each of the `days` days before today."""
    DailyLog.objects.bulk_create(
        DailyLog(
            team=cast.team, athlete=cast.ana, local_date=TODAY - timedelta(days=n), zone="UTC",
            client_id=f"00000000-0000-0000-0000-{n:012}", source=Source.API, **{**FINE, **values},
        )
        for n in range(1, days + 1)
    )  # fmt: skip


def asked(cast: Cast, program: Program, **query: Any) -> Any:
    return program.get(reverse("api_normals", args=[cast.ana.pk]), **query)


def test_each_day_has_the_band_it_is_compared_with(cast: Cast, coach: Program) -> None:
    logged(cast, 30, sleep_h=7.5, resting_hr_bpm=50, hrv_rmssd_ms=60)
    answer = asked(cast, coach, **{"from": TODAY, "to": TODAY}).json()
    assert (answer["count"], answer["next"]) == (1, None)
    assert answer["results"] == [
        {
            "date": TODAY.isoformat(),
            "wellness": {"mean": 4.0, "low": 3.75, "high": 4.25},
            **{item: {"mean": 4.0, "low": 3.5, "high": 4.5} for item in FINE},
            "sleep_h": {"mean": 7.5, "low": 7.0, "high": 8.0},
            "resting_hr_bpm": {"mean": 50.0, "low": 49.0, "high": 51.0},
            "ln_rmssd": {"mean": 4.09, "low": 4.04, "high": 4.14},
        }
    ]


def test_while_learning_there_is_no_band(cast: Cast, coach: Program) -> None:
    logged(cast, 14)
    yesterday, today = asked(cast, coach, **{"from": TODAY - timedelta(days=1)}).json()["results"]
    assert {name: yesterday[name] for name in MEASURES} == dict.fromkeys(MEASURES)
    assert today["wellness"] == {"mean": 4.0, "low": 3.75, "high": 4.25}


def test_the_last_28_days_unless_told_otherwise(cast: Cast, coach: Program) -> None:
    days = [day["date"] for day in asked(cast, coach).json()["results"]]
    assert (len(days), days[0], days[-1]) == (28, str(TODAY - timedelta(days=27)), str(TODAY))
    until = asked(cast, coach, to="2026-03-01").json()["results"]
    assert (until[0]["date"], until[-1]["date"]) == ("2026-02-02", "2026-03-01")


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        pytest.param({"from": TODAY - timedelta(days=92)}, ["to"], id="93 days"),
        pytest.param({"from": TODAY, "to": TODAY - timedelta(days=1)}, ["to"], id="backwards"),
        pytest.param({"from": "1999-12-31"}, ["from"], id="before all logs"),
        pytest.param({"to": date.min}, ["from"], id="the first day of all"),
        pytest.param({"from": "yesterday"}, ["from"], id="a word"),
        pytest.param({"limit": 3}, ["limit"], id="an unknown parameter"),
    ],
)
def test_what_cannot_be_asked(cast: Cast, coach: Program, query: dict[str, Any], fields: list[str]) -> None:
    answer = asked(cast, coach, **query)
    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == fields


@pytest.mark.parametrize("last", [TODAY, date.max], ids=["today", "the last day of all"])
def test_92_days_are_few_enough(cast: Cast, coach: Program, last: date) -> None:
    answer = asked(cast, coach, **{"from": last - timedelta(days=91), "to": last})
    assert len(answer.json()["results"]) == 92


def test_92_days_take_as_many_queries_as_one(cast: Cast, coach: Program) -> None:
    logged(cast, 120)
    counts = []
    for days in (1, 92):
        with CaptureQueriesContext(connection) as context:
            asked(cast, coach, **{"from": TODAY - timedelta(days=days - 1)})
        counts.append(len(context))
    assert counts[0] == counts[1]
