"""A day's log is written exactly once, whoever sends it how often, and every earlier version stays."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from readiness.logging_days import clear_log, write_log
from readiness.models import DailyLog, DailyLogVersion, DayStatus, Source
from tests.cast import Cast

DAY = date(2026, 11, 18)
FINE = dict.fromkeys(("fatigue", "soreness", "sleep_quality", "mood", "stress"), 4)
SORE = {**FINE, "soreness": 1, "fatigue": 1}


def written(cast: Cast) -> list[tuple[date, int | None, int]]:
    rows = DailyLog.objects.in_team(cast.team).order_by("local_date")
    return [(log.local_date, log.soreness, log.revision) for log in rows]


def test_the_same_write_again_changes_nothing(cast: Cast) -> None:
    id = uuid4()
    first = write_log(cast.ana, DAY, FINE, client_id=id, source=Source.API)
    again = write_log(cast.ana, DAY, FINE, client_id=id, source=Source.API)
    assert (first.changed, again.changed) == (True, False)
    assert written(cast) == [(DAY, 4, 1)]


def test_an_edit_keeps_the_version_before_it_and_its_repeat_is_known(cast: Cast) -> None:
    first, second = uuid4(), uuid4()
    write_log(cast.ana, DAY, FINE, client_id=first, source=Source.API)
    write_log(cast.ana, DAY, SORE, client_id=second, source=Source.API)
    late = write_log(cast.ana, DAY, FINE, client_id=first, source=Source.API)
    assert not late.changed
    assert written(cast) == [(DAY, 1, 2)]
    assert DailyLogVersion.objects.in_team(cast.team).get().values["soreness"] == 4


def test_a_cleared_day_is_unknown_again_and_a_late_repeat_does_not_bring_it_back(cast: Cast) -> None:
    id = uuid4()
    write_log(cast.ana, DAY, FINE, client_id=id, source=Source.API)
    assert clear_log(cast.ana, DAY)
    assert not clear_log(cast.ana, DAY)
    repeat = write_log(cast.ana, DAY, FINE, client_id=id, source=Source.API)
    assert not repeat.changed
    assert written(cast) == []
    assert DayStatus.objects.in_team(cast.team).get().status == "unknown"


@pytest.mark.parametrize("logged_before", [False, True], ids=["an empty day", "a day with a log"])
def test_a_client_id_belongs_to_one_day(cast: Cast, logged_before: bool) -> None:
    id = uuid4()
    other = DAY - timedelta(days=1)
    write_log(cast.ana, DAY, FINE, client_id=id, source=Source.API)
    if logged_before:
        write_log(cast.ana, other, FINE, client_id=uuid4(), source=Source.API)
    before = written(cast)
    with pytest.raises(ValidationError) as refusal:
        write_log(cast.ana, other, SORE, client_id=id, source=Source.API)
    assert refusal.value.code == "reused"
    assert written(cast) == before


def test_a_late_log_is_part_of_the_days_after_it(cast: Cast) -> None:
    """Fourteen logs make a normal; the fourteenth arrives last, and the stored status of the day after learns of it."""
    for ago in range(14, 0, -1):
        if ago != 5:
            write_log(cast.ana, DAY - timedelta(days=ago), FINE, client_id=uuid4(), source=Source.API)
    write_log(cast.ana, DAY, FINE, client_id=uuid4(), source=Source.API)
    status = DayStatus.objects.in_team(cast.team).get(local_date=DAY)
    assert status.assessment["learning"] is True
    write_log(cast.ana, DAY - timedelta(days=5), FINE, client_id=uuid4(), source=Source.API)
    status.refresh_from_db()
    assert "learning" not in status.assessment
