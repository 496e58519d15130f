"""What happened: an athlete's report on a planned session stands beside it and never overwrites it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from athletes.models import Athlete
from plans.models import Feedback, FeedbackVersion, Session

LATE_DAYS = 14
"""A session can be reported on for this many days."""


@transaction.atomic
def report(
    athlete: Athlete,
    session: Session,
    today: date,
    values: dict[str, Any],
    *,
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> Feedback | None:
    """Write or replace the report (names of `Feedback.FIELDS`); an earlier one becomes a version.

    The same `client_id` again is the same report: nothing changes, and None is returned where it was taken back since.
    Of two phones the later one holds: a report that was given before the one that is there becomes a version itself.
    Raises ValidationError for a day to come, one more than 14 days ago, or a `client_id` of another session.
    """
    if session.day > today:
        raise ValidationError(_("This session is still to come. Report on it on its day."), code="future")
    if session.day < today - timedelta(days=LATE_DAYS):
        raise ValidationError(
            _("A session can be reported on for %(days)s days."), params={"days": LATE_DAYS}, code="too_old"
        )
    Session.objects.in_team(athlete.team_id).select_for_update(no_key=True).get(pk=session.pk)
    fresh = Feedback(
        team_id=athlete.team_id,
        athlete=athlete,
        session=session,
        local_date=session.day,
        client_id=client_id or uuid4(),
        said_at=said_at or timezone.now(),
        **values,
    )
    there = Feedback.objects.in_team(athlete.team_id).filter(session=session).first()
    if (there is not None and there.client_id == fresh.client_id) or _is_replay(fresh):
        return there
    if there is not None and fresh.said_at < there.said_at:
        FeedbackVersion.of(fresh).save()
        return there
    if there is not None:
        FeedbackVersion.of(there).save()
        fresh.pk = there.pk
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise ValidationError(_("This client id was already used for another session."), code="reused") from error
    return fresh


def _is_replay(fresh: Feedback) -> bool:
    """Whether this report came before and was since replaced or taken back."""
    earlier = FeedbackVersion.objects.in_team(fresh.team_id)
    return earlier.filter(athlete=fresh.athlete_id, session=fresh.session_id, client_id=fresh.client_id).exists()


@transaction.atomic
def take_back(athlete: Athlete, session: Session) -> None:
    """Remove the athlete's report on this session; it counts as not reported again, and its version is kept."""
    Session.objects.in_team(athlete.team_id).select_for_update(no_key=True).get(pk=session.pk)
    for there in Feedback.objects.in_team(athlete.team_id).filter(athlete=athlete, session=session):
        FeedbackVersion.of(there).save()
        there.delete()
