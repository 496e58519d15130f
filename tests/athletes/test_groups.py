"""Groups: made, renamed, filled, emptied and deleted, by those who manage the team."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from athletes.access import Actor, actor_for
from athletes.groups import add_group, delete_group, groups_of, put_in, rename_group, take_out
from athletes.invitations import invite
from athletes.models import Athlete, Group, GroupAthlete, Invitation, Record
from tests.cast import Cast, an_athlete
from tests.pages import queries, visible


@pytest.fixture
def coach(cast: Cast) -> Actor:
    actor = actor_for(cast.coach)
    assert actor is not None
    return actor


def said(cast: Cast) -> list[str]:
    return list(Record.objects.in_team(cast.team).order_by("id").values_list("what", flat=True))


class TestGroups:
    def test_several_athletes_go_in_and_out_at_once_and_each_has_a_record(self, cast: Cast, coach: Actor) -> None:
        squad = add_group(coach, "Hill squad")
        assert put_in(coach, squad, [cast.ana]) == 1
        assert put_in(coach, squad, [cast.ana, cast.ben]) == 1, "who is in it stays in it once"
        assert [vars(group)["athletes"] for group in groups_of(cast.team)] == [2]
        assert take_out(coach, squad, [cast.ana, cast.ben]) == 2
        assert take_out(coach, squad, [cast.ana]) == 0
        rows = Record.objects.in_team(cast.team).exclude(athlete=None).order_by("id")
        assert [(r.what, r.athlete, r.before, r.after) for r in rows] == [
            ("group.athlete_in", cast.ana, {}, {"group": "Hill squad"}),
            ("group.athlete_in", cast.ben, {}, {"group": "Hill squad"}),
            ("group.athlete_out", cast.ana, {"group": "Hill squad"}, {}),
            ("group.athlete_out", cast.ben, {"group": "Hill squad"}, {}),
        ]

    @pytest.mark.parametrize("name", ["Hill squad", "HILL SQUAD"])
    def test_two_groups_of_one_name_are_refused_in_words(self, cast: Cast, coach: Actor, name: str) -> None:
        add_group(coach, "Hill squad")
        other = add_group(coach, "Track squad")
        with pytest.raises(ValidationError, match="a group of this name already"):
            add_group(coach, name)
        with pytest.raises(ValidationError, match="a group of this name already"):
            rename_group(coach, other, name)
        assert said(cast) == ["group.made", "group.made"]

    def test_another_team_may_use_the_name(self, cast: Cast, coach: Actor) -> None:
        add_group(coach, "Hill squad")
        rival = actor_for(cast.rival)
        assert rival is not None
        assert add_group(rival, "Hill squad").team == cast.other_team

    def test_renaming_leaves_a_record_of_both_names(self, cast: Cast, coach: Actor) -> None:
        squad = add_group(coach, "Hill squad")
        rename_group(coach, squad, "Hill squad")
        rename_group(coach, squad, "Hills")
        last = Record.objects.in_team(cast.team).first()
        assert last is not None
        assert (last.what, last.before, last.after) == ("group.renamed", {"name": "Hill squad"}, {"name": "Hills"})
        assert said(cast) == ["group.made", "group.renamed"]

    def test_deleting_leaves_athletes_and_narrows_what_was_promised(self, cast: Cast, coach: Actor) -> None:
        squad = add_group(coach, "Hill squad")
        put_in(coach, squad, [cast.ana])
        invite(coach, email="new@example.org", role="assistant", all_groups=False, groups=[squad])
        delete_group(coach, squad)
        assert Athlete.objects.in_team(cast.team).filter(pk=cast.ana.pk, archived_at=None).exists()
        promised = Invitation.objects.in_team(cast.team).get()
        assert (promised.all_groups, promised.invitation_groups.in_team(cast.team).count()) == (False, 0)

    @pytest.mark.parametrize("who", ["assistant", "reader"])
    def test_who_does_not_manage_changes_no_group(self, cast: Cast, coach: Actor, who: str) -> None:
        squad = add_group(coach, "Hill squad")
        actor = actor_for(getattr(cast, who))
        assert actor is not None
        for do in (
            lambda: add_group(actor, "Mine"), lambda: rename_group(actor, squad, "Mine"),
            lambda: delete_group(actor, squad), lambda: put_in(actor, squad, [cast.ana]),
            lambda: take_out(actor, squad, [cast.ana]),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                do()
        assert said(cast) == ["group.made"]


class TestPages:
    @pytest.fixture
    def client(self, cast: Cast, client: Client) -> Client:
        client.force_login(cast.coach)
        return client

    def test_from_nothing_to_a_full_group_and_back(self, cast: Cast, client: Client) -> None:
        assert "No groups yet" in visible(client.get("/team/groups/"))
        made = client.post("/team/groups/", {"name": "Hill squad"})
        page = made.headers["Location"]
        client.post(page + "put-in/", {"athletes": [cast.ana.pk, cast.ben.pk]})
        client.post(page + "take-out/", {"athletes": [cast.ben.pk]})
        words = visible(client.get(page))
        assert words.index("In the group 1 Ana R.") < words.index("Not in the group 1 Ben O.")
        assert "Hill squad 1 0" in visible(client.get("/team/groups/"))
        assert "Its 1 athlete stays on the roster" in visible(client.get(page + "delete/"))
        assert client.post(page + "delete/").status_code == 302
        assert not Group.objects.in_team(cast.team).exists()

    def test_nobody_chosen_and_somebody_who_is_gone_change_nothing(self, cast: Cast, client: Client) -> None:
        page = client.post("/team/groups/", {"name": "Hill squad"}).headers["Location"]
        for sent in ({}, {"athletes": [cast.zoe.pk]}, {"athletes": [cast.ana.pk, 10**6]}):
            answer = client.post(page + "put-in/", sent)
            assert answer.status_code == 422
            assert "Nothing was changed." in answer.content.decode()
        assert not GroupAthlete.objects.in_team(cast.team).exists()

    def test_a_name_that_is_taken_comes_back(self, cast: Cast, client: Client) -> None:
        pages = [client.post("/team/groups/", {"name": name}).headers["Location"] for name in ("Hills", "Track")]
        for url in ("/team/groups/", pages[1]):
            answer = client.post(url, {"name": "hills"})
            assert answer.status_code == 422
            assert "a group of this name already" in answer.content.decode()
        assert "<h1>Track</h1>" in client.get(pages[1]).content.decode()

    def test_as_many_queries_for_many_as_for_one(self, cast: Cast, client: Client, coach: Actor) -> None:
        squad = add_group(coach, "Hill squad")
        put_in(coach, squad, [cast.ana])
        few = [queries(client, url) for url in ("/team/groups/", f"/team/groups/{squad.pk}/")]
        for n in range(8):
            put_in(coach, add_group(coach, f"Squad {n}"), [an_athlete(cast.team, f"Runner {n}"), cast.ana])
        assert [queries(client, url) for url in ("/team/groups/", f"/team/groups/{squad.pk}/")] == few
