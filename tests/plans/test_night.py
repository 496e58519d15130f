"""The night with a database: who is owed, exactly once, in order, and nobody held up by one bad row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athletes.models import Athlete
from athletes.zones import zone_names
from plans import night
from plans.models import Decision, NightFailure
from plans.planning import create_plan
from readiness.logging_days import write_log
from readiness.models import DayStatus, Source, Status
from tests.cast import Cast, an_athlete

NIGHT = date(2026, 11, 18)
BERLIN_AFTER = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)  # 03:00 in Berlin
BERLIN_BEFORE = BERLIN_AFTER - timedelta(seconds=1)


def owing(athlete: Athlete, since: date = NIGHT) -> Athlete:
    athlete.nights_from = since
    athlete.save()
    return athlete


@pytest.fixture
def squad(cast: Cast) -> Cast:
    for athlete in (cast.ana, cast.ben, cast.zoe):
        owing(athlete)
    return cast


@pytest.mark.parametrize(
    ("zone", "instant", "over"),
    [
        ("Europe/Berlin", "2026-11-19T02:00:00+00:00", "2026-11-18"),
        ("Europe/Berlin", "2026-11-19T01:59:59+00:00", "2026-11-17"),
        ("America/Los_Angeles", "2026-11-19T11:00:00+00:00", "2026-11-18"),
        ("Pacific/Kiritimati", "2026-11-18T13:00:00+00:00", "2026-11-18"),
        # Clocks go back at 03:00 to 02:00 (a night of 25 hours): over when the wall shows 03:00 at last.
        ("Europe/Berlin", "2026-10-25T01:59:59+00:00", "2026-10-23"),
        ("Europe/Berlin", "2026-10-25T02:00:00+00:00", "2026-10-24"),
        # Clocks go forward at 02:00 to 03:00 (23 hours), and in Helsinki 03:00 does not exist at all.
        ("Europe/Berlin", "2026-03-29T00:59:59+00:00", "2026-03-27"),
        ("Europe/Berlin", "2026-03-29T01:00:00+00:00", "2026-03-28"),
        ("Europe/Helsinki", "2026-03-29T00:59:59+00:00", "2026-03-27"),
        ("Europe/Helsinki", "2026-03-29T01:00:00+00:00", "2026-03-28"),
    ],
)
def test_when_a_night_is_over(zone: str, instant: str, over: str) -> None:
    assert night.last_night(datetime.fromisoformat(instant), zone) == date.fromisoformat(over)


def test_in_every_zone_each_date_of_a_year_has_one_night() -> None:
    for zone in zone_names()[::29]:
        seen = [night.last_night(datetime(2026, 1, 5, tzinfo=UTC) + timedelta(hours=h), zone) for h in range(366 * 24)]
        assert sorted(seen) == seen
        assert len(set(seen)) == (max(seen) - min(seen)).days + 1


def test_nobody_is_owed_before_the_night_is_over(squad: Cast) -> None:
    assert night.owed(BERLIN_BEFORE) == []
    assert night.owed(BERLIN_AFTER) == sorted([squad.ana.pk, squad.ben.pk, squad.zoe.pk])
    assert night.owed(BERLIN_AFTER, squad.team.pk) == sorted([squad.ana.pk, squad.ben.pk])


def test_each_athlete_is_decided_once_however_often_it_is_asked(squad: Cast) -> None:
    ids = night.owed(BERLIN_AFTER)
    assert night.decide_chunk(ids, BERLIN_AFTER).decided == 3
    assert night.decide_chunk(ids, BERLIN_AFTER).decided == 0
    assert night.owed(BERLIN_AFTER) == []
    assert Decision.objects.across_teams().count() == 3


def test_missed_nights_are_caught_up_in_order(squad: Cast) -> None:
    night.decide_chunk([squad.ana.pk], BERLIN_AFTER)
    later = BERLIN_AFTER + timedelta(days=5)
    assert night.decide_chunk([squad.ana.pk, squad.ben.pk], later).decided == 5 + 6
    decided = Decision.objects.in_team(squad.team).filter(athlete=squad.ana).order_by("pk")
    assert [d.night for d in decided] == [NIGHT + timedelta(days=n) for n in range(6)]


def test_an_archived_athlete_is_left_in_peace(squad: Cast) -> None:
    squad.ana.archived_at = BERLIN_AFTER
    squad.ana.save()
    assert squad.ana.pk not in night.owed(BERLIN_AFTER)
    assert night.decide_chunk([squad.ana.pk], BERLIN_AFTER).decided == 0


def test_a_day_nobody_logged_is_unknown_and_never_green(squad: Cast) -> None:
    night.decide_chunk([squad.ana.pk], BERLIN_AFTER)
    status = DayStatus.objects.in_team(squad.team).get(athlete=squad.ana, local_date=NIGHT)
    assert (status.status, status.shown, status.rule) == (Status.UNKNOWN, Status.UNKNOWN, "S0")


def test_one_athletes_bad_data_costs_nobody_else_the_night(squad: Cast) -> None:
    DayStatus.objects.create(
        team=squad.team, athlete=squad.ana, local_date=NIGHT, status="green", shown="green", rule="S8",
        assessment={"day": "2026-11-18", "status": "purple", "rule": "S8"},
    )  # fmt: skip
    tally = night.decide_chunk(night.owed(BERLIN_AFTER), BERLIN_AFTER)
    assert (tally.decided, tally.failed) == (2, 1)
    failure = NightFailure.objects.in_team(squad.team).get()
    assert (failure.athlete, failure.night, failure.attempts) == (squad.ana, NIGHT, 1)
    assert "purple" not in failure.error
    assert squad.ana.pk not in night.owed(BERLIN_AFTER)
    later = BERLIN_AFTER + timedelta(minutes=1)
    assert night.owed(later) == [squad.ana.pk]
    night.decide_chunk([squad.ana.pk], later)
    failure.refresh_from_db()
    assert (failure.attempts, failure.retry_at) == (2, later + timedelta(minutes=2))
    DayStatus.objects.in_team(squad.team).filter(athlete=squad.ana).delete()
    assert night.decide_chunk([squad.ana.pk], later + timedelta(minutes=3)).decided == 1
    assert not NightFailure.objects.across_teams().exists()


def test_a_row_that_the_database_refuses_is_set_aside_alone(squad: Cast) -> None:
    """A trigger stands in for whatever a database may refuse about one athlete's row."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN IF NEW.athlete_id = {squad.ben.pk} THEN RAISE check_violation; END IF; RETURN NEW; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON plans_decision FOR EACH ROW EXECUTE FUNCTION refuse();
            """
        )
    tally = night.decide_chunk(night.owed(BERLIN_AFTER), BERLIN_AFTER)
    assert (tally.decided, tally.failed) == (2, 1)
    assert NightFailure.objects.across_teams().get().athlete_id == squad.ben.pk


def test_a_red_pair_of_days_asks_for_a_rest_day(squad: Cast) -> None:
    create_plan(squad.ana, date(2026, 11, 2))
    for ago, value in ((1, 1), (0, 1)):
        items = dict.fromkeys(("fatigue", "soreness", "sleep_quality"), value)
        write_log(squad.ana, NIGHT - timedelta(days=ago), items, client_id=uuid4(), source=Source.API)
    night.decide_chunk([squad.ana.pk], BERLIN_AFTER)
    decision = Decision.objects.in_team(squad.team).get()
    assert (decision.verdict, decision.rule) == ("rest", "D2")
    assert decision.operations == [{"op": "insert_rest", "day": "2026-11-19"}]
    assert decision.answer_until is not None


@pytest.fixture
def queries_of(cast: Cast) -> Callable[[int, date], int]:
    def count(athletes: int, on: date) -> int:
        squad = [an_athlete(cast.team, f"A{on}{n}", nights_from=on) for n in range(athletes)]
        for athlete in squad:
            create_plan(athlete, date(2026, 11, 2))
            items = dict.fromkeys(("fatigue", "soreness", "sleep_quality", "mood", "stress"), 1)
            for ago in (1, 0):
                write_log(athlete, on - timedelta(days=ago), items, client_id=uuid4(), source=Source.API)
        with CaptureQueriesContext(connection) as context:
            tally = night.decide_chunk(
                [a.pk for a in squad], datetime.combine(on + timedelta(days=1), BERLIN_AFTER.timetz())
            )
        assert tally.decided == athletes
        return len(context)

    return count


@pytest.mark.parametrize("on", [date(2026, 11, 18), date(2026, 11, 22)], ids=["Wednesday", "Sunday"])
def test_queries_do_not_grow_with_the_chunk(queries_of: Callable[[int, date], int], on: date) -> None:
    queries_of(1, on)  # a stored template is read once
    assert queries_of(2, on) == queries_of(9, on)
