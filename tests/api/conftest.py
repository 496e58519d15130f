"""What a program sees: Ana's plan, logs, feedback and decisions, and a client that sends a token."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from athletes.models import ApiToken, Athlete, Membership, Team, User
from athletes.tokens import create_token
from plans.models import Answer, AnswerKind, Decision, Feedback, Phase, Plan, Session, TemplateVersion, Week
from readiness.logging_days import write_log
from readiness.models import Source
from tests.cast import Cast, an_athlete

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


class Program:
    """A REST client that sends one token, or none."""

    def __init__(self, token: str | None) -> None:
        self.client = Client()
        self.headers = {} if token is None else {"authorization": f"Bearer {token}"}

    def get(self, url: str, **query: Any) -> Any:
        return self.client.get(url, query, headers=self.headers)

    def send(self, method: str, url: str, body: Any = None, **extra: Any) -> Any:
        """`body` is sent as JSON, or as it is when it is bytes."""
        send = getattr(self.client, method)
        if method == "get":
            return send(url, headers=self.headers)
        extra = {"content_type": "application/json", **extra}
        return send(url, b"" if body is None else body, headers=self.headers, **extra)


def token_for(user: User, team: Team, *, may_write: bool = False) -> str:
    return create_token(team=team, user=user, name="tests", may_write=may_write)[1]


def writing(user: User, team: Team) -> str:
    return token_for(user, team, may_write=True)


def revoked(cast: Cast) -> str:
    token = writing(cast.coach, cast.team)
    ApiToken.objects.in_team(cast.team).update(revoked_at=timezone.now())
    return token


def of_a_coach_who_left(cast: Cast) -> str:
    token = writing(cast.coach, cast.team)
    Membership.objects.in_team(cast.team).filter(user=cast.coach).update(ended_at=timezone.now())
    return token


def archived(cast: Cast) -> int:
    return an_athlete(cast.team, "Former R.", archived_at=timezone.now()).pk


@pytest.fixture
def coach(cast: Cast) -> Program:
    return Program(token_for(cast.coach, cast.team, may_write=True))


def a_plan(athlete: Athlete, weeks: int = 1) -> Plan:
    """A running plan from MONDAY on; each week has an easy run on Monday and one not run on Tuesday."""
    template, _ = TemplateVersion.objects.get_or_create(slug="offseason", version=1, defaults={"document": {}})
    common = {"team": athlete.team}
    plan = Plan.objects.create(
        **common, athlete=athlete, template=template, start=MONDAY, level="beginner",
        baseline_km_per_week=32.5, goal="Fresh legs",
    )  # fmt: skip
    phase = Phase.objects.create(
        **common, plan=plan, kind="foundation", position=0, min_weeks=2, default_weeks=3, max_weeks=4
    )
    for number in range(weeks):
        monday = MONDAY + timedelta(weeks=number)
        week = Week.objects.create(
            **common,
            plan=plan,
            phase=phase,
            monday=monday,
            template_week=number + 1,
            fraction=0.5,
            goals=["Easy"],
        )
        for day, distance_km in ((monday, 6.5), (monday + timedelta(days=1), None)):
            session = Session.objects.create(
                **common, plan=plan, week=week, day=day, original_day=day, kind="easy", duration_min=45,
                distance_km=distance_km, rpe=2, marks=["no_watch"],
            )  # fmt: skip
        Feedback.objects.create(
            **common, athlete=athlete, session=session, local_date=session.day, outcome="rested", note="Tired"
        )
    return plan


def some_logs(athlete: Athlete, days: int = 1) -> None:
    for n in range(days):
        write_log(
            athlete,
            TODAY - timedelta(days=n),
            {"mood": 4, "sleep_h": 7.5},
            client_id=uuid4(),
            source=Source.CHECK_IN,
        )


def some_decisions(athlete: Athlete, plan: Plan, coach: User, nights: int = 1) -> None:
    for n in range(nights):
        decision = Decision.objects.create(
            team=athlete.team, athlete=athlete, plan=plan, night=TODAY - timedelta(days=n + 1),
            verdict="rest", rule="D2", answer_until=TODAY, reasons=[["d2.red_logs", {"red": 2, "logs": 3}]],
            operations=[{"op": "insert_rest", "day": TODAY.isoformat()}], facts={}, rules_version="1",
        )  # fmt: skip
        answers = Answer.objects.in_team(athlete.team)
        answers.create(team=athlete.team, decision=decision, kind=AnswerKind.KEPT, undone_at=NOW)
        answers.create(team=athlete.team, decision=decision, kind=AnswerKind.APPROVED, answered_by=coach)


@pytest.fixture
def season(cast: Cast) -> Cast:
    """The cast, with one row of everything for Ana."""
    some_decisions(cast.ana, a_plan(cast.ana), cast.coach)
    some_logs(cast.ana)
    return cast
