"""Words that are nowhere else, one in every text of a person; and where in the whole database they are found."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import CharField, EmailField, Field, JSONField, TextField
from django.utils import timezone

from athletes.exporting import Subject, rows_of
from athletes.models import (
    Activity,
    Athlete,
    CoachGroup,
    Group,
    GroupAthlete,
    Injury,
    InjuryKind,
    Invitation,
    InvitationGroup,
    Look,
    Membership,
    Record,
    Role,
    SeasonAudit,
    TrainingWeek,
    User,
)
from athletes.models import AvailabilityException as OtherMinutes
from athletes.personal import Category, Kept, kept
from athletes.tokens import create_token
from notices.models import OutboxMessage, PushSubscription
from plans.answers import give_answer
from plans.changes import By, make_change
from plans.engine.operations import Drop, InsertRest
from plans.models import (
    AnswerKind,
    Automation,
    Cause,
    CoachNote,
    ContingencyPolicy,
    Draft,
    HandOver,
    Lock,
    Message,
    NightFailure,
    Reading,
    Snooze,
    TimeAwayKind,
)
from plans.reports import report
from plans.time_away import enter_time_away
from readiness.logging_days import clear_log, write_log
from readiness.models import Reminder, Source, WeeklyReflection
from tests.cast import Cast
from tests.season import MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY, YESTERDAY, ask, begin, session_on

SHORTEST = 8
"""Shorter columns hold codes of ours."""


def a_life(cast: Cast, athlete: Athlete, user: User, coach: User) -> None:
    """At least one row of nearly everything that can be kept of a person, as the pages make them."""
    team, own = athlete.team, {"team": athlete.team, "athlete": athlete}
    Injury.objects.create(**own, kind=InjuryKind.NIGGLE, place="calf", since=MONDAY)
    OtherMinutes.objects.create(**own, date=SATURDAY, available_min=0, note="trip")
    SeasonAudit.objects.create(**own, tired="work")
    TrainingWeek.objects.create(**own, monday=MONDAY - timedelta(weeks=8), distance_km=40, note="hills")
    Activity.objects.create(**own, local_date=MONDAY, source="typed", fingerprint=uuid4().hex)
    Look.objects.create(**own, viewer=coach, on=MONDAY, page="morning")
    Record.objects.create(**own, kind="profile", what="profile.changed", actor=coach, person=user, after={"goals": 1})
    NightFailure.objects.create(**own, night=MONDAY, error="KeyError in x", retry_at=timezone.now())
    group = Group.objects.create(team=team, name=f"Squad of {athlete.pk}")
    GroupAthlete.objects.create(**own, group=group)
    invitation = Invitation.objects.create(
        **own, email=user.email, role="athlete", expires_at=timezone.now() + timedelta(days=7), accepted_by=user,
        accepted_at=timezone.now(), digest=uuid4().bytes * 2,
    )  # fmt: skip
    InvitationGroup.objects.create(team=team, invitation=invitation, group=group)
    other = cast.other_team if team == cast.team else cast.team
    membership = Membership.objects.create(team=other, user=user, role=Role.READ_ONLY, all_groups=False)
    elsewhere = Group.objects.create(team=other, name=f"Seen by {athlete.pk}")
    CoachGroup.objects.create(team=other, membership=membership, group=elsewhere)
    PushSubscription.objects.create(
        user=user, endpoint=f"https://fcm.googleapis.com/{athlete.pk}", p256dh="key", auth="secret", session_key="none"
    )
    create_token(team=team, user=user, name="watch", may_write=True)
    OutboxMessage.objects.create(team=team, recipient=user, kind="plan_changed", key=f"life-{athlete.pk}")
    OutboxMessage.objects.create(team=team, address=user.email, kind="invitation", key=f"mail-{athlete.pk}")
    Invitation.objects.create(
        team=other, email=user.email.upper(), role=Role.ASSISTANT, expires_at=timezone.now() + timedelta(days=7),
        digest=uuid4().bytes * 2,
    )  # fmt: skip
    Record.objects.create(team=other, kind="invitation", what="invitation.made", after={"invitation": user.email})
    signed_in = SessionStore()
    signed_in["_auth_user_id"] = str(user.pk)
    signed_in.create()
    a_season(athlete, coach)


def a_season(athlete: Athlete, coach: User) -> None:
    plan = begin(athlete, coach, goal="spring")
    give_answer(ask(plan, InsertRest(THURSDAY), night=MONDAY, answer_until=THURSDAY), AnswerKind.APPROVED, coach)
    later = ask(plan, InsertRest(SATURDAY))
    own = {"team": athlete.team, "athlete": athlete}
    Snooze.objects.create(team=athlete.team, decision=later, until=timezone.now() + timedelta(hours=2))
    Draft.objects.create(team=athlete.team, plan=plan)
    Automation.objects.create(**own, verdict="rest", mode="off")
    ContingencyPolicy.objects.create(**own, may_alone={})
    HandOver.objects.create(team=athlete.team, plan=plan, targets="spring")
    Reminder.objects.create(team=athlete.team, athlete=athlete, check_in_at=time(7))
    WeeklyReflection.objects.create(**own, monday=MONDAY, energy=3, went_well="hills")
    Lock.objects.create(**own, kind="days", first_day=MONDAY, last_day=MONDAY, note="race")
    Message.objects.create(**own, author=athlete.user, text="calf")
    Reading.objects.create(**own, reader=coach, read_until=timezone.now())
    CoachNote.objects.create(**own, author=coach, text="shy")
    make_change(plan, [Drop(str(session_on(plan, WEDNESDAY, "cross_training").pk))], By(Cause.COACH, coach, "rest"))
    values = {"outcome": "done", "rpe": 3, "duration_min": None, "distance_km": None, "note": "good"}
    for rpe in (3, 4):
        report(athlete, session_on(plan, TUESDAY), WEDNESDAY, {**values, "rpe": rpe})
    enter_time_away(athlete, TimeAwayKind.TRAVEL, date(2026, 12, 14), date(2026, 12, 20), coach, WEDNESDAY)
    for day in (MONDAY, YESTERDAY):
        write_log(athlete, day, {"mood": 3, "note": "tired"}, client_id=uuid4(), source=Source.CHECK_IN)
    clear_log(athlete, MONDAY)


def put_canaries(subject: Subject, word: str) -> dict[str, tuple[Kept, str]]:
    """A word of its own in every text of every row of the subject; returns where each is."""
    placed: dict[str, tuple[Kept, str]] = {}
    with connection.cursor() as cursor:
        # A table cannot be altered while checks of its rows wait for the end of the transaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE athletes_record DISABLE TRIGGER record_stays")
        for each in kept():
            for row in rows_of(each, subject):
                values: dict[str, Any] = {}
                for column in each.columns:
                    if not _holds_text(column):
                        continue
                    canary = f"{word}{len(placed):04d}"
                    placed[canary] = each, column.name
                    values[column.name] = _shaped(column, canary)
                if values:
                    type(row)._base_manager.filter(pk=row.pk).update(**values)
        cursor.execute("ALTER TABLE athletes_record ENABLE TRIGGER record_stays")
    return placed


def _holds_text(column: Field[Any, Any]) -> bool:
    if column.choices or column.remote_field or column.primary_key or isinstance(column, EmailField):
        return False  # an address is one already
    if isinstance(column, JSONField | ArrayField | TextField):
        return not isinstance(column, ArrayField) or isinstance(column.base_field, CharField)
    return isinstance(column, CharField) and (column.max_length or 0) >= SHORTEST


def _shaped(column: Field[Any, Any], canary: str) -> Any:
    if isinstance(column, JSONField):
        return {"canary": canary}
    return [canary] if isinstance(column, ArrayField) else canary


def everywhere(*words: str) -> list[str]:
    """The tables of the whole database, Django's own too, in which one of these words is, sessions decoded."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in cursor.fetchall():
            for word in words:
                cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{word}%"])
                found += [f"{table}: {word}"] * cursor.fetchone()[0]
    for session in Session.objects.all():
        found += [f"a session: {word}" for word in words if word in str(session.get_decoded())]
    return found


def secret(each: Kept, name: str) -> bool:
    return each.categories[name] is Category.SECRET
