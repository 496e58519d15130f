"""What coaches said beforehand, as a night meets it, and as pages show it: for many athletes in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from athletes.models import Athlete, Team
from athletes.zones import local_date
from plans.engine import steering as engine
from plans.engine.steering import REFUSED_NIGHTS, Mode, Steering
from plans.engine.vocabulary import Verdict
from plans.models import Answer, AnswerKind, Automation, Decision, Lock, LockKind


def steerings(athletes: Sequence[Athlete], night: date, now: datetime) -> dict[int, Steering]:
    """By athlete, what holds for the days after this night. Three queries, or none for nobody."""
    if not athletes:
        return {}
    modes = _modes(athletes)
    locked: dict[int, list[tuple[date, date]]] = defaultdict(list)
    held: dict[int, date] = {}
    for lock in _locks(athletes).filter(last_day__gt=night):
        if lock.kind == LockKind.DAYS:
            locked[lock.athlete_id].append((lock.first_day, lock.last_day))
        elif lock.first_day <= night + timedelta(days=1):
            held[lock.athlete_id] = max(lock.last_day, held.get(lock.athlete_id, lock.last_day))
    refused: dict[int, dict[engine.Why, date]] = defaultdict(dict)
    taken_back: dict[int, set[engine.Why]] = defaultdict(set)
    for athlete_id, when, kind, *why in _refusals(athletes, night):
        if kind == AnswerKind.KEPT:
            refused[athlete_id][why[0], why[1]] = when + timedelta(days=REFUSED_NIGHTS)
        else:
            taken_back[athlete_id].add((why[0], why[1]))
    return {
        athlete.pk: Steering(
            modes[athlete.pk],
            tuple(locked[athlete.pk]),
            held.get(athlete.pk),
            refused[athlete.pk],
            frozenset(taken_back[athlete.pk]),
            is_late=local_date(now, athlete.zone) > night + timedelta(days=1),
        )
        for athlete in athletes
    }


def _modes(athletes: Sequence[Athlete]) -> dict[int, dict[Verdict, engine.Automation]]:
    """An athlete's own row goes before the team's."""
    of_team: dict[int, dict[Verdict, engine.Automation]] = defaultdict(dict)
    own: dict[int, dict[Verdict, engine.Automation]] = defaultdict(dict)
    rows = Automation.objects.filter(
        Q(athlete=None) | Q(athlete__in=athletes), team__in={athlete.team_id for athlete in athletes}
    )
    for row in rows:
        held = of_team[row.team_id] if row.athlete_id is None else own[row.athlete_id]
        held[Verdict(row.verdict)] = engine.Automation(Mode(row.mode), row.within_days, row.within_percent)
    return {athlete.pk: of_team[athlete.team_id] | own[athlete.pk] for athlete in athletes}


def _refusals(athletes: Sequence[Athlete], night: date) -> list[tuple[int, date, str, str, str]]:
    """What coaches refused in the nights that still count, oldest first: plans that were kept, and changes that a
    night made by itself and a coach undid."""
    kept = Q(kind=AnswerKind.KEPT, undone_at=None)
    undone = Q(kind=AnswerKind.APPLIED, undone_at__isnull=False)
    return list(
        Answer.objects.filter(
            kept | undone,
            team__in={athlete.team_id for athlete in athletes},
            decision__athlete__in=athletes,
            decision__night__range=(night - timedelta(days=REFUSED_NIGHTS - 1), night - timedelta(days=1)),
        )
        .order_by("decision__night")
        .values_list("decision__athlete_id", "decision__night", "kind", "decision__rule", "decision__directive")
    )


def _locks(athletes: Collection[Athlete]) -> QuerySet[Lock]:
    return Lock.objects.filter(
        team__in={athlete.team_id for athlete in athletes}, athlete__in=athletes, ended_at=None
    ).order_by("first_day", "id")


def locks_in_force(athletes: Collection[Athlete]) -> dict[int, list[Lock]]:
    """Locks and holds that are not over on the athlete's own day, by athlete. One query."""
    found: dict[int, list[Lock]] = {athlete.pk: [] for athlete in athletes}
    today = {athlete.pk: local_date(timezone.now(), athlete.zone) for athlete in athletes}
    if not today:
        return found
    for lock in _locks(athletes).filter(last_day__gte=min(today.values())).select_related("locked_by"):
        if lock.last_day >= today[lock.athlete_id]:
            found[lock.athlete_id].append(lock)
    return found


def automation_of(team: Team, athlete: Athlete | None = None) -> dict[Verdict, Automation]:
    """The rows of the team, or the athlete's own, by verdict. One query."""
    rows = Automation.objects.in_team(team).filter(athlete=athlete)
    return {Verdict(row.verdict): row for row in rows}


def athletes_who_differ(team: Team, athletes: Collection[Athlete]) -> dict[Athlete, list[Automation]]:
    """Those of the athletes who have an automation of their own. One query."""
    rows = Automation.objects.in_team(team).filter(athlete__in=athletes).select_related("athlete")
    found: dict[Athlete, list[Automation]] = defaultdict(list)
    for row in rows.order_by("athlete__name", "athlete_id", "verdict"):
        assert row.athlete is not None  # filtered
        found[row.athlete].append(row)
    return dict(found)


COUNTED_DAYS = 28


def proposals_lately(team: Team, athletes: Collection[Athlete], now: datetime) -> dict[Verdict, dict[str, int]]:
    """How often each verdict proposed a change in four weeks, and what became of it: names of answers, and `open`.

    One query; of a night only its last revision counts.
    """
    later = Decision.objects.in_team(team).filter(
        athlete=OuterRef("athlete"), night=OuterRef("night"), revision__gt=OuterRef("revision")
    )
    answer = Answer.objects.in_team(team).filter(decision=OuterRef("pk"), undone_at=None).values("kind")
    found: dict[Verdict, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = (
        Decision.objects.in_team(team)
        .filter(~Exists(later), athlete__in=athletes, night__gt=(now - timedelta(days=COUNTED_DAYS)).date())
        .exclude(operations=[])
        .order_by()
        .annotate(answer=answer[:1])
        .values_list("verdict", "answer")
    )
    for verdict, kind in rows:
        found[Verdict(verdict)][kind or "open"] += 1
    return found
