"""Running plans take over a newer version of their template, as far as a coach says; each a change with its undo."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from athletes.access import Actor
from athletes.models import Athlete
from athletes.zones import local_date
from plans.changes import By, LimitBroken, Standing, carry_out, locked, standing, steps_of, undo_change
from plans.engine.applying import NotPossible, apply
from plans.engine.generation import generate
from plans.engine.limits import added
from plans.engine.operations import AddWeek, DropWeek, Operation
from plans.engine.template import Template
from plans.engine.vocabulary import Level, PhaseKind
from plans.engine.week import WeekState
from plans.models import Cause, Change, Lock, LockKind, Plan, TemplateVersion
from plans.planning import template_in, template_of, with_other_minutes
from plans.refusals import reason_of
from plans.template_versions import behind
from plans.template_words import say


class Reach(models.TextChoices):
    UNTOUCHED = "untouched", gettext_lazy("Only weeks ahead that nobody changed")
    OVERWRITE = "overwrite", gettext_lazy("All weeks ahead, also those that were changed")


@dataclass(frozen=True, slots=True)
class Preview:
    """What one athlete's plan would take over: `why_not`, or how many weeks, and the limits they touch."""

    athlete: Athlete
    why_not: str = ""
    weeks: Sequence[date] = ()
    kept: int = 0
    """Weeks ahead that stay as they are."""
    touched: Sequence[str] = ()


class Result(NamedTuple):
    """What came of it for one athlete."""

    athlete: int
    change: int | None
    words: str


def plans_behind(actor: Actor, version: TemplateVersion) -> list[Plan]:
    """The running plans of the actor's athletes that were made from an older version, by name."""
    plans = behind(actor.team, version).filter(athlete__in=actor.athletes)
    return list(plans.select_related("athlete", "team", "template").order_by("athlete__name", "pk"))


def preview(plans: Sequence[Plan], version: TemplateVersion, reach: Reach, now: datetime) -> list[Preview]:
    """What each of these plans would take over; nothing is written."""
    found = []
    for plan in plans:
        at = standing(plan)
        try:
            operations, ahead = _operations(at, version, reach, now)
            after, _inverse = apply(at.state, operations)
        except NotPossible as error:
            found.append(Preview(plan.athlete, why_not=reason_of(error)))
            continue
        weeks = [each.monday for each in operations if isinstance(each, DropWeek)]
        touched = list(dict.fromkeys(breach.say(_) for breach in added(at.breaches, at.breaches_of(after))))
        found.append(Preview(plan.athlete, weeks=weeks, kept=ahead - len(weeks), touched=touched))
    return found


def update_each(
    actor: Actor, version: TemplateVersion, reach: Reach, plan_ids: Collection[int], now: datetime
) -> list[Result]:
    """Let these plans take the version over, each in a transaction of its own."""
    results = []
    for plan in plans_behind(actor, version):
        if plan.pk in plan_ids:
            try:
                results.append(_updated(actor, plan, version, reach, now))
            except NotPossible as error:
                results.append(Result(plan.athlete_id, None, reason_of(error)))
            except LimitBroken as error:
                results.append(Result(plan.athlete_id, None, _("It would not fit: %(why)s") % {"why": error}))
    return results


@transaction.atomic
def _updated(actor: Actor, plan: Plan, version: TemplateVersion, reach: Reach, now: datetime) -> Result:
    at = locked(plan)
    operations, _ahead = _operations(at, version, reach, now)
    note = _("%(template)s, version %(n)s") % {"template": say(version.document["title"]), "n": version.version}
    made = carry_out(at, operations, By(Cause.COACH, actor.user, note), template=version)
    assert made.change is not None  # only what differs is taken over
    weeks = sum(isinstance(each, DropWeek) for each in operations)
    words = ngettext("%(n)s week taken over", "%(n)s weeks taken over", weeks) % {"n": weeks}
    return Result(plan.athlete_id, made.change.pk, words if weeks else _("gates and phase lengths taken over"))


