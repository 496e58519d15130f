"""Where everybody is on the morning page, what an opened fold says, and what changed since it was read."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from athletes.models import Athlete
from plans.answers import give_answer
from plans.models import Answer, AnswerKind, Decision, Message, Phase, Plan, Session, TimeAway, Week
from tests.cast import Cast
from tests.pages import text
from tests.plans.test_pages import status
from tests.season import MONDAY, THURSDAY, WEDNESDAY, YESTERDAY, ask, session_on

QUIET: dict[str, Any] = {"answer_until": None, "verdict": "steady", "reasons": [["steady.green", {}]], "rule": "-"}


@pytest.mark.parametrize(
    ("shown", "day", "where"),
    [
        ("green", WEDNESDAY, "on-track"),
        ("amber", YESTERDAY, "careful"),
        ("red", WEDNESDAY, "careful"),
        ("green", YESTERDAY - timedelta(days=2), "on-track"),
        ("green", YESTERDAY - timedelta(days=3), "silent"),
    ],
)
def test_where_somebody_is_who_needs_no_answer(
    coach: Client, cast: Cast, plan: Plan, shown: str, day: Any, where: str
) -> None:
    status(cast.ana, shown, day)
    assert "Ana R." in text(coach.get(f"/morning/folds/{where}/"))


def test_time_away_is_no_silence(coach: Client, cast: Cast, plan: Plan) -> None:
    TimeAway.objects.create(team=cast.team, athlete=cast.ana, kind="travel", first_day=YESTERDAY, last_day=WEDNESDAY)
    assert "Ana R." in text(coach.get("/morning/folds/away/"))
    assert "Ana R." not in text(coach.get("/morning/folds/silent/"))


def test_who_reported_an_illness_is_there_too(coach: Client, cast: Cast, plan: Plan) -> None:
    ask(plan, **{**QUIET, "rule": "D1", "verdict": "rest"})
    assert "Ana R." in text(coach.get("/morning/folds/away/"))


def test_the_first_page_names_only_who_needs_an_answer(coach: Client, cast: Cast, plan: Plan) -> None:
    ask(plan)
    page = text(coach.get("/morning/"))
    assert "Ana R." in page
    assert "Ben O." not in page
    assert "Silent: talk to" in page


def test_what_people_wrote_is_text_in_the_rows_too(coach: Client, cast: Cast, plan: Plan) -> None:
    Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(name='<b id="x">Ana')
    Message.objects.create(team=cast.team, athlete=cast.ana, author=cast.assistant, text="<i>Sore?</i>", asks=True)
    ask(plan)
    page = coach.get("/morning/").content.decode()
    assert "&lt;b id=&quot;x&quot;&gt;Ana" in page
    assert "&lt;i&gt;Sore?&lt;/i&gt;" in page
    assert "<b id" not in page
    assert "<i>Sore" not in page


def test_what_a_night_applied_by_itself_can_be_taken_back(coach: Client, cast: Cast, plan: Plan) -> None:
    Answer.objects.create(team=cast.team, decision=ask(plan), kind=AnswerKind.APPLIED)
    assert "Undo for Ana R." in text(coach.get("/morning/folds/by-itself/"))


def test_a_fold_that_there_is_not(coach: Client) -> None:
    assert coach.get("/morning/folds/nowhere/").status_code == 404


def test_it_says_only_when_something_changed(coach: Client, cast: Cast, plan: Plan) -> None:
    decision = ask(plan)
    version = text(coach.get("/morning/")).split('data-version="')[1].split('"')[0]
    live = f"/morning/live/?since={version}"
    assert coach.get(live).status_code == 204

    give_answer(decision, AnswerKind.KEPT, cast.assistant)

    assert coach.get(live).status_code == 200


@pytest.mark.slow
def test_the_morning_asks_the_database_as_often_for_five_and_for_five_hundred(
    coach: Client, cast: Cast, plan: Plan
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            coach.get("/morning/")
        return len(queries)

    _waiting(cast, plan, 5)
    few = asked()
    _waiting(cast, plan, 495)
    page = text(coach.get("/morning/"))
    assert page.count("data-row") == 500
    assert asked() == few


def _waiting(cast: Cast, plan: Plan, n: int) -> None:
    """So many more athletes, each with a plan of one week and a rest in it that waits for an answer."""
    athletes = Athlete.objects.bulk_create(
        Athlete(
            team=cast.team, name=f"Runner {uuid.uuid4()}", zone="Europe/Berlin", baseline_km_per_week=40,
            available_min_by_weekday=[60] * 7, nights_from=MONDAY,
        )
        for _ in range(n)
    )  # fmt: skip
    plans = Plan.objects.bulk_create(_like(plan, athlete=athlete) for athlete in athletes)
    phase = Phase.objects.in_team(cast.team).get(plan=plan, position=0)
    phases = Phase.objects.bulk_create(_like(phase, plan=each) for each in plans)
    week = Week.objects.in_team(cast.team).get(plan=plan, monday=MONDAY)
    weeks = Week.objects.bulk_create(_like(week, plan=each.plan, phase=each) for each in phases)
    run = session_on(plan, THURSDAY)
    Session.objects.bulk_create(_like(run, id=uuid.uuid4(), plan=each.plan, week=each) for each in weeks)
    model = ask(plan)
    Decision.objects.bulk_create(_like(model, athlete=each.athlete, plan=each) for each in plans)
    model.delete()


def _like(row: Any, **other: Any) -> Any:
    values = {field.name: getattr(row, field.name) for field in row._meta.fields if field.name != "id"}
    return type(row)(**{**values, **other})
