"""Give a template to many: each plan in a transaction of its own, looked at first, with a result per athlete."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from athletes.access import Actor
from athletes.languages import day_words
from athletes.models import Athlete, RecordKind
from athletes.recording import record
from athletes.zones import local_date
from plans.beginnings import beginning_of, check_weekdays
from plans.engine.limits import History, check_plan
from plans.engine.template import Template
from plans.models import Decision, Feedback, Plan, TemplateVersion
from plans.planning import check_start, create_plan, generated, lengths_until, template_in
from plans.rulebooks import rulebooks_of
from plans.template_words import say


class Wanted(NamedTuple):
    """Forward from `start`, a Monday, or backwards from `last_day`; ISO dates, one of them empty."""

    template: int
    start: str = ""
    last_day: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What one athlete would get: `why_not`, or the rest."""

    athlete: Athlete
    why_not: str = ""
    start: date | None = None
    ends: date | None = None
    phases: Sequence[tuple[str, int]] = ()
    most_km: float = 0.0
    touched: Sequence[str] = ()
    """Limits that the weeks touch."""


class Result(NamedTuple):
    """What came of it for one athlete."""

    athlete: int
    plan: int | None
    """None where none was made."""
    words: str


def choose(actor: Actor, ids: Collection[int]) -> list[int]:
    """Those of these athletes whom the actor sees, by name."""
    return list(actor.athletes.filter(pk__in=ids).order_by("name", "pk").values_list("pk", flat=True))


def days_of(wanted: Wanted, template: Template, today: date) -> tuple[date, date | None]:
    """The Monday on which such a plan starts, and its last day where it is made backwards from one.

    Backwards it starts as late as all its weeks allow, but not before the next Monday. Raises ValidationError.
    """
    if not wanted.last_day:
        start = date.fromisoformat(wanted.start)
        check_start(start, today)
        return start, None
    last_day = date.fromisoformat(wanted.last_day)
    weeks = sum(phase.default_weeks for phase in template.phases)
    monday = today + timedelta(days=-today.weekday() % 7)
    spare = (last_day - monday).days + 1 - 7 * weeks
    start = monday + timedelta(weeks=max(0, spare // 7))
    check_start(start, today)
    return start, last_day


def preview(
    actor: Actor, version: TemplateVersion, wanted: Wanted, chosen: Sequence[int], now: datetime
) -> list[Preview]:
    """What each of them would get; nothing is written."""
    athletes = actor.athletes.in_bulk(chosen)
    running = _running(actor, chosen)
    rulebooks = rulebooks_of(list(athletes.values()))
    found = []
    for pk in chosen:
        if athlete := athletes.get(pk):
            try:
                _require_none(athlete, running)
                found.append(_previewed(athlete, version, wanted, now, rulebooks[pk].plans))
            except ValidationError as error:
                found.append(Preview(athlete, why_not=error.messages[0]))
    return found


def _previewed(athlete: Athlete, version: TemplateVersion, wanted: Wanted, now: datetime, policy: Any) -> Preview:
    template, today = template_in(version), local_date(now, athlete.zone)
    check_weekdays(athlete)
    start, last_day = days_of(wanted, template, today)
    lengths = lengths_until(start, last_day, template)
    protects = _protected(beginning_of(athlete, today).values, template)
    state = generated(
        athlete, start, UUID(int=0), protects=protects, weeks_by_phase=lengths, policy=policy, template=template
    )
    breaches = check_plan(state, History(baseline_km_per_week=float(athlete.baseline_km_per_week)), policy)
    weeks = lengths or {phase.kind: phase.default_weeks for phase in template.phases}
    return Preview(
        athlete,
        start=start,
        ends=start + timedelta(days=7 * len(state.weeks) - 1),
        phases=[(say(phase.title), weeks[phase.kind]) for phase in template.phases],
        most_km=max(week.distance_km for week in state.weeks),
        touched=list(dict.fromkeys(breach.say(_) for breach in breaches)),
    )


def _protected(known: Mapping[str, Any], template: Template) -> list[str]:
    """What the athlete protects, as far as this template has a way to."""
    return [each for each in known.get("protects", ()) if each in template.variants]


def assign_each(
    actor: Actor, version: TemplateVersion, wanted: Wanted, chosen: Sequence[int], now: datetime
) -> list[Result]:
    """Make their plans, each in a transaction of its own, and say what came of it."""
    athletes = actor.athletes.select_related("team").in_bulk(chosen)
    rulebooks = rulebooks_of(list(athletes.values()))
    template, results = template_in(version), []
    for pk in chosen:
        if athlete := athletes.get(pk):
            today = local_date(now, athlete.zone)
            try:
                check_weekdays(athlete)
                start, last_day = days_of(wanted, template, today)
                known = beginning_of(athlete, today).values
                plan = create_plan(
                    athlete,
                    start,
                    goal=known.get("goal", ""),
                    protects=_protected(known, template),
                    deadline=last_day,
                    typical_long_run_km=known.get("typical_long_run_km"),
                    created_by=actor.user,
                    policy=rulebooks[pk].plans,
                    template=version,
                )
            except ValidationError as error:
                results.append(Result(pk, None, error.messages[0]))
            else:
                words = _("from %(start)s") % {"start": day_words(plan.start, "j M Y")}
                results.append(Result(pk, plan.pk, words))
    return results


def withdraw_each(actor: Actor, plan_ids: Collection[int]) -> list[Result]:
    """Take plans back that nobody has begun to use: no change, no report and no night stands on them."""
    plans = Plan.objects.in_team(actor.team).filter(pk__in=plan_ids, athlete__in=actor.athletes)
    results = []
    for plan in plans.select_related("athlete").order_by("athlete__name", "pk"):
        done, words = _withdrawn(actor, plan)
        results.append(Result(plan.athlete_id, plan.pk if done else None, words))
    return results


@transaction.atomic
def _withdrawn(actor: Actor, plan: Plan) -> tuple[bool, str]:
    held = Plan.objects.in_team(plan.team_id).select_for_update(of=("self",)).filter(pk=plan.pk).first()
    if held is None:
        return False, _("Somebody took it back meanwhile.")
    used = (
        held.revision > 0
        or held.ended_at is not None
        or Feedback.objects.in_team(held.team_id).filter(session__plan=held).exists()
        or Decision.objects.in_team(held.team_id).filter(plan=held).exists()
    )
    if used:
        return False, _("Something was already done with this plan, so it stays.")
    record(held.team_id, RecordKind.PLAN, "plan.withdrawn", actor=actor.user, athlete=plan.athlete)
    held.delete()
    return True, _("taken back")


def _running(actor: Actor, athletes: Collection[int]) -> set[int]:
    running = Plan.objects.in_team(actor.team).filter(athlete__in=athletes, ended_at=None)
    return set(running.values_list("athlete_id", flat=True))


def _require_none(athlete: Athlete, running: Collection[int]) -> None:
    if athlete.pk in running:
        raise ValidationError(_("%(name)s already has a running plan. End it first.") % {"name": athlete.name})
