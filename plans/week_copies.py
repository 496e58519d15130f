"""Copy a week to other weeks and other athletes: what it would do to each first, then a result for each.

Each plan is a transaction of its own, and is only changed while it is the one that was looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.access import Actor
from athletes.languages import day_words
from athletes.models import Athlete, AvailabilityException
from athletes.zones import local_date
from plans import drafts
from plans.changes import By, LimitBroken, PlanMovedOn, Standing, locked
from plans.engine.applying import NotPossible
from plans.engine.limits import History, Severity, check_plan
from plans.engine.ripples import Ripples
from plans.engine.week import PlanState, WeekState
from plans.engine.week_building import Operations, copied_week
from plans.models import Cause, Change, Draft, Lock, LockKind, Plan
from plans.plan_rows import load_states
from plans.refusals import reason_of
from plans.rulebooks import rulebooks_of
from plans.running_history import histories
from plans.week_tools import place, rippling

SAME_DATE, SAME_PLACE = "date", "phase"


class Target(NamedTuple):
    """One athlete's week, and the plan as it was looked at; `step` is the draft's where one is open."""

    athlete: int
    monday: date
    revision: int
    step: int | None

    def later_by(self, changes: int) -> Target:
        """After so many changes more: steps of the draft where one is open."""
        if self.step is None:
            return self._replace(revision=self.revision + changes)
        return self._replace(step=self.step + changes)


@dataclass(frozen=True, slots=True)
class Look:
    """What the copy would do to one athlete's week: `why_not`, or the rest."""

    athlete: Athlete
    monday: date | None
    why_not: str = ""
    target: Target | None = None
    ripples: Ripples | None = None


class Result(NamedTuple):
    """What came of it. `change` is None where it was refused, or went into a draft."""

    athlete: int
    done: bool
    words: str
    change: int | None = None


class Refused(Exception):
    """This week stays as it is; the text says why."""


@dataclass(frozen=True, slots=True)
class Around:
    """Plans as their coaches see them, and what a copy is held against, by athlete. A dozen queries for any number."""

    at: Mapping[int, Standing]
    drafts: Mapping[int, Draft]
    locks: Mapping[int, Sequence[Lock]]
    minutes: Mapping[int, Mapping[date, int]]

    @classmethod
    def of(cls, actor: Actor, athletes: Collection[int], now: datetime) -> Around:
        plans = _running(actor, athletes)
        opened = drafts.shown_states(plans, load_states(plans))
        rulebooks = rulebooks_of([plan.athlete for plan in plans])
        by_day: dict[date, list[Plan]] = defaultdict(list)
        for plan in plans:
            by_day[local_date(now, plan.athlete.zone)].append(plan)
        known: dict[int, History] = {}
        for today, some in by_day.items():
            known |= histories(some, today, rulebooks)
        at = {}
        for plan in plans:
            state, its, rules = opened[plan.pk].state, known[plan.pk], rulebooks[plan.athlete_id]
            at[plan.athlete_id] = Standing(plan, state, rules, its, check_plan(state, its, rules.plans))
        locks: dict[int, list[Lock]] = defaultdict(list)
        for lock in Lock.objects.in_team(actor.team).filter(athlete__in=at, ended_at=None, kind=LockKind.DAYS):
            locks[lock.athlete_id].append(lock)
        minutes: dict[int, dict[date, int]] = defaultdict(dict)
        others = AvailabilityException.objects.in_team(actor.team).filter(athlete__in=at)
        for id, day, most in others.values_list("athlete_id", "date", "available_min"):
            minutes[id][day] = most
        found = {plan.athlete_id: draft for plan in plans if (draft := opened[plan.pk].draft)}
        return cls(at, found, locks, minutes)

    def operations(self, source: PlanState, week: WeekState, athlete: int, to: date) -> Operations:
        """Raises `NotPossible` or `Refused`."""
        at = self.at[athlete]
        days = [to + timedelta(days=n) for n in range(7)]
        lock = next((k for k in self.locks.get(athlete, ()) if k.first_day <= days[-1] and k.last_day >= to), None)
        if lock is not None:
            first, last = (day_words(day, "j M") for day in (lock.first_day, lock.last_day))
            raise Refused(_("The days from %(first)s to %(last)s are locked.") % {"first": first, "last": last})
        weekdays = tuple(at.plan.athlete.available_min_by_weekday)
        free_min = dict(zip(days, weekdays, strict=True)) | {
            day: most for day, most in self.minutes.get(athlete, {}).items() if day in days
        }
        return copied_week(
            source, week.monday, place(at), to,
            key=str(at.plan.pk), free_min=free_min, free_min_by_weekday=weekdays,
        )  # fmt: skip


