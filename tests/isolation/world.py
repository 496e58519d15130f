"""Both teams in the middle of their season, with everybody who may knock and words that must stay where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.cookies import SimpleCookie
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from athletes.models import (
    ApiToken,
    Athlete,
    AvailabilityException,
    CoachGroup,
    Consent,
    ConsentKind,
    Group,
    GroupAthlete,
    Guardian,
    Injury,
    InjuryKind,
    Membership,
    Role,
    SeasonAudit,
    Team,
    TrainingWeek,
    User,
)
from athletes.tokens import create_token
from plans.answers import give_answer
from plans.changes import By, make_change
from plans.engine.operations import Drop, InsertRest
from plans.models import Answer, AnswerKind, Cause, Change, Decision, Plan, Session, TimeAway, TimeAwayKind
from plans.planning import end_plan
from plans.reports import report
from plans.rulebooks import change_thresholds
from plans.time_away import enter_time_away
from readiness.logging_days import clear_log, write_log
from readiness.models import Source
from tests.athletes.confirming import confirmed
from tests.cast import Cast, a_user, an_athlete, assemble
from tests.isolation import actors
from tests.isolation.actors import words_of
from tests.season import MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY, YESTERDAY, ask, begin, session_on

A_WEEK_AWAY = (MONDAY + timedelta(weeks=4), MONDAY + timedelta(weeks=4, days=6))


@dataclass(frozen=True)
class Season:
    """What one athlete has: a plan with a question, an answer, a coach's change and a report, and logs."""

    athlete: Athlete
    plan: Plan
    asked: Decision
    answered: Answer
    change: Change
    session: Session
    away: TimeAway


@dataclass
class World:
    """What is asked for is always Ana's, or Ben's where she has none."""

    cast: Cast
    hill: Group
    """Ana's; the other groups are Ben's and Zoe's."""
    track: Group
    rival_squad: Group
    ana: Season
    zoe: Season
    ended: Plan
    """Ben's."""
    archived: Athlete
    users: dict[str, User]
    """The people among the actors by their part."""
    cookies: dict[str, SimpleCookie]
    """Of everybody's browser, signed in where that is possible."""
    tokens: dict[str, str]
    made: dict[str, Any] = field(default_factory=dict)
    """What the modules of `routes` made for theirs."""


Maker = Callable[[World], dict[str, Any]]


def make_world(makers: Iterable[Maker] = ()) -> World:
    cast = assemble()
    cast.ben.user = a_user("Ben O")
    cast.ben.email = cast.ben.user.email
    hill, track = (
        a_group(cast.team, name, athlete) for name, athlete in (("Hill squad", cast.ana), ("Track squad", cast.ben))
    )
    rival_squad = a_group(cast.other_team, "Rival squad", cast.zoe)
    for athlete, name in ((cast.ana, "ana"), (cast.ben, "ben"), (cast.zoe, "zoe")):
        a_profile(athlete, name)
    change_thresholds(cast.team, {"cooldown_days": 9}, cast.owner, "rule-of-harvest")
    change_thresholds(cast.other_team, {"cooldown_days": 9}, cast.rival, "rule-of-rival")
    users = people(cast, hill, track)
    ana, zoe = a_season(cast.ana, cast.coach, "ana"), a_season(cast.zoe, cast.rival, "zoe")
    begin(a_runner_beside_ben(cast, track))
    an_answered_day(cast.ben, "ben")
    ended = begin(cast.ben, goal=words_of("ben")["goal"])
    end_plan(ended)
    archived = Athlete.objects.in_team(cast.team).get(user=users[actors.FORMER_ATHLETE])
    cookies = {actor: cookies_of(users.get(actor)) for actor in actors.ACTORS}
    world = World(
        cast, hill, track, rival_squad, ana, zoe, ended, archived, users, cookies, tokens_of(cast, users)
    )  # fmt: skip
    for make in makers:
        world.made |= make(world)
    return world


