"""`manage.py replay --team SLUG`: what the nights of the past would have decided, from the logs there are."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from athletes.models import Team
from athletes.selectors import active_athletes
from plans.engine.decision_policy import RULES_VERSION
from plans.engine.replay import Assumptions
from plans.engine.replay_figures import Figures
from plans.replaying import Span, TeamReplay, replay_team
from readiness.engine.vocabulary import Status
from readiness.progress import shown_on

ASSUMED = {
    True: "Assumed: every session was done as planned, easy runs with RPE 3",
    False: "Assumed: no session was reported",
}
ALSO_ASSUMED = "“I want to train more” is yes, and each proposal was approved unless it broke a hard limit."
_ROW = "{:<20} {:>6} {:>6} {:>8} {:>6} {:>6} {:>6} {:>8} {:>8} {:>9} {:>6}"
_HEAD = (
    "athlete",
    "weeks",
    "logged",
    "unknown",
    "green",
    "amber",
    "red",
    "alerts/w",
    "change/w",
    "reverse/w",
    "lift",
)


class Command(BaseCommand):
    help = f"Run the nights over past logs in memory and count. {ASSUMED[True]}; {ALSO_ASSUMED}"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--team", required=True, help="The team, by its slug.")
        parser.add_argument("--athlete", default="", help="Only the athlete of this name.")
        parser.add_argument("--from", dest="first", help="The first night, such as 2026-11-01; else the first log's.")
        parser.add_argument("--to", dest="last", help="The last night; else the last log's.")
        parser.add_argument("--unreported", action="store_true", help=f"{ASSUMED[False]}.")
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        team = Team.objects.filter(slug=options["team"]).first()
        if team is None:
            raise CommandError(f"There is no team “{options['team']}”.")
        name = options["athlete"]
        if name and not active_athletes(team).filter(name__iexact=name).exists():
            raise CommandError(f"There is no athlete “{name}” in this team.")
        reported = not options["unreported"]
        result = replay_team(
            team,
            assumptions=Assumptions(reported=reported),
            span=Span(_date(options["first"]), _date(options["last"])),
            athlete_name=name,
            progress=shown_on(self.stderr),
        )
        if not result.athletes:
            raise CommandError("There are no logs to replay.")
        assumed = f"{ASSUMED[reported]}; {ALSO_ASSUMED}"
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(result, assumed), indent=2))
        else:
            self.stdout.write("\n".join(_as_text(result, assumed)))


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(f"“{text}” is no date. Write it as 2026-11-24.") from error


def _named(result: TeamReplay) -> list[tuple[str, Figures]]:
    return [*((each.athlete.name, each.figures) for each in result.athletes), ("together", result.total)]


def _as_text(result: TeamReplay, assumed: str) -> list[str]:
    named = _named(result)
    lines = [_ROW.format(*_HEAD), *(_ROW.format(name[:20], *_cells(figures)) for name, figures in named)]
    lines += ["", "Plan changes per athlete-week by rule"]
    for name, figures in named:
        by_rule = (
            f"{rule} {_rate(figures.per_week(count))}" for rule, count in sorted(figures.changes_by_rule.items())
        )
        refused = f"  ({figures.refused} refused)" if figures.refused else ""
        lines.append(f"{name[:20]:<20} {'  '.join(by_rule) or 'none'}{refused}")
    return [
        *lines,
        "",
        "Unknown is a share of all days, the colours of the logged ones. Alerts are amber and red days.",
        "Lift: share of bad next days after alerts, divided by the share after green days.",
        assumed,
    ]


def _cells(figures: Figures) -> tuple[str, ...]:
    return (
        f"{figures.weeks:.1f}",
        f"{figures.logged_days}",
        _share(figures.unknown_share),
        *(_share(figures.share(status)) for status in (Status.GREEN, Status.AMBER, Status.RED)),
        _rate(figures.per_week(figures.alerts)),
        _rate(figures.per_week(figures.changes)),
        _rate(figures.per_week(figures.reversals)),
        _rate(figures.lift),
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _as_json(result: TeamReplay, assumed: str) -> dict[str, Any]:
    named = _named(result)
    return {
        "rules_version": RULES_VERSION,
        "assumed": assumed,
        "athletes": [{"name": name, **_figures_json(figures)} for name, figures in named[:-1]],
        "total": _figures_json(result.total),
    }


def _figures_json(figures: Figures) -> dict[str, Any]:
    changes = sorted(figures.changes_by_rule.items())
    return {
        "athlete_weeks": _rounded(figures.weeks),
        "days": figures.days,
        "logged_days": figures.logged_days,
        "unknown_share": _rounded(figures.unknown_share),
        "status_shares": {
            status.value: _rounded(figures.share(status)) for status in (Status.GREEN, Status.AMBER, Status.RED)
        },
        "alerts_per_week": _rounded(figures.per_week(figures.alerts)),
        "changes_per_week": _rounded(figures.per_week(figures.changes)),
        "changes_per_week_by_rule": {rule: _rounded(figures.per_week(count)) for rule, count in changes},
        "refused_proposals": figures.refused,
        "reversals_per_week": _rounded(figures.per_week(figures.reversals)),
        "day_ahead_lift": _rounded(figures.lift),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
