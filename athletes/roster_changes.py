"""Changes of many athletes at once: carried out in one transaction, told athlete by athlete, and taken back.

Whoever makes them (a bulk action, an import, an undo), a change says what it found and what it leaves: where somebody
else has written in between, that athlete is left alone and it is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from athletes.access import Actor
from athletes.models import Athlete, Group, GroupAthlete, Record, RecordKind
from athletes.zones import local_date


class NotInScope(Exception):
    """An athlete or a group that is none of this actor's was named. Nothing was written."""


class RosterMoved(Exception):
    """Somebody took the e-mail address or the account's place in the same instant. Nothing was written."""


class Outcome(StrEnum):
    DONE = "done"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AthleteChange:
    """One athlete's part: fields from what to what, groups joined and left, and whether archived or restored."""

    athlete: int
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    joins: frozenset[int] = frozenset()
    leaves: frozenset[int] = frozenset()
    archives: bool | None = None
    """True archives, False restores, None leaves as it is."""

    def __bool__(self) -> bool:
        return bool(self.fields or self.joins or self.leaves or self.archives is not None)

    def inverse(self) -> AthleteChange:
        return AthleteChange(
            self.athlete,
            {name: (after, before) for name, (before, after) in self.fields.items()},
            joins=self.leaves,
            leaves=self.joins,
            archives=None if self.archives is None else not self.archives,
        )

    def as_json(self) -> list[Any]:
        return [
            self.athlete,
            {n: list(v) for n, v in self.fields.items()},
            [*self.joins],
            [*self.leaves],
            self.archives,
        ]

    @classmethod
    def from_json(cls, said: Sequence[Any]) -> AthleteChange:
        athlete, fields, joins, leaves, archives = said
        values = {name: (to_python(name, before), to_python(name, after)) for name, (before, after) in fields.items()}
        return cls(athlete, values, frozenset(joins), frozenset(leaves), archives)


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one athlete, or of one row of a file: `about` is their name."""

    about: str
    outcome: Outcome
    why: str = ""
    athlete: int | None = None


def to_python(name: str, value: Any) -> Any:
    """A field's value from how it stands in JSON."""
    return _field(name).to_python(value)


def _field(name: str) -> Any:
    return Athlete._meta.get_field(name)


def in_scope(actor: Actor, ids: Collection[int], *, lock: bool = False) -> dict[int, Athlete]:
    """These athletes, active and archived, by name. Raises `NotInScope` if one of them is not the actor's."""
    found: list[Athlete] = []
    for rows in (actor.athletes, actor.archived_athletes):
        rows = rows.filter(pk__in=ids)
        found += rows.select_for_update() if lock else rows
    if len(found) != len(set(ids)):
        raise NotInScope
    return {athlete.pk: athlete for athlete in sorted(found, key=lambda a: (a.name.casefold(), a.pk))}


def places_of(actor: Actor, athletes: Collection[int]) -> dict[int, set[int]]:
    """The groups that each of these athletes is in."""
    places: dict[int, set[int]] = defaultdict(set)
    rows = GroupAthlete.objects.in_team(actor.team).filter(athlete__in=athletes)
    for athlete, group in rows.values_list("athlete", "group"):
        places[athlete].add(group)
    return places


def carry_out(actor: Actor, changes: Iterable[AthleteChange], *, what: str, now: datetime) -> dict[int, Line]:
    """Carry the changes out for whom they still fit, each with a record named `what`.

    Returns a line for each athlete, by name. An empty change is `UNCHANGED`. Raises `NotInScope`, `RosterMoved`.
    """
    wanted = {change.athlete: change for change in changes}
    try:
        with transaction.atomic():
            athletes = in_scope(actor, wanted, lock=True)
            places = places_of(actor, wanted)
            taken = _Taken(actor, [athletes[pk] for pk, change in wanted.items() if change.archives is False])
            lines: dict[int, Line] = {}
            fitting: list[AthleteChange] = []
            for pk, athlete in athletes.items():
                change, why = _fitting(wanted[pk], athlete, places[pk], taken)
                outcome = Outcome.REFUSED if why else Outcome.DONE if change else Outcome.UNCHANGED
                lines[pk] = Line(athlete.name, outcome, why, pk)
                if outcome is Outcome.DONE:
                    fitting.append(change)
            _write(actor, fitting, athletes, what, now)
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise RosterMoved from error
        raise
    return lines


