"""The cast of every test: two teams, an owner, a coach, an assistant, a reader, athletes, a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from athletes.models import Athlete, Level, Membership, Role, Team, User

EVERY_DAY = [120] * 7
PASSWORD = "a quiet field in autumn"
JOINED = date(2026, 9, 1)


def a_user(name: str, **fields: Any) -> User:
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return User.objects.create_user(email, PASSWORD, name=name, zone="Europe/Berlin", **fields)


def an_athlete(team: Team, name: str = "Ana R.", user: User | None = None, **fields: Any) -> Athlete:
    defaults: dict[str, Any] = {
        "zone": "Europe/Berlin",
        "level": Level.INTERMEDIATE,
        "baseline_km_per_week": 50,
        "available_min_by_weekday": EVERY_DAY,
        "nights_from": JOINED,
        "email": user.email if user else "",
    }
    return Athlete.objects.create(team=team, user=user, name=name, **{**defaults, **fields})


@dataclass(frozen=True)
class Cast:
    """People by their part. `ana` and `ben` run for `team`; `zoe` runs for `other_team`, whose coach is `rival`."""

    team: Team
    other_team: Team
    owner: User
    coach: User
    assistant: User
    reader: User
    rival: User
    stranger: User
    ana_user: User
    ana: Athlete
    ben: Athlete
    zoe: Athlete


def assemble() -> Cast:
    team = Team.objects.create(name="Harvest Runners", slug="harvest")
    other = Team.objects.create(name="Rival Club", slug="rival")
    people = {name: a_user(name) for name in ("Olga", "Carla", "Alex", "Rita", "Rolf", "Sven", "Ana R", "Zoe")}
    for name, role, in_team in (
        ("Olga", Role.OWNER, team),
        ("Carla", Role.HEAD_COACH, team),
        ("Alex", Role.ASSISTANT, team),
        ("Rita", Role.READ_ONLY, team),
        ("Rolf", Role.OWNER, other),
    ):
        Membership.objects.create(team=in_team, user=people[name], role=role)
    return Cast(
        team=team,
        other_team=other,
        owner=people["Olga"],
        coach=people["Carla"],
        assistant=people["Alex"],
        reader=people["Rita"],
        rival=people["Rolf"],
        stranger=people["Sven"],
        ana_user=people["Ana R"],
        ana=an_athlete(team, "Ana R.", people["Ana R"]),
        ben=an_athlete(team, "Ben O."),
        zoe=an_athlete(other, "Zoe W.", people["Zoe"]),
    )
