"""Both teams in the middle of their season, everybody who may knock, and what must stay hidden from whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from athletes.models import Athlete, Membership, Role, User
from plans.answers import give_answer
from plans.changes import By, make_change
from plans.engine.operations import Drop, InsertRest
from plans.models import Answer, AnswerKind, Cause, Change, Decision, Plan, Session, TimeAway, TimeAwayKind
from plans.planning import end_plan
from plans.reports import report
from plans.time_away import enter_time_away
from readiness.logging_days import clear_log, write_log
from readiness.models import Source
from tests.cast import Cast, a_user, assemble
from tests.season import MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY, YESTERDAY, ask, begin, session_on, stored

A_WEEK_AWAY = (MONDAY + timedelta(weeks=4), MONDAY + timedelta(weeks=4, days=6))

SIGN_IN = 0
"""In place of a status: sent to the sign-in page."""

NOBODY, DEACTIVATED = "nobody", "a deactivated coach"
ANA, BEN, ZOE = "the athlete", "a team-mate", "another team's athlete"
COACH, READER, RIVAL = "the coach", "a coach who reads only", "another team's coach"
FORMER, STRANGER = "a coach who left", "a stranger"
ACTORS = (NOBODY, ANA, BEN, ZOE, COACH, READER, RIVAL, FORMER, STRANGER, DEACTIVATED)

OF_ANA = ("Ana R.", "goal-of-ana", "note-of-ana", "log-of-ana")
OF_THE_TEAM = ("Harvest Runners", "Carla", "Ben O.")
OF_THE_OTHERS = ("Zoe W.", "Rival Club", "Rolf", "goal-of-zoe", "note-of-zoe", "log-of-zoe")
HIDDEN_FROM: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ACTORS, (*OF_ANA, *OF_THE_TEAM, *OF_THE_OTHERS)),
    ANA: OF_THE_OTHERS,
    BEN: (*OF_ANA, *OF_THE_OTHERS),
    COACH: OF_THE_OTHERS,
    READER: OF_THE_OTHERS,
    ZOE: (*OF_ANA, *OF_THE_TEAM),
    RIVAL: (*OF_ANA, *OF_THE_TEAM),
}


@dataclass(frozen=True)
class Season:
    """What one team has: a plan with a question, an answer, a coach's change and a report, and logs."""

    athlete: Athlete
    plan: Plan
    asked: Decision
    answered: Answer
    change: Change
    session: Session
    away: TimeAway


@dataclass(frozen=True)
class World:
    """Both teams in the middle of their season; what is asked for is always Ana's, or Ben's where she has none."""

    cast: Cast
    ana: Season
    ended: Plan
    """Ben's."""
    cookies: Mapping[str, SimpleCookie]
    """Of everybody's browser, signed in where that is possible."""
    before: Mapping[str, tuple[int, str]]
    """What all tables hold."""


def a_season(athlete: Athlete, coach: User, name: str) -> Season:
    plan = begin(athlete, coach, goal=f"goal-of-{name}")
    answered = give_answer(
        ask(plan, InsertRest(THURSDAY), night=MONDAY, answer_until=THURSDAY), AnswerKind.APPROVED, coach
    )
    asked = ask(plan, InsertRest(SATURDAY))
    by = By(Cause.COACH, coach, f"note-of-{name}")
    change = make_change(plan, [Drop(str(session_on(plan, WEDNESDAY, "cross_training").pk))], by)
    assert change is not None
    run = session_on(plan, TUESDAY)
    values = {"outcome": "done", "rpe": 3, "duration_min": None, "distance_km": None, "note": f"note-of-{name}"}
    report(athlete, run, WEDNESDAY, values)
    an_answered_day(athlete, name)
    away = enter_time_away(athlete, TimeAwayKind.TRAVEL, *A_WEEK_AWAY, coach, WEDNESDAY)
    return Season(athlete, plan, asked, answered, change, session_on(plan, WEDNESDAY), away)


def an_answered_day(athlete: Athlete, name: str) -> None:
    """Yesterday is logged, the day before was and is cleared."""
    for day in (MONDAY, YESTERDAY):
        write_log(athlete, day, {"mood": 3, "note": f"log-of-{name}"}, client_id=uuid4(), source=Source.CHECK_IN)
    clear_log(athlete, MONDAY)


def make_world() -> World:
    cast = assemble()
    cast.ben.user = a_user("Ben O")
    cast.ben.save()
    former, deactivated = a_user("Fay"), a_user("Dan")
    Membership.objects.create(team=cast.team, user=former, role=Role.HEAD_COACH, ended_at=timezone.now())
    Membership.objects.create(team=cast.team, user=deactivated, role=Role.OWNER)
    User.objects.filter(pk=deactivated.pk).update(is_active=False)
    ana = a_season(cast.ana, cast.coach, "ana")
    a_season(cast.zoe, cast.rival, "zoe")
    an_answered_day(cast.ben, "ben")
    ended = begin(cast.ben)
    end_plan(ended)
    users: dict[str, User | None] = {
        NOBODY: None, ANA: cast.ana_user, BEN: cast.ben.user, ZOE: cast.zoe.user, COACH: cast.coach,
        READER: cast.reader, RIVAL: cast.rival, FORMER: former, STRANGER: cast.stranger, DEACTIVATED: deactivated,
    }  # fmt: skip
    return World(cast, ana, ended, {actor: cookies_of(user) for actor, user in users.items()}, stored())


def cookies_of(user: User | None) -> SimpleCookie:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.cookies
