"""A team's rulebook: read for the night and for pages, and changed by a coach, version by version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext

from athletes.models import Athlete, RecordKind, Team, User
from athletes.recording import record
from plans.engine.history import assessed_days
from plans.engine.rulebook import Rulebook, differences, with_thresholds
from readiness import statuses
from readiness.models import DayStatus, TeamRules
from readiness.team_rules import thresholds_of


def rulebook_of(team: Team) -> Rulebook:
    """The rulebook that is in force for this team. One query."""
    return rulebooks({team.pk})[team.pk]


def rulebooks(team_ids: Collection[int]) -> dict[int, Rulebook]:
    """The rulebook that is in force for each of these teams. One query."""
    return {id: with_thresholds(own) for id, own in thresholds_of(team_ids).items()}


class Overtaken(Exception):
    """Somebody changed the rules since the page was read; nothing was written."""


def versions(team: Team) -> QuerySet[TeamRules]:
    """The team's rules, version by version, the one in force first."""
    return TeamRules.objects.in_team(team).filter(group=None)


def version_of(team: Team) -> int:
    """The version in force; 0 says that the rules were never changed. One query."""
    return versions(team).values_list("version", flat=True).first() or 0


@transaction.atomic
def change_thresholds(
    team: Team, values: Mapping[str, Any], by: User | None, note: str = "", *, seen: int | None = None
) -> TeamRules:
    """Put these thresholds in force beside the team's other ones; a default value takes one's own away.

    Raises `ValueError`, in a sentence for people, for a set that no rulebook can be made of, and `Overtaken` where
    `seen`, the version that they were chosen on, is no longer in force; nothing is written then. Decisions already
    taken stay: they carry their own thresholds.
    """
    _lock(team)
    if seen is not None and seen != version_of(team):
        raise Overtaken
    before = thresholds_of({team.pk})[team.pk]
    return _write(team, before, with_thresholds({**before, **values}), by, note)


@transaction.atomic
def reset_thresholds(team: Team, by: User | None, note: str = "") -> TeamRules:
    """All thresholds back to the defaults, as one more version."""
    _lock(team)
    return _write(team, thresholds_of({team.pk})[team.pk], Rulebook(), by, note)


@transaction.atomic
def put_back(team: Team, version: int, by: User | None) -> TeamRules:
    """The thresholds of an earlier version in force again, as one more version. Raises `TeamRules.DoesNotExist`."""
    _lock(team)
    earlier = versions(team).get(version=version)
    before = thresholds_of({team.pk})[team.pk]
    note = gettext("Version %(version)s put back.") % {"version": version}
    return _write(team, before, with_thresholds(earlier.thresholds), by, note)


def _lock(team: Team) -> None:
    """Two changes at once come one after the other, each on top of the version before it."""
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def _write(team: Team, before: Mapping[str, float], rulebook: Rulebook, by: User | None, note: str) -> TeamRules:
    version = versions(team).aggregate(last=Max("version", default=0))["last"] + 1
    written = TeamRules.objects.create(
        team=team, version=version, thresholds=differences(rulebook), note=note, written_by=by
    )
    _record(team, before, written)
    if rulebook.readiness != with_thresholds(before).readiness:
        _assess_again(team, rulebook)
    return written


def _record(team: Team, before: Mapping[str, float], written: TeamRules) -> None:
    """The thresholds that this version changes; one that it does not name is back at its default. Why is said in the
    version itself: a record holds no free text."""
    changed = {name for name in {*before, *written.thresholds} if before.get(name) != written.thresholds.get(name)}
    defaults = Rulebook()
    record(
        team, RecordKind.POLICY, "rules.changed", actor=written.written_by,
        before={name: before.get(name, defaults[name]) for name in sorted(changed)},
        after={name: written.thresholds.get(name, defaults[name]) for name in sorted(changed)},
    )  # fmt: skip


def _assess_again(team: Team, rulebook: Rulebook) -> None:
    """The stored days that nights still look back on get the status that they have by the new thresholds.

    The athletes are locked, so that no log is written between reading the logs and storing their statuses, and a
    night that comes meanwhile waits for the next tick.
    """
    athletes = Athlete.objects.in_team(team).filter(archived_at=None).select_for_update().in_bulk()
    reach = timedelta(days=assessed_days(rulebook.readiness) - 1)
    stored = DayStatus.objects.in_team(team).filter(athlete__in=athletes).order_by().values_list("athlete_id")
    by_days: dict[tuple[date, date], list[Athlete]] = defaultdict(list)
    for athlete_id, first, last in stored.annotate(first=Min("local_date"), last=Max("local_date")):
        by_days[max(first, last - reach), last].append(athletes[athlete_id])
    for (first, last), group in by_days.items():
        statuses.refresh(group, first, last)
