"""A team to try Fallow with: eight runners, five weeks of check-ins, and a morning worth opening.

Made anew for the day it is made on; the same day gives the same team.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from athletes.consents import ALL_KINDS, ConsentGiver, give
from athletes.models import AgeGroup, Athlete, Level, Membership, Role, Team, User
from athletes.zones import local_date
from plans import night
from plans.engine.vocabulary import NOT_RUNNING
from plans.models import Feedback, Outcome, Plan, Session
from plans.planning import create_plan
from readiness import statuses
from readiness.models import DailyLog, Source

PASSWORD = "land left fallow"  # noqa: S105 - printed on the terminal of whoever tries Fallow out
COACH = ("Carla Brandt", "carla@example.org")
ATHLETE = ("Ana Ribeiro", "ana@example.org")
ZONE = "Europe/Berlin"
LOGGED_DAYS = 42


@dataclass(frozen=True, slots=True)
class Runner:
    """One demo athlete: the frame, how many weeks ago the plan began, and how the last days felt."""

    name: str
    level: Level
    baseline_km: float
    weekdays: tuple[int, ...]
    began_weeks_ago: int
    mood: str = "calm"
    age_group: AgeGroup = AgeGroup.ADULT


RUNNERS = (
    Runner(ATHLETE[0], Level.INTERMEDIATE, 48, (1, 2, 3, 5, 6), 4, "worn"),
    Runner("Ben Okafor", Level.INTERMEDIATE, 55, (0, 1, 2, 3, 4, 5, 6), 3),
    Runner("Cem Kaya", Level.ADVANCED, 92, (0, 1, 2, 3, 4, 5, 6), 8, "silent"),
    Runner("Dora Lind", Level.BEGINNER, 24, (1, 3, 5, 6), 2),
    Runner("Elif Sahin", Level.BEGINNER, 28, (0, 2, 4, 6), 6, "tired week"),
    Runner("Finn Maas", Level.INTERMEDIATE, 60, (1, 2, 3, 4, 6), 10),
    Runner("Greta Holm", Level.INTERMEDIATE, 40, (1, 2, 4, 5, 6), 5, "ill", AgeGroup.FROM_50),
    Runner("Hugo Varga", Level.ADVANCED, 85, (0, 1, 2, 3, 5, 6), 1),
)


def is_empty() -> bool:
    return not Team.objects.exists() and not User.objects.exists()


def sign_ins() -> list[tuple[str, str, str]]:
    """Part, e-mail and password of who can sign in to the demo team."""
    return [("Coach", COACH[1], PASSWORD), ("Athlete", ATHLETE[1], PASSWORD)]


@transaction.atomic
def load(now: datetime) -> Team:
    """Make the demo team as of `now`: people, plans, check-ins, reports, and all nights decided."""
    team = Team.objects.create(name="Harvest Runners", slug="harvest")
    coach = User.objects.create_user(COACH[1], PASSWORD, name=COACH[0], zone=ZONE)
    Membership.objects.create(team=team, user=coach, role=Role.OWNER)
    today = local_date(now, ZONE)
    athletes = [_athlete(team, runner, today) for runner in RUNNERS]
    for runner, athlete in zip(RUNNERS, athletes, strict=True):
        monday = today - timedelta(days=today.weekday() + 7 * runner.began_weeks_ago)
        plan = create_plan(athlete, monday, goal="Arrive at spring fresh, with the base intact.", created_by=coach)
        DailyLog.objects.bulk_create(_logs(athlete, runner, today))
        Feedback.objects.bulk_create(_reports(athlete, plan, runner, today))
    statuses.refresh(athletes, today - timedelta(days=LOGGED_DAYS), today - timedelta(days=1))
    night.decide_chunk([a.pk for a in athletes], now)
    return team


def _athlete(team: Team, runner: Runner, today: date) -> Athlete:
    user = None
    if runner.name == ATHLETE[0]:
        user = User.objects.create_user(ATHLETE[1], PASSWORD, name=runner.name, zone=ZONE)
    athlete = Athlete.objects.create(
        team=team,
        user=user,
        name=runner.name,
        email=user.email if user else f"{runner.name.split()[0].lower()}@example.org",
        zone=ZONE,
        level=runner.level,
        baseline_km_per_week=runner.baseline_km,
        available_min_by_weekday=[240 if day in runner.weekdays else 0 for day in range(7)],
        age_group=runner.age_group,
        nights_from=today - timedelta(days=LOGGED_DAYS),
    )
    give(athlete, ALL_KINDS, ConsentGiver(user, on_paper="" if user else "folder of the demo"))
    return athlete


def _logs(athlete: Athlete, runner: Runner, today: date) -> Iterator[DailyLog]:
    chance = random.Random(runner.name)  # noqa: S311 - a demo, not a secret
    for ago in range(LOGGED_DAYS, 0, -1):
        day = today - timedelta(days=ago)
        low = _lowered(runner.mood, ago)
        if (chance.random() < 0.08 and low == 0) or (runner.mood == "silent" and ago <= 3):
            continue
        usual = {"fatigue": 4, "soreness": 4, "sleep_quality": 4, "mood": 4, "stress": 4}
        items = {
            name: max(1, min(5, value + chance.choice((-1, 0, 0, 0, 0, 1)) - low)) for name, value in usual.items()
        }
        yield DailyLog(
            team=athlete.team,
            athlete=athlete,
            local_date=day,
            zone=ZONE,
            client_id=uuid.uuid5(uuid.NAMESPACE_OID, f"{athlete.pk} {day}"),
            source=Source.CHECK_IN,
            sleep_h=round(4 * (7.5 + chance.uniform(-0.7, 0.7) - low * 0.4)) / 4,
            appetite=3,
            illness="systemic" if runner.mood == "ill" and ago == 1 else "none",
            wants_more=True if day.weekday() == 6 and low == 0 else None,
            **items,
        )


def _lowered(mood: str, ago: int) -> int:
    """By how many points the last days are below usual."""
    return {
        "worn": {1: 3, 2: 2, 3: 3, 4: 1},
        "tired week": dict.fromkeys(range(1, 14), 2),
        "ill": {1: 2},
    }.get(mood, {}).get(ago, 0)  # fmt: skip


def _reports(athlete: Athlete, plan: Plan, runner: Runner, today: date) -> Iterator[Feedback]:
    chance = random.Random(f"{runner.name} reports")  # noqa: S311 - a demo, not a secret
    sessions = Session.objects.in_team(athlete.team).filter(plan=plan, day__lt=today)
    for session in sessions:
        if chance.random() < 0.1:
            continue
        runs = session.kind not in NOT_RUNNING
        yield Feedback(
            team=athlete.team,
            athlete=athlete,
            session=session,
            local_date=session.day,
            outcome=Outcome.DONE,
            rpe=min(10, session.rpe + chance.choice((0, 0, 1))),
            duration_min=session.duration_min,
            distance_km=round((session.distance_km or 0) * chance.uniform(0.95, 1.05), 1) if runs else None,
        )
