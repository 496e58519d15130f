"""`manage.py erasures apply`: erase again whoever a restored backup brought back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from athletes import erasing


class Command(BaseCommand):
    help = "Erase again whoever was erased after the backup that was restored. Run twice, nothing changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["apply"], help="apply: go through the list of erasures.")

    def handle(self, *args: Any, **options: Any) -> None:
        back = erasing.apply()
        self.stdout.write(f"{back} who were back are erased again." if back else "Nobody who was erased is back.")
