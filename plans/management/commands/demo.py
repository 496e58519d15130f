"""`manage.py demo`: load the demo team; `--if-empty` leaves a database with people alone; `--sign-ins` prints them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from athletes.models import User
from plans import demo


class Command(BaseCommand):
    help = "Load a team to try Fallow with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Do nothing when there is any team or person.")
        parser.add_argument("--sign-ins", action="store_true", help="Only print who can sign in to the demo team.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["sign_ins"]:
            if demo.is_empty():
                demo.load(timezone.now())
                self.stdout.write("Loaded the demo team “Harvest Runners”.")
            elif not options["if_empty"]:
                raise CommandError("There are people in this database already. The demo is for an empty one.")
        if User.objects.filter(email=demo.COACH[1]).exists():
            for part, email, password in demo.sign_ins():
                self.stdout.write(f"{part + ':':9}{email}   password: {password}")
