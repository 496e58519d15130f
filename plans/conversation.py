"""What coaches and athletes write to each other. Reading it is in `plans.threads`.

Words stay in the thread: a mail says only that a coach wrote and where to read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import Athlete, User
from notices import outbox
from plans.models import Decision, Message, Reading, Session
from plans.threads import Thread, unread_messages

DOUBLE_CLICK = timedelta(minutes=1)


class NoAccount(Exception):
    """The athlete has no account, so nobody would read it. Nothing was written; the text says so."""

    def __init__(self, athlete: Athlete) -> None:
        super().__init__(
            _("%(name)s has no account yet and would not read this. Invite %(name)s, or ask in person.")
            % {"name": athlete.name}
        )


def ask(decision: Decision, user: User, text: str) -> Message:
    """A coach's question about a decision, open until the athlete writes. Raises `NoAccount`."""
    return say(decision.athlete, user, text, decision=decision, asks=True)


@transaction.atomic
def say(
    athlete: Athlete,
    user: User,
    text: str,
    *,
    session: Session | None = None,
    decision: Decision | None = None,
    asks: bool = False,
) -> Message:
    """Write into the athlete's thread. The same words twice in a row, as by a double click, are said once.

    The athlete hears of a coach's message by mail, once until they have read. Raises `NoAccount`.
    """
    # The lock puts two clicks one after the other; whoever writes anything else about the athlete does not wait.
    athlete = (
        Athlete.objects.in_team(athlete.team_id)
        .select_for_update(of=("self",), no_key=True)
        .select_related("user", "team")
        .get(pk=athlete.pk)
    )
    if athlete.user is None:
        raise NoAccount(athlete)
    last = Message.objects.in_team(athlete.team_id).filter(athlete=athlete).order_by("-pk").first()
    words = (user.pk, text, session and session.pk, decision and decision.pk, asks)
    if (
        last is not None
        and (last.author_id, last.text, last.session_id, last.decision_id, last.asks) == words
        and last.written_at > timezone.now() - DOUBLE_CLICK
    ):
        return last
    message = Message.objects.create(
        team=athlete.team, athlete=athlete, author=user, text=text, session=session, decision=decision, asks=asks
    )
    if user.pk != athlete.user.pk:
        _tell(athlete, athlete.user)
    return message


def mark_read(athlete: Athlete, reader: User, thread: Thread) -> None:
    """Remember that the reader has seen the thread as far as this stretch of it goes."""
    if not thread.messages:
        return
    until = thread.messages[-1].written_at
    reading, made = Reading.objects.in_team(athlete.team_id).get_or_create(
        athlete=athlete, reader=reader, defaults={"team_id": athlete.team_id, "read_until": until}
    )
    if not made and reading.read_until < until:
        reading.read_until = until
        reading.save(update_fields=["read_until"])


def mark_read_of(athlete: Athlete, reader: User, shown: Sequence[Message]) -> None:
    """Messages about one thing were seen. The thread is read as far as they go only where nothing else is unread:
    `Reading` is one moment of the whole thread."""
    unread = set(unread_messages(athlete.team, [athlete], reader).values_list("pk", flat=True))
    if unread and unread <= {message.pk for message in shown}:
        mark_read(athlete, reader, Thread(tuple(shown)))


def _tell(athlete: Athlete, user: User) -> None:
    """One mail for all that is unread: its key is the first message that the athlete has not seen."""
    new = unread_messages(athlete.team, [athlete], user)
    first = new.order_by("pk").values_list("pk", flat=True).first()
    if first is not None:
        outbox.put(
            team=athlete.team,
            recipient=user,
            kind="message_waiting",
            key=f"message-waiting.{first}",
            context={"path": reverse("my_messages")},
        )
