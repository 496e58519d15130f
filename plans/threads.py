"""Read the conversation of athletes with their coaches: a constant number of queries within one team.

An athlete has one thread with all coaches who look after them. Whoever is the athlete's own account writes as the
athlete; everybody else writes as a coach.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from athletes.models import Athlete, Team, User
from plans.models import Message, Reading

PAGE_SIZE = 30
LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Thread:
    """A stretch of a thread, oldest first; `earlier` is the place from which older messages are read, if any."""

    messages: tuple[Message, ...]
    earlier: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the athlete in their thread."""

    question: Message | None
    unread: int


def thread(athlete: Athlete, before: int | None = None, size: int = PAGE_SIZE) -> Thread:
    """The last messages, or the last ones before the message of this number. One query."""
    messages = Message.objects.in_team(athlete.team_id).filter(athlete=athlete)
    if before is not None:
        messages = messages.filter(pk__lt=before)
    newest = list(messages.select_related("author", "session", "decision").order_by("-pk")[: size + 1])
    shown = newest[:size]
    return Thread(tuple(reversed(shown)), shown[-1].pk if len(newest) > size else None)


def open_questions(team: Team, athletes: Collection[Athlete] | QuerySet[Athlete]) -> dict[int, Message]:
    """The newest question of a coach that the athlete has not written after, by athlete id. One query."""
    answers = Message.objects.in_team(team).filter(
        athlete=OuterRef("athlete"), author=OuterRef("athlete__user"), pk__gt=OuterRef("pk")
    )
    asked = (
        Message.objects.in_team(team)
        .filter(~Exists(answers), athlete__in=athletes, asks=True)
        .select_related("author")
        .order_by("athlete_id", "-pk")
        .distinct("athlete_id")
    )
    return {message.athlete_id: message for message in asked}


def unread(team: Team, athletes: Collection[Athlete] | QuerySet[Athlete], reader: User) -> dict[int, int]:
    """How many messages the reader has not seen, by athlete id, for those with any. One query.

    A coach has to read what athletes wrote, an athlete what coaches wrote to them.
    """
    new = unread_messages(team, athletes, reader)
    return dict(new.values_list("athlete_id").annotate(count=Count("pk")))


def unread_by_name(
    team: Team, athletes: Collection[Athlete] | QuerySet[Athlete], reader: User
) -> list[tuple[int, str, int]]:
    """The same with names, in their order. One query."""
    new = unread_messages(team, athletes, reader).values_list("athlete_id", "athlete__name")
    return list(new.annotate(count=Count("pk")).order_by("athlete__name", "athlete_id"))


def unread_messages(team: Team, athletes: Collection[Athlete] | QuerySet[Athlete], reader: User) -> QuerySet[Message]:
    """What the reader has not seen of these athletes' threads, in no order."""
    until = Reading.objects.in_team(team).filter(athlete=OuterRef("athlete"), reader=reader).values("read_until")
    return (
        Message.objects.in_team(team)
        .filter(Q(author=F("athlete__user")) | Q(athlete__user=reader), athlete__in=athletes)
        .exclude(author=reader)
        .filter(written_at__gt=Coalesce(Subquery(until), LONG_AGO))
        .order_by()
    )


def waiting_for(athlete: Athlete) -> Waiting:
    """The open question and the number of unread messages of an athlete with an account. Two queries."""
    question = open_questions(athlete.team, [athlete]).get(athlete.pk)
    assert athlete.user is not None
    return Waiting(question, unread(athlete.team, [athlete], athlete.user).get(athlete.pk, 0))
