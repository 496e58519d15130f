"""Why a night decided as it did, as coach and athlete read it on their pages, and in another language."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from plans.answers import give_answer
from plans.models import AnswerKind, Decision, Plan
from tests.cast import Cast
from tests.pages import visible
from tests.season import YESTERDAY, ask

pytestmark = pytest.mark.slow

EXPLAINED: list[list[Any]] = [
    ["d3.flagged", {"flagged": 3, "logs": 7}],
    ["referral.P3", {}],
    ["driver.below", {
        "item": "soreness", "value": 2, "normal": 3.75, "limit": 3, "dates": "2026-11-20 2026-11-22", "days": 2,
    }],
    ["coverage.logs", {"logs": 13, "days": 14}],
    ["otherwise.fewer_days", {"n": 1, "outcome": "nothing"}],
    ["athlete.d3.flagged", {}],
]  # fmt: skip
GREEN: list[list[Any]] = [
    ["steady.green", {}], ["coverage.logs", {"logs": 13, "days": 14}], ["athlete.steady.green", {}],
]  # fmt: skip
IN_ALL = (
    "Below own normal on 3 of 7 logs this week: one easy run less next week.",
    "Mood has stayed low for long: worth a talk with a physician.",
    "Soreness low on Fri and Sun 22 Nov, 2 at last; own normal 3.8, low at 3 or less.",
    "13 check-ins in 14 days. With 1 such day fewer, the plan would stand as it is.",
)


def quiet(plan: Plan, reasons: list[list[Any]]) -> Decision:
    return Decision.objects.create(
        team=plan.team, athlete=plan.athlete, plan=plan, night=YESTERDAY, verdict="steady", rule="-",
        reasons=reasons, facts={}, rules_version="tests",
    )  # fmt: skip


def test_the_morning_says_all_of_it(coach: Client, plan: Plan) -> None:
    ask(plan, rule="D3", verdict="ease", reasons=EXPLAINED)
    page = visible(coach.get("/morning/"))
    assert all(sentence in page for sentence in IN_ALL)
    assert "so next week is a little lighter" not in page, "that is said to the athlete"


def test_a_quiet_night_is_one_sentence_of_the_morning(coach: Client, plan: Plan) -> None:
    quiet(plan, GREEN)
    page = visible(coach.get("/morning/?open=silent"))
    assert "Within own normal." in page
    assert "13 check-ins" not in page


def test_the_athlete_page_says_it_for_every_night(coach: Client, cast: Cast, plan: Plan) -> None:
    ask(plan, rule="D3", verdict="ease", reasons=EXPLAINED)
    page = visible(coach.get(f"/athletes/{cast.ana.pk}/"))
    assert all(sentence in page for sentence in IN_ALL)
    assert "For the athlete: Your check-ins were below your normal on several days" in page


def test_a_decision_from_before_explanations_is_still_shown(coach: Client, ana: Client, cast: Cast, plan: Plan) -> None:
    quiet(plan, [["steady.green", {}]])
    assert "Within own normal." in visible(coach.get("/morning/?open=silent"))
    page = visible(coach.get(f"/athletes/{cast.ana.pk}/"))
    assert "Within own normal." in page
    assert "Why?" not in page
    assert "Your last check-in was within your normal" in visible(ana.get("/today/"))


LIGHTER = "Your check-ins were below your normal on several days, so next week is a little lighter."
WAITS = "Your coach looks at your plan today; until then it stays as it is."
STAYED = "Your coach looked at your check-ins and kept your plan as it is."


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(None, WAITS, id="nobody answered: what is proposed is nobody's plan"),
        pytest.param(AnswerKind.APPROVED, LIGHTER, id="approved"),
        pytest.param(AnswerKind.KEPT, STAYED, id="kept"),
    ],
)
def test_the_athlete_reads_what_a_coach_agreed_to(
    ana: Client, cast: Cast, plan: Plan, answer: AnswerKind | None, said: str
) -> None:
    decision = ask(plan, rule="D3", verdict="ease", reasons=EXPLAINED)
    if answer:
        give_answer(decision, answer, cast.coach)
    page = visible(ana.get("/today/"))
    assert [sentence for sentence in (WAITS, LIGHTER, STAYED) if sentence in page] == [said]


def test_a_doctor_comes_before_a_plan_and_waits_for_no_answer(ana: Client, plan: Plan) -> None:
    ask(plan, rule="D1", reasons=[["d1.alarm", {"days": 2, "pain": 0}]])
    assert "please see a doctor first" in visible(ana.get("/today/"))


def test_every_quiet_day_has_its_sentence(ana: Client, plan: Plan) -> None:
    assert "Your last check-in" not in visible(ana.get("/today/"))
    quiet(plan, GREEN)
    assert "Your last check-in was within your normal; your plan stays as it is." in visible(ana.get("/today/"))


def test_a_page_speaks_the_readers_language(coach: Client, plan: Plan) -> None:
    """A sentence, its plural by German rules, a weekday, and a clause in a place."""
    two = ["otherwise.fewer_days", {"n": 2, "outcome": "nothing"}]
    ask(plan, rule="D3", verdict="ease", reasons=[*EXPLAINED[:4], two])
    page = visible(coach.get("/morning/", headers={"accept-language": "de"}))
    assert "Mit 2 solchen Tagen weniger bliebe der Plan, wie er ist." in page
    assert "Muskelkater mit niedrigen Werten (Fr" in page
