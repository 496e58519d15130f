"""`manage.py create_account E-MAIL --team SLUG [--athlete NAME] [--existing]`: an athlete of a team signs in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from athletes.models import Athlete, Team, User
from athletes.passwords import VARIABLE, in_one_line, new_user
from athletes.selectors import active_athletes


class Command(BaseCommand):
    help = f"Make an account for an athlete; the password is asked for, or read from {VARIABLE}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="With which the athlete signs in.")
        parser.add_argument("--team", required=True, help="The team's slug.")
        parser.add_argument("--athlete", default="", help="The athlete's name, where the roster has another e-mail.")
        parser.add_argument("--existing", action="store_true", help="Link the account that this e-mail has already.")

    def handle(self, *args: Any, **options: Any) -> None:
        team = Team.objects.filter(slug=options["team"]).first()
        if team is None:
            raise CommandError(f"There is no team “{options['team']}”.")
        athlete = _athlete(team, options["email"], options["athlete"])
        user = _user(athlete, options["email"], existing=options["existing"])
        with transaction.atomic():
            if user.pk is None:
                user.save()
            # Typing a password takes a while, in which somebody else may have linked the athlete.
            if not active_athletes(team).filter(pk=athlete.pk, user=None).update(user=user):
                raise CommandError(f"{athlete} has an account already.")
        self.stdout.write(f"{user.email} signs in as {athlete} of {team}.")


def _athlete(team: Team, email: str, name: str) -> Athlete:
    found = list(active_athletes(team).filter(**({"name__iexact": name} if name else {"email__iexact": email})))
    if len(found) > 1:
        raise CommandError(f"{team} has {len(found)} athletes called “{name}”; put the e-mail on the roster instead.")
    if not found and name:
        raise CommandError(f"There is no athlete “{name}” in {team}.")
    if not found:
        raise CommandError(f"No athlete of {team} has the e-mail {email}; choose one with --athlete.")
    if found[0].user_id is not None:
        raise CommandError(f"{found[0]} has an account already.")
    return found[0]


def _user(athlete: Athlete, email: str, *, existing: bool) -> User:
    user = User.objects.filter(email__iexact=email).first()
    if existing:
        if user is None:
            raise CommandError(f"There is no account of {email} to link.")
        if active_athletes(athlete.team).filter(user=user).exists():
            raise CommandError(f"This account belongs to another athlete of {athlete.team}.")
        return user
    if user is not None:
        raise CommandError(f"{email} has an account already; link it with --existing.")
    try:
        return new_user(email=email, name=athlete.name, zone=athlete.zone)
    except ValidationError as error:
        raise CommandError(in_one_line(error)) from error
