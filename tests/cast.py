"""The cast of every test: two teams, an owner, a coach, an assistant, a reader, athletes, a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password

from athletes.consents import ALL_KINDS
from athletes.models import Athlete, Consent, Level, Membership, Role, Team, User

EVERY_DAY = [120] * 7
PASSWORD = "a quiet field in autumn"
JOINED = date(2026, 9, 1)
AGREED = datetime(2026, 9, 1, tzinfo=UTC)


def a_user(name: str, **fields: Any) -> User:
    person = _person(name, **fields)
    person.save()
    return person


def an_athlete(team: Team, name: str = "Ana R.", user: User | None = None, **fields: Any) -> Athlete:
    runner = _runner(team, name, user, **fields)
    runner.save()
    agree(runner)
    return runner


def agree(*athletes: Athlete) -> None:
    """All of them agreed to all kinds of health data, as most tests have it."""
    Consent.objects.bulk_create(
        Consent(team_id=each.team_id, athlete=each, kind=kind, version=1, given_at=AGREED)
        for each in athletes
        for kind in ALL_KINDS
    )


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
    """All of them in five inserts: nearly every test with a database begins here."""
    team, other = Team.objects.bulk_create(
        [Team(name="Harvest Runners", slug="harvest"), Team(name="Rival Club", slug="rival")]
    )
    names = ("Olga", "Carla", "Alex", "Rita", "Rolf", "Sven", "Ana R", "Zoe")
    people = dict(zip(names, User.objects.bulk_create([_person(name) for name in names]), strict=True))
    Membership.objects.bulk_create(
        Membership(team=in_team, user=people[name], role=role)
        for name, role, in_team in (
            ("Olga", Role.OWNER, team),
            ("Carla", Role.HEAD_COACH, team),
            ("Alex", Role.ASSISTANT, team),
            ("Rita", Role.READ_ONLY, team),
            ("Rolf", Role.OWNER, other),
        )
    )
    ana, ben, zoe = Athlete.objects.bulk_create(
        [_runner(team, "Ana R.", people["Ana R"]), _runner(team, "Ben O."), _runner(other, "Zoe W.", people["Zoe"])]
    )
    agree(ana, ben, zoe)
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
        ana=ana,
        ben=ben,
        zoe=zoe,
    )


@cache
def _hashed_password() -> str:
    return make_password(PASSWORD)


def _person(name: str, **fields: Any) -> User:
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return User(email=email, name=name, zone="Europe/Berlin", password=_hashed_password(), **fields)


def _runner(team: Team, name: str, user: User | None = None, **fields: Any) -> Athlete:
    defaults: dict[str, Any] = {
        "zone": "Europe/Berlin",
        "level": Level.INTERMEDIATE,
        "baseline_km_per_week": 50,
        "available_min_by_weekday": EVERY_DAY,
        "nights_from": JOINED,
        "email": user.email if user else "",
    }
    return Athlete(team=team, user=user, name=name, **{**defaults, **fields})
