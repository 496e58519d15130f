"""`manage.py night [--as-of …] [--team SLUG]`: decide every night that is owed, here and now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from athletes.models import Team
from plans import night


class Command(BaseCommand):
    help = "Decide the nights that are over and undecided, as the clock would."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", help="An instant with offset, such as 2026-11-24T04:00+01:00; now if left out.")
        parser.add_argument("--team", help="Only this team, by its slug.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = self._instant(options["as_of"])
        team_id = None
        if options["team"]:
            team_id = Team.objects.filter(slug=options["team"]).values_list("pk", flat=True).first()
            if team_id is None:
                raise CommandError(f"There is no team “{options['team']}”.")
        ids = night.owed(now, team_id)
        total = night.Tally()
        with tqdm(total=len(ids), unit="athlete", disable=None, file=self.stderr) as progress:
            for chunk in night.chunks(ids):
                tally = night.decide_chunk(chunk, now)
                total.decided += tally.decided
                total.failed += tally.failed
                progress.update(len(chunk))
        self.stdout.write(f"{len(ids)} athletes, {total.decided} nights decided, {total.failed} set aside.")
        if total.failed:
            raise CommandError("Some athletes could not be decided; the morning page names them. They are tried again.")

    def _instant(self, text: str | None) -> datetime:
        if not text:
            return timezone.now()
        try:
            instant = datetime.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"“{text}” is no instant. Write it as 2026-11-24T04:00+01:00.") from error
        if instant.tzinfo is None:
            raise CommandError(f"“{text}” has no offset. Write it as 2026-11-24T04:00+01:00.")
        return instant
