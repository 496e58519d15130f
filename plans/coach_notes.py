"""What coaches note about an athlete for themselves.

Every coach who may see the athlete reads them; the athlete does not, but is told that there are some and by whom
(`athletes.seen_by`), and they go with everything else when the athlete is erased. Nobody edits another's words.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.access import Actor
from athletes.models import Athlete, RecordKind
from athletes.recording import record
from plans.models import CoachNote

KEPT_DAYS = 30
"""How long a removed note can be brought back; then it goes for good with the next one that is removed."""


def notes_of(athlete: Athlete) -> QuerySet[CoachNote]:
    """The notes that are not removed, newest first. One query."""
    return CoachNote.objects.in_team(athlete.team_id).filter(athlete=athlete, removed_at=None).select_related("author")


def add_note(athlete: Athlete, actor: Actor, text: str) -> CoachNote:
    now = timezone.now()
    return CoachNote.objects.create(
        team=athlete.team, athlete=athlete, author=actor.user, text=text, written_at=now, changed_at=now
    )


def check_author(note: CoachNote, actor: Actor) -> None:
    """Raises PermissionDenied for anybody but the author."""
    if note.author_id != actor.user.pk:
        raise PermissionDenied(_("Only whoever wrote a note changes its words."))


def edit_note(note: CoachNote, actor: Actor, text: str) -> None:
    """Raises PermissionDenied as `check_author` does."""
    check_author(note, actor)
    note.text, note.changed_at = text, timezone.now()
    note.save(update_fields=["text", "changed_at"])


@transaction.atomic
def remove_note(note: CoachNote, actor: Actor) -> None:
    """Take a note away, restorable for 30 days; done twice it is done once. Raises PermissionDenied unless the actor
    wrote it or manages the team: whoever left no longer can."""
    now = timezone.now()
    _set_removed(note, actor, now, "note.removed")
    CoachNote.objects.in_team(note.team_id).filter(removed_at__lt=now - timedelta(days=KEPT_DAYS)).delete()


@transaction.atomic
def restore_note(note: CoachNote, actor: Actor) -> None:
    """Undo a removal; done twice it is done once. Raises PermissionDenied as `remove_note` does."""
    _set_removed(note, actor, None, "note.restored")


def may_remove(note: CoachNote, actor: Actor) -> bool:
    return note.author_id == actor.user.pk or actor.may_manage


def _set_removed(note: CoachNote, actor: Actor, at: datetime | None, what: str) -> None:
    """Write it with who did it, where it is not so already."""
    if not may_remove(note, actor):
        raise PermissionDenied(_("A note is removed by whoever wrote it, or by the team's owners and head coach."))
    notes = CoachNote.objects.in_team(note.team_id).filter(pk=note.pk, removed_at__isnull=at is not None)
    if notes.update(removed_at=at):
        record(note.team_id, RecordKind.PROFILE, what, actor=actor.user, athlete=note.athlete)