def look(
    actor: Actor, source: PlanState, week: WeekState, athletes: Sequence[Athlete], when: str, now: datetime
) -> list[Look]:
    """What copying this week to each of these athletes would do. Writes nothing."""
    around = Around.of(actor, [athlete.pk for athlete in athletes], now)
    found = []
    for athlete in athletes:
        at = around.at.get(athlete.pk)
        to = counterpart(source, week, at.state, when) if at else None
        if at is None or to is None:
            why = _("No plan is running.") if at is None else _("The plan has no such week.")
            found.append(Look(athlete, None, why))
        else:
            found.append(_look(around, source, week, athlete, to))
    return found


def look_at_weeks(
    actor: Actor, source: PlanState, week: WeekState, athlete: Athlete, mondays: Sequence[date], now: datetime
) -> list[Look]:
    """The same for other weeks of one athlete, each by itself."""
    around = Around.of(actor, [athlete.pk], now)
    return [_look(around, source, week, athlete, to) for to in mondays]


def counterpart(source: PlanState, week: WeekState, other: PlanState, when: str) -> date | None:
    """The Monday in another plan: of the same date, or of the same week of the same phase; None where it has none."""
    if when == SAME_DATE:
        return week.monday if any(each.monday == week.monday for each in other.weeks) else None
    place_in = [each.monday for each in source.weeks if each.phase is week.phase].index(week.monday)
    same = [each.monday for each in other.weeks if each.phase is week.phase]
    return same[place_in] if place_in < len(same) else None


def copy_to_each(
    actor: Actor, source: PlanState, week: WeekState, targets: Sequence[Target], note: str, now: datetime
) -> list[Result]:
    """Do it, each in a transaction of its own; who is out of the actor's scope is left out."""
    in_scope = {plan.athlete_id: plan for plan in _running(actor, {target.athlete for target in targets})}
    results = []
    own: Counter[int] = Counter()
    """Changes of this very copy, which the plan that was looked at did not have."""
    for target in targets:
        plan = in_scope.get(target.athlete)
        if plan is None:
            continue
        try:
            made = _copied(actor, plan, source, week, target.later_by(own[target.athlete]), note, now)
        except PlanMovedOn:
            results.append(Result(target.athlete, False, _("The plan was changed since you looked.")))
        except LimitBroken as error:
            text = _("A limit forbids it: %(why)s") if error.is_hard else _("A limit asks for a note: %(why)s")
            results.append(Result(target.athlete, False, text % {"why": error}))
        except (NotPossible, Refused) as error:
            results.append(Result(target.athlete, False, reason_of(error)))
        else:
            own[target.athlete] += made is not None
            results.append(_told(target, made))
    return results


def _running(actor: Actor, athletes: Collection[int]) -> list[Plan]:
    """The running plans of those of these athletes who are in the actor's scope."""
    rows = Plan.objects.in_team(actor.team).filter(athlete__in=actor.athletes.filter(pk__in=athletes), ended_at=None)
    return list(rows.select_related("athlete", "team"))


def _look(around: Around, source: PlanState, week: WeekState, athlete: Athlete, to: date) -> Look:
    at, draft = around.at[athlete.pk], around.drafts.get(athlete.pk)
    try:
        ripples = rippling(at, around.operations(source, week, athlete.pk, to))
    except (NotPossible, Refused) as error:
        return Look(athlete, to, reason_of(error))
    hard = [breach.say(_) for breach in ripples.breaches if breach.severity is Severity.HARD]
    if hard and draft is None:
        return Look(athlete, to, _("A limit forbids it: %(why)s") % {"why": " ".join(hard)})
    target = Target(athlete.pk, to, at.plan.revision, draft.revision if draft else None)
    return Look(athlete, to, target=target, ripples=ripples)


@transaction.atomic
def _copied(
    actor: Actor, plan: Plan, source: PlanState, week: WeekState, target: Target, note: str, now: datetime
) -> Change | Draft | None:
    plan = locked(plan).plan
    around = Around.of(actor, [target.athlete], now)
    at, draft = around.at.get(target.athlete), around.drafts.get(target.athlete)
    if at is None or (at.plan.revision, draft and draft.revision) != (target.revision, target.step):
        raise PlanMovedOn(())
    operations = around.operations(source, week, target.athlete, target.monday)
    return drafts.edit(plan, operations, By(Cause.COACH, actor.user, note), expected_step=target.step)


def _told(target: Target, made: Change | Draft | None) -> Result:
    monday = {"day": day_words(target.monday, "j M")}
    if made is None:
        return Result(target.athlete, False, _("Week of %(day)s: nothing differs.") % monday)
    if isinstance(made, Draft):
        return Result(target.athlete, True, _("Week of %(day)s, in the open draft.") % monday)
    return Result(target.athlete, True, _("Week of %(day)s.") % monday, made.pk)
