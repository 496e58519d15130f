"""A key for messages to phones."""

from typing import Any

from django.core.management.base import BaseCommand

from notices.web_push import new_private_key


class Command(BaseCommand):
    help = "Prints PUSH_PRIVATE_KEY for the environment. Keep it: with another one every phone has to agree again."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"PUSH_PRIVATE_KEY={new_private_key()}")
