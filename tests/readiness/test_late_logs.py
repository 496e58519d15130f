"""A log that comes late: its day and the days after it look as if it had come in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athletes.models import Athlete
from readiness import statuses
from readiness.engine.assessment import DayAssessment
from readiness.engine.cues import persistent_cues
from readiness.logging_days import clear_log, write_log
from readiness.models import DailyLog, DayStatus, Source
from tests.cast import Cast

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 18)
FINE = dict.fromkeys(("fatigue", "soreness", "sleep_quality", "mood", "stress"), 4)
AWFUL = {**FINE, "soreness": 1}
SORE = {**FINE, "soreness": 3}
LOW = {**FINE, "fatigue": 3, "soreness": 3}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def logged(athlete: Athlete, days: Mapping[int, Mapping[str, Any]], first: int) -> None:
    """Logs by days ago, and the statuses that came of them when each came in time."""
    DailyLog.objects.bulk_create(
        DailyLog(
            team_id=athlete.team_id, athlete=athlete, local_date=ago(n), zone="UTC", client_id=uuid4(),
            source=Source.API, **values,
        )
        for n, values in days.items()
    )  # fmt: skip
    statuses.refresh([athlete], ago(first), TODAY)


def told_late(athlete: Athlete, days_ago: int, values: Mapping[str, Any]) -> None:
    write_log(athlete, ago(days_ago), values, client_id=uuid4(), source=Source.CHECK_IN)


def stored(athlete: Athlete) -> dict[date, tuple[str, str, Any]]:
    rows = DayStatus.objects.in_team(athlete.team_id).filter(athlete=athlete)
    return {row.local_date: (row.status, row.shown, row.assessment) for row in rows}


def shown(athlete: Athlete, *days_ago: int) -> list[str]:
    return [stored(athlete)[ago(n)][1] for n in days_ago]


def assessments(athlete: Athlete) -> dict[date, DayAssessment]:
    return {day: DayAssessment.from_json(row[2]) for day, row in stored(athlete).items()}


MONTH = dict.fromkeys(range(4, 32), FINE)


def test_the_days_after_it_hold_its_colour_as_if_it_had_come_in_time(cast: Cast) -> None:
    logged(cast.ana, {**MONTH, 2: FINE, 1: FINE, 0: FINE}, first=31)
    assert shown(cast.ana, 3, 2, 1, 0) == ["unknown", "green", "green", "green"]
    told_late(cast.ana, 3, AWFUL)
    assert shown(cast.ana, 3, 2, 1, 0) == ["red", "red", "amber", "amber"]
    clear_log(cast.ana, ago(3))
    assert shown(cast.ana, 3, 2, 1, 0) == ["unknown", "green", "green", "green"]


def test_the_third_sore_day_brings_the_cue_on_for_the_days_after_it(cast: Cast) -> None:
    logged(cast.ana, {**MONTH, 1: SORE, 0: SORE}, first=31)
    assert persistent_cues(assessments(cast.ana), TODAY) == ()
    told_late(cast.ana, 2, SORE)
    assert [cue.id for cue in persistent_cues(assessments(cast.ana), TODAY)] == ["P1"]
    assert persistent_cues(assessments(cast.ana), ago(1)) == ()


def test_the_fourteenth_log_ends_the_learning_of_the_days_after_it(cast: Cast) -> None:
    logged(cast.ana, {**dict.fromkeys(range(4, 17), FINE), 1: LOW, 0: LOW}, first=17)
    assert assessments(cast.ana)[ago(1)].learning
    assert stored(cast.ana)[ago(1)][0] == "green"
    told_late(cast.ana, 3, FINE)
    assert not assessments(cast.ana)[ago(1)].learning
    assert stored(cast.ana)[ago(1)][0] == "amber"


@pytest.mark.parametrize("days_ago", [0, 1, 3, 20, 60])
@pytest.mark.parametrize("values", [FINE, AWFUL, {}], ids=["fine", "awful", "cleared"])
def test_what_is_stored_is_what_comes_of_all_logs_read_anew(cast: Cast, days_ago: int, values: dict[str, Any]) -> None:
    swinging = {n: {**FINE, "soreness": 3 + n % 3, "sleep_h": 7 + n % 2, "hrv_rmssd_ms": 60 + n % 9} for n in range(75)}
    logged(cast.ana, swinging, first=75)
    if values:
        told_late(cast.ana, days_ago, values)
    else:
        clear_log(cast.ana, ago(days_ago))
    after = stored(cast.ana)
    statuses.refresh([cast.ana], ago(75), TODAY)
    assert after == stored(cast.ana)


def test_a_colour_is_held_longer_than_an_assessment_looks_back(cast: Cast) -> None:
    """HRV of long ago is the last that a normal of HRV needs: without it a day is amber, with it red, and a green
    day after a gap of days still shows which."""
    last = 5
    hrv = [*range(last, last + 7), *range(last + 7, last + 20)]
    month = {n: dict(FINE) for n in range(last + 1, last + 40)}
    for n in hrv:
        month[n] = {**FINE, "hrv_rmssd_ms": 50 if n < last + 7 else 60}
    day = {**LOW, "hrv_rmssd_ms": 50}
    logged(cast.ana, {**month, last: day, 0: FINE}, first=last + 70)
    assert shown(cast.ana, last, 0) == ["amber", "amber"]
    told_late(cast.ana, last + 66, {**FINE, "hrv_rmssd_ms": 60})
    assert shown(cast.ana, last, 0) == ["red", "red"]


def test_a_night_without_a_log_is_stored_alike_by_the_night_and_by_a_late_log(cast: Cast) -> None:
    logged(cast.ana, MONTH, first=31)
    DayStatus.objects.in_team(cast.team).filter(local_date=TODAY).delete()
    statuses.fill_unlogged([cast.ana], TODAY, known=[])
    by_the_night = stored(cast.ana)[TODAY]
    told_late(cast.ana, 2, FINE)
    assert stored(cast.ana)[TODAY] == by_the_night


@pytest.mark.parametrize(
    "late", [lambda a: told_late(a, 2, FINE), lambda a: clear_log(a, ago(4))], ids=["write", "clear"]
)
def test_one_write_of_an_athletes_days_at_a_time(cast: Cast, late: Any) -> None:
    logged(cast.ana, MONTH, first=31)
    with CaptureQueriesContext(connection) as queries:
        late(cast.ana)
    statements = [each["sql"] for each in queries if "SAVEPOINT" not in each["sql"]]
    assert "athletes_athlete" in statements[0]
    assert statements[0].endswith("FOR NO KEY UPDATE")
