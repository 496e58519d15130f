"""Who may change whose role to what, and that a role which ended opens nothing any more."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from athletes.access import Actor, actor_for
from athletes.groups import add_group, delete_group, put_in
from athletes.invitations import invite
from athletes.memberships import change_membership, end_membership, in_force, transfer_ownership
from athletes.models import ApiToken, Invitation, Membership, Record, Role, User
from athletes.tokens import create_token
from tests.cast import Cast, a_user
from tests.pages import queries, visible

pytestmark = pytest.mark.slow

OWNER, HEAD, ASSISTANT, READER = Role.OWNER, Role.HEAD_COACH, Role.ASSISTANT, Role.READ_ONLY
ROLES = (OWNER, HEAD, ASSISTANT, READER)
LOW = {ASSISTANT, READER}
MAY_GIVE: dict[Role, set[Role]] = {OWNER: set(ROLES), HEAD: LOW, ASSISTANT: set(), READER: set()}
"""What each role gives and takes, written down by hand: a head coach makes no head coach."""
GIVEN = {"owner": OWNER, "coach": HEAD, "assistant": ASSISTANT, "reader": READER}


def acting(user: User, cast: Cast) -> Actor:
    actor = actor_for(user, cast.team.pk)
    assert actor is not None
    return actor


def membership_of(user: User, cast: Cast) -> Membership:
    return in_force(cast.team).get(user=user)


def somebody(cast: Cast, role: Role) -> Membership:
    return Membership.objects.create(team=cast.team, user=a_user(f"Some {role}"), role=role)


def the(cast: Cast, role: Role) -> User:
    user: User = getattr(cast, next(name for name, given in GIVEN.items() if given == role))
    return user


def records(cast: Cast) -> list[tuple[str, Any, Any]]:
    return list(Record.objects.in_team(cast.team).order_by("id").values_list("what", "before", "after"))


class TestWhoGivesWhatToWhom:
    @pytest.mark.parametrize("by", ROLES)
    def test_changing_a_role(self, cast: Cast, by: Role) -> None:
        actor, target = acting(the(cast, by), cast), somebody(cast, READER)
        for now, then in product(ROLES, ROLES):
            Membership.objects.in_team(cast.team).filter(pk=target.pk).update(role=now)
            if {now, then} <= MAY_GIVE[by]:
                change_membership(actor, target, role=then)
                assert membership_of(target.user, cast).role == then, f"{now} to {then}"
            else:
                said = records(cast)
                with pytest.raises(PermissionDenied):
                    change_membership(actor, target, role=then)
                assert membership_of(target.user, cast).role == now, f"{now} to {then}"
                assert records(cast) == said

    @pytest.mark.parametrize("by", ROLES)
    def test_ending_a_role(self, cast: Cast, by: Role) -> None:
        actor, target = acting(the(cast, by), cast), somebody(cast, READER)
        for now in ROLES:
            Membership.objects.in_team(cast.team).filter(pk=target.pk).update(role=now, ended_at=None)
            if now in MAY_GIVE[by]:
                end_membership(actor, target)
            else:
                with pytest.raises(PermissionDenied):
                    end_membership(actor, target)
            assert in_force(cast.team).filter(user=target.user).exists() is (now not in MAY_GIVE[by]), now

    @pytest.mark.parametrize("by", [HEAD, ASSISTANT, READER])
    def test_nobody_below_an_owner_changes_themselves(self, cast: Cast, by: Role) -> None:
        for then in ROLES:
            with pytest.raises(PermissionDenied):
                change_membership(acting(the(cast, by), cast), membership_of(the(cast, by), cast), role=then)

    def test_a_head_coach_of_some_groups_manages_nobody(self, cast: Cast) -> None:
        squad = add_group(acting(cast.owner, cast), "Hill squad")
        own = membership_of(cast.coach, cast)
        change_membership(acting(cast.owner, cast), own, role=HEAD, all_groups=False, groups=[squad])
        target = membership_of(cast.reader, cast)
        for do in (lambda a: change_membership(a, target, role=ASSISTANT), lambda a: end_membership(a, target)):
            with pytest.raises(PermissionDenied):
                do(acting(cast.coach, cast))
        with pytest.raises(PermissionDenied):
            invite(acting(cast.coach, cast), email="new@example.org", role=READER)

    def test_a_program_that_only_reads_gives_nothing(self, cast: Cast) -> None:
        reading = replace(acting(cast.owner, cast), token_may_write=False)
        with pytest.raises(PermissionDenied):
            change_membership(reading, membership_of(cast.reader, cast), role=ASSISTANT)

    def test_somebody_of_another_team_gives_nothing_here(self, cast: Cast) -> None:
        stranger = replace(acting(cast.owner, cast), user=cast.rival)
        with pytest.raises(PermissionDenied):
            change_membership(stranger, membership_of(cast.reader, cast), role=ASSISTANT)


class TestGroupsOfACoach:
    def test_a_coach_of_one_group_sees_it_alone_and_with_none_nobody(self, cast: Cast) -> None:
        owner = acting(cast.owner, cast)
        squad = add_group(owner, "Hill squad")
        put_in(owner, squad, [cast.ana])
        own = membership_of(cast.assistant, cast)

        change_membership(owner, own, role=ASSISTANT, all_groups=False, groups=[squad])
        assert list(acting(cast.assistant, cast).athletes) == [cast.ana]

        delete_group(owner, squad)
        assert list(acting(cast.assistant, cast).athletes) == [], "fewer, and not everybody"

        change_membership(owner, own, role=ASSISTANT)
        assert set(acting(cast.assistant, cast).athletes) == {cast.ana, cast.ben}

    def test_whoever_becomes_an_owner_has_all_groups(self, cast: Cast) -> None:
        owner = acting(cast.owner, cast)
        squad = add_group(owner, "Hill squad")
        own = membership_of(cast.coach, cast)
        change_membership(owner, own, role=HEAD, all_groups=False, groups=[squad])
        change_membership(owner, own, role=OWNER, all_groups=False, groups=[squad])
        assert acting(cast.coach, cast).group_ids is None
        assert records(cast)[1:] == [
            (
                "role.groups_changed",
                {"role": "head_coach", "groups": "all"},
                {"role": "head_coach", "groups": ["Hill squad"]},
            ),
            (
                "role.changed",
                {"role": "head_coach", "groups": ["Hill squad"]},
                {"role": "owner", "groups": "all"},
            ),
        ]

    def test_what_stays_as_it_is_leaves_no_record(self, cast: Cast) -> None:
        change_membership(acting(cast.owner, cast), membership_of(cast.reader, cast), role=READER)
        assert records(cast) == []


class TestTheLastOwner:
    def test_stays_in_role_and_in_team(self, cast: Cast) -> None:
        owner, own = acting(cast.owner, cast), membership_of(cast.owner, cast)
        for do in (lambda: change_membership(owner, own, role=HEAD), lambda: end_membership(owner, own)):
            with pytest.raises(ValidationError, match="A team needs an owner"):
                do()
        assert membership_of(cast.owner, cast).role == OWNER

    def test_an_owner_who_cannot_sign_in_does_not_count(self, cast: Cast) -> None:
        other = somebody(cast, OWNER)
        User.objects.filter(pk=other.user.pk).update(is_active=False)
        with pytest.raises(ValidationError, match="A team needs an owner"):
            end_membership(acting(cast.owner, cast), membership_of(cast.owner, cast))

    def test_of_two_one_may_leave(self, cast: Cast) -> None:
        somebody(cast, OWNER)
        end_membership(acting(cast.owner, cast), membership_of(cast.owner, cast))
        assert actor_for(cast.owner, cast.team.pk) is None

    def test_hands_the_team_over_and_is_head_coach_then(self, cast: Cast) -> None:
        transfer_ownership(acting(cast.owner, cast), membership_of(cast.assistant, cast))
        assert acting(cast.assistant, cast).role == OWNER
        assert acting(cast.owner, cast).role == HEAD
        assert [what for what, _, _ in records(cast)] == ["role.changed", "role.changed"]

    @pytest.mark.parametrize("by", [HEAD, ASSISTANT, READER])
    def test_nobody_else_hands_it_over(self, cast: Cast, by: Role) -> None:
        with pytest.raises(PermissionDenied):
            transfer_ownership(acting(the(cast, by), cast), membership_of(the(cast, by), cast))
        assert acting(cast.owner, cast).role == OWNER


class TestTheNextRequest:
    def test_an_open_session_and_a_token_are_out_at_once(self, cast: Cast) -> None:
        client = Client()
        client.force_login(cast.coach)
        _, token = create_token(team=cast.team, user=cast.coach, name="REST", may_write=True)
        program = Client(headers={"Authorization": f"Bearer {token}"})
        ana = f"/athletes/{cast.ana.pk}/"
        assert client.get(ana).status_code == 200
        assert program.get("/api/v1/athletes").status_code == 200

        end_membership(acting(cast.owner, cast), membership_of(cast.coach, cast))

        assert client.get(ana).status_code == 403
        assert client.post("/team/groups/", {"name": "Mine"}).status_code == 403
        assert program.get("/api/v1/athletes").status_code == 401

    def test_a_coach_who_comes_back_does_not_bring_old_tokens_along(self, cast: Cast) -> None:
        _, token = create_token(team=cast.team, user=cast.coach, name="REST")
        end_membership(acting(cast.owner, cast), membership_of(cast.coach, cast))
        Membership.objects.create(team=cast.team, user=cast.coach, role=READER)

        answer = Client().get("/api/v1/athletes", HTTP_AUTHORIZATION=f"Bearer {token}")
        assert answer.status_code == 401
        assert ApiToken.objects.in_team(cast.team).get().revoked_at

    def test_a_lower_role_counts_at_once_too(self, cast: Cast) -> None:
        client = Client()
        client.force_login(cast.coach)
        assert client.get("/team/groups/").status_code == 200
        change_membership(acting(cast.owner, cast), membership_of(cast.coach, cast), role=ASSISTANT)
        assert client.get("/team/groups/").status_code == 403

    @pytest.mark.parametrize(
        ("then", "left"),
        [
            pytest.param(OWNER, {"owner", "assistant"}, id="an owner keeps both"),
            pytest.param(HEAD, {"assistant"}, id="a head coach keeps the assistant"),
            pytest.param(ASSISTANT, set(), id="an assistant keeps none"),
            pytest.param(None, set(), id="who is out keeps none"),
        ],
    )
    def test_invitations_end_with_the_right_to_make_them(self, cast: Cast, then: Role | None, left: set[str]) -> None:
        second = somebody(cast, OWNER)
        for role in (OWNER, ASSISTANT):
            invite(acting(second.user, cast), email=f"{role}@example.org", role=role)
        if then:
            change_membership(acting(cast.owner, cast), second, role=then)
        else:
            end_membership(acting(cast.owner, cast), second)
        still_open = Invitation.objects.in_team(cast.team).filter(revoked_at=None)
        assert set(still_open.values_list("role", flat=True)) == left

    def test_a_head_coach_of_some_groups_keeps_no_invitation_open(self, cast: Cast) -> None:
        owner = acting(cast.owner, cast)
        invite(acting(cast.coach, cast), email="new@example.org", role=ASSISTANT)
        squad = add_group(owner, "Hill squad")
        change_membership(owner, membership_of(cast.coach, cast), role=HEAD, all_groups=False, groups=[squad])
        assert not Invitation.objects.in_team(cast.team).filter(revoked_at=None).exists()


class TestPages:
    @pytest.fixture
    def owner(self, cast: Cast, client: Client) -> Client:
        client.force_login(cast.owner)
        return client

    def test_people_with_roles_and_groups_owners_first(self, cast: Cast, owner: Client) -> None:
        squad = add_group(acting(cast.owner, cast), "Hill squad")
        own = membership_of(cast.assistant, cast)
        change_membership(acting(cast.owner, cast), own, role=ASSISTANT, all_groups=False, groups=[squad])
        page = visible(owner.get("/team/"))
        places = [page.index(word) for word in ("Olga", "Carla", "Alex", "Hill squad", "Rita", "Read only")]
        assert places == sorted(places)

    def test_as_many_queries_for_many_as_for_few(self, cast: Cast, owner: Client) -> None:
        few = queries(owner, "/team/")
        squad = add_group(acting(cast.owner, cast), "Hill squad")
        for n in range(12):
            one = Membership.objects.create(team=cast.team, user=a_user(f"Coach {n}"), role=ASSISTANT)
            change_membership(acting(cast.owner, cast), one, role=ASSISTANT, all_groups=False, groups=[squad])
        # One query more in all: the groups, which nobody had before.
        assert queries(owner, "/team/") == few + 1

    def test_a_form_changes_role_and_groups(self, cast: Cast, owner: Client) -> None:
        squad = add_group(acting(cast.owner, cast), "Hill squad")
        url = f"/team/people/{membership_of(cast.assistant, cast).pk}/"
        assert owner.post(url, {"role": "read_only", "reach": "some", "groups": [squad.pk]}).status_code == 302
        actor = acting(cast.assistant, cast)
        assert (actor.role, actor.group_ids) == (READER, frozenset({squad.pk}))

    def test_groups_and_all_athletes_do_not_go_together(self, cast: Cast, owner: Client) -> None:
        squad = add_group(acting(cast.owner, cast), "Hill squad")
        sent = {"role": "read_only", "reach": "all", "groups": [squad.pk]}
        answer = owner.post(f"/team/people/{membership_of(cast.assistant, cast).pk}/", sent)
        assert answer.status_code == 422
        assert "All athletes, or only those groups?" in answer.content.decode()

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            pytest.param({"role": "read_only", "reach": "some"}, "Choose at least one group.", id="no group"),
            pytest.param({"role": "owner", "reach": "some"}, "An owner looks after all athletes.", id="half an owner"),
            pytest.param({"role": "boss", "reach": "all"}, "Select a valid choice", id="a role that is none"),
            pytest.param({"role": "athlete", "reach": "all"}, "Select a valid choice", id="a role of athletes"),
        ],
    )
    def test_a_form_that_cannot_be_comes_back(self, cast: Cast, owner: Client, sent: Any, said: str) -> None:
        add_group(acting(cast.owner, cast), "Hill squad")
        answer = owner.post(f"/team/people/{membership_of(cast.assistant, cast).pk}/", sent)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert acting(cast.assistant, cast).role == ASSISTANT

    def test_the_last_owner_is_told_so(self, cast: Cast, owner: Client) -> None:
        for url in (f"/team/people/{membership_of(cast.owner, cast).pk}/", "/team/leave/"):
            answer = owner.post(url, {"role": "assistant", "reach": "all"})
            assert answer.status_code == 422
            assert "A team needs an owner" in answer.content.decode()

    @pytest.mark.parametrize("part", ["owner", "coach"])
    def test_a_head_coach_is_offered_no_change_of_owners_and_head_coaches(
        self, cast: Cast, client: Client, part: str
    ) -> None:
        client.force_login(cast.coach)
        url = f"/team/people/{membership_of(getattr(cast, part), cast).pk}/"
        assert url not in client.get("/team/").content.decode()
        assert [client.get(url).status_code, client.post(url, {"role": "read_only"}).status_code] == [403, 403]

    def test_a_head_coach_cannot_send_a_higher_role(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coach)
        url = f"/team/people/{membership_of(cast.assistant, cast).pk}/"
        for role in ("owner", "head_coach"):
            assert client.post(url, {"role": role}).status_code == 422
        assert acting(cast.assistant, cast).role == ASSISTANT

    def test_leaving_leads_out(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.coach)
        assert "nothing of Harvest Runners" in visible(client.get("/team/leave/"))
        page = visible(client.post("/team/leave/", follow=True))
        assert "You have left Harvest Runners." in page
        assert "You belong to no team right now" in page
