"""A week and a season on paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from plans import visibility
from plans.models import Plan
from tests.cast import Cast
from tests.pages import visible
from tests.season import MONDAY

pytestmark = pytest.mark.slow


def test_a_week_has_every_session_with_its_steps_and_a_box(coach: Client, plan: Plan) -> None:
    page = visible(coach.get(f"/athletes/{plan.athlete_id}/weeks/{MONDAY}/print/"))
    assert "16 Nov – 22 Nov 2026, week 3 of 14" in page
    assert all(words in page for words in ("Cadence game", "Strength", "Long run", "Fri 20 Nov Rest"))
    assert "Goblet squat" in page


def test_a_season_has_a_line_for_each_week(coach: Client, plan: Plan) -> None:
    answer = coach.get(f"/athletes/{plan.athlete_id}/print/")
    assert answer.content.decode().count('<th scope="row">') == 14
    assert "Later weeks are still open" not in visible(answer)


def test_an_athlete_prints_what_they_see(cast: Cast, ana: Client, plan: Plan) -> None:
    later = MONDAY + timedelta(days=14)
    assert ana.get(f"/my-week/print/?monday={later}").status_code == 200
    visibility.set_for_plan(plan, 2, cast.coach)
    assert ana.get(f"/my-week/print/?monday={later}").status_code == 404
    assert ana.get("/my-week/print/?monday=soon").status_code == 404
    assert "16 Nov" in visible(ana.get("/my-week/print/"))
    answer = ana.get("/me/season/print/")
    assert answer.content.decode().count('<th scope="row">') == 4
    assert "Later weeks are still open" in visible(answer)


@pytest.mark.parametrize("days", [1, 7 * 40])
def test_there_is_no_other_week(coach: Client, plan: Plan, days: int) -> None:
    path = f"/athletes/{plan.athlete_id}/weeks/{MONDAY + timedelta(days=days)}/print/"
    assert coach.get(path).status_code == 404


def test_without_a_plan_there_is_nothing_to_print(cast: Cast, coach: Client) -> None:
    assert coach.get(f"/athletes/{cast.ben.pk}/print/").status_code == 404
