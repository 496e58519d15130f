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
)
IMPERSONAL: dict[str, str] = {}
