"""What happened: an athlete's report on a planned session stands beside it and never overwrites it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from athletes.models import Athlete
from plans.models import Feedback, Session

LATE_DAYS = 14
"""A session can be reported on for this many days."""


@transaction.atomic
def report(athlete: Athlete, session: Session, today: date, values: dict[str, Any]) -> Feedback:
    """Write or replace the report (`outcome`, `rpe`, `duration_min`, `distance_km`, `note`).

    Raises ValidationError for a day to come or one more than 14 days ago.
    """
    if session.day > today:
        raise ValidationError(_("This session is still to come. Report on it on its day."), code="future")
    if session.day < today - timedelta(days=LATE_DAYS):
        raise ValidationError(
            _("A session can be reported on for %(days)s days."), params={"days": LATE_DAYS}, code="too_old"
        )
    feedback, _created = Feedback.objects.in_team(athlete.team_id).update_or_create(
        session=session,
        defaults={**values, "team_id": athlete.team_id, "athlete": athlete, "local_date": session.day},
    )
    return feedback


def take_back(athlete: Athlete, session: Session) -> None:
    """Remove the athlete's report on this session; it counts as not reported again."""
    Feedback.objects.in_team(athlete.team_id).filter(athlete=athlete, session=session).delete()
