"""`manage.py create_token E-MAIL --team SLUG [--name …] [--write]`: a program's key to the REST interface."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from athletes.access import actor_for
from athletes.models import Team, User
from athletes.tokens import create_token


class Command(BaseCommand):
    help = "Make a token that acts as one person in one team, and print it, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="Whose scope the token has: staff see the team, athletes themselves.")
        parser.add_argument("--team", required=True, help="The team's slug.")
        parser.add_argument("--name", default="REST", help="What the token is for.")
        parser.add_argument("--write", action="store_true", help="The token may also write daily logs.")

    def handle(self, *args: Any, **options: Any) -> None:
        team = Team.objects.filter(slug=options["team"]).first()
        if team is None:
            raise CommandError(f"There is no team “{options['team']}”.")
        user = User.objects.filter(email__iexact=options["email"], is_active=True).first()
        actor = actor_for(user, team.pk) if user else None
        if user is None or actor is None or actor.team != team:
            raise CommandError(f"“{options['email']}” belongs to nobody in {team}.")
        _row, token = create_token(team=team, user=user, name=options["name"], may_write=options["write"])
        self.stderr.write(f"{user} in {team}, {'reads and writes' if options['write'] else 'reads'}. Shown only now:")
        self.stdout.write(token)
