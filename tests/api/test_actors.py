"""Who a token is, and what is answered to none. What each route answers to whom is in tests/isolation."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.api.conftest import Program, archived, token_for
from tests.cast import Cast

pytestmark = [pytest.mark.django_db]


def test_the_roster_shows_whom_the_token_may_see(cast: Cast) -> None:
    def names(token: str) -> list[str]:
        return [row["name"] for row in Program(token).get(reverse("api_athletes")).json()["results"]]

    archived(cast)
    assert names(token_for(cast.coach, cast.team)) == ["Ana R.", "Ben O."]
    assert names(token_for(cast.reader, cast.team)) == ["Ana R.", "Ben O."]
    assert names(token_for(cast.ana_user, cast.team)) == ["Ana R."]
    assert names(token_for(cast.rival, cast.other_team)) == ["Zoe W."]


@pytest.mark.parametrize("token", [None, "fallow_wrong"])
@pytest.mark.parametrize("name", ["api_athletes", "api_nowhere"])
def test_routes_about_nobody_ask_for_a_token_too(db: None, name: str, token: str | None) -> None:
    assert Program(token).get(reverse(name)).status_code == 401


def test_a_browser_session_is_no_token(season: Cast) -> None:
    program = Program(None)
    program.client.force_login(season.coach)
    assert program.get(reverse("api_athletes")).status_code == 401


@pytest.mark.parametrize("path", ["", "athletes/", "athletes/ana", "athletes/1/secrets", "nothing"])
def test_an_unknown_path_is_not_found_in_the_shape_of_all_errors(coach: Program, path: str) -> None:
    response = coach.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response.json() == {"error": {"code": "not_found", "message": "Not found.", "fields": {}}}


def test_answers_are_not_kept_by_caches(coach: Program) -> None:
    assert coach.get(reverse("api_athletes"))["Cache-Control"] == "no-store"
