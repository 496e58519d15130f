"""What programs read: whole answers, days, pages, and as many queries for three rows as for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.engine.sentences.athlete import ATHLETE
from plans.models import Answer, Decision
from tests.api.conftest import MONDAY, NOW, TODAY, Program, a_plan, some_decisions, some_logs, token_for
from tests.cast import Cast, an_athlete

pytestmark = pytest.mark.django_db


def test_an_athlete_has_numbers_as_numbers(cast: Cast, coach: Program) -> None:
    assert coach.get(reverse("api_athlete", args=[cast.ana.pk])).json() == {
        "id": cast.ana.pk,
        "name": "Ana R.",
        "email": "ana.r@example.org",
        "zone": "Europe/Berlin",
        "level": "intermediate",
        "age_group": "18_49",
        "baseline_km_per_week": 50.0,
        "available_min_by_weekday": [120] * 7,
    }


def test_a_plan_comes_with_its_phases(season: Cast, coach: Program) -> None:
    plan = coach.get(reverse("api_plan", args=[season.ana.pk])).json()
    assert {**plan, "id": 0, "created_at": ""} == {
        "id": 0,
        "start": "2026-11-23",
        "goal": "Fresh legs",
        "level": "beginner",
        "baseline_km_per_week": 32.5,
        "template": {"slug": "offseason", "version": 1},
        "revision": 0,
        "created_at": "",
        "phases": [
            {
                "kind": "foundation",
                "first_monday": "2026-11-23",
                "weeks": 1,
                "min_weeks": 2,
                "default_weeks": 3,
                "max_weeks": 4,
            }
        ],
    }


def test_a_week_comes_with_sessions_and_what_happened(season: Cast, coach: Program) -> None:
    week = coach.get(reverse("api_week", args=[season.ana.pk, MONDAY])).json()
    first, second = week.pop("sessions")
    assert week == {
        "monday": "2026-11-23",
        "phase": "foundation",
        "template_week": 1,
        "fraction": 0.5,
        "deload": False,
        "goals": ["Easy"],
    }
    assert {**first, "id": ""} == {
        "id": "",
        "day": "2026-11-23",
        "position": 0,
        "original_day": "2026-11-23",
        "kind": "easy",
        "duration_min": 45,
        "distance_km": 6.5,
        "rpe": 2,
        "steps": [],
        "marks": ["no_watch"],
        "protects": [],
        "feedback": None,
    }
    assert second["feedback"] == {
        "outcome": "rested",
        "rpe": None,
        "duration_min": None,
        "distance_km": None,
        "leg_feel": None,
        "enjoyment": None,
        "note": "Tired",
        "written_at": "2026-11-25T10:00:00Z",
    }


def test_a_log_says_what_was_told_and_null_for_the_rest(season: Cast, coach: Program) -> None:
    log = coach.get(reverse("api_log", args=[season.ana.pk, TODAY])).json()
    assert {
        name: log[name] for name in ("date", "zone", "mood", "fatigue", "sleep_h", "illness", "pain", "source")
    } == {
        "date": "2026-11-25",
        "zone": "Europe/Berlin",
        "mood": 4,
        "fatigue": None,
        "sleep_h": 7.5,
        "illness": "none",
        "pain": 0,
        "source": "check_in",
    }


def test_an_athlete_reads_what_a_coach_approved_and_nothing_before(season: Cast) -> None:
    ana = Program(token_for(season.ana_user, season.team))
    Answer.objects.in_team(season.team).filter(undone_at=None).update(note="between coaches")
    url = reverse("api_decisions", args=[season.ana.pk])
    (decision,) = ana.get(url).json()["results"]
    assert [reason["sentence"] for reason in decision["reasons"]] == [ATHLETE["athlete.d2.red_logs"]]
    assert decision["sentence"] == decision["athlete_sentence"] == ATHLETE["athlete.d2.red_logs"]
    assert (decision["drivers"], decision["coverage"], decision["otherwise"]) == ([], [], [])
    assert (decision["answer"]["kind"], decision["answer"]["note"]) == ("approved", "")
    Answer.objects.in_team(season.team).update(undone_at=NOW)
    assert ana.get(url).json()["results"] == []


def test_a_decision_gives_its_reason_in_words_and_the_answer_in_force(season: Cast, coach: Program) -> None:
    (decision,) = coach.get(reverse("api_decisions", args=[season.ana.pk])).json()["results"]
    assert isinstance(decision.pop("plan"), int)
    assert decision == {
        "night": "2026-11-24",
        "revision": 0,
        "verdict": "rest",
        "rule": "D2",
        "sentence": "Well below own normal on 2 of the last 3 logs: a rest day is due.",
        "notes": [],
        "drivers": [],
        "coverage": [],
        "otherwise": [],
        "athlete_sentence": "Your check-ins were well below your normal on several days, so a rest day was put in.",
        "reasons": [
            {
                "sentence": "Well below own normal on 2 of the last 3 logs: a rest day is due.",
                "message": "d2.red_logs",
                "values": {"red": 2, "logs": 3},
            }
        ],
        "operations": [{"op": "insert_rest", "day": "2026-11-25"}],
        "answer_until": "2026-11-25",
        "answer": {
            "kind": "approved",
            "note": "",
            "answered_by": "Carla",
            "answered_at": "2026-11-25T10:00:00Z",
        },
        "rules_version": "1",
        "decided_at": "2026-11-25T10:00:00Z",
    }


def test_a_decision_says_what_drove_it_what_is_known_and_what_would_have_changed_it(
    season: Cast, coach: Program
) -> None:
    soreness = {
        "item": "soreness",
        "value": 1,
        "normal": 3.5,
        "limit": 3.0,
        "dates": "2026-11-23 2026-11-24",
        "days": 2,
    }
    reasons = [
        ["d2.red_logs", {"red": 2, "logs": 3}],
        ["late.same", {"rule": "D2"}],
        ["driver.below", soreness],
        ["coverage.logs", {"logs": 13, "days": 14}],
        ["otherwise.fewer_days", {"n": 1, "outcome": "nothing"}],
        ["athlete.d2.red_logs", {}],
    ]
    Decision.objects.in_team(season.team).update(reasons=reasons)
    (decision,) = coach.get(reverse("api_decisions", args=[season.ana.pk])).json()["results"]
    assert decision["drivers"] == ["Soreness low on Mon and Tue 24 Nov, 1 at last; own normal 3.5, low at 3 or less."]
    assert decision["notes"] == ["A check-in came late; with it the decision is the same."]
    assert decision["coverage"] == ["13 check-ins in 14 days."]
    assert decision["otherwise"] == ["With 1 such day fewer, the plan would stand as it is."]
    assert decision["athlete_sentence"].startswith("Your check-ins were well below your normal")
    assert [[reason["message"], reason["values"]] for reason in decision["reasons"]] == reasons[:5]


@pytest.mark.parametrize(
    ("name", "arguments", "code", "message"),
    [
        pytest.param("api_plan", [], "no_plan", "No plan is running for this athlete.", id="plan"),
        pytest.param("api_weeks", [], "no_plan", "No plan is running for this athlete.", id="weeks"),
        pytest.param("api_week", [MONDAY], "no_plan", "No plan is running for this athlete.", id="week"),
        pytest.param("api_sessions", [], "no_plan", "No plan is running for this athlete.", id="sessions"),
        pytest.param("api_log", [TODAY], "no_log", "No log was written for this day.", id="log"),
    ],
)
def test_what_ben_does_not_have_is_named(
    cast: Cast, coach: Program, name: str, arguments: list[Any], code: str, message: str
) -> None:
    response = coach.get(reverse(name, args=[cast.ben.pk, *arguments]))
    assert response.status_code == 404
    assert response.json() == {"error": {"code": code, "message": message, "fields": {}}}


def test_an_ended_plan_is_not_the_running_one(season: Cast, coach: Program) -> None:
    plan = season.ana.plans.get()
    plan.ended_at = plan.created_at
    plan.save()
    assert coach.get(reverse("api_plan", args=[season.ana.pk])).status_code == 404


def test_a_monday_outside_the_plan_has_no_week(season: Cast, coach: Program) -> None:
    response = coach.get(reverse("api_week", args=[season.ana.pk, MONDAY - timedelta(weeks=1)]))
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "no_week"


@pytest.mark.parametrize(
    ("name", "monday", "told"),
    [
        pytest.param("api_week", "24.11.2026", "YYYY-MM-DD", id="another form"),
        pytest.param("api_week", "2026-02-30", "YYYY-MM-DD", id="no such day"),
        pytest.param("api_week", "2026-11-25", "2026-11-23", id="a Wednesday"),
        pytest.param("api_week", "0001-01-03", "0001-01-01", id="in the first week of all"),
    ],
)
def test_a_week_is_named_by_its_monday(season: Cast, coach: Program, name: str, monday: str, told: str) -> None:
    response = coach.get(reverse(name, args=[season.ana.pk, monday]))
    assert response.status_code == 400
    assert told in response.json()["error"]["fields"]["monday"][0]


def test_a_malformed_date_of_a_log_is_named(season: Cast, coach: Program) -> None:
    response = coach.get(reverse("api_log", args=[season.ana.pk, "today"]))
    assert response.status_code == 400
    assert response.json() == {
        "error": {
            "code": "invalid",
            "message": "Something in the request is not right.",
            "fields": {"date": ["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."]},
        }
    }


@pytest.mark.parametrize("name", ["api_weeks", "api_sessions", "api_logs", "api_decisions"])
@pytest.mark.parametrize(
    ("query", "field"),
    [
        pytest.param({"from": "25/11/2026"}, "from", id="another form"),
        pytest.param({"to": ""}, "to", id="empty"),
        pytest.param({"from": "2026-11-25", "to": "2026-11-24"}, "to", id="ends before it starts"),
        pytest.param({"until": "2026-11-25"}, "until", id="unknown parameter"),
        pytest.param({"limit": "501"}, "limit", id="page too large"),
        pytest.param({"limit": "0"}, "limit", id="page without rows"),
        pytest.param({"offset": "-1"}, "offset", id="before the first row"),
        pytest.param({"offset": 10**30}, "offset", id="beyond all rows"),
    ],
)
def test_a_bad_query_is_refused_by_name(
    season: Cast, coach: Program, name: str, query: dict[str, Any], field: str
) -> None:
    response = coach.get(reverse(name, args=[season.ana.pk]), **query)
    assert response.status_code == 400
    assert list(response.json()["error"]["fields"]) == [field]


@pytest.mark.parametrize(
    ("name", "key", "query", "days"),
    [
        pytest.param("api_logs", "date", {}, [23, 24, 25], id="all logs, oldest first"),
        pytest.param("api_logs", "date", {"from": "2026-11-24"}, [24, 25], id="logs from"),
        pytest.param("api_logs", "date", {"to": "2026-11-24"}, [23, 24], id="logs to"),
        pytest.param("api_decisions", "night", {}, [24, 23, 22], id="all decisions, newest first"),
        pytest.param("api_decisions", "night", {"to": "2026-11-22"}, [22], id="decisions to"),
        pytest.param("api_sessions", "day", {"from": "2026-11-24", "to": "2026-11-30"}, [24, 30], id="sessions"),
        pytest.param("api_weeks", "monday", {"to": "2026-11-30"}, [23, 30], id="weeks to"),
        pytest.param("api_weeks", "monday", {"from": "2026-11-29", "to": "2026-11-29"}, [23], id="week of a Sunday"),
    ],
)
def test_from_and_to_are_both_included(
    cast: Cast, coach: Program, name: str, key: str, query: dict[str, str], days: list[int]
) -> None:
    some_decisions(cast.ana, a_plan(cast.ana, 3), cast.coach, 3)
    some_logs(cast.ana, 3)
    answer = coach.get(reverse(name, args=[cast.ana.pk]), **query).json()
    assert [int(row[key][-2:]) for row in answer["results"]] == days
    assert answer["count"] == len(days)


@pytest.mark.parametrize(
    ("days", "pages"),
    [
        pytest.param(3, [[23, 24], [25]], id="the last page is shorter"),
        pytest.param(4, [[22, 23], [24, 25]], id="the last page is full"),
    ],
)
def test_pages_lead_on_to_the_last_row(cast: Cast, coach: Program, days: int, pages: list[list[int]]) -> None:
    some_logs(cast.ana, days)
    seen, following = [], reverse("api_logs", args=[cast.ana.pk]) + "?limit=2&from=2026-11-01"
    while following:
        answer = coach.get(following).json()
        assert answer["count"] == days
        seen.append([int(row["date"][-2:]) for row in answer["results"]])
        following = answer["next"]
    assert seen == pages


def more_athletes(cast: Cast) -> None:
    for name in ("Cleo", "Dan", "Eva"):
        an_athlete(cast.team, name)


@pytest.mark.parametrize(
    ("name", "grow"),
    [
        pytest.param("api_athletes", more_athletes, id="athletes"),
        pytest.param("api_weeks", lambda c: a_plan(c.ana, 3), id="weeks"),
        pytest.param("api_week", lambda c: a_plan(c.ana, 3), id="week"),
        pytest.param("api_plan", lambda c: a_plan(c.ana, 3), id="plan"),
        pytest.param("api_sessions", lambda c: a_plan(c.ana, 3), id="sessions"),
        pytest.param("api_logs", lambda c: some_logs(c.ana, 3), id="logs"),
        pytest.param("api_decisions", lambda c: some_decisions(c.ana, a_plan(c.ana), c.coach, 3), id="decisions"),
    ],
)
def test_three_rows_cost_as_many_queries_as_one(
    season: Cast, coach: Program, name: str, grow: Callable[[Cast], object]
) -> None:
    arguments = {"api_athletes": [], "api_week": [season.ana.pk, MONDAY]}.get(name, [season.ana.pk])
    address = reverse(name, args=arguments)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert coach.get(address).status_code == 200
        return len(captured)

    with_one = queries()
    season.ana.plans.all().delete()
    grow(season)
    assert queries() == with_one
