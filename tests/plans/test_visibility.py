"""How far ahead athletes see their plan, on their pages and with their own tokens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from athletes.models import Record, User
from athletes.tokens import create_token
from plans import visibility
from plans.models import Plan, TeamPlanning
from tests.cast import Cast
from tests.season import MONDAY, START, WEDNESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WEEK = timedelta(weeks=1)

CASES = {
    "nobody said anything": (None, None, None),
    "the team's number": (None, 2, MONDAY + 2 * WEEK - timedelta(days=1)),
    "the plan's goes first": (1, 4, MONDAY + WEEK - timedelta(days=1)),
    "also where it is more": (3, 1, MONDAY + 3 * WEEK - timedelta(days=1)),
}


@pytest.mark.parametrize(("of_plan", "of_team", "last"), CASES.values(), ids=CASES)
def test_the_last_day(plan: Plan, of_plan: int | None, of_team: int | None, last: date | None) -> None:
    plan.weeks_visible = of_plan
    TeamPlanning.objects.create(team=plan.team, weeks_visible=of_team)
    assert visibility.last_day(plan, WEDNESDAY) == last


def test_a_change_is_recorded_and_the_same_again_is_none(plan: Plan, cast: Cast) -> None:
    for _ in range(2):
        visibility.set_for_team(plan.team, 2, cast.coach)
        visibility.set_for_plan(plan, 1, cast.coach)
    records = Record.objects.in_team(plan.team).filter(what="planning.visibility").order_by("pk")
    assert [(r.athlete, r.actor, r.before, r.after) for r in records] == [
        (None, cast.coach, {"weeks_visible": None}, {"weeks_visible": 2}),
        (cast.ana, cast.coach, {"weeks_visible": None}, {"weeks_visible": 1}),
    ]


def test_an_athlete_turns_pages_within_what_they_see(ana: Client, plan: Plan, cast: Cast) -> None:
    visibility.set_for_team(plan.team, 2, cast.coach)
    first = ana.get("/my-week/").content.decode()
    assert f"?monday={MONDAY - WEEK}" in first
    assert f"?monday={MONDAY + WEEK}" in first
    last = ana.get(f"/my-week/?monday={MONDAY + WEEK}").content.decode()
    assert "Week of 23 Nov" in last
    assert f"?monday={MONDAY + 2 * WEEK}" not in last
    for unseen in (MONDAY + 2 * WEEK, START - WEEK, "tomorrow"):
        assert ana.get(f"/my-week/?monday={unseen}").status_code == 404


def test_without_a_number_the_whole_plan_is_there(ana: Client, plan: Plan) -> None:
    assert ana.get(f"/my-week/?monday={START + 13 * WEEK}").status_code == 200


def test_a_token_of_the_athlete_reads_no_more(plan: Plan, cast: Cast) -> None:
    visibility.set_for_plan(plan, 1, cast.coach)

    def mondays(user: User) -> list[str]:
        return [each["monday"] for each in read(user, "weeks")]

    def read(user: User, path: str) -> list[dict[str, str]]:
        _row, token = create_token(team=cast.team, user=user, name="a program")
        answer = Client().get(f"/api/v1/athletes/{cast.ana.pk}/{path}", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200, answer.content
        found: list[dict[str, str]] = answer.json()["results"]
        return found

    assert mondays(cast.ana_user) == [(START + n * WEEK).isoformat() for n in range(3)]
    assert len(mondays(cast.coach)) == 14
    assert max(each["day"] for each in read(cast.ana_user, "sessions?limit=200")) <= (MONDAY + WEEK).isoformat()


def test_the_pages_save_what_was_typed(coach: Client, plan: Plan) -> None:
    assert coach.post("/team/planning/", {"weeks_visible": "3"}).status_code == 302
    assert coach.post(f"/athletes/{plan.athlete_id}/weeks-visible/", {"weeks_visible": ""}).status_code == 302
    assert visibility.weeks_visible(plan) == 3
    assert coach.post("/team/planning/", {"weeks_visible": "0"}).status_code == 422