def people(cast: Cast, hill: Group, track: Group) -> dict[str, User]:
    """Everybody but the cast itself, in their teams."""
    team, other = cast.team, cast.other_team
    closed = Team.objects.create(name="Closed Club", slug="closed", archived_at=timezone.now())
    assert cast.ben.user
    assert cast.zoe.user
    users: dict[str, User] = {
        actors.ANA: cast.ana_user, actors.BEN: cast.ben.user, actors.ZOE: cast.zoe.user, actors.OWNER: cast.owner,
        actors.COACH: cast.coach, actors.ASSISTANT: cast.assistant, actors.READER: cast.reader,
        actors.RIVAL: cast.rival, actors.STRANGER: cast.stranger,
    }  # fmt: skip
    names = {
        actors.GROUP_COACH: "Gail", actors.OTHER_GROUP: "Hugo", actors.RIVAL_COACH: "Rudi", actors.BOTH: "Bea",
        actors.GUARDIAN: "Petra", actors.OTHER_GUARDIAN: "Paul", actors.FORMER: "Fay", actors.FORMER_ATHLETE: "Finn",
        actors.FORMER_GUARDIAN: "Frida", actors.CLOSED: "Cleo", actors.SECOND_STRANGER: "Selma",
        actors.DEACTIVATED: "Dan",
    }  # fmt: skip
    users |= {actor: a_user(name) for actor, name in names.items()}
    now = timezone.now()
    for actor, in_team, role, fields in (
        (actors.GROUP_COACH, team, Role.ASSISTANT, {"all_groups": False}),
        (actors.OTHER_GROUP, team, Role.HEAD_COACH, {"all_groups": False}),
        (actors.RIVAL_COACH, other, Role.HEAD_COACH, {}),
        (actors.BOTH, other, Role.HEAD_COACH, {}),
        (actors.BOTH, team, Role.ASSISTANT, {"joined_at": now + timedelta(seconds=1)}),
        (actors.FORMER, team, Role.HEAD_COACH, {"ended_at": now}),
        (actors.CLOSED, closed, Role.OWNER, {}),
        (actors.DEACTIVATED, team, Role.OWNER, {}),
    ):
        Membership.objects.create(team=in_team, user=users[actor], role=role, **fields)
    for actor, group in ((actors.GROUP_COACH, hill), (actors.OTHER_GROUP, track)):
        membership = Membership.objects.in_team(team).get(user=users[actor])
        CoachGroup.objects.create(team=team, membership=membership, group=group)
    for actor, ward, fields in (
        (actors.GUARDIAN, cast.ana, {}),
        (actors.OTHER_GUARDIAN, cast.ben, {}),
        (actors.FORMER_GUARDIAN, cast.ana, {"ended_at": now}),
    ):
        Guardian.objects.create(team=team, user=users[actor], athlete=ward, **fields)
    an_athlete(team, "Finn F.", users[actors.FORMER_ATHLETE], archived_at=now)
    users[actors.DEACTIVATED].is_active = False
    users[actors.DEACTIVATED].save()
    return users


def a_group(team: Team, name: str, athlete: Athlete) -> Group:
    group = Group.objects.create(team=team, name=name)
    GroupAthlete.objects.create(team=team, group=group, athlete=athlete)
    return group


def a_runner_beside_ben(cast: Cast, track: Group) -> Athlete:
    """With a running plan: what belongs to Ana is tried with the address of this one too."""
    mia = an_athlete(cast.team, "Mia M.")
    GroupAthlete.objects.create(team=cast.team, group=track, athlete=mia)
    return mia


def a_profile(athlete: Athlete, name: str) -> None:
    """One of everything that a person may tell about themselves, each with a word that can be looked for."""
    words, own = words_of(name), {"team": athlete.team, "athlete": athlete}
    athlete.goals, athlete.constraints_in_words = words["wish"], words["constraint"]
    athlete.birth_date = date(2012 if name == "ana" else 1999, 5, 17)  # her guardian decides
    athlete.save()
    Injury.objects.create(**own, kind=InjuryKind.NIGGLE, place=words["injury"], since=MONDAY)
    AvailabilityException.objects.create(**own, date=SATURDAY, available_min=0, note=words["exception"])
    SeasonAudit.objects.create(**own, tired=words["tired"])
    TrainingWeek.objects.create(**own, monday=MONDAY - timedelta(weeks=8), distance_km=40, note=words["week"])
    Consent.objects.in_team(athlete.team).filter(athlete=athlete).delete()
    for kind in ConsentKind:
        Consent.objects.create(**own, kind=kind, version=1, on_paper=words["paper"])


