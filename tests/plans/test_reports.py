"""What happened is told by the athlete, stands beside the plan, can be corrected and taken back, for 14 days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from plans.models import Feedback, FeedbackVersion, Plan, Session
from plans.planning import end_plan
from tests.cast import Cast
from tests.season import MONDAY, NOW, SATURDAY, START, THURSDAY, TUESDAY, WEDNESDAY, begin, session_on, stored

pytestmark = pytest.mark.slow


@pytest.fixture
def strength(plan: Plan) -> Session:
    return session_on(plan, WEDNESDAY, "strength")


def report_url(session: Session) -> str:
    return f"/today/sessions/{session.pk}/report/"


def told(session: Session) -> dict[str, Any] | None:
    row = Feedback.objects.in_team(session.team_id).filter(session=session).first()
    return {name: getattr(row, name) for name in ("outcome", *NOTHING)} if row else None


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


NOTHING = {"rpe": None, "duration_min": None, "distance_km": None, "note": ""}


@pytest.mark.parametrize(
    ("sent", "kept", "words"),
    [
        pytest.param({"outcome": "done"}, {"outcome": "done"}, "Done", id="done"),
        pytest.param({"outcome": "done", "rpe": "0"}, {"outcome": "done", "rpe": 0}, "effort 0 of 10", id="RPE 0"),
        pytest.param({"outcome": "done", "rpe": "10"}, {"outcome": "done", "rpe": 10}, "effort 10 of 10", id="RPE 10"),
        pytest.param(
            {"outcome": "something_else", "rpe": "4", "duration_min": "55", "distance_km": "9.5", "note": "Bike"},
            {"outcome": "something_else", "rpe": 4, "duration_min": 55, "distance_km": 9.5, "note": "Bike"},
            "Did something else",
            id="something else, with numbers",
        ),
        pytest.param(
            {"outcome": "rested", "rpe": "4", "duration_min": "55", "distance_km": "9.5", "note": "Tired"},
            {"outcome": "rested", "note": "Tired"},
            "Rested",
            id="rested: numbers mean nothing",
        ),
    ],
)
def test_what_happened_is_kept_and_shown(
    ana: Client, strength: Session, sent: dict[str, str], kept: dict[str, Any], words: str
) -> None:
    answer = ana.post(report_url(strength), sent, follow=True)

    assert answer.redirect_chain == [("/today/", 302)]
    assert told(strength) == {**NOTHING, **kept}
    assert "Noted." in said(answer)
    assert words in said(answer)


def test_the_report_is_written_beside_the_plan_and_with_its_day(ana: Client, cast: Cast, strength: Session) -> None:
    before = stored()
    ana.post(report_url(strength), {"outcome": "done", "rpe": "7"})

    row = Feedback.objects.in_team(cast.team).get()
    assert (row.athlete, row.session, row.local_date) == (cast.ana, strength, WEDNESDAY)
    after = stored()
    assert {table for table in after if after[table] != before[table]} == {"plans_feedback"}


def test_a_second_report_takes_the_place_of_the_first(ana: Client, strength: Session) -> None:
    ana.post(report_url(strength), {"outcome": "done", "rpe": "7", "note": "Heavy"})
    ana.post(report_url(strength), {"outcome": "rested"})

    assert told(strength) == {**NOTHING, "outcome": "rested"}


def test_a_report_is_taken_back(ana: Client, strength: Session) -> None:
    before = stored("plans_feedbackversion")
    ana.post(report_url(strength), {"outcome": "done"})
    assert "Take this back" in said(ana.get("/today/"))

    for _ in range(2):
        ana.post(report_url(strength), {"take_back": "1"})
        assert stored("plans_feedbackversion") == before
    assert FeedbackVersion.objects.in_team(strength.team).get(session=strength).values == {"outcome": "done"}
    assert "Take this back" not in said(ana.get("/today/"))


@pytest.mark.parametrize(
    ("sent", "field", "error"),
    [
        ({}, "outcome", "This field is required."),
        ({"outcome": "flew"}, "outcome", "Select a valid choice. flew is not one of the available choices."),
        ({"outcome": "done", "rpe": "11"}, "rpe", "Ensure this value is less than or equal to 10."),
        ({"outcome": "done", "rpe": "-1"}, "rpe", "Ensure this value is greater than or equal to 0."),
        ({"outcome": "done", "rpe": "hard"}, "rpe", "Enter a whole number."),
        ({"outcome": "done", "duration_min": "901"}, "duration_min", "Ensure this value is less than or equal to 900."),
        ({"outcome": "done", "distance_km": "201"}, "distance_km", "Ensure this value is less than or equal to 200."),
        ({"outcome": "done", "distance_km": "nan"}, "distance_km", "Enter a number."),
        ({"outcome": "done", "note": "x" * 501}, "note", "Ensure this value has at most 500 characters"),
    ],
    ids=[
        "nothing said", "unknown outcome", "RPE 11", "RPE -1", "RPE in words", "16 hours", "201 km", "no number",
        "a long note",
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_written(
    ana: Client, strength: Session, sent: dict[str, str], field: str, error: str
) -> None:
    before = stored()
    answer = ana.post(report_url(strength), sent)

    assert answer.status_code == 422
    form = answer.context["entry"]["form"]
    assert list(form.errors) == [field]
    assert error in form.errors[field][0]
    assert str(form[field].errors) in answer.content.decode()
    assert "Nothing was saved yet." in said(answer)
    assert stored() == before


@pytest.mark.parametrize(
    ("planned", "when", "refusal"),
    [
        pytest.param(TUESDAY, WEDNESDAY, None, id="yesterday"),
        pytest.param(THURSDAY, WEDNESDAY, "This session is still to come. Report on it on its day.", id="tomorrow"),
        pytest.param(START + timedelta(days=1), START + timedelta(days=15), None, id="14 days ago"),
        pytest.param(
            START + timedelta(days=1), START + timedelta(days=16), "A session can be reported on for 14 days.",
            id="15 days ago",
        ),
    ],
)  # fmt: skip
def test_a_day_can_be_told_about_for_14_days(
    ana: Client, plan: Plan, planned: date, when: date, refusal: str | None
) -> None:
    session = session_on(plan, planned)
    with time_machine.travel(NOW + (when - WEDNESDAY), tick=False):
        before = stored()
        answer = ana.post(report_url(session), {"outcome": "done"})
        if refusal is None:
            assert told(session) is not None
            return
    assert answer.status_code == 422
    assert refusal in said(answer)
    assert stored() == before


def test_the_day_is_the_athletes_own(ana: Client, cast: Cast, plan: Plan) -> None:
    """Wednesday noon in Berlin is Thursday on Kiritimati."""
    thursday = session_on(plan, THURSDAY)
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        assert ana.post(report_url(thursday), {"outcome": "done"}).status_code == 422
        cast.ana.zone = "Pacific/Kiritimati"
        cast.ana.save()
        assert ana.post(report_url(thursday), {"outcome": "done"}).status_code == 302


@pytest.mark.parametrize(
    "session",
    [
        pytest.param(lambda cast: session_on(begin(cast.ben), TUESDAY).pk, id="a team-mate's"),
        pytest.param(lambda cast: session_on(begin(cast.zoe), TUESDAY).pk, id="another team's"),
        pytest.param(lambda cast: _of_an_ended_plan(cast), id="of her plan that has ended"),
        pytest.param(lambda cast: uuid4(), id="that never was"),
    ],
)
def test_a_session_that_is_not_hers_to_tell_about(ana: Client, cast: Cast, session: Callable[[Cast], Any]) -> None:
    url = f"/today/sessions/{session(cast)}/report/"
    before = stored()
    for sent in ({"outcome": "done"}, {"take_back": "1"}):
        assert ana.post(url, sent).status_code == 404
    assert stored() == before


def _of_an_ended_plan(cast: Cast) -> Any:
    plan = begin(cast.ana)
    end_plan(plan)
    return session_on(plan, TUESDAY).pk


def test_a_coach_reads_what_was_reported_in_the_week(ana: Client, coach: Client, plan: Plan) -> None:
    ana.post(report_url(session_on(plan, TUESDAY)), {"outcome": "done"})

    week = coach.get(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/").content.decode()
    days = {day: week.split(f'id="day-{day}"')[1].split("</section>")[0] for day in (TUESDAY, SATURDAY)}
    assert {day: "reported" in part for day, part in days.items()} == {TUESDAY: True, SATURDAY: False}
