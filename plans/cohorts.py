"""Move a cohort: many plans, one kind of move, a preview before and a result per athlete after.

Each plan is a transaction and a change of its own, so that one that is refused costs the others nothing. What was
previewed is what is carried out: a plan that was changed in between is left alone, and said to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.access import Actor
from athletes.languages import day_words
from athletes.models import Athlete
from athletes.zones import local_date
from plans.changes import By, LimitBroken, Standing, carry_out, locked, undo_change
from plans.cohort_words import LOCKED, WHY_NOT, Move, lines_of
from plans.engine import cohort_moves
from plans.engine.applying import NotPossible, apply
from plans.engine.cohort_moves import NotMoved, Squadmate, WhyNot
from plans.engine.facts import Earlier
from plans.engine.history import RECENT_DAYS
from plans.engine.limits import Breach, Severity, added, check_plan
from plans.engine.merging import touched
from plans.engine.operations import Operation
from plans.engine.proposing.ground import EASES
from plans.engine.week import PlanState
from plans.models import Cause, Change, Decision, Lock, LockKind, Plan, Week
from plans.plan_rows import load_states
from plans.planning import template_of
from plans.refusals import reason_of
from plans.rulebooks import rulebooks_of
from plans.running_history import histories


class Wanted(NamedTuple):
    """A move as a coach asks for it; `weeks` for a shifted start, `note` where soft limits are touched."""

    move: str
    weeks: int = 0
    note: str = ""


class Chosen(NamedTuple):
    """An athlete that was chosen, with the running plan and its revision at that moment; zeros without a plan."""

    athlete: int
    plan: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a move would do with one athlete's plan: `why_not`, or the rest."""

    athlete: Athlete
    why_not: str = ""
    lines: Sequence[str] = ()
    ends: date | None = None
    ended: date | None = None
    soft: Sequence[str] = ()


class Result(NamedTuple):
    """What came of it for one athlete."""

    athlete: int
    change: int | None
    """None where it was refused."""
    words: str


class Refused(Exception):
    """This athlete's plan stays as it is; the text says why."""


def choose(actor: Actor, ids: Collection[int]) -> list[Chosen]:
    """These athletes with their plans as they are now, by name. Those out of the actor's scope are not among them."""
    athletes = list(actor.athletes.filter(pk__in=ids).order_by("name", "pk"))
    plans = {plan.athlete_id: plan for plan in _running(actor, athletes)}
    found = ((athlete.pk, plans.get(athlete.pk)) for athlete in athletes)
    return [Chosen(id, plan.pk, plan.revision) if plan else Chosen(id) for id, plan in found]


def preview(actor: Actor, wanted: Wanted, chosen: Sequence[Chosen], now: datetime) -> list[Preview]:
    """What the move would do, athlete by athlete; nothing is written. Ten queries for any number of athletes."""
    athletes = _in_scope(actor, chosen)
    plans = {plan.pk: plan for plan in _running(actor, athletes.values())}
    states = load_states(plans.values())
    rulebooks = rulebooks_of(list(athletes.values()))
    known = histories(list(plans.values()), local_date(now, actor.user.zone), rulebooks)
    around = Around.of(actor, athletes.values(), now)
    found = []
    for each in chosen:
        if athlete := athletes.get(each.athlete):
            plan = plans.get(each.plan)
            try:
                _require_as_chosen(plan, each)
                assert plan is not None  # it is as it was chosen
                state, its, rules = states[plan.pk], known[plan.pk], rulebooks[athlete.pk]
                at = Standing(plan, state, rules, its, check_plan(state, its, rules.plans))
                found.append(_previewed(at, wanted, around))
            except Refused as refused:
                found.append(Preview(athlete, why_not=str(refused)))
    return found


def carry_out_each(actor: Actor, wanted: Wanted, chosen: Sequence[Chosen], now: datetime) -> list[Result]:
    """Move the plans, each in a transaction of its own, and say what came of it."""
    athletes = _in_scope(actor, chosen)
    around = Around.of(actor, athletes.values(), now)
    results = []
    for each in chosen:
        if each.athlete in athletes:
            try:
                change, words = _carried_out(actor, wanted, each, around)
                results.append(Result(each.athlete, change.pk, words))
            except Refused as refused:
                results.append(Result(each.athlete, None, str(refused)))
    return results


def undo_each(actor: Actor, change_ids: Collection[int]) -> list[Result]:
    """Take these changes back, each in a transaction of its own; what is out of scope is left alone."""
    changes = Change.objects.in_team(actor.team).filter(pk__in=change_ids, plan__athlete__in=actor.athletes)
    results = []
    for change in changes.select_related("plan").order_by("plan__athlete__name", "pk"):
        id = change.plan.athlete_id
        try:
            with transaction.atomic():
                undone = undo_change(change, By(Cause.UNDO, actor.user))
                _let_start_follow(change.plan)
            results.append(Result(id, undone.pk, _("As it was before.")))
        except NotPossible as error:
            results.append(Result(id, None, reason_of(error)))
    return results


