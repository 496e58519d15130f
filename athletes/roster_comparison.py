"""What the rows of a file mean for a roster: somebody new, the same, something changed, a duplicate, or a mistake.

Nothing is written here. An import never takes anything away: an empty cell leaves a value as it is, and nobody leaves
a group or the roster because a file does not name them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from athletes.access import Actor
from athletes.models import AgeGroup, Athlete, Group, Level
from athletes.roster import MIN_PER_AVAILABLE_DAY, minutes_on
from athletes.roster_changes import AthleteChange, places_of
from athletes.roster_columns import COLUMNS, GROUPS, MINUTES, NUMBER, WEEKDAY_LIST, BadCell, short
from athletes.roster_list import groups_in_scope
from athletes.roster_sheets import Sheet

_WEEK = "available_min_by_weekday"
_PLAIN = ("name", "email", "zone", "level", "age_group", "birth_date", "baseline_km_per_week")
_OWN = ("name", "email", "age_group", "birth_date")
"""What no file-wide answer can stand in for."""
_CHOICES = {"level": Level, "age_group": AgeGroup}


class Meaning(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DUPLICATE = "duplicate"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be understood: the column that each of its columns is, and what it leaves unsaid."""

    columns: tuple[str, ...]
    """A key of `COLUMNS` for each column of the file, or "" for one that is left out."""
    level: str
    zone: str
    baseline_km_per_week: Decimal | None
    group: Group | None = None
    """Where new athletes go as well."""
    makes_groups: bool = False
    updates: bool = True
    """Whether athletes who are on the roster get the file's values."""
    namesakes: bool = False
    """Whether somebody with the name, but not the address, of an athlete is somebody else."""


@dataclass(frozen=True, slots=True)
class RowMeaning:
    """One row: by its `line` in the file, whom it is about, and what would be written."""

    line: int
    about: str
    meaning: Meaning
    told: tuple[str, ...] = ()
    """What is wrong and what to do, or what changes."""
    change: AthleteChange | None = None
    new: Mapping[str, Any] | None = None
    """The fields of a new athlete."""
    groups: tuple[str, ...] = ()
    """The names of groups to go into, of which some may have to be made."""


