"""Where a person belongs: what has ended or is archived is no place, and asking costs one query."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from athletes.access import actor_for
from athletes.models import Athlete, CoachGroup, Group, Guardian, Membership, Role, Team, User
from athletes.places import places_of
from tests.cast import Cast, a_user, an_athlete

pytestmark = pytest.mark.django_db

EARLIER = timedelta(days=30)


@pytest.fixture
def everywhere(cast: Cast) -> User:
    """Coach and athlete in the team, and guardian of Zoe in the other one."""
    person = a_user("Nia")
    Membership.objects.create(team=cast.team, user=person, role=Role.ASSISTANT)
    an_athlete(cast.team, "Nia K.", person)
    Guardian.objects.create(team=cast.other_team, user=person, athlete=cast.zoe)
    return person


def kinds(user: User) -> list[str]:
    return [
        f"{place.team.slug}: {place.role or ('runner' if place.runner_id else 'guardian')}" for place in places_of(user)
    ]


def test_a_stranger_has_none(cast: Cast) -> None:
    assert places_of(cast.stranger) == []
    assert actor_for(cast.stranger) is None


def test_staff_comes_first_then_runners_then_guardians(everywhere: User) -> None:
    assert kinds(everywhere) == ["harvest: assistant", "harvest: runner", "rival: guardian"]


def test_one_is_where_one_has_been_longest(cast: Cast, everywhere: User) -> None:
    joined = timezone.now() - EARLIER
    Membership.objects.create(team=cast.other_team, user=everywhere, role=Role.READ_ONLY, joined_at=joined)
    actor = actor_for(everywhere)
    assert actor is not None
    assert (actor.team, actor.role, actor.other_teams) == (cast.other_team, Role.READ_ONLY, (cast.team,))
    assert (actor.athlete, actor.wards) == (None, (cast.zoe,))


def test_the_parts_of_one_person_in_one_team(cast: Cast, everywhere: User) -> None:
    Guardian.objects.create(team=cast.team, user=everywhere, athlete=cast.ben)
    actor = actor_for(everywhere, cast.team.pk)
    assert actor is not None
    assert actor.role is Role.ASSISTANT
    assert actor.runner.name == "Nia K."
    assert actor.wards == (cast.ben,)
    assert actor.group_ids is None


@pytest.mark.parametrize(
    ("rows", "ends", "left"),
    [
        (Membership, {"ended_at": timezone.now}, ["harvest: runner", "rival: guardian"]),
        (Athlete, {"archived_at": timezone.now}, ["harvest: assistant"]),  # Nia, and Zoe whom she guards
        (Guardian, {"ended_at": timezone.now}, ["harvest: assistant", "harvest: runner"]),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_ended_is_no_place(everywhere: User, rows: Any, ends: dict[str, Any], left: list[str]) -> None:
    rows.objects.across_teams().update(**{name: now() for name, now in ends.items()})
    assert kinds(everywhere) == left


def test_an_archived_team_is_nobodys(cast: Cast, everywhere: User) -> None:
    Team.objects.filter(pk=cast.team.pk).update(archived_at=timezone.now())
    assert kinds(everywhere) == ["rival: guardian"]


def test_the_groups_of_a_coach(cast: Cast, everywhere: User) -> None:
    membership = Membership.objects.in_team(cast.team).get(user=everywhere)
    Membership.objects.in_team(cast.team).filter(pk=membership.pk).update(all_groups=False)
    assert [place.group_ids for place in places_of(everywhere)] == [frozenset(), None, None]
    squad = Group.objects.create(team=cast.team, name="Squad")
    CoachGroup.objects.create(team=cast.team, membership=membership, group=squad)
    assert [place.group_ids for place in places_of(everywhere)] == [frozenset({squad.pk}), None, None]


def test_staff_costs_one_query_and_a_runner_two(cast: Cast, everywhere: User, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        actor_for(cast.coach)
    with django_assert_num_queries(2):
        actor_for(everywhere)


def test_a_team_comes_whole(cast: Cast) -> None:
    """A column that was forgotten would be read one by one, on every page."""
    assert [place.team.get_deferred_fields() for place in places_of(cast.coach)] == [set()]