@dataclass(frozen=True, slots=True)
class Around:
    """What a move is held against beside the plan itself, by athlete. Two queries."""

    now: datetime
    locks: Mapping[int, Sequence[Lock]]
    eased: Mapping[int, Sequence[tuple[date, str]]]

    @classmethod
    def of(cls, actor: Actor, athletes: Iterable[Athlete], now: datetime) -> Around:
        ids, day = [athlete.pk for athlete in athletes], local_date(now, actor.user.zone) - timedelta(days=1)
        locks: dict[int, list[Lock]] = defaultdict(list)
        for lock in Lock.objects.in_team(actor.team).filter(athlete__in=ids, ended_at=None, last_day__gte=day):
            locks[lock.athlete_id].append(lock)
        eased: dict[int, list[tuple[date, str]]] = defaultdict(list)
        decisions = Decision.objects.in_team(actor.team).filter(
            athlete__in=ids, rule__in=EASES, night__gte=day - timedelta(days=RECENT_DAYS)
        )
        for id, night, rule in decisions.order_by("-night").values_list("athlete_id", "night", "rule"):
            eased[id].append((night, rule))
        return cls(now, locks, eased)

    def mate(self, at: Standing) -> Squadmate:
        athlete = at.plan.athlete
        mate = Squadmate(at.state, local_date(self.now, athlete.zone), at.rules, at.known, template_of(at.plan))
        recent = [Earlier((mate.sunday - night).days, rule) for night, rule in self.eased.get(athlete.pk, ())]
        return Squadmate(mate.plan, mate.today, mate.rules, mate.history, mate.template, recent)


def _previewed(at: Standing, wanted: Wanted, around: Around) -> Preview:
    operations, after = _moved(at, wanted, around)
    broken = added(at.breaches, at.breaches_of(after))
    if hard := _sentences(broken, Severity.HARD):
        raise Refused(_limit(hard))
    return Preview(
        at.plan.athlete,
        lines=lines_of(wanted.move, operations, at.state, after, around.mate(at).sunday),
        ends=after.weeks[-1].sunday,
        ended=at.state.weeks[-1].sunday,
        soft=_sentences(broken, Severity.SOFT),
    )


def _carried_out(actor: Actor, wanted: Wanted, chosen: Chosen, around: Around) -> tuple[Change, str]:
    with transaction.atomic():
        plan = Plan.objects.in_team(actor.team).filter(athlete=chosen.athlete, pk=chosen.plan, ended_at=None).first()
        _require_as_chosen(plan, chosen)
        assert plan is not None  # it is as it was chosen
        at = locked(plan)
        _require_as_chosen(at.plan, chosen)
        operations, after = _moved(at, wanted, around)
        try:
            change = carry_out(at, operations, By(Cause.COACH, actor.user, wanted.note)).change
        except LimitBroken as error:
            if hard := _sentences(error.breaches, Severity.HARD):
                raise Refused(_limit(hard)) from error
            text = _("This touches limits, which takes a note: %(limits)s")
            raise Refused(text % {"limits": " ".join(_sentences(error.breaches, Severity.SOFT))}) from error
        except NotPossible as error:
            raise Refused(reason_of(error)) from error
        if change is None:
            raise Refused(_(WHY_NOT[WhyNot.NOTHING]))
        _let_start_follow(at.plan)
        return change, " ".join(lines_of(wanted.move, operations, at.state, after, around.mate(at).sunday))


def _moved(at: Standing, wanted: Wanted, around: Around) -> tuple[tuple[Operation, ...], PlanState]:
    mate = around.mate(at)
    try:
        operations = cohort_moves.moved(mate, cohort_moves.CohortMove(wanted.move), wanted.weeks)
        after, _inverse = apply(at.state, operations)
    except NotMoved as error:
        raise Refused(_(WHY_NOT[error.why])) from error
    except NotPossible as error:
        raise Refused(reason_of(error)) from error
    for lock in around.locks.get(at.plan.athlete_id, ()):
        if _holds(lock, wanted, at.state, after, mate.sunday + timedelta(days=1)):
            days = {"first": day_words(lock.first_day), "last": day_words(lock.last_day)}
            raise Refused(_(LOCKED[LockKind(lock.kind)]) % days)
    return operations, after


def _holds(lock: Lock, wanted: Wanted, before: PlanState, after: PlanState, monday: date) -> bool:
    """A held phase does not end while it is held; locked days stay as they are."""
    if lock.kind == LockKind.PHASE:
        return wanted.move == Move.ADVANCE and lock.first_day <= monday <= lock.last_day
    return any(lock.first_day <= day <= lock.last_day for day in touched(before, after).days)


def _limit(sentences: Sequence[str]) -> str:
    return _("A limit forbids it: %(limits)s") % {"limits": " ".join(sentences)}


def _sentences(breaches: Iterable[Breach], severity: Severity) -> list[str]:
    return [breach.say(_) for breach in breaches if breach.severity is severity]


def _in_scope(actor: Actor, chosen: Iterable[Chosen]) -> dict[int, Athlete]:
    return actor.athletes.in_bulk([each.athlete for each in chosen])


def _running(actor: Actor, athletes: Iterable[Athlete]) -> list[Plan]:
    plans = Plan.objects.in_team(actor.team).filter(athlete__in=list(athletes), ended_at=None)
    return list(plans.select_related("athlete", "team"))


def _require_as_chosen(plan: Plan | None, chosen: Chosen) -> None:
    if plan is None:
        raise Refused(_("The plan has ended.") if chosen.plan else _("No plan is running."))
    if plan.revision != chosen.revision:
        raise Refused(_("The plan was changed since you looked. Look at it again, then decide."))


def _let_start_follow(plan: Plan) -> None:
    """A plan starts with its first week, also after that was moved or moved back."""
    first = Week.objects.in_team(plan.team_id).filter(plan=plan).earliest("monday")
    Plan.objects.in_team(plan.team_id).filter(pk=plan.pk).exclude(start=first.monday).update(start=first.monday)
