"""Travel, exams and holidays, entered ahead: the weeks give way at once, and silence raises no alarm (S4, S26)."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from athletes.languages import day_words
from athletes.models import Athlete, RecordKind, User
from athletes.recording import record
from plans.changes import By, make_change, undo_change
from plans.engine.away import weeks_that_give_way
from plans.models import Cause, Plan, TimeAway, TimeAwayKind
from plans.plan_rows import load_state
from plans.rulebooks import rulebook_for

MOST_DAYS = 28
"""A longer time away is the end of one plan and the start of another."""
BACK_DAYS = 7
"""Days away may be told a week late: the silence of those days raised an alarm that was none."""


@transaction.atomic
def enter_time_away(
    athlete: Athlete, kind: TimeAwayKind, first_day: date, last_day: date, user: User, today: date
) -> TimeAway:
    """Write the days down and make the weeks of the running plan that they touch lighter.

    Raises ValidationError for days that are not in order, too many, too long ago, or already written down, and
    whatever `make_change` raises; then nothing is written.
    """
    _check(athlete, first_day, last_day, today)
    away = TimeAway.objects.create(
        team=athlete.team, athlete=athlete, kind=kind, first_day=first_day, last_day=last_day, entered_by=user
    )
    record(athlete.team_id, RecordKind.PLAN, "away.entered", actor=user, athlete=athlete, after=_days(away))
    plan = Plan.objects.in_team(athlete.team_id).filter(athlete=athlete, ended_at=None).first()
    if plan is None:
        return away
    plan.athlete = athlete
    share = rulebook_for(athlete).decisions.time_away_share
    operations = weeks_that_give_way(load_state(plan), first_day, last_day, today, share)
    note = _("%(kind)s, %(first)s to %(last)s") % {
        "kind": TimeAwayKind(kind).label, "first": day_words(first_day), "last": day_words(last_day),
    }  # fmt: skip
    cause = Cause.ATHLETE if user.pk == athlete.user_id else Cause.COACH
    away.change = make_change(plan, operations, By(cause, user, note)) if operations else None
    away.save(update_fields=["change"])
    return away


@transaction.atomic
def remove_time_away(away: TimeAway, user: User) -> None:
    """Take the days back, and with them exactly what they changed. Raises `NotPossible` when a later change stands
    on the same weeks; then nothing is written."""
    if away.change is not None:
        undo_change(away.change, By(Cause.UNDO, user))
    TimeAway.objects.in_team(away.team_id).filter(pk=away.pk).delete()
    record(away.team_id, RecordKind.PLAN, "away.removed", actor=user, athlete=away.athlete, before=_days(away))


def _days(away: TimeAway) -> dict[str, object]:
    return {"kind": away.kind, "first_day": away.first_day, "last_day": away.last_day}


def _check(athlete: Athlete, first_day: date, last_day: date, today: date) -> None:
    if last_day < first_day:
        raise ValidationError(_("The last day comes before the first one."), code="order")
    if (last_day - first_day).days >= MOST_DAYS:
        raise ValidationError(
            _("Up to %(days)s days. For longer, end the plan and start a new one after it."),
            params={"days": MOST_DAYS},
            code="too_long",
        )
    if first_day < today - timedelta(days=BACK_DAYS):
        raise ValidationError(
            _("Days up to %(days)s days back can still be entered."), params={"days": BACK_DAYS}, code="past"
        )
    overlapping = TimeAway.objects.in_team(athlete.team_id).filter(
        athlete=athlete, first_day__lte=last_day, last_day__gte=first_day
    )
    if other := overlapping.first():
        raise ValidationError(
            _("%(kind)s from %(first)s to %(last)s is already there."),
            params={
                "kind": other.get_kind_display(),
                "first": day_words(other.first_day),
                "last": day_words(other.last_day),
            },
            code="overlap",
        )
