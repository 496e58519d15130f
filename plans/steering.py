"""What coaches say beforehand: how much a night does by itself, which days it leaves alone, which phase it holds.

And what follows from it: the changes that a night makes without asking.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import Athlete, RecordKind, Team, User
from athletes.recording import record
from notices import outbox
from plans.changes import By, LimitBroken, make_change
from plans.engine.applying import NotPossible
from plans.engine.operation_json import from_json
from plans.engine.steering import Automation as Wanted
from plans.engine.vocabulary import Verdict
from plans.models import Answer, AnswerKind, Automation, Cause, Decision, Lock, LockKind

log = logging.getLogger(__name__)

MOST_DAYS = 84
"""A longer lock is a plan that nobody steers."""


@transaction.atomic
def set_automation(
    team: Team, wanted: Mapping[Verdict, Wanted | None], user: User, athlete: Athlete | None = None
) -> bool:
    """Set the modes of these verdicts, for the team or for one athlete; None is as the team has it, or as Fallow comes.

    Says whether anything changed; what changed is on the record.
    """
    # The team's row is held, so that two people who save at once write one after the other.
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    rows = {Verdict(row.verdict): row for row in Automation.objects.in_team(team).filter(athlete=athlete)}
    before = {verdict: _words_of(rows.get(verdict)) for verdict in wanted}
    for verdict, mode in wanted.items():
        row = rows.get(verdict) or Automation(team=team, athlete=athlete, verdict=verdict)
        if mode is None:
            Automation.objects.in_team(team).filter(pk=row.pk).delete()
            rows.pop(verdict, None)
        elif row.pk is None or _words_of(row) != _in_words(mode):
            row.mode, row.within_days, row.within_percent = mode.mode.value, mode.within_days, mode.within_percent
            row.set_by, row.set_at = user, timezone.now()
            row.save()
            rows[verdict] = row
    after = {verdict: _words_of(rows.get(verdict)) for verdict in wanted}
    changed = [verdict for verdict in wanted if before[verdict] != after[verdict]]
    if changed:
        record(
            team, RecordKind.POLICY, "automation.changed", actor=user, athlete=athlete,
            before={verdict.value: before[verdict] for verdict in changed},
            after={verdict.value: after[verdict] for verdict in changed},
        )  # fmt: skip
    return bool(changed)


def _words_of(row: Automation | None) -> str | None:
    return None if row is None else f"{row.mode}, {row.within_days} d, {row.within_percent} %"


def _in_words(mode: Wanted) -> str:
    return f"{mode.mode.value}, {mode.within_days} d, {mode.within_percent} %"


@transaction.atomic
def lock(athlete: Athlete, kind: LockKind, first_day: date, last_day: date, user: User, note: str = "") -> Lock:
    """Take days, or the end of the phase, out of the night's hands. Raises ValidationError for days that are not in
    order or too many; then nothing is written."""
    if last_day < first_day:
        raise ValidationError(_("The last day comes before the first one."), code="order")
    if (last_day - first_day).days >= MOST_DAYS:
        raise ValidationError(
            _("Up to %(days)s days. It can be made longer later."), params={"days": MOST_DAYS}, code="long"
        )
    made = Lock.objects.create(
        team=athlete.team, athlete=athlete, kind=kind, first_day=first_day, last_day=last_day, note=note,
        locked_by=user,
    )  # fmt: skip
    record(athlete.team_id, RecordKind.PLAN, "lock.made", actor=user, athlete=athlete, after=_days(made))
    return made


@transaction.atomic
def end_lock(given: Lock, user: User) -> None:
    """Give it back to the night. Ended twice is ended once."""
    _set_end(given, user, ended=True)


@transaction.atomic
def restore_lock(given: Lock, user: User) -> None:
    """Take the end of a lock back."""
    _set_end(given, user, ended=False)


def _set_end(given: Lock, user: User, *, ended: bool) -> None:
    row = Lock.objects.in_team(given.team_id).select_for_update(of=("self",)).select_related("athlete").get(pk=given.pk)
    if (row.ended_at is not None) == ended:
        return
    row.ended_at, row.ended_by = (timezone.now(), user) if ended else (None, None)
    row.save(update_fields=["ended_at", "ended_by"])
    what = "lock.ended" if ended else "lock.restored"
    record(row.team_id, RecordKind.PLAN, what, actor=user, athlete=row.athlete, before=_days(row))


def _days(row: Lock) -> dict[str, str]:
    return {"lock": row.kind, "first_day": row.first_day.isoformat(), "last_day": row.last_day.isoformat()}


def apply_alone(athlete_ids: Sequence[int], night: date) -> None:
    """Carry out the last decisions of this night for these athletes, as answers that nobody gave.

    Runs in the transaction that wrote the decisions. A change that the plan refuses leaves its decision asking.
    """
    if not athlete_ids:
        return
    decisions = (
        Decision.objects.across_teams()
        .filter(athlete__in=athlete_ids, night=night)
        .select_related("athlete__user", "plan", "team")
        .order_by("athlete_id", "-revision")
        .distinct("athlete_id")
    )
    for decision in decisions:
        try:
            with transaction.atomic():
                _apply(decision)
        except DatabaseError:
            raise  # the night is written again, athlete by athlete
        except (NotPossible, LimitBroken):
            log.info("not applied, so it is asked: athlete %s, night %s", decision.athlete_id, night)


def _apply(decision: Decision) -> None:
    assert decision.plan is not None  # a proposal has a plan
    change = make_change(decision.plan, from_json(decision.operations), By(Cause.NIGHT))
    answer = Answer.objects.create(team=decision.team, decision=decision, kind=AnswerKind.APPLIED, change=change)
    if decision.athlete.user and change:
        outbox.put(
            team=decision.team,
            recipient=decision.athlete.user,
            kind="plan_changed",
            key=f"plan-changed.{answer.pk}",
            context={"first_day": change.first_day.isoformat()},
        )
