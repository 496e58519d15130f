"""A cell of the roster becomes a form and a cell again; only its field is written, and only by who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from athletes.models import Athlete, Record
from tests.athletes.squads import a_squad, groups_of, limit
from tests.cast import Cast
from tests.pages import Strict


def cell(athlete: Athlete, field: str) -> str:
    return f"/athletes/{athlete.pk}/cells/{field}/"


@pytest.mark.parametrize(
    ("field", "shown", "sent", "becomes"),
    [
        ("name", "Ben O.", "Ben Oak", "Ben Oak"),
        ("email", "", "ben@example.org", "ben@example.org"),
        ("level", "intermediate", "advanced", "Advanced"),
        ("baseline_km_per_week", "50.0", "62.5", "62.5 km"),
        ("baseline_km_per_week", "50.0", "62,5", "62.5 km"),
    ],
)
def test_a_cell_is_edited_where_it_stands(
    coach: Client, cast: Cast, field: str, shown: str, sent: str, becomes: str
) -> None:
    url = cell(cast.ben, field)
    form = coach.get(url).content.decode()
    assert f'name="initial-{field}"' in form

    answer = coach.post(url, {field: sent, f"initial-{field}": shown}, headers={"HX-Request": "true"})

    said = answer.content.decode()
    assert said.startswith(
        f'<div class="cell{" is-name" if field == "name" else ""}" id="athlete-{cast.ben.pk}-{field}"'
    )
    assert becomes in said
    strict = Strict()
    strict.feed(form + said)
    assert strict.found == []
    record = Record.objects.in_team(cast.team).get(what="roster.edited")
    assert (record.athlete, record.actor, list(record.after)) == (cast.ben, cast.coach, [field])


def test_groups_are_a_cell_of_who_manages_the_team(coach: Client, cast: Cast) -> None:
    track, hills = a_squad(cast.team, "Track", cast.ben), a_squad(cast.team, "Hills")
    url = cell(cast.ben, "groups")
    assert f'name="initial-groups" value="{track.pk}"' in coach.get(url).content.decode()
    said = coach.post(url, {"groups": [hills.pk], "initial-groups": [track.pk]}).content.decode()
    assert "Hills" in said
    assert groups_of(cast.ben) == ["Hills"]

    coach.force_login(cast.assistant)
    assert coach.get(url).status_code == 404
    assert coach.post(url, {"groups": [track.pk]}).status_code == 404
    assert groups_of(cast.ben) == ["Hills"]


def test_two_coaches_put_somebody_into_a_group_at_once(coach: Client, cast: Cast) -> None:
    track, hills, trail = (a_squad(cast.team, name) for name in ("Track", "Hills", "Trail"))
    url = cell(cast.ben, "groups")
    for group in (track, hills):  # both pages showed no group
        coach.post(url, {"groups": [group.pk]})
    assert groups_of(cast.ben) == ["Hills", "Track"]
    coach.post(url, {"groups": [trail.pk], "initial-groups": [track.pk]})
    assert groups_of(cast.ben) == ["Hills", "Trail"]


def test_a_mistake_comes_back_into_the_cell(coach: Client, cast: Cast) -> None:
    answer = coach.post(cell(cast.ben, "email"), {"email": cast.ana.email, "initial-email": ""})
    assert answer.status_code == 422
    assert "Another athlete of this team has this e-mail address." in answer.content.decode()
    assert f'id="athlete-{cast.ben.pk}-email"' in answer.content.decode()


def test_what_somebody_else_changed_is_said_and_stays(coach: Client, cast: Cast) -> None:
    url = cell(cast.ben, "level")
    coach.post(url, {"level": "advanced", "initial-level": "intermediate"})
    answer = coach.post(url, {"level": "beginner", "initial-level": "intermediate"})
    assert answer.status_code == 422
    assert "Somebody else has changed this to “Advanced” meanwhile." in answer.content.decode()
    assert 'name="initial-level" value="advanced"' in answer.content.decode()
    cast.ben.refresh_from_db()
    assert cast.ben.level == "advanced"


def test_a_cell_can_be_left_as_it_is(coach: Client, cast: Cast) -> None:
    said = coach.get(cell(cast.ben, "level") + "?as=text").content.decode()
    assert "<form" not in said
    assert "Intermediate" in said


@pytest.mark.parametrize("field", ["zone", "user", "archived_at", "nights_from", "key", "weekdays"])
def test_other_fields_are_no_cells(coach: Client, cast: Cast, field: str) -> None:
    assert coach.post(cell(cast.ben, field), {field: "x"}).status_code == 404


def test_who_only_reads_has_no_cells(client: Client, cast: Cast) -> None:
    client.force_login(cast.reader)
    for ask in (client.get, client.post):
        assert ask(cell(cast.ben, "name"), {"name": "X"}).status_code == 403


@pytest.mark.parametrize("field", ["level", "groups"])
def test_a_foreign_group_or_athlete_is_refused(coach: Client, cast: Cast, field: str) -> None:
    a_squad(cast.team, "Track")
    foreign = a_squad(cast.other_team, "Rival squad")
    assert coach.post(cell(cast.zoe, field), {field: "advanced"}).status_code == 404
    answer = coach.post(cell(cast.ben, "groups"), {"groups": [foreign.pk], "initial-groups": [foreign.pk]})
    assert answer.status_code == 422
    assert groups_of(cast.ben) == []


class TestACoachOfGroups:
    """Somebody new goes into one of their groups, or they would not see them."""

    @staticmethod
    def new(**values: Any) -> dict[str, Any]:
        return {"name": "Mia", "email": "", "zone": "UTC", "level": "beginner", "age_group": "18_49",
                "baseline_km_per_week": "30", "weekdays": ["1"], **values}  # fmt: skip

    def test_of_one_group_there_is_no_choice(self, client: Client, cast: Cast) -> None:
        limit(cast.assistant, cast.team, a_squad(cast.team, "Track"))
        client.force_login(cast.assistant)
        assert 'name="groups"' not in client.get("/athletes/new/").content.decode()
        assert client.post("/athletes/new/", self.new()).status_code == 302
        assert groups_of(Athlete.objects.in_team(cast.team).get(name="Mia")) == ["Track"]

    def test_of_several_one_has_to_be_chosen(self, client: Client, cast: Cast) -> None:
        track, hills = a_squad(cast.team, "Track"), a_squad(cast.team, "Hills")
        others = a_squad(cast.team, "Others")
        limit(cast.assistant, cast.team, track, hills)
        client.force_login(cast.assistant)
        for chosen in ({}, {"groups": [others.pk]}, {"groups": [track.pk, others.pk]}):
            assert client.post("/athletes/new/", self.new(**chosen)).status_code == 422
        assert client.post("/athletes/new/", self.new(groups=[hills.pk])).status_code == 302
        assert groups_of(Athlete.objects.in_team(cast.team).get(name="Mia")) == ["Hills"]

    def test_of_none_nobody_can_be_added(self, client: Client, cast: Cast) -> None:
        limit(cast.assistant, cast.team)
        client.force_login(cast.assistant)
        assert client.post("/athletes/new/", self.new()).status_code == 403