class _Taken:
    """Addresses and accounts that active athletes of the team have, as far as somebody restored would need them."""

    def __init__(self, actor: Actor, restored: Sequence[Athlete]) -> None:
        self._emails: set[str] = set()
        self._users: set[int | None] = set()
        if restored:
            active: QuerySet[Athlete] = Athlete.objects.in_team(actor.team).filter(archived_at=None)
            emails = [athlete.email.lower() for athlete in restored if athlete.email]
            lowered = active.annotate(lowered=Lower("email")).filter(lowered__in=emails)
            self._emails = set(lowered.values_list("lowered", flat=True))
            users = [athlete.user_id for athlete in restored if athlete.user_id]
            self._users = set(active.filter(user__in=users).values_list("user", flat=True))

    def why_not(self, athlete: Athlete) -> str:
        if athlete.email and athlete.email.lower() in self._emails:
            return _("Their e-mail address belongs to another athlete of this team by now.")
        if athlete.user_id and athlete.user_id in self._users:
            return _("Their account belongs to another athlete of this team by now.")
        self._emails.add(athlete.email.lower())
        self._users.add(athlete.user_id)
        return ""


def _fitting(change: AthleteChange, athlete: Athlete, places: set[int], taken: _Taken) -> tuple[AthleteChange, str]:
    """What of the change is still to be done, or why it cannot be."""
    overtaken = [
        name for name, (before, after) in change.fields.items() if getattr(athlete, name) not in (before, after)
    ]
    if overtaken:
        labels = ", ".join(str(_field(name).verbose_name) for name in overtaken)
        return change, _("Changed by somebody else meanwhile: %(fields)s.") % {"fields": labels}
    archives = None if change.archives is (athlete.archived_at is not None) else change.archives
    if archives is False and (why := taken.why_not(athlete)):
        return change, why
    fitting = replace(
        change,
        fields={name: pair for name, pair in change.fields.items() if getattr(athlete, name) != pair[1]},
        joins=change.joins - places,
        leaves=change.leaves & places,
        archives=archives,
    )
    return fitting, ""


def _write(
    actor: Actor, changes: Sequence[AthleteChange], athletes: Mapping[int, Athlete], what: str, now: datetime
) -> None:
    """Athletes who change alike are written together; the records are one insert."""
    alike: dict[str, tuple[dict[str, Any], list[int]]] = {}
    for change in changes:
        values = {name: after for name, (_before, after) in change.fields.items()}
        if change.archives is not None:
            values["archived_at"] = now if change.archives else None
        if change.archives is False:
            # Nights of the time in the archive are owed to nobody.
            values["nights_from"] = local_date(now, athletes[change.athlete].zone)
        if values:
            alike.setdefault(repr(sorted(values.items())), (values, []))[1].append(change.athlete)
    rows = Athlete.objects.in_team(actor.team)
    for values, ids in alike.values():
        rows.filter(pk__in=ids).update(**values)
    places = GroupAthlete.objects.in_team(actor.team)
    gone = defaultdict(list)
    for change in changes:
        for group in change.leaves:
            gone[group].append(change.athlete)
    for group, ids in gone.items():
        places.filter(group=group, athlete__in=ids).delete()
    GroupAthlete.objects.bulk_create(
        [GroupAthlete(team=actor.team, athlete_id=c.athlete, group_id=group) for c in changes for group in c.joins],
        ignore_conflicts=True,
    )
    names = group_names(actor, {group for change in changes for group in change.joins | change.leaves})
    Record.objects.bulk_create([_record(actor, change, names, what, now) for change in changes])


def group_names(actor: Actor, ids: Collection[int]) -> dict[int, str]:
    return dict(Group.objects.in_team(actor.team).filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _record(actor: Actor, change: AthleteChange, names: Mapping[int, str], what: str, now: datetime) -> Record:
    before = {name: pair[0] for name, pair in change.fields.items()}
    after = {name: pair[1] for name, pair in change.fields.items()}
    for said, ids in ((before, change.leaves), (after, change.joins)):
        if ids:
            said["group"] = ", ".join(sorted(names[pk] for pk in ids))
    return Record(
        team=actor.team, kind=RecordKind.ROSTER, what=what, at=now, actor=actor.user, athlete_id=change.athlete,
        before=before, after=after,
    )  # fmt: skip


def take_back(actor: Actor, changes: Iterable[AthleteChange], *, now: datetime) -> dict[int, Line]:
    """Undo changes that were carried out, for whom nothing has been written over them. Raises as `carry_out`."""
    return carry_out(actor, [change.inverse() for change in changes], what="roster.undone", now=now)
