"""`manage.py rules [--team SLUG] [--set NAME=VALUE … | --reset] [--note …] [--markdown]`: read and change rules."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from athletes.models import Team
from plans.engine.guide import guide
from plans.engine.guide_markdown import markdown
from plans.engine.rulebook import DEFAULT_RULEBOOK, Rulebook
from plans.rulebooks import change_thresholds, reset_thresholds, rulebook_of


class Command(BaseCommand):
    help = "List every threshold with its range and source, or all rules in words; change those of a team."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--team", help="The team's slug; without one the defaults are shown.")
        change = parser.add_mutually_exclusive_group()
        change.add_argument(
            "--set", action="append", default=[], metavar="NAME=VALUE", help="Put a threshold in force; repeatable."
        )
        change.add_argument("--reset", action="store_true", help="All thresholds back to the defaults.")
        parser.add_argument("--note", default="", help="Why, for whoever reads the versions later.")
        parser.add_argument("--markdown", action="store_true", help="All rules in words, with their numbers.")

    def handle(self, *args: Any, **options: Any) -> None:
        team = self._team(options["team"])
        if options["set"] or options["reset"]:
            self._change(team, options)
        rulebook = rulebook_of(team) if team else DEFAULT_RULEBOOK
        if options["markdown"]:
            self.stdout.write("\n".join(markdown(guide(rulebook))))
        else:
            self._list(rulebook)

    def _team(self, slug: str | None) -> Team | None:
        if slug is None:
            return None
        team = Team.objects.filter(slug=slug).first()
        if team is None:
            raise CommandError(f"There is no team “{slug}”.")
        return team

    def _change(self, team: Team | None, options: dict[str, Any]) -> None:
        if team is None:
            raise CommandError("Whose rules? Name the team with --team.")
        if options["reset"]:
            written = reset_thresholds(team, None, options["note"])
        else:
            try:
                values = dict(map(_assignment, options["set"]))
                written = change_thresholds(team, values, None, options["note"])
            except ValueError as error:
                raise CommandError(str(error)) from error
        self.stderr.write(f"Version {written.version} of {team}'s rules is in force.")

    def _list(self, rulebook: Rulebook) -> None:
        for section in guide(rulebook).sections:
            self.stdout.write(f"\n{section.title}")
            for row in section.rows:
                value = f"{row.value} (default {row.default})" if row.own else row.value
                mark = "*" if row.own else " "
                self.stdout.write(
                    f"{mark} {row.name:36} {value:22} {row.low} to {row.high} ({row.unit}); {row.rule}; "
                    f"{row.grade} {row.source}"
                )


def _assignment(text: str) -> tuple[str, float]:
    """Raises ValueError for what is no name and number."""
    name, _equals, value = text.partition("=")
    try:
        return name, int(value)
    except ValueError:
        pass
    try:
        return name, float(value)
    except ValueError as error:
        raise ValueError(f"“{text}” is no change: write it as wellness_red_z=-2.5.") from error
