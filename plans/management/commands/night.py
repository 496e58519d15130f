"""`manage.py night [--as-of …] [--team SLUG]`: decide every night that is owed, here and now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from athletes.models import Team
from plans import late_logs, night

FORM = "2026-11-24T04:00+01:00"
MAX_AHEAD = timedelta(hours=36)
"""Reaches every zone's next night; more than that is a wrong date."""


class Command(BaseCommand):
    help = "Decide the nights that are over and undecided, as the clock would."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", help=f"An instant with offset, such as {FORM}; now if left out.")
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
        revised = late_logs.revise(late_logs.owed_revisions(now, team_id), now)
        self.stdout.write(f"{len(ids)} athletes, {total.decided} nights decided, {total.failed} set aside.")
        if revised:
            self.stdout.write(f"{revised} decided again, because check-ins came late.")
        if total.failed:
            raise CommandError("Some athletes could not be decided; the morning page names them. They are tried again.")

    def _instant(self, text: str | None) -> datetime:
        if not text:
            return timezone.now()
        try:
            instant = datetime.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"“{text}” is no instant. Write it as {FORM}.") from error
        if _is_day(text):
            raise CommandError(f"“{text}” is a day; give the time and the offset as well: {text}T04:00+01:00.")
        if instant.tzinfo is None:
            raise CommandError(f"“{text}” has no offset. Write it as {FORM}.")
        now = timezone.now()
        if instant > now + MAX_AHEAD:
            hours = MAX_AHEAD // timedelta(hours=1)
            raise CommandError(f"“{text}” is more than {hours} hours ahead of now, {now:%Y-%m-%d %H:%M} UTC.")
        return instant


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
