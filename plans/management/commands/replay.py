"""`manage.py replay --team SLUG`: what the nights of the past would have decided, from the logs there are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from athletes.models import Team
from athletes.selectors import active_athletes
from plans.engine.decision_policy import RULES_VERSION
from plans.engine.replay_assumed import Assumptions
from plans.engine.replay_tables import EXPLAINED, comparison_json, replay_json, side_by_side, table
from plans.engine.replay_words import ALSO_ASSUMED, ASSUMED, sentences
from plans.replaying import PolicyComparison, Span, compare_policies, replay_team
from readiness.progress import shown_on


class Command(BaseCommand):
    help = f"Run the nights over past logs in memory and count. {ASSUMED[True]} {ALSO_ASSUMED}"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--team", required=True, help="The team, by its slug.")
        parser.add_argument("--athlete", default="", help="Only the athlete of this name.")
        parser.add_argument("--from", dest="first", help="The first night, such as 2026-11-01; else the first log's.")
        parser.add_argument("--to", dest="last", help="The last night; else the last log's.")
        parser.add_argument(
            "--set", action="append", default=[], metavar="THRESHOLD=VALUE",
            help="Compare with the same rules with this threshold, such as flagged_logs_to_ease=4; may be repeated.",
        )  # fmt: skip
        parser.add_argument("--unreported", action="store_true", help=ASSUMED[False])
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        team = Team.objects.filter(slug=options["team"]).first()
        if team is None:
            raise CommandError(f"There is no team “{options['team']}”.")
        name = options["athlete"]
        if name and not active_athletes(team).filter(name__iexact=name).exists():
            raise CommandError(f"There is no athlete “{name}” in this team.")
        assumptions = Assumptions(reported=not options["unreported"])
        how: dict[str, Any] = {
            "span": Span(_date(options["first"]), _date(options["last"])),
            "athlete_name": name,
            "progress": shown_on(self.stderr),
        }
        if options["set"]:
            try:
                found = compare_policies(team, _thresholds(options["set"]), assumptions, **how)
            except ValueError as error:
                raise CommandError(str(error)) from error
            replayed, text, values = found.before, _compared_text(found), _compared_json(found)
        else:
            replayed = replay_team(team, None, assumptions, **how)
            text, values = table(replayed.by_name), replay_json(replayed.by_name)
        if not replayed.athletes:
            raise CommandError("There are no logs to replay.")
        assumed = f"{ASSUMED[assumptions.reported]} {ALSO_ASSUMED}"
        if options["json"]:
            self.stdout.write(json.dumps({"rules_version": RULES_VERSION, "assumed": assumed, **values}, indent=2))
        else:
            self.stdout.write("\n".join([*text, "", *EXPLAINED, assumed]))


def _compared_text(found: PolicyComparison) -> list[str]:
    lines = side_by_side(found.before.by_name, found.after.by_name)
    return ["Per athlete-week, by the team's rules → with what was set", *lines, "", *sentences(found.comparison)]


def _compared_json(found: PolicyComparison) -> dict[str, Any]:
    return {
        "before": replay_json(found.before.by_name),
        "after": replay_json(found.after.by_name),
        "differences": comparison_json(found.comparison),
        "sentences": sentences(found.comparison),
    }


def _thresholds(pairs: Sequence[str]) -> dict[str, float]:
    """`name=value` each; whether there is such a threshold is the rulebook's to say."""
    return dict(map(_threshold, pairs))


def _threshold(pair: str) -> tuple[str, float]:
    name, _, text = (part.strip() for part in pair.partition("="))
    try:
        return name, int(text) if text.lstrip("+-").isdigit() else float(text)
    except ValueError as error:
        raise CommandError(f"“{pair}” is no threshold. Write it as flagged_logs_to_ease=4.") from error


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(f"“{text}” is no date. Write it as 2026-11-24.") from error
