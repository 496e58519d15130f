"""The sessions that an athlete can report on, and what was said of them: for the athlete's own pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from athletes.models import Athlete
from plans.engine.week import SessionState
from plans.models import Feedback, Message, Session
from plans.plan_rows import session_state
from plans.reports import LATE_DAYS


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One session with its report, if there is one."""

    row: Session
    state: SessionState
    report: Feedback | None


def _sessions(athlete: Athlete) -> QuerySet[Session]:
    """Of the running plan; what a plan that ended held is told in its hand-over."""
    return (
        Session.objects.in_team(athlete.team_id)
        .filter(plan__athlete=athlete, plan__ended_at=None)
        .select_related("feedback")
    )


def _own(row: Session) -> OwnSession:
    report: Feedback | None = getattr(row, "feedback", None)
    return OwnSession(row, session_state(row, {row.pk} if report else ()), report)


def lately(athlete: Athlete, today: date) -> list[OwnSession]:
    """The sessions of the days that can still be reported on, newest first. One query."""
    rows = _sessions(athlete).filter(day__range=(today - timedelta(days=LATE_DAYS), today))
    return [_own(row) for row in rows.order_by("-day", "position")]


def one(athlete: Athlete, pk: UUID) -> OwnSession | None:
    """One query."""
    row = _sessions(athlete).filter(pk=pk).first()
    return _own(row) if row else None


def untold_yesterday(athlete: Athlete, today: date) -> OwnSession | None:
    """The longest session of yesterday of which nothing was said. One query."""
    rows = _sessions(athlete).filter(day=today - timedelta(days=1), feedback=None)
    row = rows.order_by("-duration_min").first()
    return _own(row) if row else None


def messages_about(athlete: Athlete, session: Session) -> list[Message]:
    """Oldest first. One query."""
    messages = Message.objects.in_team(athlete.team_id).filter(athlete=athlete, session=session)
    return list(messages.select_related("author"))