def a_season(athlete: Athlete, coach: User, name: str) -> Season:
    words = words_of(name)
    plan = begin(athlete, coach, goal=words["goal"])
    answered = give_answer(
        ask(plan, InsertRest(THURSDAY), night=MONDAY, answer_until=THURSDAY), AnswerKind.APPROVED, coach
    )
    asked = ask(plan, InsertRest(SATURDAY))
    by = By(Cause.COACH, coach, words["note"])
    change = make_change(plan, [Drop(str(session_on(plan, WEDNESDAY, "cross_training").pk))], by)
    assert change is not None
    run = session_on(plan, TUESDAY)
    values = {"outcome": "done", "rpe": 3, "duration_min": None, "distance_km": None, "note": words["note"]}
    report(athlete, run, WEDNESDAY, values)
    an_answered_day(athlete, name)
    away = enter_time_away(athlete, TimeAwayKind.TRAVEL, *A_WEEK_AWAY, coach, WEDNESDAY)
    return Season(athlete, plan, asked, answered, change, session_on(plan, WEDNESDAY), away)


def an_answered_day(athlete: Athlete, name: str) -> None:
    """Yesterday is logged, the day before was and is cleared."""
    words = words_of(name)
    values = {"mood": 3, "pain": 2, "pain_place": words["pain"], "note": words["log"]}
    for day in (MONDAY, YESTERDAY):
        write_log(athlete, day, values, client_id=uuid4(), source=Source.CHECK_IN)
    clear_log(athlete, MONDAY)


def tokens_of(cast: Cast, users: dict[str, User]) -> dict[str, str]:
    """A token for each part that has one; whoever lost their place made it before."""
    team, other = cast.team, cast.other_team
    closed = Team.objects.get(slug="closed")
    tokens = {actors.WRONG_TOKEN: "fallow_wrong"}
    for part, actor, in_team, may_write in (
        (actors.READ_TOKEN, actors.COACH, team, False),
        (actors.WRITE_TOKEN, actors.COACH, team, True),
        (actors.READER_TOKEN, actors.READER, team, True),
        (actors.GROUP_TOKEN, actors.GROUP_COACH, team, True),
        (actors.OTHER_GROUP_TOKEN, actors.OTHER_GROUP, team, True),
        (actors.ANA_TOKEN, actors.ANA, team, True),
        (actors.ANA_READ_TOKEN, actors.ANA, team, False),
        (actors.BEN_TOKEN, actors.BEN, team, True),
        (actors.FOREIGN_TOKEN, actors.RIVAL, other, True),
        (actors.FOREIGN_ATHLETE_TOKEN, actors.ZOE, other, True),
        (actors.BOTH_TOKEN, actors.BOTH, other, True),
        (actors.GUARDIAN_TOKEN, actors.GUARDIAN, team, True),
        (actors.REVOKED_TOKEN, actors.COACH, team, True),
        (actors.FORMER_TOKEN, actors.FORMER, team, True),
        (actors.DEACTIVATED_TOKEN, actors.DEACTIVATED, team, True),
        (actors.CLOSED_TOKEN, actors.CLOSED, closed, True),
        (actors.MOVED_TOKEN, actors.RIVAL_COACH, team, True),
    ):
        row, tokens[part] = create_token(team=in_team, user=users[actor], name=part, may_write=may_write)
        if part == actors.REVOKED_TOKEN:
            ApiToken.objects.in_team(team).filter(pk=row.pk).update(revoked_at=timezone.now())
    return tokens


def cookies_of(user: User | None) -> SimpleCookie:
    """Of a browser that is signed in, where somebody has just shown once more that it is them."""
    client = Client()
    if user is not None and user.is_active:
        confirmed(client, user)
    elif user is not None:
        client.force_login(user)
    return client.cookies
