"""REST: past activities, written once however often they are sent, and read back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from athletes.models import Athlete
from athletes.past_weeks import activities_of
from tests.api.conftest import NOW, TODAY, Program, token_for
from tests.cast import Cast

RUN = {"started_at": "2026-11-22T08:30:00+01:00", "distance_km": 15.2, "duration_min": 81.5}


def address(athlete: Athlete) -> str:
    return reverse("api_activities", args=[athlete.pk])


def test_an_activity_is_stored_and_read_back(cast: Cast, coach: Program) -> None:
    made = coach.send("post", address(cast.ana), RUN)
    assert made.status_code == 201, made.content
    assert coach.get(address(cast.ana)).json()["results"] == [made.json()]
    told = made.json()
    assert {name: told[name] for name in ("local_date", "sport", "distance_km", "duration_min", "race", "source")} == {
        "local_date": "2026-11-22", "sport": "run", "distance_km": 15.2, "duration_min": 81.5, "race": False,
        "source": "api",
    }  # fmt: skip
    assert activities_of(cast.ana).get().entered_by == cast.coach


def test_only_the_day_is_enough(cast: Cast, coach: Program) -> None:
    made = coach.send("post", address(cast.ana), {"local_date": "2026-10-04", "duration_min": 40, "race": True})
    assert (made.status_code, made.json()["local_date"], made.json()["started_at"]) == (201, "2026-10-04", None)


def test_the_day_is_the_one_in_the_athlete_s_zone(cast: Cast, coach: Program) -> None:
    made = coach.send("post", address(cast.ana), {**RUN, "started_at": "2026-11-21T23:30:00Z"})
    assert made.json()["local_date"] == "2026-11-22"


@pytest.mark.parametrize(
    "again",
    [
        pytest.param({}, id="the same"),
        pytest.param({"started_at": "2026-11-22T07:30:00Z"}, id="in another offset"),
        pytest.param({"started_at": "2026-11-22T07:33:00Z", "distance_km": 14.8}, id="of another device"),
        pytest.param({"client_id": "watch-1"}, id="with a name of its own now"),
    ],
)
def test_what_is_sent_again_is_one_activity(cast: Cast, coach: Program, again: dict[str, Any]) -> None:
    first = coach.send("post", address(cast.ana), RUN)
    repeat = coach.send("post", address(cast.ana), {**RUN, **again})
    assert (repeat.status_code, repeat.json()) == (200, first.json())
    assert activities_of(cast.ana).count() == 1


def test_a_client_id_names_one_activity(cast: Cast, coach: Program) -> None:
    named = {**RUN, "client_id": "watch-1"}
    first = coach.send("post", address(cast.ana), named)
    assert coach.send("post", address(cast.ana), {**named, "distance_km": 3}).json() == first.json()
    other_day = coach.send("post", address(cast.ana), {**named, "started_at": "2026-11-20T08:30:00+01:00"})
    assert (other_day.status_code, other_day.json()["error"]["code"]) == (409, "reused")
    assert activities_of(cast.ana).count() == 1


def test_two_runs_of_a_day_are_two(cast: Cast, coach: Program) -> None:
    for hour in ("06", "18"):
        assert (
            coach.send("post", address(cast.ana), {**RUN, "started_at": f"2026-11-22T{hour}:00:00Z"}).status_code == 201
        )


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        pytest.param({"distance_km": 10}, ["started_at"], id="no day"),
        pytest.param({"local_date": "2026-11-22"}, ["distance_km"], id="neither distance nor time"),
        pytest.param({**RUN, "distance_km": 501}, ["distance_km"], id="501 km"),
        pytest.param({**RUN, "distance_km": -1}, ["distance_km"], id="backwards"),
        pytest.param({**RUN, "duration_min": 6001}, ["duration_min"], id="more than 100 hours"),
        pytest.param({**RUN, "started_at": "2026-11-26T08:00:00Z"}, ["local_date"], id="tomorrow"),
        pytest.param({**RUN, "started_at": "1989-11-26T08:00:00Z"}, ["local_date"], id="long ago"),
        pytest.param({**RUN, "started_at": "9999-12-31T23:59:59Z"}, ["local_date"], id="the last day of all"),
        pytest.param({**RUN, "started_at": "0001-01-01T00:00:00Z"}, ["local_date"], id="the first day of all"),
        pytest.param({**RUN, "sport": "swim"}, ["sport"], id="a sport that is not known"),
        pytest.param({**RUN, "heart_rate": 150}, ["heart_rate"], id="a pulse, which is not kept"),
        pytest.param({**RUN, "client_id": "x" * 101}, ["client_id"], id="a name of 101 letters"),
        pytest.param([RUN], ["body"], id="a list"),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field(cast: Cast, coach: Program, body: Any, fields: list[str]) -> None:
    response = coach.send("post", address(cast.ana), body)
    assert response.status_code == 400, response.content
    assert list(response.json()["error"]["fields"]) == fields
    assert not activities_of(cast.ana).exists()


@pytest.mark.parametrize(
    ("who", "may_write", "status"),
    [
        pytest.param("coach", True, 201, id="a coach"),
        pytest.param("assistant", True, 201, id="an assistant"),
        pytest.param("reader", True, 403, id="who reads only"),
        pytest.param("coach", False, 403, id="a coach's token that reads only"),
        pytest.param("ana_user", True, 201, id="the athlete"),
        pytest.param("ana_user", False, 403, id="the athlete's token that reads only"),
    ],
)
def test_who_may_write(cast: Cast, who: str, may_write: bool, status: int) -> None:
    program = Program(token_for(getattr(cast, who), cast.team, may_write=may_write))
    assert program.send("post", address(cast.ana), RUN).status_code == status
    assert activities_of(cast.ana).exists() is (status == 201)
    assert program.get(address(cast.ana)).status_code == 200


def test_an_athlete_s_token_is_about_nobody_else(cast: Cast) -> None:
    program = Program(token_for(cast.ana_user, cast.team, may_write=True))
    for athlete in (cast.ben, cast.zoe):
        assert program.send("post", address(athlete), RUN).status_code == 404
        assert program.get(address(athlete)).status_code == 404
        assert not activities_of(athlete).exists()


def test_the_list_is_by_day_and_in_pages(cast: Cast, coach: Program) -> None:
    for days in (3, 1, 2):
        coach.send("post", address(cast.ana), {"local_date": str(TODAY - timedelta(days=days)), "distance_km": days})
    assert [each["distance_km"] for each in coach.get(address(cast.ana)).json()["results"]] == [3, 2, 1]
    since = coach.get(address(cast.ana), **{"from": str((NOW - timedelta(days=2)).date()), "limit": 1}).json()
    assert (since["count"], [each["distance_km"] for each in since["results"]]) == (2, [2])
