"""The pages of automation, locks and holds, as a coach uses them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans import steering
from plans.engine.steering import Automation as Wanted
from plans.engine.steering import Mode
from plans.engine.vocabulary import Verdict
from plans.models import Automation, Lock, LockKind, Plan
from tests.cast import Cast, an_athlete
from tests.season import SATURDAY, SUNDAY, WEDNESDAY, ask

pytestmark = pytest.mark.slow
TEAM = "/team/automation/"


def sent(**modes: str) -> dict[str, object]:
    """All four verdicts, suggested unless told otherwise."""
    wanted = dict.fromkeys(("rest", "ease", "hold", "advance"), "suggest") | modes
    each = {f"{verdict}-mode": mode for verdict, mode in wanted.items()}
    return each | {
        f"{verdict}-{name}": n for verdict in wanted for name, n in (("within_days", 5), ("within_percent", 40))
    }


def test_a_head_coach_sets_what_nights_do(cast: Cast, plan: Plan, coach: Client) -> None:
    ask(plan)
    page = coach.get(TEAM).content.decode()
    assert "proposed 1× · 1 without an answer" in page
    assert "Everybody is as the team" in page
    assert coach.post(TEAM, sent(rest="apply")).status_code == 302
    row = Automation.objects.in_team(cast.team).get(verdict="rest")
    assert (row.mode, row.within_days, row.within_percent, row.set_by) == ("apply", 5, 40, cast.coach)


@pytest.mark.parametrize(
    ("name", "value"),
    [("rest-mode", "always"), ("rest-within_days", 0), ("ease-within_days", 29), ("hold-within_percent", 4)],
)
def test_what_is_out_of_bounds_is_not_saved(cast: Cast, coach: Client, name: str, value: object) -> None:
    answer = coach.post(TEAM, sent() | {name: value})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not Automation.objects.in_team(cast.team).exists()


def test_an_athlete_may_differ_and_come_back(cast: Cast, coach: Client) -> None:
    path = f"/athletes/{cast.ana.pk}/automation/"
    steering.set_automation(cast.team, {Verdict.REST: Wanted(Mode.OFF)}, cast.coach)
    assert "As the team: Off" in coach.get(path).content.decode()
    coach.post(path, sent(rest="", ease="apply", hold="", advance=""))
    assert list(Automation.objects.in_team(cast.team).filter(athlete=cast.ana).values_list("verdict", "mode")) == [
        ("ease", "apply")
    ]
    assert path in coach.get(TEAM).content.decode()
    coach.post(path, sent(rest="", ease="", hold="", advance=""))
    assert not Automation.objects.in_team(cast.team).filter(athlete=cast.ana).exists()


def test_days_are_locked_and_given_back_with_undo(cast: Cast, coach: Client) -> None:
    path = f"/athletes/{cast.ana.pk}/"
    coach.post(f"{path}locks/", {"first_day": SATURDAY, "last_day": SUNDAY, "note": "The relay"})
    lock = Lock.objects.in_team(cast.team).get()
    assert (lock.kind, lock.first_day, lock.last_day, lock.locked_by) == ("days", SATURDAY, SUNDAY, cast.coach)
    assert "The relay" in coach.get(f"{path}automation/").content.decode()
    page = coach.post(f"{path}locks/{lock.pk}/end/", follow=True).content.decode()
    assert "Nothing is locked" in page
    assert f"{path}locks/{lock.pk}/restore/" in page
    coach.post(f"{path}locks/{lock.pk}/restore/")
    lock.refresh_from_db()
    assert lock.ended_at is None


def test_a_phase_is_held_from_today_on(cast: Cast, coach: Client) -> None:
    coach.post(f"/athletes/{cast.ana.pk}/holds/", {"until": SUNDAY})
    lock = Lock.objects.in_team(cast.team).get()
    assert (lock.kind, lock.first_day, lock.last_day) == ("phase", WEDNESDAY, SUNDAY)


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("locks/", {"first_day": SUNDAY, "last_day": SATURDAY}),
        ("locks/", {"first_day": SATURDAY, "last_day": "2027-11-01"}),
        ("locks/", {"first_day": SATURDAY}),
        ("holds/", {"until": "2026-11-01"}),
    ],
)
def test_days_that_are_none_are_told(cast: Cast, coach: Client, path: str, days: dict[str, object]) -> None:
    answer = coach.post(f"/athletes/{cast.ana.pk}/{path}", days)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not Lock.objects.in_team(cast.team).exists()


def test_queries_are_the_same_for_many(cast: Cast, coach: Client) -> None:
    counts = []
    for names in (["Cem K."], ["Dina L.", "Eva M.", "Finn N."]):
        for athlete in [an_athlete(cast.team, name) for name in names]:
            steering.set_automation(cast.team, {Verdict.REST: Wanted(Mode.OFF)}, cast.coach, athlete)
            steering.lock(athlete, LockKind.DAYS, SATURDAY, SUNDAY, cast.coach)
        with CaptureQueriesContext(connection) as context:
            coach.get(TEAM)
        counts.append(len(context))
    assert counts[0] == counts[1]
