"""Put athletes on a team's roster and keep what is said about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import UniqueViolation

from athletes.models import Athlete, Team
from athletes.zones import local_date

MIN_PER_AVAILABLE_DAY = 120
"""Minutes of a weekday that was only ticked as available."""

SAME_EMAIL = _("Another athlete of this team has this e-mail address.")


def add_athlete(team: Team, *, weekdays: Iterable[int], now: datetime, **values: Any) -> Athlete:
    """A new athlete, available on `weekdays` (Monday = 0), whose nights count from today in their zone.

    `values` are fields of `Athlete`. Raises ValidationError for an e-mail that the team knows already.
    """
    athlete = Athlete(team=team, nights_from=local_date(now, values["zone"]), available_min_by_weekday=[0] * 7)
    return _save(athlete, {**values, "weekdays": weekdays})


@transaction.atomic
def edit_athlete(athlete: Athlete, **values: Any) -> Athlete:
    """Change only these fields of `Athlete` (or `weekdays`); plans that exist stay as they are.

    What somebody else wrote since `athlete` was read stays. Raises ValidationError as above.
    """
    return _save(Athlete.objects.in_team(athlete.team_id).select_for_update().get(pk=athlete.pk), values)


def _save(athlete: Athlete, values: dict[str, Any]) -> Athlete:
    for name, value in values.items():
        if name == "weekdays":
            _set_weekdays(athlete, set(value))
        else:
            setattr(athlete, name, value)
    try:
        with transaction.atomic():
            athlete.save()
    except IntegrityError as error:
        # Only the database can tell without a race whether two coaches add the same person at once.
        cause = error.__cause__
        if isinstance(cause, UniqueViolation) and cause.diag.constraint_name == "one_athlete_per_team_and_email":
            raise ValidationError({"email": SAME_EMAIL}) from error
        raise
    return athlete


def _set_weekdays(athlete: Athlete, chosen: set[int]) -> None:
    athlete.available_min_by_weekday = [
        (minutes or MIN_PER_AVAILABLE_DAY) if day in chosen else 0
        for day, minutes in enumerate(athlete.available_min_by_weekday)
    ]
