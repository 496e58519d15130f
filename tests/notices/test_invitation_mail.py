"""An invitation's mail goes out once, carries a link that works, and nothing secret waits for it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from athletes.access import actor_for
from athletes.invitations import find, invite, renew, revoke
from athletes.models import Invitation
from athletes.teams import archive_team, restore_team
from notices import outbox
from notices.invitation_mail import put_owed
from notices.models import OutboxMessage
from notices.tasks import deliver_due
from tests.cast import Cast

NEW = "new@example.org"


def an_invitation(cast: Cast, role: str = "assistant", **fields: Any) -> tuple[Invitation, str]:
    actor = actor_for(cast.owner)
    assert actor is not None
    athlete = cast.ben if role in ("athlete", "guardian") else None
    return invite(actor, email=NEW, role=role, athlete=athlete, **fields)


def tick() -> int:
    delivered: int = deliver_due()
    return delivered


def links() -> list[str]:
    return [code for sent in mail.outbox for code in re.findall(r"/invitations/(\w+)/", str(sent.body))]


class TestMail:
    def test_it_goes_out_once_with_a_link_of_its_own(self, cast: Cast, settings: Any) -> None:
        settings.SITE_URL = "https://fallow.example"
        made, code = an_invitation(cast)
        assert [tick(), tick(), tick()] == [1, 0, 0]
        (sent,) = mail.outbox
        assert (sent.to, sent.subject) == ([NEW], "You are invited to Harvest Runners")
        (link,) = links()
        assert f"https://fallow.example/invitations/{link}/" in str(sent.body)
        assert link != code
        found = find(link)
        assert found is not None
        assert (found.invitation, found.by_mail) == (made, True)
        assert find(code), "the code that was shown opens it too"
        made.refresh_from_db()
        assert made.mailed_at is not None

    @pytest.mark.parametrize(
        ("role", "words"),
        [
            pytest.param("assistant", "invites you to its coaches (assistant)", id="a coach"),
            pytest.param("athlete", "plans your offseason with Fallow", id="an athlete"),
            pytest.param("guardian", "as the guardian of Ben O.", id="a guardian"),
        ],
    )
    def test_it_says_who_invites_to_what(self, cast: Cast, role: str, words: str) -> None:
        an_invitation(cast, role)
        tick()
        body = str(mail.outbox[0].body)
        assert words in body
        assert "The invitation is from Olga." in body
        assert "works once, and is open until" in body
        assert "{" not in body

    def test_nothing_secret_waits_in_the_outbox(self, cast: Cast) -> None:
        made, code = an_invitation(cast)
        put_owed(timezone.now())
        (message,) = OutboxMessage.objects.across_teams()
        assert (message.address, message.context, message.recipient) == (NEW, {"invitation": made.pk}, None)
        tick()
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(m::text, '') FROM notices_outboxmessage m")
            kept = cursor.fetchone()[0]
        assert links()[0] not in kept
        assert code not in kept

    def test_only_where_one_is_asked_for(self, cast: Cast) -> None:
        an_invitation(cast, by_mail=False)
        assert tick() == 0
        assert not OutboxMessage.objects.across_teams().exists()

    def test_a_renewed_one_has_its_own_mail_and_the_older_link_is_dead(self, cast: Cast) -> None:
        made, _ = an_invitation(cast)
        tick()
        actor = actor_for(cast.owner)
        assert actor is not None
        renew(actor, made)
        assert tick() == 1
        first, second = links()
        assert find(first) is None
        assert find(second)

    def test_revoked_before_it_went_out_it_never_does(self, cast: Cast) -> None:
        made, _ = an_invitation(cast)
        put_owed(timezone.now())
        actor = actor_for(cast.owner)
        assert actor is not None
        revoke(actor, made)
        assert [tick(), tick()] == [0, 0]
        assert mail.outbox == []
        (message,) = OutboxMessage.objects.across_teams()
        assert (message.attempts, message.given_up_at is not None) == (0, True)

    def test_an_archived_team_sends_none_until_it_is_restored(self, cast: Cast) -> None:
        an_invitation(cast)
        actor = actor_for(cast.owner)
        assert actor is not None
        archive_team(actor)
        assert tick() == 0
        restore_team(cast.owner, cast.team, timezone.now())
        assert tick() == 1


class FailsTwice(BaseEmailBackend):
    """Takes the mail and fails, as a server does whose answer is lost; the third try goes well."""

    bodies: list[str] = []

    def send_messages(self, email_messages: Any) -> int:
        self.bodies.append(str(email_messages[0].body))
        if len(self.bodies) < 3:
            raise TimeoutError
        return 1


def test_a_mail_that_may_have_arrived_is_repeated_with_the_same_link(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.FailsTwice"
    FailsTwice.bodies.clear()
    made, _ = an_invitation(cast)
    now = timezone.now()
    put_owed(now)
    assert [outbox.deliver_due(now + timedelta(minutes=n)) for n in (1, 2, 5)] == [0, 0, 1]
    assert len(FailsTwice.bodies) == 3
    assert len(set(FailsTwice.bodies)) == 1
    (link,) = set(re.findall(r"/invitations/(\w+)/", FailsTwice.bodies[0]))
    found = find(link)
    assert found is not None
    assert found.invitation == made


def test_until_it_was_sent_it_does_not_count_as_sent(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.FailsTwice"
    FailsTwice.bodies.clear()
    made, _ = an_invitation(cast)
    tick()
    made.refresh_from_db()
    assert (made.mailed_at, made.mail_digest) == (None, None)


def test_two_ticks_at_once_owe_one_mail(cast: Cast) -> None:
    an_invitation(cast)
    now = timezone.now()
    assert [put_owed(now), put_owed(now)] == [1, 0]
    assert OutboxMessage.objects.across_teams().count() == 1


def test_codes_of_two_invitations_differ_even_if_their_numbers_are_the_same(cast: Cast) -> None:
    """A restored backup gives numbers out again."""
    made, _ = an_invitation(cast)
    tick()
    number = made.pk
    Invitation.objects.in_team(cast.team).filter(pk=number).delete()
    OutboxMessage.objects.across_teams().delete()
    again, _ = an_invitation(cast)
    Invitation.objects.in_team(cast.team).filter(pk=again.pk).update(id=number)
    tick()
    first, second = links()
    assert first != second
    assert find(first) is None
