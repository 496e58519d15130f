"""Who may do what on every route; refusals write nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import URLPattern, reverse
from django.utils import timezone

from athletes.models import ApiToken, Athlete, Membership, Team, User
from config import api_urls
from readiness.models import DailyLog, DailyLogVersion, DayStatus
from tests.api.conftest import MONDAY, TODAY, Program, token_for
from tests.cast import Cast, an_athlete

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

READING = {
    "api_athlete": {},
    "api_plan": {},
    "api_weeks": {},
    "api_week": {"monday": MONDAY},
    "api_sessions": {},
    "api_decisions": {},
    "api_logs": {},
    "api_log": {"date": TODAY},
    "api_normals": {},
}
"""Routes about one athlete that are read, with the rest of their path."""
WRITING = {"api_log": ("put", "delete")}
OTHERS = {"api_openapi", "api_athletes", "api_rules", "api_nowhere"}
"""Routes about no one athlete: each has its own test, below or (rules) in a file of its own."""

CALLS = [pytest.param(name, "get", id=f"get {name}") for name in READING] + [
    pytest.param(name, method, id=f"{method} {name}") for name, methods in WRITING.items() for method in methods
]

Who = Callable[[Cast], tuple[str | None, int]]
"""Somebody's token and the athlete that they ask for."""


def writing(user: User, team: Team) -> str:
    return token_for(user, team, may_write=True)


def revoked(cast: Cast) -> str:
    token = writing(cast.coach, cast.team)
    ApiToken.objects.in_team(cast.team).update(revoked_at=timezone.now())
    return token


def of_a_coach_who_left(cast: Cast) -> str:
    token = writing(cast.coach, cast.team)
    Membership.objects.in_team(cast.team).filter(user=cast.coach).update(ended_at=timezone.now())
    return token


def archived(cast: Cast) -> int:
    return an_athlete(cast.team, "Former R.", archived_at=timezone.now()).pk


ACTORS: dict[str, tuple[Who, int, int]] = {
    # who, on whom: status of reading, status of writing (0: it is written)
    "no token": (lambda c: (None, c.ana.pk), 401, 401),
    "wrong token": (lambda c: ("fallow_wrong", c.ana.pk), 401, 401),
    "revoked token": (lambda c: (revoked(c), c.ana.pk), 401, 401),
    "a coach who left": (lambda c: (of_a_coach_who_left(c), c.ana.pk), 401, 401),
    "another team's coach": (lambda c: (writing(c.rival, c.other_team), c.ana.pk), 404, 404),
    "the coach on another team's athlete": (lambda c: (writing(c.coach, c.team), c.zoe.pk), 404, 404),
    "the coach on an archived athlete": (lambda c: (writing(c.coach, c.team), archived(c)), 404, 404),
    "the coach on nobody": (lambda c: (writing(c.coach, c.team), 10**30), 404, 404),
    "an athlete on a team-mate": (lambda c: (writing(c.ana_user, c.team), c.ben.pk), 404, 404),
    "an athlete, token reads": (lambda c: (token_for(c.ana_user, c.team), c.ana.pk), 200, 403),
    "a coach, token reads": (lambda c: (token_for(c.coach, c.team), c.ana.pk), 200, 403),
    "staff who read only": (lambda c: (writing(c.reader, c.team), c.ana.pk), 200, 403),
    "an athlete on themselves": (lambda c: (writing(c.ana_user, c.team), c.ana.pk), 200, 0),
    "an assistant": (lambda c: (writing(c.assistant, c.team), c.ana.pk), 200, 0),
}  # fmt: skip


def stored() -> list[list[Any]]:
    return [
        list(model.objects.across_teams().order_by("pk").values()) for model in (DailyLog, DailyLogVersion, DayStatus)
    ]


def url(name: str, pk: int) -> str:
    return reverse(name, kwargs={"pk": pk, **READING[name]})


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize(("name", "method"), CALLS)
def test_every_route_answers_every_actor_as_the_table_says(season: Cast, name: str, method: str, actor: str) -> None:
    who, read_status, write_status = ACTORS[actor]
    token, pk = who(season)
    expected = read_status if method == "get" else write_status
    before = stored()

    response = Program(token).send(method, url(name, pk), b'{"mood": 1}')

    if expected == 0:
        assert response.status_code in (200, 204), response.content
        assert stored() != before
        return
    assert response.status_code == expected, response.content
    assert stored() == before
    if expected != 200:
        error = response.json()["error"]
        assert error["code"]
        assert error["message"]
    if expected == 401:
        assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_a_foreign_athlete_is_answered_like_one_that_never_was(
    season: Cast, coach: Program, name: str, method: str
) -> None:
    unknown = max(Athlete.objects.across_teams().values_list("pk", flat=True)) + 1
    foreign, never = (coach.send(method, url(name, pk), b"{}") for pk in (season.zoe.pk, unknown))
    assert foreign.content == never.content


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


def test_every_route_and_method_is_in_the_matrix() -> None:
    patterns = [p for p in api_urls.urlpatterns if isinstance(p, URLPattern)]
    assert len(patterns) == len(api_urls.urlpatterns)
    assert {p.name for p in patterns} == READING.keys() | OTHERS
    for pattern in patterns:
        view = pattern.callback.view_class  # type: ignore[attr-defined]
        methods = {m for m in ("get", "put", "post", "patch", "delete") if hasattr(view, m)}
        if pattern.name in READING:
            assert methods == {"get", *WRITING.get(pattern.name, ())}, pattern.name
        else:
            assert methods <= ({"get", "patch", "delete"} if pattern.name == "api_rules" else {"get"}), pattern.name
