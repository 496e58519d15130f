"""The demo team is worth opening on whatever day and at whatever hour somebody tries it."""

from __future__ import annotations

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from athletes.models import Team, User
from athletes.selectors import active_athletes
from athletes.zones import local_date
from plans import demo, mornings, night
from plans.models import Decision, NightFailure, Plan
from readiness.models import DailyLog, DayStatus
from tests.cast import a_user
from tests.season import stored

BERLIN = ZoneInfo(demo.ZONE)


def command(*options: str) -> str:
    out = StringIO()
    call_command("demo", *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("day", "hour", "minute"),
    [
        pytest.param("2026-11-16", 2, 0, id="Monday 02:00, before the night is over", marks=pytest.mark.slow),
        pytest.param("2026-11-17", 23, 30, id="Tuesday 23:30", marks=pytest.mark.slow),
        pytest.param("2026-11-18", 2, 0, id="Wednesday 02:00", marks=pytest.mark.slow),
        pytest.param("2026-11-19", 23, 30, id="Thursday 23:30", marks=pytest.mark.slow),
        pytest.param("2027-01-01", 2, 0, id="Friday 02:00, New Year", marks=pytest.mark.slow),
        pytest.param("2026-11-21", 23, 30, id="Saturday 23:30", marks=pytest.mark.slow),
        pytest.param("2026-10-25", 2, 0, id="Sunday 02:00, a day of 25 hours", marks=pytest.mark.slow),
    ],
)
def test_any_day_gives_a_morning_worth_opening(db: None, client: Client, day: str, hour: int, minute: int) -> None:
    now = datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=BERLIN)
    with time_machine.travel(now, tick=False):
        team = demo.load(now)

        morning = mornings.morning(team, active_athletes(team), local_date(now, demo.ZONE), now)
        assert (morning.athletes, morning.failures) == (8, [])
        assert any(row.decision.operations for row in morning.needs), "there is something to approve"
        assert not any(row.no_longer_fits for row in morning.needs)
        assert "Ana Ribeiro" in {row.athlete.name for row in morning.needs}
        assert len(morning.folds[mornings.Fold.ON_TRACK]) >= 1, "and not everybody needs the coach"
        assert night.owed(now) == [], "every night that is over is decided"

        logged = set(DailyLog.objects.in_team(team).values_list("athlete_id", "local_date"))
        assert DayStatus.objects.in_team(team).filter(shown="unknown").exists(), "some days were not logged"
        for row in DayStatus.objects.in_team(team).filter(shown="green"):
            assert (row.athlete_id, row.local_date) in logged, "nobody is ready without a check-in"

        for email, door in ((demo.COACH[1], "/morning/"), (demo.ATHLETE[1], "/today/")):
            assert client.login(username=email, password=demo.PASSWORD)
            assert client.get("/", follow=True).redirect_chain == [(door, 302)]


class TestCommand:
    @pytest.mark.slow
    def test_loaded_twice_is_refused_and_changes_nothing(self, db: None) -> None:
        day_of_23_hours = datetime(2026, 3, 29, 23, 30, tzinfo=BERLIN)
        with time_machine.travel(day_of_23_hours, tick=False):
            printed = command()
            before = stored()
            with pytest.raises(CommandError, match="There are people in this database already"):
                command()
            assert "Loaded" not in command("--if-empty")
            assert command("--sign-ins") in printed
        assert "Loaded the demo team “Harvest Runners”." in printed
        for _, email, password in demo.sign_ins():
            assert f"{email}   password: {password}" in printed
        assert stored() == before
        assert Plan.objects.across_teams().count() == 8
        assert Decision.objects.across_teams().exists()
        assert not NightFailure.objects.across_teams().exists()

    @pytest.mark.parametrize("somebody", ["a team", "a person"])
    def test_a_database_with_people_is_left_alone(self, db: None, somebody: str) -> None:
        if somebody == "a team":
            Team.objects.create(name="Mine", slug="mine")
        else:
            a_user("Mia")
        before = stored()
        assert command("--if-empty") == "", "and no sign-ins of a team that is not there"
        with pytest.raises(CommandError):
            command()
        assert stored() == before
        assert not User.objects.filter(email=demo.COACH[1]).exists()
