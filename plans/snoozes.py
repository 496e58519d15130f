"""Set a decision aside until later today or tomorrow. It keeps waiting, and so does the plan."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athletes.models import User
from plans.models import Answer, Decision, Snooze


class Until(TextChoices):
    SOON = "soon", _("In 2 hours")
    EVENING = "evening", _("This evening, 17:00")
    TOMORROW = "tomorrow", _("Tomorrow, 07:00")


class TooLate(Exception):
    """The decision no longer waits for an answer, or would not by then. Nothing was written."""


def times(decision: Decision, now: datetime, zone: str) -> dict[Until, datetime]:
    """Until when it can be set aside, on the clock of `zone`: ahead, and no day after the last one of an answer."""
    if decision.answer_until is None:
        return {}
    here = now.astimezone(ZoneInfo(zone))
    moments = {
        # Two hours are two hours also in the night in which the clock is changed.
        Until.SOON: (now + timedelta(hours=2)).astimezone(here.tzinfo),
        Until.EVENING: datetime.combine(here, time(17), here.tzinfo),
        Until.TOMORROW: datetime.combine(here + timedelta(days=1), time(7), here.tzinfo),
    }
    return {
        until: moment for until, moment in moments.items() if moment > here and moment.date() <= decision.answer_until
    }


@transaction.atomic
def snooze(decision: Decision, until: Until, user: User) -> Snooze:
    """Set it aside; said again, the later word counts. Raises `TooLate`."""
    decision = Decision.objects.in_team(decision.team_id).select_for_update(no_key=True).get(pk=decision.pk)
    now = timezone.now()
    moment = times(decision, now, user.zone).get(until)
    if moment is None or Answer.objects.in_team(decision.team_id).filter(decision=decision, undone_at=None).exists():
        raise TooLate
    end(decision)
    return Snooze.objects.create(
        team_id=decision.team_id, decision=decision, until=moment, snoozed_by=user, snoozed_at=now
    )


def end(decision: Decision) -> None:
    """It waits among those who need an answer again, if it did not. Ended twice is ended once."""
    in_force = Snooze.objects.in_team(decision.team_id).filter(decision=decision, ended_at=None)
    in_force.update(ended_at=timezone.now())
