"""Everything that is kept of a person as one file to take along: JSON, a table for each kind of row, and files.

What goes in is read off `athletes.personal`, so that nothing can be forgotten. Secrets (what opens the account) stay
out, and so does what coaches noted for themselves; the file says so.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import FileField, Model, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from athletes.models import Athlete, Guardian, Membership, RecordKind, User
from athletes.personal import Category, Kept, kept
from athletes.recording import record
from athletes.roster_sheets import write_csv
from athletes.seen_by import private_to_coaches
from athletes.tenancy import TeamQuerySet


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data it is: an account, places on rosters, or both."""

    athletes: tuple[Athlete, ...]
    person: User | None = None

    @classmethod
    def of_person(cls, user: User) -> Subject:
        """The account and every place that the person has on a roster, in all teams."""
        return cls(tuple(Athlete.objects.across_teams().filter(user=user).order_by("pk")), user)

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.athletes[0].name

    @property
    def teams(self) -> set[int]:
        """Where the subject has or had a place."""
        teams = {athlete.team_id for athlete in self.athletes}
        for places in (Membership, Guardian) if self.person else ():
            teams.update(places.objects.across_teams().filter(user=self.person).values_list("team_id", flat=True))
        return teams

    @property
    def address_is_proven(self) -> bool:
        """Whether the person showed that the account's address is theirs; else it is only what they once typed."""
        return (
            self.person is not None
            and EmailAddress.objects.filter(user=self.person, email__iexact=self.person.email, verified=True).exists()
        )

    @property
    def emails(self) -> set[str]:
        """The addresses that are the subject's and no other account's. An account's own go with the account only."""
        if self.person:
            mine = {self.person.email, *(athlete.email for athlete in self.athletes)}
        else:
            mine = {athlete.email for athlete in self.athletes if athlete.user_id is None}
        others = User.objects.exclude(key=self.person.key) if self.person else User.objects.all()
        return {email for email in mine - {""} if not others.filter(email__iexact=email).exists()}


def rows_of(each: Kept, subject: Subject) -> QuerySet[Any]:
    """The rows of one model that are about the subject; none where they can only be found by hand."""
    about = Q()
    if each.athlete and subject.athletes:
        about |= Q(**{f"{each.athlete}__in": [athlete.pk for athlete in subject.athletes]})
    if each.person and subject.person:
        about |= Q(**{each.person: subject.person.pk})
    if each.address:
        about |= addressed_to(subject, each.address)
    rows = each.model_class._default_manager.all()
    if isinstance(rows, TeamQuerySet):
        rows = rows.across_teams()
    return rows.filter(about).order_by("pk") if about else rows.none()


def addressed_to(subject: Subject, column: str) -> Q:
    """Rows that hold an address of the subject: of all teams where it is proven, else of the subject's own."""
    within = Q() if subject.address_is_proven else Q(team__in=subject.teams)
    emails = Q()
    for email in subject.emails:
        emails |= Q(**{f"{column}__iexact": email})
    return within & emails if emails else Q(pk__in=[])


@transaction.atomic
def export(subject: Subject, by: User) -> bytes:
    """The ZIP file, made in one transaction so that its parts fit; each team's record says that it was made."""
    tables = {each: [_row(each, row) for row in rows_of(each, subject)] for each in kept() if not each.private_to}
    files = [file for each in tables for row in rows_of(each, subject) for file in _files(each, row)]
    for athlete in subject.athletes:
        record(athlete.team_id, RecordKind.EXPORT, "export.made", actor=by, athlete=athlete)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        private = [(athlete.team, each) for athlete in subject.athletes for each in private_to_coaches(athlete)]
        context = {
            "subject": subject, "tables": tables, "files": files, "private": private, "made_at": timezone.now(),
        }  # fmt: skip
        archive.writestr("README.txt", render_to_string("athletes/rights/export_readme.txt", context))
        archive.writestr("data.json", json.dumps(_document(subject, tables), cls=DjangoJSONEncoder, indent=1))
        for each, rows in tables.items():
            if rows:
                archive.writestr(f"tables/{each.model}.csv", _csv(each, rows))
        for name, content in files:
            archive.writestr(f"files/{name}", content)
    return out.getvalue()


def exported(each: Kept) -> list[str]:
    """The columns that go along: all but secrets."""
    of = each.categories
    return [column.name for column in each.columns if of[column.name] is not Category.SECRET]


def _row(each: Kept, row: Model) -> dict[str, Any]:
    return {name: _value(row, name) for name in exported(each)}


def _value(row: Model, name: str) -> Any:
    """The column as a value that JSON can hold; people by their name, other rows by their number."""
    column = row._meta.get_field(name)
    if column.many_to_many:
        return [str(other) for other in getattr(row, name).all()]
    if column.related_model is User:
        person = getattr(row, name)
        return person.name if person else None
    value = getattr(row, column.attname)  # type: ignore[union-attr]
    return value.name if isinstance(column, FileField) else value


def _files(each: Kept, row: Model) -> Iterator[tuple[str, bytes]]:
    for column in each.columns:
        if isinstance(column, FileField) and (file := getattr(row, column.name)):
            with file.open() as opened:
                yield file.name, opened.read()


def _document(subject: Subject, tables: dict[Kept, list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        "format": 1,
        "about": subject.name,
        "made_at": timezone.now(),
        "tables": {
            each.model: {
                "words": str(each.words),
                "labels": {name: each.label(name) for name in exported(each)},
                "rows": rows,
            }
            for each, rows in tables.items()
            if rows
        },
    }


def _csv(each: Kept, rows: Sequence[dict[str, Any]]) -> bytes:
    header = [each.label(name) for name in exported(each)]
    return write_csv(header, ([_cell(value) for value in row.values()] for row in rows))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, cls=DjangoJSONEncoder).strip('"')
