"""The team: choosing one, people, groups, invitations and settings, and the door for who is invited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from athletes.access import Actor, actor_for
from athletes.invitations import invite
from athletes.models import Membership, Role, Team, User
from tests.isolation.actors import (
    ANA,
    ASSISTANT,
    BEN,
    BOTH,
    CLOSED,
    COACH,
    GUARDIAN,
    OTHER_GUARDIAN,
    OTHER_STAFF,
    OWN_STAFF,
    OWNER,
    RIVAL,
    WITHOUT_A_TEAM,
)
from tests.isolation.foreign_keys import Names
from tests.isolation.rules import SIGN_IN, Route, Way, at, everybody, managers, owners, public, team_page
from tests.isolation.world import World

INTO_THE_TEAM = everybody(404) | dict.fromkeys((*OWN_STAFF, ANA, BEN, GUARDIAN, OTHER_GUARDIAN, BOTH), 302)
LEAVING = everybody(404) | dict.fromkeys(WITHOUT_A_TEAM, 403) | dict.fromkeys((*OWN_STAFF, *OTHER_STAFF), 200)
HAS_LEFT = {**LEAVING, **dict.fromkeys((*OWN_STAFF, *OTHER_STAFF), 302), OWNER: 422, RIVAL: 422}
"""Both are the last owner of their team."""
INVITED = ("Harvest Runners", "Carla", "invited-by-harvest", "Olga")


def make(world: World) -> dict[str, Any]:
    cast = world.cast
    open_one, code = invite(_actor(cast.owner, cast.team), email="invited-by-harvest@example.org", role=Role.ASSISTANT)
    invite(_actor(cast.rival, cast.other_team), email="invited-by-rival@example.org", role=Role.ASSISTANT)
    closed = Team.objects.get(slug="closed")
    return {"invitation": open_one, "code": code, "closed": closed, "assistant": _membership(world, ASSISTANT)}


def _actor(user: User, team: Team) -> Actor:
    actor = actor_for(user, team.pk)
    assert actor is not None
    return actor


def _membership(world: World, part: str) -> Membership:
    return Membership.objects.in_team(world.cast.team).get(user=world.users[part])


def of_the_assistant(path: str) -> Callable[[World], str]:
    return lambda world: f"/team/people/{world.made['assistant'].pk}/{path}"


def of_her_group(path: str) -> Callable[[World], str]:
    return lambda world: f"/team/groups/{world.hill.pk}/{path}"


def of_the_invitation(path: str) -> Callable[[World], str]:
    return lambda world: f"/team/invitations/{world.made['invitation'].pk}/{path}"


OWN, MANAGED = owners(200, elsewhere=200), managers(200, elsewhere=200)
ABOUT_THEIRS = managers(200, elsewhere=404)
WRITTEN = managers(302, elsewhere=404)
TO_ALL = {"role": "read_only", "reach": "all"}

ROUTES: dict[str, Route] = {
    "teams/<int:pk>/choose/": Route(
        lambda world: f"/teams/{world.cast.team.pk}/choose/", post=Way(INTO_THE_TEAM, writes=False)
    ),
    "team/": Route(at("/team/"), get=Way(team_page())),
    "team/new/": Route(
        at("/team/new/"), get=Way(everybody(200)), post=Way(everybody(302), lambda world: {"name": "Third Club"})
    ),
    "team/settings/": Route(
        at("/team/settings/"),
        get=Way(OWN),
        post=Way(owners(302, elsewhere=302), lambda world: {"name": "New name", "guardian_age": 15}),
    ),
    "team/archive/": Route(at("/team/archive/"), get=Way(OWN), post=Way(owners(302, elsewhere=302))),
    "team/archived/": Route(at("/team/archived/"), get=Way(everybody(200))),
    "team/archived/<int:pk>/restore/": Route(
        lambda world: f"/team/archived/{world.made['closed'].pk}/restore/", post=Way(everybody(404) | {CLOSED: 302})
    ),
    "team/leave/": Route(at("/team/leave/"), get=Way(LEAVING), post=Way(HAS_LEFT)),
    "team/people/<int:pk>/": Route(
        of_the_assistant(""), get=Way(ABOUT_THEIRS), post=Way(WRITTEN, lambda world: TO_ALL)
    ),
    "team/people/<int:pk>/end/": Route(of_the_assistant("end/"), get=Way(ABOUT_THEIRS), post=Way(WRITTEN)),
    "team/people/<int:pk>/ownership/": Route(
        of_the_assistant("ownership/"), get=Way(owners(200, elsewhere=404)), post=Way(owners(302, elsewhere=404))
    ),
    "team/groups/": Route(
        at("/team/groups/"),
        get=Way(MANAGED),
        post=Way(managers(302, elsewhere=302), lambda world: {"name": "Third squad"}),
    ),
    "team/groups/<int:pk>/": Route(
        of_her_group(""), get=Way(ABOUT_THEIRS), post=Way(WRITTEN, lambda world: {"name": "Fourth squad"})
    ),
    "team/groups/<int:pk>/put-in/": Route(
        of_her_group("put-in/"), post=Way(WRITTEN, lambda world: {"athletes": [world.cast.ben.pk]})
    ),
    "team/groups/<int:pk>/take-out/": Route(
        of_her_group("take-out/"), post=Way(WRITTEN, lambda world: {"athletes": [world.cast.ana.pk]})
    ),
    "team/groups/<int:pk>/delete/": Route(of_her_group("delete/"), get=Way(ABOUT_THEIRS), post=Way(WRITTEN)),
    "team/invitations/": Route(at("/team/invitations/"), get=Way(MANAGED)),
    "team/invitations/coach/": Route(
        at("/team/invitations/coach/"),
        get=Way(MANAGED),
        post=Way(MANAGED, lambda world: {"email": "new@example.org", "days": 7, **TO_ALL}),
    ),
    "team/invitations/athlete/": Route(
        at("/team/invitations/athlete/"),
        get=Way(MANAGED),
        post=Way(
            # Ben has an account, but may have a guardian more; elsewhere nobody is called so.
            managers(200, elsewhere=422),
            lambda world: {"athlete": world.cast.ben.pk, "role": "guardian", "email": "new@example.org", "days": 7},
        ),
    ),
    "team/invitations/<int:pk>/renew/": Route(of_the_invitation("renew/"), post=Way(ABOUT_THEIRS)),
    "team/invitations/<int:pk>/revoke/": Route(of_the_invitation("revoke/"), post=Way(WRITTEN)),
    "team/record/": Route(at("/team/record/"), get=Way(MANAGED)),
    "invitations/": Route(
        at("/invitations/"),
        get=Way(public()),
        post=Way(public(302), lambda world: {"code": "0" * 26}, writes=False),
        is_open=True,
    ),
    "invitations/shown/": Route(at("/invitations/shown/"), get=Way(public(404)), post=Way(public(404)), is_open=True),
    "invitations/<str:code>/": Route(
        lambda world: f"/invitations/{world.made['code']}/",
        get=Way(public(), shows=INVITED),
        # It is for nobody of the cast; who says that they will sign in first is remembered by the session alone.
        post=Way(public(SIGN_IN), lambda world: {"sign_in": "yes"}),
        is_open=True,
    ),
}
SEEN = [
    (COACH, at("/team/groups/"), ("Hill squad", "Track squad", "Harvest Runners")),
    (RIVAL, at("/team/groups/"), ("Rival squad",)),
    (COACH, at("/team/invitations/"), ("invited-by-harvest",)),
    (RIVAL, at("/team/invitations/"), ("invited-by-rival",)),
    (COACH, at("/team/record/"), ("invited-by-harvest",)),
    (RIVAL, at("/team/record/"), ("invited-by-rival",)),
]
_GROUPS: dict[str, Any] = {
    "own": lambda world: world.hill.pk,
    "foreign": lambda world: {"another team's": world.rival_squad.pk, "nobody's": 0},
    "many": True,
}
_ATHLETES: dict[str, Any] = {"foreign": lambda world: {"another team's": world.cast.zoe.pk, "nobody's": 0}}
NAMES_A_ROW = {
    ("RoleForm", "groups"): Names(
        "POST /team/people/<int:pk>/", **_GROUPS, sent=lambda world: {"role": "read_only", "reach": "some"}
    ),
    ("CoachInvitationForm", "groups"): Names(
        "POST /team/invitations/coach/",
        **_GROUPS,
        sent=lambda world: {"email": "new@example.org", "days": 7, "role": "read_only", "reach": "some"},
    ),
    ("AthletesForm", "athletes"): Names(
        "POST /team/groups/<int:pk>/put-in/", own=lambda world: world.cast.ben.pk, many=True, **_ATHLETES
    ),
    ("AthleteInvitationForm", "athlete"): Names(
        "POST /team/invitations/athlete/",
        own=lambda world: world.cast.ben.pk,
        sent=lambda world: {"role": "guardian", "email": "new@example.org", "days": 7},
        **_ATHLETES,
    ),
    ("RecordForm", "athlete"): Names(
        "GET /team/record/", own=lambda world: world.cast.ana.pk, writes=False, **_ATHLETES
    ),
    ("RecordForm", "who"): Names(
        "GET /team/record/",
        own=lambda world: world.cast.coach.pk,
        foreign=lambda world: {"another team's": world.cast.rival.pk, "nobody's": world.cast.stranger.pk},
        writes=False,
    ),
}