def undo_each(actor: Actor, change_ids: Collection[int]) -> list[Result]:
    """Take these changes back, each in a transaction of its own; what is out of scope is left alone."""
    changes = Change.objects.in_team(actor.team).filter(pk__in=change_ids, plan__athlete__in=actor.athletes)
    results = []
    for change in changes.select_related("plan").order_by("pk"):
        try:
            undone = undo_change(change, By(Cause.UNDO, actor.user))
            results.append(Result(change.plan.athlete_id, undone.pk, _("taken back")))
        except NotPossible as error:
            results.append(Result(change.plan.athlete_id, None, reason_of(error)))
    return results


def _operations(at: Standing, version: TemplateVersion, reach: Reach, now: datetime) -> tuple[list[Operation], int]:
    """Each week ahead that is taken over is dropped and added as the version has it; and how many weeks are ahead.

    None of them where only gates and lengths of phases differ. Raises `NotPossible` where the version has no phases of
    the plan's lengths, or nothing is ahead.
    """
    plan, state = at.plan, at.state
    today = local_date(now, plan.athlete.zone)
    ahead = [week.monday for week in state.weeks if week.monday > today]
    if not ahead:
        raise NotPossible(_("No week of it is still ahead."))
    lengths: dict[PhaseKind, int] = {}
    for week in state.weeks:
        lengths[week.phase] = lengths.get(week.phase, 0) + 1
    try:
        made = generate(
            template_in(version),
            level=Level(plan.level),
            baseline_km_per_week=float(plan.baseline_km_per_week),
            available_weekdays=plan.athlete.available_weekdays,
            free_min_by_weekday=plan.athlete.available_min_by_weekday,
            start=state.weeks[0].monday,
            plan_id=uuid.uuid4(),
            over_50=state.over_50,
            under_18=state.under_18,
            weeks_by_phase=lengths,
            protects=plan.protects,
            policy=at.rules.plans,
        )
    except ValueError as error:
        raise NotPossible(
            _("Its phases are not as long as this version allows: %(why)s.") % {"why": reason_of(error)}
        ) from error
    new = {week.monday: week for week in with_other_minutes(plan.athlete, made, at.rules.plans).weeks}
    old = {week.monday: week for week in state.weeks}
    differing = [monday for monday in ahead if monday in new and _content(new[monday]) != _content(old[monday])]
    left = _left_alone(at, reach) if differing else []
    taken = [monday for monday in differing if not any(_meets(monday, days) for days in left)]
    if not taken and _frame(template_of(plan)) == _frame(template_in(version)):
        raise NotPossible(
            _("Every week ahead was changed or locked, so it stays as it is.")
            if differing
            else _("Its weeks ahead are as this version has them.")
        )
    return [step for monday in taken for step in (DropWeek(monday), AddWeek(new[monday]))], len(ahead)


def _frame(template: Template) -> tuple[dict[str, float], list[tuple[object, ...]]]:
    """What holds for a plan beside its weeks: the gates, and how long its phases may be."""
    bounds: list[tuple[object, ...]] = [
        (each.kind, each.min_weeks, each.default_weeks, each.max_weeks) for each in template.phases
    ]
    return dict(template.gates), bounds


def _left_alone(at: Standing, reach: Reach) -> list[tuple[date, date]]:
    """The days of locks, and with `UNTOUCHED` those of changes in force."""
    plan = at.plan
    locks = Lock.objects.in_team(plan.team_id).filter(athlete=plan.athlete_id, kind=LockKind.DAYS, ended_at=None)
    days: list[Any] = list(locks.values_list("first_day", "last_day"))
    if reach is Reach.UNTOUCHED:
        # Weeks that an earlier version brought are nobody's edits.
        changes = Change.objects.in_team(plan.team_id).filter(pk__in=steps_of(plan).done, template_after=None)
        days += changes.values_list("first_day", "last_day")
    return days


def _content(week: WeekState) -> WeekState:
    """A week whatever its sessions are called in the database."""
    return replace(week, sessions=tuple(replace(each, id="") for each in week.sessions))


def _meets(monday: date, days: tuple[date, date]) -> bool:
    return days[0] <= monday + timedelta(days=6) and days[1] >= monday
