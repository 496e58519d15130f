"""What a new plan begins with: the athlete's own profile, and where each value of it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from athletes.languages import day_words
from athletes.models import Athlete, SeasonAudit
from plans.engine.days import LEAST_RUN_MIN
from plans.planning import default_template, lengths_until

MOST_GOAL = 200
"""Characters of a plan's goal."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """`values` by field of the form, and `sources` in words for those that were found."""

    values: dict[str, Any]
    sources: dict[str, str]
    audited: bool


def beginning_of(athlete: Athlete, today: date) -> Beginning:
    """What the form for a new plan shows first. A value that was confirmed by the season audit says so."""
    audits = SeasonAudit.objects.in_team(athlete.team_id).filter(athlete=athlete, completed_at__isnull=False)
    audit = audits.order_by("-completed_at").first()
    start = today + timedelta(days=-today.weekday() % 7)
    found: dict[str, Any] = {
        "goal": athlete.goals.strip().partition("\n")[0].strip()[:MOST_GOAL],
        "protects": [each for each in athlete.protects if each in default_template().variants],
        "typical_long_run_km": athlete.typical_long_run_km,
        "deadline": _last_day(athlete, start),
    }
    found = {name: value for name, value in found.items() if value}
    fields = {"goal": "goals"}
    sources = {
        name: _source(athlete, audit, fields.get(name, name))
        if name != "deadline"
        else _("The day before the next season.")
        for name in found
    }
    sources["baseline"] = _source(athlete, audit, "baseline_km_per_week")
    return Beginning({"start": start, **found}, sources, audited=audit is not None)


LEAST_WEEKDAYS = 2
"""A week with one run has no rhythm."""


def check_weekdays(athlete: Athlete) -> None:
    """Raises ValidationError, with what to do, where there is no time for a plan."""
    if len([free for free in athlete.available_min_by_weekday if free >= LEAST_RUN_MIN]) < LEAST_WEEKDAYS:
        raise ValidationError(
            _(
                "A plan needs at least two weekdays with %(least)s minutes. "
                "Say in the profile of %(name)s when there is time."
            ),
            params={"name": athlete.name, "least": LEAST_RUN_MIN},
        )


def _last_day(athlete: Athlete, start: date) -> date | None:
    """The day before the next season, where an offseason fits in before it."""
    if athlete.next_season_on is None:
        return None
    day = athlete.next_season_on - timedelta(days=1)
    try:
        lengths_until(start, day)
    except ValidationError:
        return None
    return day


def _source(athlete: Athlete, audit: SeasonAudit | None, name: str) -> str:
    confirmed = {"baseline_km_per_week": "accepted_baseline_km"}.get(name, name)
    if audit and audit.completed_at and getattr(audit, confirmed) == _comparable(getattr(athlete, name)):
        return _("From the season audit of %(day)s.") % {"day": day_words(audit.completed_at.date(), "j M Y")}
    return _("From the profile.")


def _comparable(value: Any) -> Any:
    return value if isinstance(value, (str, list)) or value is None else float(value)
