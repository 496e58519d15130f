"""A team's thresholds over REST: everybody of the team reads them, coaches who edit change them."""

from __future__ import annotations

from typing import Any

import pytest

from athletes.models import Athlete
from plans.engine.rulebook import thresholds
from plans.rulebooks import change_thresholds, rulebook_of
from readiness.models import TeamRules
from tests.api.conftest import Program, archived, of_a_coach_who_left, revoked, token_for, writing
from tests.cast import Cast
from tests.season import stored

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

URL = "/api/v1/rules"
CHANGE = b'{"thresholds": {"wellness_red_z": -2.5, "cue_days": 4}, "note": "Quiet squad"}'


def of_an_athlete_who_left(cast: Cast) -> str:
    token = writing(cast.ana_user, cast.team)
    Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk).update(archived_at=cast.ana.created_at)
    return token


ACTORS: dict[str, tuple[Any, int, int]] = {
    # whose token: status of reading, status of writing
    "no token": (lambda c: None, 401, 401),
    "wrong token": (lambda c: "fallow_wrong", 401, 401),
    "revoked token": (revoked, 401, 401),
    "a coach who left": (of_a_coach_who_left, 401, 401),
    "an athlete who left": (of_an_athlete_who_left, 401, 401),
    "an athlete": (lambda c: writing(c.ana_user, c.team), 200, 403),
    "staff who read only": (lambda c: writing(c.reader, c.team), 200, 403),
    "a coach, token reads": (lambda c: token_for(c.coach, c.team), 200, 403),
    "a coach": (lambda c: writing(c.coach, c.team), 200, 200),
    "an assistant": (lambda c: writing(c.assistant, c.team), 200, 403),
}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_every_actor_gets_what_the_table_says(cast: Cast, method: str, actor: str) -> None:
    whose, reading, changing = ACTORS[actor]
    change_thresholds(cast.team, {"cooldown_days": 9}, cast.owner)
    program = Program(whose(cast))
    before = stored()

    response = program.send(method, URL, CHANGE)

    expected = reading if method == "get" else changing
    assert response.status_code == expected, response.content
    assert (stored() != before) is (method != "get" and expected == 200)
    if expected != 200:
        assert response.json()["error"]["message"]


def own(response: Any) -> dict[str, float]:
    return {t["name"]: t["value"] for t in response.json()["thresholds"] if t["value"] != t["default"]}


def test_every_threshold_with_all_that_stands_behind_it(coach: Program) -> None:
    rules = coach.get(URL).json()
    assert (rules["version"], rules["written_at"], rules["note"]) == (0, None, "")
    assert [each["name"] for each in rules["thresholds"]] == list(thresholds())
    assert rules["thresholds"][list(thresholds()).index("wellness_red_z")] == {
        "name": "wellness_red_z", "policy": "readiness", "value": -2.0, "default": -2.0, "low": -4.0, "high": -1.5,
        "unit": "SD", "rule": "S2", "grade": "D", "source": "replay of real logs",
    }  # fmt: skip


def test_a_change_is_merged_and_answered_with_the_rules_in_force(cast: Cast, coach: Program) -> None:
    change_thresholds(cast.team, {"cooldown_days": 9}, cast.owner)

    response = coach.send("patch", URL, CHANGE)

    assert own(response) == {"cooldown_days": 9, "cue_days": 4, "wellness_red_z": -2.5}
    assert (response.json()["version"], response.json()["note"]) == (2, "Quiet squad")
    written = TeamRules.objects.in_team(cast.team).get(version=2)
    assert written.written_by == cast.coach
    assert isinstance(written.thresholds["cue_days"], int)
    assert own(coach.send("delete", URL)) == {}
    assert rulebook_of(cast.team)["cooldown_days"] == 7


def test_another_teams_rules_are_neither_read_nor_changed(cast: Cast, coach: Program) -> None:
    coach.send("patch", URL, CHANGE)
    rival = Program(writing(cast.rival, cast.other_team))
    assert own(rival.get(URL)) == {}

    rival.send("delete", URL)

    assert own(coach.get(URL)) == {"cue_days": 4, "wellness_red_z": -2.5}


def test_what_coaches_write_to_each_other_is_not_for_athletes(cast: Cast, coach: Program) -> None:
    coach.send("patch", URL, CHANGE)
    rules = Program(token_for(cast.ana_user, cast.team)).get(URL).json()
    assert (rules["version"], rules["note"]) == (1, "")


@pytest.mark.parametrize(
    ("body", "field", "told"),
    [
        (b'{"thresholds": {"cue_days": 99}}', "thresholds", "cue_days takes a whole number from 2 to 7 (days)."),
        (b'{"thresholds": {"cue_days": 3.5}}', "thresholds", "cue_days takes a whole number from 2 to 7 (days)."),
        (b'{"thresholds": {"cue_days": "4"}}', "thresholds", "cue_days takes a whole number from 2 to 7 (days)."),
        (b'{"thresholds": {"cue_days": [4]}}', "thresholds", "cue_days takes a whole number from 2 to 7 (days)."),
        (b'{"thresholds": {"cue_days": null}}', "thresholds", "cue_days"),
        (b'{"thresholds": {"cue_days": 4, "x": 1}}', "thresholds", "x is not the name of a threshold."),
        (
            b'{"thresholds": {"normal_min_values": 28, "normal_window_days": 21}}',
            "thresholds",
            "normal_min_values (28 values) must not exceed normal_window_days (21 days).",
        ),
        (b'{"thresholds": [1]}', "thresholds", "dictionary"),
        (b'{"cue_days": 4}', "cue_days", "There is no such field."),
        (b"{}", "thresholds", "required"),
        (b'{"thresholds": {}, "note": "%s"}' % (b"x" * 301), "note", "300"),
    ],
    ids=[
        "range", "fraction", "text", "list", "null", "unknown name", "do not go together", "no dictionary",
        "unknown field", "nothing", "long note",
    ],
)  # fmt: skip
def test_what_is_refused_is_told_in_a_sentence_and_writes_nothing(
    cast: Cast, coach: Program, body: bytes, field: str, told: str
) -> None:
    before = stored()
    response = coach.send("patch", URL, body)
    assert response.status_code == 400
    assert told in str(response.json()["error"]["fields"][field])
    assert stored() == before


def test_an_archived_athlete_does_not_matter_to_a_change(cast: Cast, coach: Program) -> None:
    archived(cast)
    assert coach.send("patch", URL, CHANGE).status_code == 200
