"""Write what a comparison with a file said, in one transaction, with a line for each row of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from athletes.access import Actor
from athletes.groups import add_group
from athletes.models import Athlete, Group, GroupAthlete, Record, RecordKind
from athletes.recording import record
from athletes.roster_changes import AthleteChange, Line, Outcome, RosterMoved, carry_out
from athletes.roster_comparison import Comparison, Meaning, RowMeaning, Wish, compare, folded_name
from athletes.roster_list import groups_in_scope
from athletes.roster_sheets import Sheet
from athletes.zones import local_date

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Imported:
    lines: tuple[tuple[int, Line], ...]
    """What came of each row, by its line in the file."""
    changes: tuple[AthleteChange, ...]
    """What can be taken back; for somebody new that is having come onto the roster."""


def write_import(actor: Actor, sheet: Sheet, wish: Wish, *, expected: str, now: datetime) -> Imported:
    """Do what the comparison with the fingerprint `expected` said; rows with mistakes and duplicates are left out.

    Raises `RosterMoved`, and writes nothing, if the roster is not as it was then. Raises PermissionDenied if groups
    are to be made by somebody who does not manage the team.
    """
    try:
        with transaction.atomic():
            # Whoever edits one of them waits, so that what is compared is what is written over.
            list(actor.athletes.select_for_update().values_list("pk"))
            comparison = compare(actor, sheet, wish)
            if comparison.fingerprint != expected:
                raise RosterMoved
            return _write(actor, comparison, wish, now)
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise RosterMoved from error
        raise


def _write(actor: Actor, comparison: Comparison, wish: Wish, now: datetime) -> Imported:
    if wish.makes_groups:
        for name in comparison.unknown_groups:
            add_group(actor, name)
    groups = {folded_name(group.name): group for group in groups_in_scope(actor)}
    athletes = _add(actor, comparison.of(Meaning.NEW), groups, now)
    changes = [_with_groups(row, groups) for row in comparison.of(Meaning.CHANGED)]
    done = carry_out(actor, changes, what="roster.imported", now=now)
    counts = {meaning: comparison.counts[meaning] for meaning in (Meaning.NEW.value, Meaning.CHANGED.value)}
    record(actor.team, RecordKind.ROSTER, "roster.import", actor=actor.user, after=counts)
    lines = tuple((row.line, _line(row, athletes, done)) for row in comparison.rows)
    came = [AthleteChange(athlete.pk, archives=False) for athlete in athletes.values()]
    changed = [change for change in changes if done[change.athlete].outcome is Outcome.DONE]
    return Imported(lines, (*came, *changed))


def _add(actor: Actor, rows: tuple[RowMeaning, ...], groups: Mapping[str, Group], now: datetime) -> dict[int, Athlete]:
    """The new athletes by their line, in four inserts."""
    athletes = {}
    for row in rows:
        values = dict(row.new or {})
        athletes[row.line] = Athlete(team=actor.team, nights_from=local_date(now, values["zone"]), **values)
    Athlete.objects.bulk_create(athletes.values(), batch_size=_BATCH)
    GroupAthlete.objects.bulk_create(
        [
            GroupAthlete(team=actor.team, athlete=athletes[row.line], group=groups[folded_name(name)])
            for row in rows
            for name in row.groups
        ],
        batch_size=_BATCH,
    )
    Record.objects.bulk_create(
        [
            Record(
                team=actor.team, kind=RecordKind.ROSTER, what="roster.imported", at=now, actor=actor.user,
                athlete=athletes[row.line],
                after=dict(row.new or {}) | ({"group": ", ".join(row.groups)} if row.groups else {}),
            )
            for row in rows
        ],
        batch_size=_BATCH,
    )  # fmt: skip
    return athletes


def _with_groups(row: RowMeaning, groups: Mapping[str, Group]) -> AthleteChange:
    assert row.change is not None
    return replace(row.change, joins=frozenset(groups[folded_name(name)].pk for name in row.groups))


def _line(row: RowMeaning, athletes: Mapping[int, Athlete], done: Mapping[int, Line]) -> Line:
    told = " ".join(row.told)
    if row.meaning is Meaning.NEW:
        return Line(row.about, Outcome.DONE, _("New on the roster."), athletes[row.line].pk)
    if row.change is not None:
        happened = done[row.change.athlete]
        return replace(happened, why=happened.why or told)
    return Line(row.about, Outcome.UNCHANGED if row.meaning is Meaning.SAME else Outcome.REFUSED, told)
