"""The night on the clock: a tick hands out chunks, a chunk is decided. Neither remembers anything."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from plans import digests, late_logs, night


@shared_task
def tick() -> int:
    """Ask the database who is owed a night, and hand the chunks to workers; returns how many chunks."""
    handed_out = night.chunks(night.owed(timezone.now()))
    for ids in handed_out:
        # A chunk that nobody took within ten minutes is asked for again by a later tick anyway.
        decide_chunk.apply_async((ids,), expires=600)
    if late_logs.owed_revisions(timezone.now()):
        revise_late.apply_async(expires=600)
    return len(handed_out)


@shared_task
def write_digests() -> int:
    """The coaches' mails of this Monday; those that are written are not written again."""
    return digests.write(timezone.now())


@shared_task
def revise_late() -> int:
    """Decide nights again whose logs came late; asked anew, so that a second delivery finds nothing."""
    now = timezone.now()
    return late_logs.revise(late_logs.owed_revisions(now), now)


@shared_task
def decide_chunk(ids: list[int]) -> int:
    return night.decide_chunk(ids, timezone.now()).decided
