"""Whom an actor may see: coaches of all or of named groups, athletes, guardians, and nobody in an archived team."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from athletes.access import Actor, actor_for, actor_for_token
from athletes.models import CoachGroup, Group, GroupAthlete, Guardian, Membership, Role, Team, User
from athletes.tokens import create_token
from plans.night import owed
from tests.cast import Cast, a_user, an_athlete
from tests.pages import visible

pytestmark = pytest.mark.django_db


@pytest.fixture
def squad(cast: Cast) -> Group:
    """Ana is in it, Ben is not."""
    group = Group.objects.create(team=cast.team, name="Squad")
    GroupAthlete.objects.create(team=cast.team, group=group, athlete=cast.ana)
    return group


def limit(user: User, team: Team, *groups: Group) -> None:
    """From now on this coach looks after these groups only."""
    membership = Membership.objects.in_team(team).get(user=user)
    Membership.objects.in_team(team).filter(pk=membership.pk).update(all_groups=False)
    for group in groups:
        CoachGroup.objects.create(team=team, membership=membership, group=group)


def actor_of(user: User) -> Actor:
    actor = actor_for(user)
    assert actor is not None
    return actor


def names(actor: Actor) -> list[str]:
    return [athlete.name for athlete in actor.athletes]


def test_a_coach_of_all_groups_sees_the_team(cast: Cast, squad: Group) -> None:
    assert names(actor_of(cast.assistant)) == ["Ana R.", "Ben O."]


def test_a_coach_of_a_group_sees_its_athletes_once(cast: Cast, squad: Group) -> None:
    second = Group.objects.create(team=cast.team, name="Second")
    GroupAthlete.objects.create(team=cast.team, group=second, athlete=cast.ana)
    limit(cast.assistant, cast.team, squad, second)
    assert names(actor_of(cast.assistant)) == ["Ana R."]


def test_a_coach_whose_groups_are_gone_sees_nobody(cast: Cast, squad: Group) -> None:
    limit(cast.assistant, cast.team, squad)
    squad.delete()
    assert names(actor_of(cast.assistant)) == []


def test_a_head_coach_of_a_group_manages_nobody(cast: Cast, squad: Group) -> None:
    assert actor_of(cast.coach).may_manage
    limit(cast.coach, cast.team, squad)
    assert not actor_of(cast.coach).may_manage
    assert actor_of(cast.coach).may_write


@pytest.mark.parametrize(
    ("role", "writes", "manages"),
    [(Role.OWNER, True, True), (Role.HEAD_COACH, True, True), (Role.ASSISTANT, True, False),
     (Role.READ_ONLY, False, False)],
)  # fmt: skip
def test_what_a_role_may(cast: Cast, role: Role, *, writes: bool, manages: bool) -> None:
    user = a_user("Nia")
    Membership.objects.create(team=cast.team, user=user, role=role)
    actor = actor_of(user)
    assert (actor.may_write, actor.may_manage, actor.is_owner) == (writes, manages, role is Role.OWNER)


def test_archived_athletes_are_on_a_list_of_their_own(cast: Cast) -> None:
    an_athlete(cast.team, "Former R.", archived_at=timezone.now())
    assert names(actor_of(cast.coach)) == ["Ana R.", "Ben O."]
    assert [each.name for each in actor_of(cast.coach).archived_athletes] == ["Former R."]


def test_a_guardian_has_wards_and_no_other_page_of_the_team(cast: Cast) -> None:
    parent = a_user("Petra")
    Guardian.objects.create(team=cast.team, user=parent, athlete=cast.ben)
    actor = actor_of(parent)
    assert [ward.name for ward in actor.wards] == ["Ben O."]
    assert not actor.is_coach
    assert not actor.is_athlete
    client = Client()
    client.force_login(parent)
    assert client.get(reverse("morning")).status_code == 403
    assert client.get(reverse("athlete", args=[cast.ben.pk])).status_code == 403


def test_a_coach_who_is_a_guardian_coaches_only_their_groups(cast: Cast, squad: Group) -> None:
    limit(cast.assistant, cast.team, squad)
    Guardian.objects.create(team=cast.team, user=cast.assistant, athlete=cast.ben)
    assert names(actor_of(cast.assistant)) == ["Ana R."]


def test_a_guardianship_that_ended_is_none(cast: Cast) -> None:
    parent = a_user("Petra")
    Guardian.objects.create(team=cast.team, user=parent, athlete=cast.ben, ended_at=timezone.now())
    assert actor_for(parent) is None


def test_an_archived_team_is_nobodys_place(cast: Cast) -> None:
    token, _text = create_token(team=cast.team, user=cast.coach, name="REST")
    assert actor_for_token(token) is not None
    Team.objects.filter(pk=cast.team.pk).update(archived_at=timezone.now())
    assert [actor_for(user) for user in (cast.owner, cast.coach, cast.ana_user)] == [None, None, None]
    assert actor_for_token(token) is None


def test_an_archived_team_has_no_nights(cast: Cast) -> None:
    now = timezone.now()
    assert set(owed(now)) == {cast.ana.pk, cast.ben.pk, cast.zoe.pk}
    Team.objects.filter(pk=cast.team.pk).update(archived_at=now)
    assert owed(now) == [cast.zoe.pk]


def test_pages_show_a_coach_of_a_group_nobody_else(cast: Cast, squad: Group) -> None:
    limit(cast.assistant, cast.team, squad)
    client = Client()
    client.force_login(cast.assistant)
    for page in (f"{reverse('morning')}?open=silent", reverse("board"), reverse("roster")):
        said = visible(client.get(page))
        assert "Ana R." in said
        assert "Ben O." not in said
    assert client.get(reverse("athlete", args=[cast.ana.pk])).status_code == 200
    assert client.get(reverse("athlete", args=[cast.ben.pk])).status_code == 404
