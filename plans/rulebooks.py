"""A team's rulebook, and what differs for a group: read for nights and pages, and changed version by version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext

from athletes.models import Athlete, Group, RecordKind, Team, User
from athletes.recording import record
from plans.engine.history import assessed_days
from plans.engine.rulebook import Rulebook, differences, with_thresholds
from plans.engine.template_gates import with_gates
from plans.models import Plan
from plans.planning import template_of
from readiness import statuses
from readiness.models import DayStatus, TeamRules
from readiness.team_rules import thresholds_for, thresholds_of, whose


def rulebook_of(team: Team, group: Group | None = None) -> Rulebook:
    """The rulebook that is in force for this team, or for a group of it. One query, or two."""
    return with_thresholds({**thresholds_of({team.pk})[team.pk], **(own_of(group) if group else {})})


def own_of(group: Group) -> dict[str, float]:
    """The thresholds in which a group differs from its team. One query."""
    own: dict[str, float] | None = versions(group.team_id, group).values_list("thresholds", flat=True).first()
    return own or {}


def rulebook_for(athlete: Athlete) -> Rulebook:
    """The rulebook that holds for this athlete. One query, or two."""
    return rulebooks_of([athlete])[athlete.pk]


def rulebooks_of(athletes: Collection[Athlete]) -> dict[int, Rulebook]:
    """The rulebook that holds for each of these athletes. One query, and a second one where a group has rules."""
    return _made(thresholds_for(athletes))


def rulebooks_with(
    athletes: Collection[Athlete], changed: Mapping[str, float], group: Group | None = None
) -> dict[int, Rulebook]:
    """The rulebooks that would hold for these athletes if the team, or a group of theirs, changed these thresholds.

    Raises `ValueError` as `change_thresholds` does.
    """
    own = own_of(group) if group else {}
    parts = whose(athletes).items()
    if group:
        return _made({id: {**of_team, **own, **changed} for id, (of_team, _of_group) in parts})
    return _made({id: {**of_team, **changed, **of_group} for id, (of_team, of_group) in parts})


def _made(thresholds: Mapping[int, Mapping[str, float]]) -> dict[int, Rulebook]:
    return {athlete_id: _rulebook(tuple(sorted(own.items()))) for athlete_id, own in thresholds.items()}


@lru_cache(maxsize=256)
def _rulebook(own: tuple[tuple[str, float], ...]) -> Rulebook:
    """A rulebook is checked once, however many athletes and requests it holds for."""
    return with_thresholds(dict(own))


class Overtaken(Exception):
    """Somebody changed the rules since the page was read; nothing was written."""


def with_gates_of(plans: Mapping[int, Plan], rulebooks: Mapping[int, Rulebook]) -> dict[int, Rulebook]:
    """By athlete, with the gates of their running plan's template where it has some of its own."""
    gates = {athlete_id: template_of(plan).gates for athlete_id, plan in plans.items()}
    return {**rulebooks, **{id: with_gates(rulebooks[id], own) for id, own in gates.items() if own}}


def versions(team: Team | int, group: Group | None = None) -> QuerySet[TeamRules]:
    """The rules of the team, or of a group of it, version by version, the one in force first."""
    rules: QuerySet[TeamRules] = TeamRules.objects.in_team(team)
    return rules.filter(group=group)


def version_of(team: Team, group: Group | None = None) -> int:
    """The version in force; 0 says that the rules were never changed. One query."""
    return versions(team, group).values_list("version", flat=True).first() or 0


def groups_with_rules(team: Team) -> dict[int, int]:
    """In how many thresholds each group that has rules of its own differs from the team. One query."""
    rows = TeamRules.objects.in_team(team).exclude(group=None).order_by("group_id", "-version").distinct("group_id")
    return {group_id: len(own) for group_id, own in rows.values_list("group_id", "thresholds") if own}


@transaction.atomic
def change_thresholds(
    team: Team,
    values: Mapping[str, Any],
    by: User | None,
    note: str = "",
    *,
    seen: int | None = None,
    group: Group | None = None,
) -> TeamRules:
    """Put these thresholds in force for the team, or for a group of it, beside its other ones; the value of a default,
    or for a group the team's, takes one's own away.

    Raises `ValueError`, in a sentence for people, for a set that no rulebook can be made of, and `Overtaken` where
    `seen`, the version that they were chosen on, is no longer in force; nothing is written then. Decisions already
    taken stay: they carry their own thresholds.
    """
    _lock(team)
    _require_seen(team, seen, group)
    own = own_of(group) if group else thresholds_of({team.pk})[team.pk]
    return _write(team, {**own, **values}, by, note, group)


