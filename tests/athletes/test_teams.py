"""Teams are started, set up, archived and restored."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from athletes.access import actor_for
from athletes.models import Athlete, Membership, Record, Role, Team
from athletes.teams import archive_team, archived_teams, change_settings, new_team, restore_team
from athletes.tokens import create_token
from plans import night
from tests.cast import Cast, an_athlete
from tests.pages import visible

NOW = datetime(2027, 3, 1, 20, 0, tzinfo=UTC)
"""The 2nd of March already in Auckland."""


def said(team: Team) -> list[tuple[str, Any, Any]]:
    return list(Record.objects.in_team(team).order_by("id").values_list("what", "before", "after"))


class TestStarting:
    def test_whoever_starts_a_team_owns_it(self, cast: Cast) -> None:
        team = new_team(cast.stranger, "Été – Läufer")
        actor = actor_for(cast.stranger)
        assert actor is not None
        assert (actor.team, actor.role, team.slug) == (team, Role.OWNER, "ete-laufer")
        assert said(team) == [("team.made", {}, {"name": "Été – Läufer"})]

    @pytest.mark.parametrize("name", ["Harvest", "走", "x" * 120])
    def test_any_name_has_an_address_of_its_own(self, cast: Cast, name: str) -> None:
        slugs = {new_team(cast.stranger, name).slug for _ in range(3)}
        assert len(slugs) == 3

    @pytest.mark.parametrize("who", ["stranger", "owner", "ana_user"])
    def test_from_the_page_one_is_in_it_at_once(self, cast: Cast, client: Client, who: str) -> None:
        client.force_login(getattr(cast, who))
        page = visible(client.post("/team/new/", {"name": "Dawn Runners"}, follow=True))
        assert page.startswith("Dawn Runners is yours.")
        assert client.post("/team/new/", {"name": " "}).status_code == 422

    def test_the_page_without_a_team_shows_the_ways(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.stranger)
        page = client.get("/").content.decode()
        assert all(url in page for url in ('"/team/new/"', '"/team/archived/"', '"/invitations/"'))


class TestSettings:
    def test_only_what_changed_is_written_and_recorded(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.owner)
        sent = {"name": "Harvest Runners", "guardian_age": 15, "requires_second_factor": "on"}
        assert client.post("/team/settings/", sent).status_code == 302
        cast.team.refresh_from_db()
        assert (cast.team.guardian_age, cast.team.requires_second_factor) == (15, True)
        assert said(cast.team) == [
            (
                "team.changed",
                {"requires_second_factor": False, "guardian_age": 16},
                {"requires_second_factor": True, "guardian_age": 15},
            )
        ]

    @pytest.mark.parametrize(
        "wrong", [{"name": ""}, {"guardian_age": 12}, {"guardian_age": 19}, {"name": "x" * 121}], ids=str
    )
    def test_what_cannot_be_comes_back(self, cast: Cast, client: Client, wrong: Any) -> None:
        client.force_login(cast.owner)
        answer = client.post("/team/settings/", {"name": "Harvest Runners", "guardian_age": 15, **wrong})
        assert answer.status_code == 422
        assert '<span class="brand-team">Harvest Runners</span>' in answer.content.decode()
        assert said(cast.team) == []

    @pytest.mark.parametrize("who", ["coach", "assistant", "reader"])
    def test_only_an_owner(self, cast: Cast, who: str) -> None:
        actor = actor_for(getattr(cast, who))
        assert actor is not None
        for do in (lambda: change_settings(actor, name="Mine"), lambda: archive_team(actor)):
            with pytest.raises(PermissionDenied):
                do()
        assert Team.objects.get(pk=cast.team.pk).archived_at is None


class TestArchiving:
    @pytest.fixture
    def archived(self, cast: Cast) -> Team:
        owner = actor_for(cast.owner)
        assert owner is not None
        archive_team(owner)
        return cast.team

    def test_nobody_has_a_team_and_no_token_opens_it(self, cast: Cast, client: Client) -> None:
        _, token = create_token(team=cast.team, user=cast.coach, name="REST")
        client.force_login(cast.ana_user)
        assert client.get("/today/").status_code == 200
        owner = actor_for(cast.owner)
        assert owner is not None
        archive_team(owner)
        assert client.get("/today/").status_code == 403
        assert "You belong to no team right now" in visible(client.get("/"))
        assert Client().get("/api/v1/athletes", HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 401

    def test_its_owner_alone_finds_and_restores_it(self, cast: Cast, archived: Team, client: Client) -> None:
        for who, number in (("owner", 1), ("coach", 0), ("ana_user", 0), ("rival", 0)):
            assert archived_teams(getattr(cast, who)).count() == number
        for who in ("coach", "rival"):
            with pytest.raises(PermissionDenied):
                restore_team(getattr(cast, who), archived, NOW)
        client.force_login(cast.coach)
        assert client.post(f"/team/archived/{archived.pk}/restore/").status_code == 404
        client.force_login(cast.owner)
        assert "Harvest Runners" in visible(client.get("/team/archived/"))
        assert "Harvest Runners is back." in visible(client.post(f"/team/archived/{archived.pk}/restore/", follow=True))
        assert client.post(f"/team/archived/{archived.pk}/restore/").status_code == 404, "it is not archived any more"
        assert [what for what, _, _ in said(archived)] == ["team.archived", "team.restored"]

    def test_an_owner_who_left_restores_nothing(self, cast: Cast, archived: Team) -> None:
        Membership.objects.in_team(archived).filter(user=cast.owner).update(ended_at=NOW)
        with pytest.raises(PermissionDenied):
            restore_team(cast.owner, archived, NOW)

    def test_nights_go_on_from_today_where_each_athlete_is(self, cast: Cast, archived: Team) -> None:
        east = an_athlete(archived, "Mia", zone="Pacific/Auckland")
        ahead = an_athlete(archived, "Noa", nights_from=date(2027, 5, 1))
        gone = an_athlete(archived, "Pia", archived_at=NOW)
        restore_team(cast.owner, archived, NOW)
        begins = dict(Athlete.objects.in_team(archived).values_list("pk", "nights_from"))
        assert begins == {
            cast.ana.pk: date(2027, 3, 1), cast.ben.pk: date(2027, 3, 1), east.pk: date(2027, 3, 2),
            ahead.pk: date(2027, 5, 1), gone.pk: gone.nights_from,
        }  # fmt: skip

    def test_months_are_not_made_up_for(self, cast: Cast, archived: Team) -> None:
        assert {each.team_id for each in _owed()} == {cast.other_team.pk}
        restore_team(cast.owner, archived, NOW)
        assert {each.team_id for each in _owed()} == {cast.other_team.pk}


def _owed() -> list[Athlete]:
    ids = {athlete for chunk in night.chunks(night.owed(NOW)) for athlete in chunk}
    return list(Athlete.objects.across_teams().filter(pk__in=ids))