@dataclass(frozen=True, slots=True)
class Comparison:
    rows: tuple[RowMeaning, ...]
    unknown_groups: tuple[str, ...]
    """Groups that the file names and nobody has made yet."""

    def of(self, *meanings: Meaning) -> tuple[RowMeaning, ...]:
        return tuple(row for row in self.rows if row.meaning in meanings)

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(row.meaning.value for row in self.rows)
        return {meaning.value: counted[meaning.value] for meaning in Meaning}

    @property
    def writes(self) -> bool:
        return any(row.meaning in (Meaning.NEW, Meaning.CHANGED) for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """Equal for two comparisons that would write the same."""
        said = [(row.line, row.meaning, row.told, row.new, row.groups) for row in self.rows]
        return sha256(repr(said).encode()).hexdigest()


class _Roster:
    """Who is known: the actor's athletes by number, address and name, and the addresses that the team has."""

    def __init__(self, actor: Actor) -> None:
        active, archived = list(actor.athletes), list(actor.archived_athletes)
        self.by_number = {athlete.pk: athlete for athlete in (*archived, *active)}
        self.by_email = {athlete.email.lower(): athlete for athlete in (*archived, *active) if athlete.email}
        self.by_name: dict[str, list[Athlete]] = defaultdict(list)
        for athlete in active:
            self.by_name[folded_name(athlete.name)].append(athlete)
        emails = Athlete.objects.in_team(actor.team).filter(archived_at=None).exclude(email="")
        self.taken_emails = set(emails.values_list(Lower("email"), flat=True))
        groups = list(groups_in_scope(actor))
        self.groups = {folded_name(group.name): group for group in groups}
        self.places = places_of(actor, list(self.by_number))


def compare(actor: Actor, sheet: Sheet, wish: Wish) -> Comparison:
    """What each row of the file means for the roster as it is now. Writes nothing."""
    reader = _Reader(actor, wish, _Roster(actor))
    rows = tuple(reader.row(line, cells) for line, cells in zip(sheet.lines, sheet.rows, strict=True))
    return Comparison(rows, tuple(reader.unknown_groups.values()))


@dataclass
class _Reader:
    actor: Actor
    wish: Wish
    roster: _Roster
    unknown_groups: dict[str, str] = field(default_factory=dict)
    _lines: dict[tuple[str, str], int] = field(default_factory=dict)
    """Where in the file an athlete, an address or a nameless address was met first."""

    def row(self, line: int, cells: Sequence[str]) -> RowMeaning:
        texts = {
            name: cell.strip() for name, cell in zip(self.wish.columns, cells, strict=False) if name and cell.strip()
        }
        about = short(texts.get("name") or texts.get("email") or "–")
        values, wrong = self._values(texts)
        if wrong:
            return RowMeaning(line, about, Meaning.ERROR, tuple(wrong))
        known, refusal = self._known(values, texts)
        if refusal:
            return RowMeaning(line, about, *refusal)
        if (earlier := self._met(line, values, known)) is not None:
            told = _("The same person as in line %(line)d. Keep one of the two.") % {"line": earlier}
            return RowMeaning(line, about, Meaning.DUPLICATE, (told,))
        if known is None:
            return self._new(line, about, values)
        return self._changed(line, known, values, texts)

    def _values(self, texts: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
        values: dict[str, Any] = {}
        wrong = []
        for name, text in texts.items():
            try:
                values[name] = COLUMNS[name].read(text)
            except BadCell as error:
                # What our own export says of somebody is right by itself, whatever the database holds.
                values[name] = error
        athlete = self.roster.by_number.get(values[NUMBER]) if isinstance(values.get(NUMBER), int) else None
        for name, value in list(values.items()):
            if isinstance(value, BadCell):
                if athlete and COLUMNS[name].write(athlete).strip() == texts[name]:
                    del values[name]
                else:
                    wrong.append(f"{COLUMNS[name].label}: {value}")
        return values, wrong

    def _known(
        self, values: Mapping[str, Any], texts: Mapping[str, str]
    ) -> tuple[Athlete | None, tuple[Meaning, tuple[str, ...]] | None]:
        """The athlete whom the row is about, None for somebody new, or why it cannot be said."""
        email, name = values.get("email", "").lower(), folded_name(values.get("name", ""))
        number = values.get(NUMBER)
        if number is not None:
            athlete = self.roster.by_number.get(number)
            if athlete is None:
                told = _(
                    "There is no athlete with the number %(number)d on your roster. Leave the number out to add them."
                )
                return None, (Meaning.ERROR, (told % {"number": number},))
        elif email in self.roster.by_email:
            athlete = self.roster.by_email[email]
        else:
            athlete, refusal = self._by_name(name, email)
            if refusal:
                return None, refusal
        if athlete is not None and athlete.archived_at:
            told = _("%(name)s is archived. Restore them on the roster, then import again.") % {"name": athlete.name}
            return None, (Meaning.DUPLICATE, (told,))
        if email and email in self.roster.taken_emails and (athlete is None or athlete.email.lower() != email):
            return None, (Meaning.ERROR, (_("This e-mail address is taken in this team."),))
        if athlete is None and not name:
            return None, (Meaning.ERROR, (_("There is no name. Give one, or delete the line."),))
        return athlete, None

    def _by_name(self, name: str, email: str) -> tuple[Athlete | None, tuple[Meaning, tuple[str, ...]] | None]:
        """Somebody of the same name is the same person unless both have an address, which then differ."""
        namesakes = self.roster.by_name.get(name, [])
        if not namesakes or self.wish.namesakes:
            return None, None
        if len(namesakes) > 1:
            told = _("%(count)d athletes have this name. Give the e-mail address or the number of one.")
            return None, (Meaning.ERROR, (told % {"count": len(namesakes)},))
        if email and namesakes[0].email:
            told = _("Somebody of this name is on the roster with another address. Correct the address, or say above "
                     "that namesakes are other people.")  # fmt: skip
            return None, (Meaning.DUPLICATE, (told,))
        return namesakes[0], None

    def _met(self, line: int, values: Mapping[str, Any], known: Athlete | None) -> int | None:
        """The earlier line about the same person; otherwise remembers this one."""
        keys = [("athlete", str(known.pk))] if known else []
        if email := values.get("email", "").lower():
            keys.append(("email", email))
        elif known is None and not self.wish.namesakes:
            keys.append(("name", folded_name(values["name"])))
        earlier = [self._lines[key] for key in keys if key in self._lines]
        for key in keys:
            self._lines.setdefault(key, line)
        return min(earlier, default=None)

    def _new(self, line: int, about: str, values: dict[str, Any]) -> RowMeaning:
        week = self._week(values, [0] * 7, said_all=True)
        new: dict[str, Any] = {name: values[name] for name in _OWN if name in values}
        new |= {
            "zone": values.get("zone", self.wish.zone),
            "level": values.get("level", self.wish.level),
            "baseline_km_per_week": values.get("baseline_km_per_week", self.wish.baseline_km_per_week),
            _WEEK: week,
        }
        groups, wrong = self._groups(values.get(GROUPS, ()))
        if self.wish.group is not None and self.wish.group.name not in groups:
            groups = (*groups, self.wish.group.name)
        if new["baseline_km_per_week"] is None:
            wrong.append(_("There is no baseline. Add it to the file, or give one above for those without."))
        if not any(week):
            wrong.append(_("No weekday is free. Give minutes for at least one."))
        if self.actor.group_ids is not None and not groups:
            wrong.append(_("You look after named groups: say above which one new athletes go into."))
        if wrong:
            return RowMeaning(line, about, Meaning.ERROR, tuple(wrong))
        return RowMeaning(line, about, Meaning.NEW, new=new, groups=groups)

    def _changed(self, line: int, athlete: Athlete, values: dict[str, Any], texts: Mapping[str, str]) -> RowMeaning:
        fields: dict[str, tuple[Any, Any]] = {}
        for name in _PLAIN:
            before = getattr(athlete, name)
            if name in values and values[name] != before and texts[name] != COLUMNS[name].write(athlete).strip():
                fields[name] = (before, values[name])
        week = self._week(values, athlete.available_min_by_weekday, said_all=False)
        if week != athlete.available_min_by_weekday:
            fields[_WEEK] = (list(athlete.available_min_by_weekday), week)
        groups, wrong = self._groups(values.get(GROUPS, ()))
        places = self.roster.places[athlete.pk]
        inside = {folded for folded, group in self.roster.groups.items() if group.pk in places}
        joined = tuple(group for group in groups if folded_name(group) not in inside)
        if joined and not self.actor.may_manage:
            wrong.append(_("Only the team's owners and its head coach change groups. Leave this cell empty."))
        if not any(week) and _WEEK in fields:
            wrong.append(_("No weekday is free. Give minutes for at least one."))
        if wrong:
            return RowMeaning(line, athlete.name, Meaning.ERROR, tuple(wrong))
        if not (fields or joined):
            return RowMeaning(line, athlete.name, Meaning.SAME)
        if not self.wish.updates:
            return RowMeaning(line, athlete.name, Meaning.SAME, (_("On the roster, and left as they are."),))
        told = tuple(_difference(name, *pair) for name, pair in fields.items())
        told += tuple(_("Goes into %(group)s") % {"group": group} for group in joined)
        return RowMeaning(line, athlete.name, Meaning.CHANGED, told, AthleteChange(athlete.pk, fields), groups=joined)

    def _week(self, values: Mapping[str, Any], before: list[int], *, said_all: bool) -> list[int]:
        """Minutes by weekday: what a row says by day, else on which days; a newcomer is free on every day."""
        if any(name in values for name in MINUTES):
            return [values.get(name, minutes) for name, minutes in zip(MINUTES, before, strict=True)]
        if WEEKDAY_LIST in values:
            return minutes_on(values[WEEKDAY_LIST], before)
        return [MIN_PER_AVAILABLE_DAY] * 7 if said_all else list(before)

    def _groups(self, names: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
        """The names as the team writes them; new ones where they may be made, otherwise what is wrong."""
        kept, wrong = [], []
        for name in names:
            if group := self.roster.groups.get(folded_name(name)):
                kept.append(group.name)
                continue
            if not self.actor.may_manage:
                wrong.append(_("You look after no group “%(name)s”. Leave it out.") % {"name": short(name)})
                continue
            name = self.unknown_groups.setdefault(folded_name(name), name)
            kept.append(name)
            if not self.wish.makes_groups:
                wrong.append(_("There is no group “%(name)s”: correct it, or have it made.") % {"name": short(name)})
        return tuple(kept), wrong


def _difference(name: str, before: Any, after: Any) -> str:
    label = COLUMNS[name].label if name in COLUMNS else _("Minutes free, Monday first")
    return f"{label}: {_shown(name, before)} → {_shown(name, after)}"


def _shown(name: str, value: Any) -> str:
    if name in _CHOICES:
        return str(_CHOICES[name](value).label)
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value) if value not in (None, "") else "–"


def folded_name(name: str) -> str:
    """A name as it is compared with others: without regard to case and spaces."""
    return " ".join(name.split()).casefold()