@transaction.atomic
def reset_thresholds(
    team: Team, by: User | None, note: str = "", *, seen: int | None = None, group: Group | None = None
) -> TeamRules:
    """All thresholds back to the defaults, or a group's to the team's, as one more version. Raises `Overtaken`."""
    _lock(team)
    _require_seen(team, seen, group)
    return _write(team, {}, by, note, group)


@transaction.atomic
def put_back(
    team: Team, version: int, by: User | None, *, seen: int | None = None, group: Group | None = None
) -> TeamRules:
    """The thresholds of an earlier version in force again, as one more version. Raises `TeamRules.DoesNotExist`, and
    `Overtaken` as `change_thresholds` does."""
    _lock(team)
    _require_seen(team, seen, group)
    earlier = versions(team, group).get(version=version)
    note = gettext("Version %(version)s put back.") % {"version": version}
    return _write(team, earlier.thresholds, by, note, group)


@transaction.atomic
def roll_out(group: Group, by: User | None, *, seen: int) -> TeamRules:
    """What a group tried holds for the whole team, and the group has nothing of its own any more.

    Raises as `change_thresholds` does; then both are as they were.
    """
    team = group.team
    _lock(team)
    _require_seen(team, seen, group)
    note = gettext("As the group tried it.")
    tried = own_of(group)
    _write(team, {}, by, note, group)
    return _write(team, {**thresholds_of({team.pk})[team.pk], **tried}, by, note, None)


def _lock(team: Team) -> None:
    """Two changes at once come one after the other, each on top of the version before it."""
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def _require_seen(team: Team, seen: int | None, group: Group | None) -> None:
    if seen is not None and seen != version_of(team, group):
        raise Overtaken


def _write(team: Team, wanted: Mapping[str, float], by: User | None, note: str, group: Group | None) -> TeamRules:
    of_team = thresholds_of({team.pk})[team.pk]
    before = with_thresholds({**of_team, **(own_of(group) if group else {})})
    rulebook = with_thresholds({**of_team, **wanted} if group else wanted)
    if group is None:
        _require_with_groups(team, wanted)
    base = with_thresholds(of_team)
    written = TeamRules.objects.create(
        team=team,
        group=group,
        version=(versions(team, group).aggregate(last=Max("version"))["last"] or 0) + 1,
        thresholds={n: v for n, v in wanted.items() if v != base[n]} if group else differences(rulebook),
        note=note,
        written_by=by,
    )
    _record(team, before, rulebook, by, group)
    if rulebook.readiness != before.readiness:
        _assess_again(team)
    return written


def _require_with_groups(team: Team, wanted: Mapping[str, float]) -> None:
    """What the team changes must go together with what its groups have of their own. Raises `ValueError`."""
    rows = TeamRules.objects.in_team(team).exclude(group=None).order_by("group_id", "-version").distinct("group_id")
    for row in rows.select_related("group"):
        try:
            with_thresholds({**wanted, **row.thresholds})
        except ValueError as error:
            assert row.group is not None  # those of the team are left out
            raise ValueError(
                gettext("With the rules of %(group)s: %(why)s") % {"group": row.group.name, "why": error}
            ) from error


def _record(team: Team, before: Rulebook, after: Rulebook, by: User | None, group: Group | None) -> None:
    """The thresholds that a version changes. Why is said in the version itself: a record holds no free text."""
    was, now = differences(before), differences(after)
    changed = sorted(name for name in {*was, *now} if before[name] != after[name])
    record(
        team, RecordKind.POLICY, "rules.changed_for_group" if group else "rules.changed", actor=by,
        before={name: before[name] for name in changed},
        after={**({"group": group.name} if group else {}), **{name: after[name] for name in changed}},
    )  # fmt: skip


def _assess_again(team: Team) -> None:
    """The stored days that nights still look back on get the status that they have by the new thresholds; nights of
    one group may look back further than those of another.

    The athletes are locked, so that no log is written between reading the logs and storing their statuses, and a
    night that comes meanwhile waits for the next tick.
    """
    athletes = Athlete.objects.in_team(team).filter(archived_at=None).select_for_update().in_bulk()
    rulebooks = rulebooks_of(list(athletes.values()))
    reach = timedelta(days=max((assessed_days(each.readiness) for each in rulebooks.values()), default=1) - 1)
    stored = DayStatus.objects.in_team(team).filter(athlete__in=athletes).order_by().values_list("athlete_id")
    by_days: dict[tuple[date, date], list[Athlete]] = defaultdict(list)
    for athlete_id, first, last in stored.annotate(first=Min("local_date"), last=Max("local_date")):
        by_days[max(first, last - reach), last].append(athletes[athlete_id])
    for (first, last), group in by_days.items():
        statuses.refresh(group, first, last)
