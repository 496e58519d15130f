"""`manage.py create_team NAME --slug SLUG --owner E-MAIL [--name NAME] [--zone ZONE]`: a team and who owns it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from athletes.models import Membership, Role, Team, User
from athletes.passwords import VARIABLE, in_one_line, new_user


class Command(BaseCommand):
    help = f"Make a team and its owner's account; the password is asked for, or read from {VARIABLE}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("team", help="The team's name.")
        parser.add_argument("--slug", required=True, help="A short name for commands: letters, digits and hyphens.")
        parser.add_argument("--owner", required=True, help="The owner's e-mail; a person who is known is not changed.")
        parser.add_argument("--name", default="", help="The owner's name, for a new account.")
        parser.add_argument("--zone", default="UTC", help="The owner's time zone, for a new account.")

    def handle(self, *args: Any, **options: Any) -> None:
        team = Team(name=options["team"].strip(), slug=options["slug"])
        if Team.objects.filter(slug=team.slug).exists():
            raise CommandError(f"There is a team “{team.slug}” already.")
        owner = User.objects.filter(email__iexact=options["owner"]).first()
        try:
            team.full_clean()
            owner = owner or new_user(email=options["owner"], name=options["name"], zone=options["zone"])
        except ValidationError as error:
            raise CommandError(in_one_line(error)) from error
        with transaction.atomic():
            if owner.pk is None:
                owner.save()
            team.save()
            Membership.objects.create(team=team, user=owner, role=Role.OWNER)
        self.stdout.write(f"{owner.email} signs in as the owner of {team}.")
