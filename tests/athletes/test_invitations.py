"""Invitations: who makes them for whom, what is kept of their secrets, and when they are open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from athletes.access import Actor, actor_for
from athletes.codes import digest_of, in_groups
from athletes.groups import add_group
from athletes.invitations import DAYS, find, invite, not_accepted, renew, revoke
from athletes.models import Athlete, Group, Guardian, Invitation, InvitedAs, Membership, Record, Role, User
from athletes.teams import archive_team
from tests.cast import Cast, a_user, an_athlete
from tests.pages import queries, visible

pytestmark = pytest.mark.slow

STAFF = [role.value for role in Role]
LOW = {"assistant", "read_only", "athlete", "guardian"}
MAY_INVITE: dict[str, set[str]] = {
    "owner": {*STAFF, "athlete", "guardian"}, "coach": LOW, "assistant": set(), "reader": set(), "ana_user": set(),
}  # fmt: skip
NEW = "new@example.org"


def acting(user: User) -> Actor:
    actor = actor_for(user)
    assert actor is not None
    return actor


def about(cast: Cast, role: str) -> Athlete | None:
    return cast.ben if role in ("athlete", "guardian") else None


@pytest.fixture
def owner(cast: Cast) -> Actor:
    return acting(cast.owner)


def open_ones(cast: Cast) -> list[Invitation]:
    return list(not_accepted(cast.team))


class TestWhoInvitesWhom:
    @pytest.mark.parametrize("who", MAY_INVITE)
    def test_to_a_role(self, cast: Cast, owner: Actor, who: str) -> None:
        actor = acting(getattr(cast, who))
        for role in InvitedAs.values:
            values: dict[str, Any] = {"email": f"{role}@example.org", "role": role, "athlete": about(cast, role)}
            if role in MAY_INVITE[who]:
                made, _ = invite(actor, **values)
                assert (made.team, made.role, made.created_by) == (cast.team, role, actor.user)
                revoke(actor, made)
                continue
            with pytest.raises(PermissionDenied):
                invite(actor, **values)
            made, _ = invite(owner, **values)
            for do in (revoke, renew):
                with pytest.raises(PermissionDenied):
                    do(actor, made)
            made.refresh_from_db()
            assert made.revoked_at is None, role

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            pytest.param({"email": "carla@example.org"}, "in the team already", id="a coach of the team"),
            pytest.param({"email": "CARLA@example.org"}, "in the team already", id="in capitals"),
            pytest.param({"email": "no address"}, "valid email", id="no address"),
            pytest.param({"role": "athlete"}, "Choose the athlete", id="an athlete without a name"),
            pytest.param({"role": "guardian"}, "Choose the athlete", id="a guardian of nobody"),
            pytest.param({"role": "athlete", "athlete": "ana"}, "has an account already", id="who has an account"),
            pytest.param({"role": "guardian", "athlete": "ana", "email": "petra@example.org"}, "guardian", id="again"),
            pytest.param({"role": "athlete", "athlete": "gone"}, "archived", id="who is archived"),
        ],
    )
    def test_who_cannot_be_invited(self, cast: Cast, owner: Actor, change: dict[str, Any], said: str) -> None:
        Guardian.objects.create(team=cast.team, athlete=cast.ana, user=a_user("Petra"))
        runners = {"ana": cast.ana, "gone": an_athlete(cast.team, "Pia", archived_at=timezone.now())}
        values = {"email": NEW, "role": "assistant", **change}
        values["athlete"] = runners.get(values.get("athlete", ""))
        with pytest.raises(ValidationError, match=said):
            invite(owner, **values)
        assert open_ones(cast) == []

    def test_a_former_coach_may_come_back(self, cast: Cast, owner: Actor) -> None:
        Membership.objects.in_team(cast.team).filter(user=cast.coach).update(ended_at=timezone.now())
        assert invite(owner, email=cast.coach.email, role="assistant")

    def test_another_teams_athlete_is_refused_by_the_database_too(self, cast: Cast, owner: Actor) -> None:
        invite(owner, email=NEW, role="athlete", athlete=an_athlete(cast.other_team, "Yan"))
        with pytest.raises(IntegrityError, match="invitation_of_own_team"):
            connection.check_constraints()


class TestSecrets:
    def test_only_a_digest_is_kept(self, cast: Cast, owner: Actor) -> None:
        _, code = invite(owner, email=NEW, role="assistant")
        row = Invitation.objects.in_team(cast.team).get()
        assert bytes(row.digest or b"") == digest_of(code)
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(i::text, '') FROM athletes_invitation i")
            kept = cursor.fetchone()[0]
            cursor.execute("SELECT string_agg(r::text, '') FROM athletes_record r")
            kept += cursor.fetchone()[0]
        assert code not in kept
        assert in_groups(code) not in kept
        assert NEW not in kept.replace(f"{NEW}", "", 1), "the address stands once, in the invitation"

    @pytest.mark.parametrize("days", DAYS)
    def test_it_is_open_for_its_days_and_not_a_second_longer(self, owner: Actor, days: int) -> None:
        with time_machine.travel("2026-11-23T07:00:00Z", tick=False) as clock:
            made, code = invite(owner, email=NEW, role="assistant", days=days)
            assert made.expires_at - made.created_at == timedelta(days=days)
            clock.shift(timedelta(days=days, seconds=-1))
            assert find(code)
            clock.shift(timedelta(seconds=1))
            assert find(code) is None

    def test_it_is_found_however_it_is_typed_and_nothing_else_is(self, owner: Actor) -> None:
        made, code = invite(owner, email=NEW, role="assistant")
        for typed in (code, in_groups(code).lower(), f" {code[:9]} {code[9:]} "):
            found = find(typed)
            assert found is not None
            assert (found.invitation, found.by_mail) == (made, False)
        for wrong in ("", "-", code[:-1], code[:-1] + ("0" if code[-1] != "0" else "1"), code + "0", "None"):
            assert find(wrong) is None

    def test_renewed_the_old_code_opens_nothing(self, cast: Cast, owner: Actor) -> None:
        squad = add_group(owner, "Hill squad")
        made, code = invite(owner, email=NEW, role="assistant", all_groups=False, groups=[squad], days=1, by_mail=False)
        again, new = renew(owner, made)
        assert find(code) is None
        found = find(new)
        assert found is not None
        assert found.invitation == again
        assert (again.email, again.role, again.all_groups, again.by_mail) == (NEW, "assistant", False, False)
        assert [each.group for each in again.invitation_groups.in_team(cast.team)] == [squad]

    def test_revoked_and_in_an_archived_team_it_opens_nothing(self, cast: Cast, owner: Actor) -> None:
        made, code = invite(owner, email=NEW, role="assistant")
        _, other = invite(owner, email="other@example.org", role="assistant")
        revoke(owner, made)
        assert find(code) is None
        archive_team(owner)
        assert find(other) is None

    def test_for_an_athlete_who_was_archived_it_opens_nothing(self, cast: Cast, owner: Actor) -> None:
        _, code = invite(owner, email=NEW, role="athlete", athlete=cast.ben)
        Athlete.objects.in_team(cast.team).filter(pk=cast.ben.pk).update(archived_at=timezone.now())
        assert find(code) is None


class TestInvitingAgain:
    @pytest.mark.parametrize(
        ("first", "second", "left"),
        [
            pytest.param({"role": "assistant"}, {"role": "assistant"}, 1, id="the same"),
            pytest.param({"role": "assistant"}, {"role": "head_coach"}, 1, id="another role"),
            pytest.param({"role": "assistant"}, {"role": "assistant", "email": "NEW@example.org"}, 1, id="capitals"),
            pytest.param({"role": "assistant"}, {"role": "assistant", "email": "b@example.org"}, 2, id="two coaches"),
            pytest.param({"role": "athlete"}, {"role": "athlete", "email": "b@example.org"}, 1, id="address corrected"),
            pytest.param({"role": "guardian"}, {"role": "guardian", "email": "b@example.org"}, 2, id="two parents"),
            pytest.param({"role": "guardian"}, {"role": "guardian"}, 1, id="one parent twice"),
            pytest.param({"role": "athlete"}, {"role": "guardian"}, 2, id="athlete and guardian"),
            pytest.param({"role": "athlete"}, {"role": "assistant"}, 2, id="athlete and coach"),
        ],
    )
    def test_replaces_the_open_one(self, cast: Cast, owner: Actor, first: Any, second: Any, left: int) -> None:
        for values in (first, second):
            invite(owner, **{"email": NEW, "athlete": about(cast, values["role"]), **values})
        assert len(open_ones(cast)) == left
        said = Record.objects.in_team(cast.team).filter(what="invitation.revoked").count()
        assert said == 2 - left

    @pytest.mark.parametrize("role", ["owner", "head_coach"])
    def test_a_head_coach_does_not_replace_what_only_an_owner_gives(self, cast: Cast, owner: Actor, role: str) -> None:
        made, code = invite(owner, email=NEW, role=role)
        with pytest.raises(ValidationError, match="An owner has invited this person already"):
            invite(acting(cast.coach), email=NEW, role="read_only")
        assert open_ones(cast) == [made]
        assert find(code)


class TestPages:
    @pytest.fixture
    def client(self, cast: Cast, client: Client) -> Client:
        client.force_login(cast.owner)
        return client

    def test_the_code_is_shown_once_and_is_not_stored_by_the_browser(self, cast: Cast, client: Client) -> None:
        assert "No invitation is open" in visible(client.get("/team/invitations/"))
        sent = {"email": NEW, "role": "assistant", "reach": "all", "days": 7, "by_mail": "on"}
        answer = client.post("/team/invitations/coach/", sent)
        made = Invitation.objects.in_team(cast.team).get()
        assert "no-store" in answer.headers["Cache-Control"]
        page = answer.content.decode()
        link = page.split("http://testserver/invitations/")[1].split("/")[0]
        assert made.digest is not None
        assert digest_of(link) == bytes(made.digest)
        assert in_groups(link) in page
        again = client.get("/team/invitations/").content.decode()
        assert NEW in again
        assert link not in again

    @pytest.mark.parametrize(
        ("path", "sent", "said"),
        [
            pytest.param("coach", {"email": "carla@example.org", "role": "assistant"}, "in the team", id="a coach"),
            pytest.param("coach", {"email": NEW, "role": "athlete"}, "Select a valid choice", id="a role of athletes"),
            pytest.param("coach", {"email": NEW, "role": "assistant", "days": 8}, "Select a valid choice", id="8 days"),
            pytest.param("athlete", {"athlete": "ben", "role": "athlete"}, "none is on the roster", id="no address"),
            pytest.param("athlete", {"athlete": "ben", "role": "guardian"}, "An address is needed", id="no guardian"),
            pytest.param("athlete", {"athlete": "ben", "role": "owner", "email": NEW}, "Select a valid", id="an owner"),
            pytest.param("athlete", {"athlete": "ana", "role": "athlete"}, "has an account already", id="known"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_comes_back(self, cast: Cast, client: Client, path: str, sent: Any, said: str) -> None:
        values = {"days": 7, "reach": "all", **sent}
        if "athlete" in sent:
            values["athlete"] = getattr(cast, sent["athlete"]).pk
        answer = client.post(f"/team/invitations/{path}/", values)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert open_ones(cast) == []

    def test_an_athlete_is_invited_at_the_address_on_the_roster(self, cast: Cast, client: Client) -> None:
        Athlete.objects.in_team(cast.team).filter(pk=cast.ben.pk).update(email="ben@example.org")
        client.post("/team/invitations/athlete/", {"athlete": cast.ben.pk, "role": "athlete", "days": 30})
        (made,) = open_ones(cast)
        assert (made.email, made.athlete, made.role, made.by_mail) == ("ben@example.org", cast.ben, "athlete", False)

    def test_renew_shows_a_new_code_and_revoke_takes_it_off_the_list(self, cast: Cast, client: Client) -> None:
        made, code = invite(acting(cast.owner), email=NEW, role="assistant")
        page = client.post(f"/team/invitations/{made.pk}/renew/").content.decode()
        assert code not in page
        (renewed,) = open_ones(cast)
        assert client.post(f"/team/invitations/{made.pk}/revoke/").status_code == 404, "it was replaced"
        assert client.post(f"/team/invitations/{renewed.pk}/revoke/").status_code == 302
        assert open_ones(cast) == []

    def test_an_expired_one_stays_on_the_list_and_can_be_renewed(self, cast: Cast, client: Client) -> None:
        made, _ = invite(acting(cast.owner), email=NEW, role="assistant")
        past = timezone.now() - timedelta(days=9)
        Invitation.objects.in_team(cast.team).update(created_at=past, expires_at=past + timedelta(days=7))
        assert "expired" in visible(client.get("/team/invitations/"))
        assert client.post(f"/team/invitations/{made.pk}/renew/").status_code == 200
        assert "expired" not in visible(client.get("/team/invitations/"))

    def test_a_head_coach_is_offered_no_change_of_an_owners_invitation(self, cast: Cast, client: Client) -> None:
        made, _ = invite(acting(cast.owner), email=NEW, role="owner")
        client.force_login(cast.coach)
        assert f"/team/invitations/{made.pk}/" not in client.get("/team/invitations/").content.decode()
        assert client.post(f"/team/invitations/{made.pk}/revoke/").status_code == 403
        assert len(open_ones(cast)) == 1

    def test_as_many_queries_for_many_as_for_one(self, cast: Cast, client: Client) -> None:
        owner = acting(cast.owner)
        squad: Group = add_group(owner, "Hill squad")

        def one_more(n: int) -> None:
            invite(owner, email=f"c{n}@example.org", role="assistant", all_groups=False, groups=[squad])
            invite(owner, email=f"a{n}@example.org", role="athlete", athlete=an_athlete(cast.team, f"Runner {n}"))

        one_more(0)
        few = queries(client, "/team/invitations/")
        for n in range(1, 8):
            one_more(n)
        assert queries(client, "/team/invitations/") == few
