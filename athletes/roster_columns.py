"""The columns of a roster file: how they are called in four languages, and their cells from and to text.

`read(write(value))` is `value` for whatever the database holds, so an export read again changes nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athletes.models import AgeGroup, Athlete, Level
from athletes.roster_words import AGE_GROUPS, EVERY_DAY, HEADINGS, LEVELS, WEEKDAYS, key_of
from athletes.zones import zone_names

MINUTES = tuple(f"min_{day}" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
LONGEST_NAME, LONGEST_EMAIL, LONGEST_GROUP = 120, 254, 60


class BadCell(ValueError):
    """A cell that says nothing we understand. The text says what it should say."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading in our own files, its name on the page, and its cell from and to text.

    `read` gets the cell without the spaces around it, never empty, and raises `BadCell`; `write` gets the athlete.
    """

    name: str
    heading: str
    label: Any
    read: Callable[[str], Any]
    write: Callable[[Athlete], str]


def _number(cell: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", cell):
        raise BadCell(_("“%(cell)s” is no number of an athlete here. Leave the cell empty.") % {"cell": short(cell)})
    return int(cell)


def _name(cell: str) -> str:
    if len(cell) > LONGEST_NAME:
        raise BadCell(_("A name has %(count)d characters at most.") % {"count": LONGEST_NAME})
    return _is_text(cell)


def _email(cell: str) -> str:
    try:
        validate_email(_is_text(cell))
    except ValidationError as error:
        raise BadCell(_("“%(cell)s” is no e-mail address.") % {"cell": short(cell)}) from error
    if len(cell) > LONGEST_EMAIL:
        raise BadCell(_("An e-mail address has %(count)d characters at most.") % {"count": LONGEST_EMAIL})
    return cell


def _is_text(cell: str) -> str:
    if "\0" in cell or "\ufffd" in cell:
        raise BadCell(_("“%(cell)s” holds signs that were lost. Save the file as UTF-8.") % {"cell": short(cell)})
    return cell


def _zone(cell: str) -> str:
    wanted = cell.casefold().replace(" ", "_")
    for name in zone_names():
        if name.casefold() == wanted:
            return name
    raise BadCell(_("“%(cell)s” is no time zone. Write one such as Europe/Berlin.") % {"cell": short(cell)})


def _one_of(words: Mapping[str, Any], expected: Any) -> Callable[[str], Any]:
    def read(cell: str) -> Any:
        try:
            return words[key_of(cell)]
        except KeyError:
            raise BadCell(str(expected) % {"cell": short(cell)}) from None

    return read


def _birth_date(cell: str) -> date:
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", cell)
    dotted = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", cell)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        if dotted:
            return date(*map(int, reversed(dotted.groups())))
    except ValueError:
        pass
    raise BadCell(_("“%(cell)s” is no date. Write 2008-03-31 or 31.3.2008.") % {"cell": short(cell)})


def _baseline(cell: str) -> Decimal:
    digits = re.sub(r"\s*(km|km/w|km/week|km/woche|km/semana|km/semaine)$", "", cell.casefold()).replace(",", ".")
    try:
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,20})?", digits):
            raise InvalidOperation
        km = Decimal(digits).quantize(Decimal("0.1"))
    except InvalidOperation:
        raise BadCell(_("“%(cell)s” is no number of kilometres.") % {"cell": short(cell)}) from None
    if not 5 <= km <= 200:
        raise BadCell(_("The baseline lies between 5 and 200 km per week, not at %(cell)s.") % {"cell": short(cell)})
    return km


def _minutes(cell: str) -> int:
    clock = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])(?::00)?", cell)
    plain = re.fullmatch(r"([0-9]{1,4})\s*(?:min|'|′)?", cell)
    minutes = int(clock[1]) * 60 + int(clock[2]) if clock else int(plain[1]) if plain else -1
    if not 0 <= minutes <= 1440:
        raise BadCell(_("“%(cell)s” is no number of minutes between 0 and 1440.") % {"cell": short(cell)})
    return minutes


def _weekdays(cell: str) -> frozenset[int]:
    if key_of(cell) in EVERY_DAY:
        return frozenset(range(7))
    words = [word for word in re.split(r"[\s,;/+.|]+", cell.casefold()) if word]
    try:
        return frozenset(WEEKDAYS[word] for word in words)
    except KeyError as error:
        unknown = short(str(error.args[0]))
        raise BadCell(_("“%(cell)s” is no weekday. Write for instance: Mon, Wed, Sat.") % {"cell": unknown}) from None


def read_groups(cell: str) -> tuple[str, ...]:
    """Names of groups, parted by semicolons; one with a semicolon of its own stands in quotation marks."""
    try:
        names = next(csv.reader([cell], delimiter=";", skipinitialspace=True), [])
    except csv.Error:
        names = [cell]
    kept = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    if any(len(name) > LONGEST_GROUP for name in kept):
        raise BadCell(_("The name of a group has %(count)d characters at most; part groups by semicolons.")
                      % {"count": LONGEST_GROUP})  # fmt: skip
    for name in kept:
        _is_text(name)
    return kept


def write_groups(names: Sequence[str]) -> str:
    quoted = ('"' + name.replace('"', '""') + '"' if re.search(r'[;"\r\n]', name) else name for name in names)
    return "; ".join(quoted)


def _decimal(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.1f}"


_level = _one_of(LEVELS, gettext_lazy("“%(cell)s” is no level. Write Beginner, Intermediate or Advanced."))
_age_group = _one_of(AGE_GROUPS, gettext_lazy("“%(cell)s” is no age group. Write Under 18, 18 to 49 or 50 and over."))
_LEVEL_TEXTS = {Level.BEGINNER: "Beginner", Level.INTERMEDIATE: "Intermediate", Level.ADVANCED: "Advanced"}
_AGE_TEXTS = {AgeGroup.UNDER_18: "Under 18", AgeGroup.ADULT: "18 to 49", AgeGroup.FROM_50: "50 and over"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _minutes_of(day: int) -> Callable[[Athlete], str]:
    return lambda athlete: str(athlete.available_min_by_weekday[day])


NUMBER, BIRTH_DATE, WEEKDAY_LIST, GROUPS = "number", "birth_date", "weekdays", "groups"
COLUMNS: dict[str, Column] = {
    column.name: column
    for column in (
        Column(NUMBER, "Number", gettext_lazy("Number in Fallow"), _number, lambda a: str(a.pk)),
        Column("name", "Name", gettext_lazy("Name"), _name, lambda a: a.name),
        Column("email", "E-mail", gettext_lazy("E-mail"), _email, lambda a: a.email),
        Column("zone", "Time zone", gettext_lazy("Time zone"), _zone, lambda a: a.zone),
        Column("level", "Level", gettext_lazy("Level"), _level, lambda a: _LEVEL_TEXTS[Level(a.level)]),
        Column("age_group", "Age group", gettext_lazy("Age group"), _age_group,
               lambda a: _AGE_TEXTS[AgeGroup(a.age_group)]),
        Column(BIRTH_DATE, "Date of birth", gettext_lazy("Date of birth"), _birth_date,
               lambda a: a.birth_date.isoformat() if a.birth_date else ""),
        Column("baseline_km_per_week", "Baseline km per week", gettext_lazy("Baseline, km per week"), _baseline,
               lambda a: _decimal(a.baseline_km_per_week)),
        Column(WEEKDAY_LIST, "Weekdays", gettext_lazy("Weekdays free, in one column"), _weekdays, lambda a: ""),
        *(
            Column(name, f"{_DAYS[n]} min", format_lazy(gettext_lazy("{day}, minutes free"), day=WEEKDAY_NAMES[n]),
                   _minutes, _minutes_of(n))
            for n, name in enumerate(MINUTES)
        ),
        Column(GROUPS, "Groups", gettext_lazy("Groups"), read_groups, lambda a: ""),
    )
}  # fmt: skip


def guess(header: Sequence[str]) -> tuple[str, ...]:
    """The column that each heading names, or "" where none does; no column twice."""
    taken: set[str] = set()
    guessed = []
    for heading in header:
        name = HEADINGS.get(key_of(heading), "")
        name = "" if name in taken else name
        taken.add(name)
        guessed.append(name)
    return tuple(guessed)


def short(text: str) -> str:
    """What a message repeats of a cell."""
    return text if len(text) <= 40 else text[:39] + "…"
