"""Erase a person so that nothing is left, and again after a restore brought them back.

Rows go with the athlete or the account that they point to (every such foreign key cascades), what names a person
in another way is looked for here. A random key stays, in the table of erasures and in a file outside the
database, so that a restored backup can be cleaned of whoever asked to be erased after it was made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import FileField, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.exporting import Subject, rows_of
from athletes.models import Athlete, Erasure, Membership, Record, RecordKind, Role, User
from athletes.personal import Kept, kept
from athletes.recording import record


def what_goes(subject: Subject) -> list[tuple[Kept, int]]:
    """How many rows of each kind go with the subject, for the page that asks once more."""
    return [(each, count) for each in kept() if (count := rows_of(each, subject).count())]


def check_may_go(user: User) -> None:
    """Raises ValidationError while a team would be left without an owner."""
    owned = Membership.objects.across_teams().filter(user=user, role=Role.OWNER, ended_at=None, team__archived_at=None)
    for membership in owned.select_related("team"):
        owners = Membership.objects.in_team(membership.team).filter(
            role=Role.OWNER, ended_at=None, user__is_active=True
        )
        if not owners.exclude(user=user).exists():
            raise ValidationError(
                _("You are the only owner of %(team)s. Hand it over or archive it first."),
                params={"team": membership.team.name},
                code="only_owner",
            )


@transaction.atomic
def erase_athlete(athlete: Athlete, by: User | None) -> None:
    """Erase one place on a roster with all that is kept of it. The account, if there is one, stays."""
    _erase(Subject((athlete,)))
    record(athlete.team_id, RecordKind.ERASURE, "erasure.done", actor=by)
    _write_down([athlete.key])


@transaction.atomic
def erase_account(user: User) -> None:
    """Erase a person: the account, and every place they have on a roster. Raises ValidationError for an only owner."""
    check_may_go(user)
    subject = Subject.of_person(user)
    _erase(subject)
    for team in subject.teams:
        record(team, RecordKind.ERASURE, "erasure.done", actor=None)
    _write_down([user.key, *(athlete.key for athlete in subject.athletes)])


def _erase(subject: Subject) -> None:
    _delete_files(subject)
    _delete_sessions(subject)
    _delete_mentions(subject)
    for athlete in subject.athletes:
        Athlete.objects.in_team(athlete.team_id).filter(pk=athlete.pk).delete()
    if subject.person:
        User.objects.filter(pk=subject.person.pk).delete()


def _delete_files(subject: Subject) -> None:
    """What was uploaded goes once the rows are gone for good."""
    for each in kept():
        columns = [column.name for column in each.columns if isinstance(column, FileField)]
        for row in rows_of(each, subject) if columns else ():
            for file in filter(None, (getattr(row, name) for name in columns)):
                transaction.on_commit(lambda file=file: file.storage.delete(file.name))  # type: ignore[misc]


def _delete_sessions(subject: Subject) -> None:
    """The person's signed-in browsers, and what coaches of these teams had put aside from files (`athletes.shelf`)."""
    person = str(subject.person.pk) if subject.person else ""
    for session in Session.objects.all().iterator():
        data = session.get_decoded()
        owner, team = [*data.get("shelf", ()), None, None][:2]
        if person in (data.get("_auth_user_id"), str(owner)) or team in subject.teams:
            session.delete()


def _delete_mentions(subject: Subject) -> None:
    """What names the person by their address or on a record, and so does not go with their rows."""
    for each in kept():
        if each.address:
            rows_of(each, subject).delete()
    if subject.person:
        Record.objects.across_teams().filter(person=subject.person).delete()
    records = Record.objects.across_teams().annotate(was=Cast("before", TextField()), became=Cast("after", TextField()))
    if not subject.address_is_proven:
        records = records.filter(team__in=subject.teams)
    for email in subject.emails:
        whole = json.dumps(email)  # with its quotes: a part of another address is nobody's
        records.filter(Q(was__icontains=whole) | Q(became__icontains=whole)).delete()


def _write_down(keys: Iterable[UUID]) -> None:
    """In the table, and in the file before the transaction ends: whoever is gone is on the list."""
    keys = list(keys)
    Erasure.objects.bulk_create([Erasure(key=key) for key in keys], ignore_conflicts=True)
    append(keys)


def append(keys: Iterable[UUID]) -> None:
    """Write the keys to the file outside the database, if there is one, and wait until they are on the disk."""
    if not settings.ERASURES_FILE:
        return
    path = Path(settings.ERASURES_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.writelines(f"{key} {timezone.now():%Y-%m-%dT%H:%M:%SZ}\n" for key in keys)
        file.flush()
        os.fsync(file.fileno())


def written_down() -> set[UUID]:
    """The keys of the file. Raises ValueError for a line that is none, rather than leaving somebody out."""
    path = Path(settings.ERASURES_FILE) if settings.ERASURES_FILE else None
    if path is None or not path.exists():
        return set()
    return {UUID(line.split()[0]) for line in path.read_text(encoding="ascii").splitlines() if line.strip()}


def apply() -> int:
    """Erase again whoever is on the list and is back, and make file and table agree; returns how many were back."""
    in_table, in_file = set(Erasure.objects.values_list("key", flat=True)), written_down()
    keys = in_table | in_file
    append(sorted(in_table - in_file))
    Erasure.objects.bulk_create([Erasure(key=key) for key in in_file - in_table], ignore_conflicts=True)
    back = 0
    for user in User.objects.filter(key__in=keys):
        with transaction.atomic():
            _erase(Subject.of_person(user))
        back += 1
    for athlete in Athlete.objects.across_teams().filter(key__in=keys):
        with transaction.atomic():
            _erase(Subject((athlete,)))
        back += 1
    return back
