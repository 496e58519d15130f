"""The same file, a corrected one, a second one, a late one: twice changes nothing, and nothing is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from athletes.models import Athlete
from readiness.logging_days import clear_log, write_log
from readiness.models import DailyLog, DailyLogVersion, DayStatus, Source
from tests.cast import Cast
from tests.readiness.importing.conftest import HEADER, PMDATA_HEADER, Desk


def stored(cast: Cast) -> list[Any]:
    """Every row that an import may touch, with its ids."""
    return [
        list(model.objects.across_teams().order_by("pk").values())
        for model in (Athlete, DailyLog, DailyLogVersion, DayStatus)
    ]


def test_run_twice_changes_nothing(desk: Desk) -> None:
    desk.write(HEADER, *(f"Ana R.,2026-11-{day},3,{day % 5 + 1},3,3,2" for day in range(10, 20)))
    desk.run()
    before = stored(desk.cast)

    out = desk.run()

    assert "0 days written, 0 replaced, 10 unchanged" in out
    assert stored(desk.cast) == before


def test_a_corrected_file_replaces_the_day_and_keeps_the_version(desk: Desk) -> None:
    desk.write(HEADER, "Ana R.,2026-11-20,3,3,3,3,3", "Ana R.,2026-11-19,3,3,3,3,3").run()
    out = desk.write(HEADER, "Ana R.,2026-11-20,1,1,3,3,", "Ana R.,2026-11-19,3,3,3,3,3").run()

    assert "0 days written, 1 replaced, 1 unchanged" in out
    log = desk.log("2026-11-20")
    assert (log.soreness, log.mood, log.stress, log.revision) == (1, 1, None, 2)
    [version] = DailyLogVersion.objects.in_team(desk.cast.team)
    assert version.values == dict.fromkeys(("fatigue", "soreness", "sleep_quality", "mood", "stress"), 3)
    assert (version.local_date, version.revision, version.source) == (date(2026, 11, 20), 1, Source.IMPORT)
    assert desk.cast.ana.statuses.get(local_date="2026-11-20").status == "red"


def test_the_earlier_file_again_takes_a_correction_back(desk: Desk) -> None:
    for mood in (3, 1, 3, 1, 3):
        desk.write(HEADER, f"Ana R.,2026-11-20,3,{mood},3,3,3").run()
        assert desk.log("2026-11-20").mood == mood
    assert desk.log("2026-11-20").revision == 5


def test_what_a_person_wrote_after_the_import_stays(desk: Desk) -> None:
    desk.write(HEADER, "Ana R.,2026-11-22,3,3,3,3,3", "Ana R.,2026-11-23,3,3,3,3,3").run()
    write_log(
        desk.cast.ana,
        date(2026, 11, 22),
        {"mood": 5},
        client_id=uuid4(),
        source=Source.CHECK_IN,
    )
    clear_log(desk.cast.ana, date(2026, 11, 23))

    out = desk.run()

    assert "2 unchanged" in out
    assert desk.log("2026-11-22").mood == 5
    assert desk.days() == ["2026-11-22"]


def test_a_second_file_adds_its_columns_to_the_days(desk: Desk) -> None:
    desk.write(PMDATA_HEADER, "Ana R.,2019-11-01T08:31:40Z,2,3,5,6,3,2,[],3").run("--preset", "pmdata")
    desk.write(
        "pid,date,rhr,err", "Ana R.,2019-11-01,53.7410736,6.79", "Ana R.,2019-11-02,0.0,0.0", "Ana R.,2019-11-03,50,1"
    ).run("--preset", "pmdata-rhr")

    log = desk.log("2019-11-01")
    assert (log.fatigue, log.sleep_h, log.resting_hr_bpm, log.revision) == (2, Decimal(6), Decimal("53.7"), 2)
    assert desk.days() == ["2019-11-01", "2019-11-03"]


def test_the_statuses_cover_the_span_and_no_day_without_a_log_is_green(desk: Desk) -> None:
    days = [f"2026-10-{day:02}" for day in (1, 2, 5, 9)]
    desk.write(HEADER, *(f"Ana R.,{day},3,3,3,3,3" for day in days)).run()

    statuses = {str(s.local_date): s.status for s in desk.cast.ana.statuses.all()}
    assert len(statuses) == 9
    assert {day for day, status in statuses.items() if status == "green"} == set(days)
    assert set(statuses.values()) == {"green", "unknown"}


def test_a_late_import_is_part_of_the_normal_of_days_that_are_stored(desk: Desk) -> None:
    low = "Ana R.,2026-11-20,2,2,3,3,3"
    desk.write(HEADER, low).run()
    assert desk.cast.ana.statuses.get(local_date="2026-11-20").status == "green"

    desk.write(HEADER, *(f"Ana R.,2026-11-{day:02},5,5,5,5,5" for day in range(2, 20))).run()

    assert desk.cast.ana.statuses.get(local_date="2026-11-20").status == "red"


def test_a_dry_run_counts_and_writes_nothing(desk: Desk) -> None:
    before = stored(desk.cast)
    out = desk.write(HEADER, "Ana R.,2026-11-20,3,3,3,3,3", "New,2026-11-20,3,3,3,3,3").run(
        "--dry-run", "--create-athletes", "--consent-on-paper", "folder 3"
    )
    assert "2 days written" in out
    assert "1 athletes created" in out
    assert "Dry run: nothing was written." in out
    assert stored(desk.cast) == before
