"""The door for people who were invited: reading takes nothing, and only who is meant gets in, once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from athletes.access import Actor, actor_for
from athletes.codes import in_groups
from athletes.groups import add_group
from athletes.invitations import invite, revoke
from athletes.joining import ForSomebodyElse, NoLongerOpen, accept, accept_as_new
from athletes.models import Athlete, CoachGroup, Guardian, Invitation, Membership, Record, Role, User
from athletes.sign_in_limits import INVITATION_FROM_NETWORK
from tests.cast import PASSWORD, Cast, a_user, an_athlete
from tests.pages import visible
from tests.season import stored

pytestmark = pytest.mark.slow

NEW = "new@example.org"
WHO = {"name": "Nora Neu", "password": "a field in quiet autumn", "zone": "Asia/Tokyo"}


@pytest.fixture
def owner(cast: Cast) -> Actor:
    actor = actor_for(cast.owner)
    assert actor is not None
    return actor


@pytest.fixture
def sven(cast: Cast) -> User:
    return cast.stranger


def memberships(cast: Cast, user: User) -> list[Membership]:
    return list(Membership.objects.in_team(cast.team).filter(user=user))


def said(cast: Cast) -> list[str]:
    return list(Record.objects.in_team(cast.team).order_by("id").values_list("what", flat=True))


class TestAccepting:
    @pytest.mark.parametrize("role", list(Role))
    def test_a_coach_has_the_role(self, cast: Cast, owner: Actor, sven: User, role: Role) -> None:
        made, _ = invite(owner, email=sven.email.upper(), role=role)
        assert accept(made, sven) is True
        actor = actor_for(sven)
        assert actor is not None
        assert (actor.team, actor.role, actor.group_ids) == (cast.team, role, None)
        made.refresh_from_db()
        assert (made.accepted_by, made.accepted_at is not None) == (sven, True)
        assert said(cast) == ["invitation.made", "role.given", "invitation.accepted"]

    def test_a_coach_has_the_groups(self, cast: Cast, owner: Actor, sven: User) -> None:
        squad = add_group(owner, "Hill squad")
        accept(invite(owner, email=sven.email, role="read_only", all_groups=False, groups=[squad])[0], sven)
        actor = actor_for(sven)
        assert actor is not None
        assert actor.group_ids == frozenset({squad.pk})

    def test_an_athlete_is_linked_to_their_row_on_the_roster(self, cast: Cast, owner: Actor, sven: User) -> None:
        accept(invite(owner, email=sven.email, role="athlete", athlete=cast.ben)[0], sven)
        actor = actor_for(sven)
        assert actor is not None
        assert (actor.athlete, actor.role) == (cast.ben, None)

    def test_a_guardian_sees_their_ward(self, cast: Cast, owner: Actor, sven: User) -> None:
        accept(invite(owner, email=sven.email, role="guardian", athlete=cast.ana)[0], sven)
        actor = actor_for(sven)
        assert actor is not None
        assert (actor.wards, actor.role, actor.athlete) == ((cast.ana,), None, None)

    def test_once(self, owner: Actor, sven: User) -> None:
        made, _ = invite(owner, email=sven.email, role="assistant")
        accept(made, sven)
        with pytest.raises(NoLongerOpen):
            accept(made, sven)

    def test_not_when_it_was_revoked_or_its_days_are_over(self, cast: Cast, owner: Actor, sven: User) -> None:
        made, _ = invite(owner, email=sven.email, role="assistant")
        revoke(owner, made)
        late, _ = invite(owner, email=sven.email, role="assistant")
        past = timezone.now() - timedelta(days=9)
        Invitation.objects.in_team(cast.team).filter(pk=late.pk).update(
            created_at=past, expires_at=past + timedelta(days=7)
        )
        for each in (made, late):
            with pytest.raises(NoLongerOpen):
                accept(each, sven)
        assert memberships(cast, sven) == []

    def test_not_by_somebody_else(self, cast: Cast, owner: Actor) -> None:
        made, _ = invite(owner, email=NEW, role="owner")
        with pytest.raises(ForSomebodyElse):
            accept(made, cast.coach)
        assert actor_for(cast.coach).role == Role.HEAD_COACH  # type: ignore[union-attr]

    @pytest.mark.parametrize("has", list(Role))
    @pytest.mark.parametrize("invited", ["owner", "read_only"])
    def test_a_role_that_is_there_stays(self, cast: Cast, owner: Actor, sven: User, has: Role, invited: str) -> None:
        made, _ = invite(owner, email=sven.email, role=invited)
        Membership.objects.create(team=cast.team, user=sven, role=has)
        assert accept(made, sven) is False
        assert [each.role for each in memberships(cast, sven)] == [has]
        assert "role.given" not in said(cast)


class TestWhatCannotBe:
    def test_an_athlete_under_two_entries(self, cast: Cast, owner: Actor) -> None:
        twin = an_athlete(cast.team, "Ana twice")
        made, _ = invite(owner, email=cast.ana_user.email, role="athlete", athlete=twin)
        with pytest.raises(ValidationError, match="under another entry"):
            accept(made, cast.ana_user)
        twin.refresh_from_db()
        made.refresh_from_db()
        assert (twin.user, made.accepted_at) == (None, None)

    def test_an_athlete_who_has_another_account_by_now(self, cast: Cast, owner: Actor, sven: User) -> None:
        made, _ = invite(owner, email=sven.email, role="athlete", athlete=cast.ben)
        Athlete.objects.in_team(cast.team).filter(pk=cast.ben.pk).update(user=a_user("Ben"))
        with pytest.raises(ValidationError, match="has an account already"):
            accept(made, sven)

    def test_being_ones_own_guardian(self, cast: Cast, owner: Actor) -> None:
        made, _ = invite(owner, email=cast.ana_user.email, role="guardian", athlete=cast.ana)
        with pytest.raises(ValidationError, match="their own guardian"):
            accept(made, cast.ana_user)
        assert not Guardian.objects.in_team(cast.team).exists()

    def test_a_new_account_with_a_weak_password_leaves_nothing(self, cast: Cast, owner: Actor) -> None:
        made, _ = invite(owner, email=NEW, role="assistant")
        with pytest.raises(ValidationError):
            accept_as_new(made, **{**WHO, "password": "12345678"}, by_mail=True)
        assert not User.objects.filter(email=NEW).exists()
        made.refresh_from_db()
        assert made.accepted_at is None

    def test_a_new_account_that_cannot_join_is_not_made(self, cast: Cast, owner: Actor) -> None:
        made, _ = invite(owner, email=NEW, role="athlete", athlete=cast.ben)
        Athlete.objects.in_team(cast.team).filter(pk=cast.ben.pk).update(user=a_user("Ben"))
        with pytest.raises(ValidationError):
            accept_as_new(made, **WHO, by_mail=True)
        assert not User.objects.filter(email=NEW).exists()


class TestPages:
    def test_reading_takes_nothing_however_often(self, cast: Cast, owner: Actor, client: Client) -> None:
        _, code = invite(owner, email=NEW, role="assistant")
        before = stored()
        for _ in range(3):
            assert client.get(f"/invitations/{code}/").status_code == 200
            assert client.head(f"/invitations/{code}/").status_code == 405
        assert stored() == before

    def test_somebody_new_says_who_they_are_and_is_in(self, cast: Cast, owner: Actor, client: Client) -> None:
        _, code = invite(owner, email=NEW, role="athlete", athlete=cast.ben)
        page = visible(client.get(f"/invitations/{in_groups(code).lower()}/"))
        assert all(word in page for word in ("Harvest Runners invites you", "from Olga", "an athlete", NEW))
        answer = client.post(f"/invitations/{code}/", WHO, follow=True)
        assert "Welcome to Harvest Runners." in answer.content.decode()
        assert answer.redirect_chain[-1][0] == "/today/"
        user = User.objects.get(email=NEW)
        assert (user.name, user.zone, user.check_password(WHO["password"])) == ("Nora Neu", "Asia/Tokyo", True)
        assert Athlete.objects.in_team(cast.team).get(user=user) == cast.ben
        assert Client().get(f"/invitations/{code}/").status_code == 404

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            pytest.param({"name": ""}, "This field is required", id="no name"),
            pytest.param({"zone": "Moon/Base"}, "is not a time zone", id="a zone that is none"),
            pytest.param({"password": "password"}, "too common", id="a weak password"),
        ],
    )
    def test_what_somebody_new_says_wrong_comes_back(
        self, cast: Cast, owner: Actor, client: Client, wrong: Any, said: str
    ) -> None:
        _, code = invite(owner, email=NEW, role="assistant")
        answer = client.post(f"/invitations/{code}/", {**WHO, **wrong})
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not User.objects.filter(email=NEW).exists()

    def test_who_has_an_account_signs_in_and_comes_back(
        self, cast: Cast, owner: Actor, client: Client, sven: User
    ) -> None:
        _, code = invite(owner, email=sven.email, role="assistant")
        page = client.get(f"/invitations/{code}/").content.decode()
        assert 'name="password"' not in page
        to_sign_in = client.post(f"/invitations/{code}/", {"sign_in": "yes"})
        assert to_sign_in.headers["Location"] == "/sign-in/?next=%2Finvitations%2Fshown%2F"
        assert code not in str(dict(client.session)), "the session remembers which, not the code"
        assert client.login(username=sven.email, password=PASSWORD)
        assert "Join Harvest Runners" in visible(client.get("/invitations/shown/"))
        assert client.post("/invitations/shown/").headers["Location"] == "/"
        assert [each.role for each in memberships(cast, sven)] == ["assistant"]
        assert client.get("/invitations/shown/").status_code == 404

    def test_an_account_cannot_be_made_over_one_that_is_there(
        self, cast: Cast, owner: Actor, client: Client, sven: User
    ) -> None:
        _, code = invite(owner, email=sven.email, role="assistant")
        answer = client.post(f"/invitations/{code}/", WHO)
        assert answer.status_code == 422
        sven.refresh_from_db()
        assert (sven.name, sven.check_password(PASSWORD), memberships(cast, sven)) == ("Sven", True, [])

    def test_somebody_else_reads_no_address_and_may_sign_out(self, cast: Cast, owner: Actor, client: Client) -> None:
        _, code = invite(owner, email=NEW, role="owner")
        client.force_login(cast.coach)
        before = stored()
        for answer in (client.get(f"/invitations/{code}/"), client.post(f"/invitations/{code}/")):
            page = answer.content.decode()
            assert "carla@example.org" in page
            assert NEW not in page
        assert stored() == before
        assert client.post(f"/invitations/{code}/").status_code == 403
        assert client.post(f"/invitations/{code}/", {"sign_out": "yes"}).headers["Location"] == "/invitations/shown/"
        assert "_auth_user_id" not in client.session
        assert NEW in visible(client.get("/invitations/shown/"))

    def test_a_coach_already_is_told_that_the_role_stays(
        self, cast: Cast, owner: Actor, client: Client, sven: User
    ) -> None:
        _, code = invite(owner, email=sven.email, role="owner")
        Membership.objects.create(team=cast.team, user=sven, role=Role.READ_ONLY)
        client.force_login(sven)
        assert "Your role is as it was." in visible(client.post(f"/invitations/{code}/", follow=True))

    def test_what_cannot_be_is_said_calmly(self, cast: Cast, owner: Actor, client: Client) -> None:
        _, code = invite(owner, email=cast.ana_user.email, role="athlete", athlete=cast.ben)
        client.force_login(cast.ana_user)
        answer = client.post(f"/invitations/{code}/")
        assert answer.status_code == 409
        assert "under another entry" in answer.content.decode()

    def test_a_new_team_is_the_one_that_is_shown_next(self, cast: Cast, owner: Actor, client: Client) -> None:
        _, code = invite(owner, email=cast.rival.email, role="assistant")
        client.force_login(cast.rival)
        page = client.post(f"/invitations/{code}/", follow=True).content.decode()
        assert '<span class="brand-team">Harvest Runners</span>' in page

    def test_every_code_that_opens_nothing_is_answered_the_same(
        self, cast: Cast, owner: Actor, client: Client, sven: User
    ) -> None:
        used, used_code = invite(owner, email=sven.email, role="assistant")
        accept(used, sven)
        revoked, revoked_code = invite(owner, email="b@example.org", role="assistant")
        revoke(owner, revoked)
        expired, expired_code = invite(owner, email="c@example.org", role="assistant")
        past = timezone.now() - timedelta(days=9)
        Invitation.objects.in_team(cast.team).filter(pk=expired.pk).update(
            created_at=past, expires_at=past + timedelta(days=7)
        )
        pages = set()
        for code in (used_code, revoked_code, expired_code, "0" * 26, "-", "x" * 300):
            for answer in (client.get(f"/invitations/{code}/"), client.post(f"/invitations/{code}/", WHO)):
                assert answer.status_code == 404
                pages.add(_without_token(answer))
        assert len(pages) == 1
        assert "Harvest" not in pages.pop()

    @pytest.mark.parametrize(
        ("role", "filled"),
        [("athlete", ["Ben O.", "Asia/Tokyo"]), ("guardian", ["Europe/Berlin"]), ("assistant", ["Europe/Berlin"])],
    )
    def test_what_is_known_already_need_not_be_typed(
        self, cast: Cast, owner: Actor, client: Client, role: str, filled: list[str]
    ) -> None:
        Athlete.objects.in_team(cast.team).filter(pk=cast.ben.pk).update(zone="Asia/Tokyo")
        athlete = None if role == "assistant" else cast.ben
        _, code = invite(owner, email=NEW, role=role, athlete=athlete)
        page = client.get(f"/invitations/{code}/").content.decode()
        assert re.findall(r'<input type="text" name="\w+" value="([^"]*)"', page) == filled

    @pytest.mark.slow
    def test_guessing_from_one_place_has_an_end_that_says_how_long(self, owner: Actor, client: Client) -> None:
        _, code = invite(owner, email=NEW, role="assistant")
        for _ in range(5):
            assert client.get(f"/invitations/{code}/").status_code == 200, "a right code is no guess"
        answers = [client.get(f"/invitations/{n}/").status_code for n in range(INVITATION_FROM_NETWORK.most + 1)]
        assert answers == [404] * INVITATION_FROM_NETWORK.most + [429]
        answer = client.get(f"/invitations/{code}/")
        assert answer.status_code == 429
        assert "Please wait" in answer.content.decode()

    def test_the_code_stays_out_of_caches_and_referrers(self, owner: Actor, client: Client) -> None:
        _, code = invite(owner, email=NEW, role="assistant")
        for url in (f"/invitations/{code}/", "/invitations/0000/", "/invitations/", "/invitations/shown/"):
            headers = client.get(url).headers
            assert "no-store" in headers["Cache-Control"]
            assert headers["Referrer-Policy"] == "strict-origin"

    def test_a_code_can_be_typed(self, owner: Actor, client: Client) -> None:
        _, code = invite(owner, email=NEW, role="assistant")
        answer = client.post("/invitations/", {"code": in_groups(code).lower()})
        assert answer.headers["Location"] == f"/invitations/{code}/"

    @pytest.mark.parametrize("typed", ["", "7K3QF", "a/b", "..", "U" * 26, "0" * 27, "ß" * 26, "0" * 81])
    def test_what_is_no_whole_code_comes_back(self, client: Client, db: None, typed: str) -> None:
        assert client.post("/invitations/", {"code": typed}).status_code == 422

    def test_a_group_that_is_gone_meanwhile_narrows_the_role(
        self, cast: Cast, owner: Actor, client: Client, sven: User
    ) -> None:
        squad = add_group(owner, "Hill squad")
        made, _ = invite(owner, email=sven.email, role="assistant", all_groups=False, groups=[squad])
        squad.delete()
        accept(made, sven)
        assert not CoachGroup.objects.in_team(cast.team).exists()
        assert list(actor_for(sven).athletes) == []  # type: ignore[union-attr]


def _without_token(answer: Any) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|X-CSRFToken": )"[^"]*"', "", answer.content.decode())
