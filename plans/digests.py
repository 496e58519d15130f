"""The weekly digest: on Monday morning each coach reads in one mail what waits, counted and never described.

Nothing in it tells of anybody's health: mail lies about on phones.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from athletes.access import Actor, actor_for
from athletes.models import Membership
from athletes.zones import local_date
from notices import outbox
from notices.models import OutboxMessage
from plans.models import Answer, AnswerKind, Plan, Week
from plans.selectors import open_decisions

FROM_HOUR = time(6)
AHEAD_DAYS = 14
AT_ONCE = 50
"""Coaches of one tick; those who are left have the next one five minutes later."""


def owed(now: datetime) -> list[tuple[Membership, date]]:
    """The coaches whose Monday has come to six o'clock and whose mail of that Monday is not written, with that day.

    A mail is late when no worker ran, and never comes on another day. Two queries on Mondays, one otherwise.
    """
    members = Membership.objects.across_teams().filter(
        ended_at=None, weekly_digest=True, team__archived_at=None, user__is_active=True
    )
    zones = members.order_by().values_list("user__zone", flat=True).distinct()
    mondays = {zone: day for zone in zones if (day := _monday(now, zone))}
    found: list[tuple[Membership, date]] = []
    for day in sorted({*mondays.values()}):
        key = Concat(Value("digest-"), Cast(OuterRef("pk"), CharField()), Value(f"-{day}"))
        written = OutboxMessage.objects.across_teams().filter(key=key)
        those = members.filter(user__zone__in=[zone for zone, its in mondays.items() if its == day])
        rows = those.exclude(Exists(written)).select_related("user", "team").order_by("pk")[:AT_ONCE]
        found += [(row, day) for row in rows]
    return found


def _monday(now: datetime, zone: str) -> date | None:
    here = now.astimezone(ZoneInfo(zone))
    return here.date() if here.weekday() == 0 and here.timetz().replace(tzinfo=None) >= FROM_HOUR else None


def write(now: datetime) -> int:
    """Write the mails that are owed into the outbox, each once however often this runs; returns how many."""
    written = 0
    for membership, day in owed(now):
        actor = actor_for(membership.user, membership.team_id)
        if actor is None or actor.team.pk != membership.team_id:
            continue  # ended between two statements
        with transaction.atomic():
            outbox.put(
                team=membership.team,
                recipient=membership.user,
                kind="weekly_digest",
                key=f"digest-{membership.pk}-{day}",
                context=counted(actor, now),
            )
        written += 1
    return written


def counted(actor: Actor, now: datetime) -> dict[str, int]:
    """How many proposals wait, were answered in a week, and how many plans end soon, of the athletes they see."""
    today = local_date(now, actor.user.zone)
    athletes = actor.athletes
    answers = Answer.objects.in_team(actor.team).filter(
        decision__athlete__in=athletes, answered_at__gt=now - timedelta(days=7), undone_at=None
    )
    running = Plan.objects.in_team(actor.team).filter(athlete__in=athletes, ended_at=None)
    last_monday = today + timedelta(days=AHEAD_DAYS - 7)
    later = Week.objects.in_team(actor.team).filter(plan=OuterRef("pk"), monday__gt=last_monday)
    return {
        "athletes": athletes.count(),
        "waiting": len(open_decisions(actor.team, athletes, today)),
        "answered": answers.exclude(kind=AnswerKind.APPLIED).count(),
        "by_itself": answers.filter(kind=AnswerKind.APPLIED).count(),
        "ending": running.exclude(Exists(later)).count(),
    }
