"""`manage.py recompute --team SLUG`: every stored decision once more, from the facts it was made from."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from athletes.models import Team
from plans.models import Decision
from plans.recomputing import Recomputed, recompute
from readiness.progress import shown_on


class Command(BaseCommand):
    help = "Make every stored decision again from its frozen facts and compare it with what was stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--team", required=True, help="The team, by its slug.")

    def handle(self, *args: Any, **options: Any) -> None:
        team = Team.objects.filter(slug=options["team"]).first()
        if team is None:
            raise CommandError(f"There is no team “{options['team']}”.")
        result = Recomputed()
        with shown_on(self.stderr)("Deciding again", Decision.objects.in_team(team).count(), " decisions") as advance:
            for so_far in recompute(team):
                result = so_far
                advance(1)
        self.stdout.write(f"{result.same} came out the same, {len(result.different)} did not.")
        if result.unknown_rules:
            self.stdout.write(f"{result.unknown_rules} were decided under rules that this release does not carry.")
        for decision, name in result.different[:20]:
            self.stdout.write(f"athlete {decision.athlete_id}, night {decision.night}: {name}")
        if result.different:
            raise CommandError("Stored decisions do not follow from their facts. Please report this with the release.")
