"""What the outbox keeps of people until it is delivered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from athletes.personal import Category, Kept

KEPT = (
    Kept(
        "notices.OutboxMessage",
        _("Messages"),
        person="recipient",
        address="address",
        fields={
            Category.CONTACT: "recipient address",
            Category.BOOKKEEPING: (
                "id team key kind context created_at due_at attempts last_error delivered_at given_up_at"
            ),
        },
        seen_by_coaches=False,
    ),
    Kept(
        "notices.PushSubscription",
        _("Phones that hear"),
        person="user",
        fields={
            Category.ACCOUNT: "created_at",
            Category.BOOKKEEPING: "id user",
            Category.SECRET: "endpoint p256dh auth session_key",
        },
        field_words={"created_at": _("since")},
        seen_by_coaches=False,
    ),
)
IMPERSONAL: dict[str, str] = {}
