"""Replay a team's past nights: read the logs, run `plans.engine.replay` over them, write nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Max, Min

from athletes.models import Athlete, Team
from plans.engine.limits import History, Severity, new_breaches
from plans.engine.replay import DEFAULT_ASSUMPTIONS, DEFAULT_RULES, Assumptions, Night, Rules, Runner, replay
from plans.engine.replay_figures import Figures
from plans.engine.week import PlanState
from plans.planning import default_template, generated
from readiness import statuses
from readiness.models import DailyLog
from readiness.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class AthleteReplay:
    """One athlete's replayed nights and what they come to."""

    athlete: Athlete
    nights: tuple[Night, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class TeamReplay:
    """All athletes of a team who have logs, by name, and their figures together."""

    athletes: tuple[AthleteReplay, ...]
    total: Figures


@dataclass(frozen=True, slots=True)
class Span:
    """The days to replay; an open end is where an athlete's logs begin or end."""

    first: date | None = None
    last: date | None = None


WHOLE_SPAN = Span()


def replay_team(
    team: Team,
    rules: Rules = DEFAULT_RULES,
    assumptions: Assumptions = DEFAULT_ASSUMPTIONS,
    *,
    span: Span = WHOLE_SPAN,
    athlete_name: str = "",
    progress: Progress = silent,
) -> TeamReplay:
    """Replay the nights of the team's athletes, or of those called `athlete_name`, under these rules.

    Each athlete is replayed from the first log (or `span.first`, if that is later) to the last one.
    """
    athletes = Athlete.objects.in_team(team).filter(archived_at=None)
    if athlete_name:
        athletes = athletes.filter(name__iexact=athlete_name)
    spans = list(_spans(list(athletes), span))
    replays = []
    with progress("Replaying", sum((last - first).days + 1 for _, first, last in spans), " nights") as advance:
        for athlete, first, last in spans:
            nights = []
            for night in replay(_runner(athlete, last), first, last, rules, assumptions):
                nights.append(night)
                advance(1)
            replays.append(AthleteReplay(athlete, tuple(nights), Figures.of(nights)))
    return TeamReplay(tuple(replays), Figures.total(each.figures for each in replays))


def _spans(athletes: list[Athlete], span: Span) -> Iterator[tuple[Athlete, date, date]]:
    """The first and last day to replay of each athlete who has a log between them. One query."""
    logs = DailyLog.objects.filter(team__in={a.team_id for a in athletes}, athlete__in=athletes)
    logged = {
        id: (first, last)
        for id, first, last in logs.values("athlete_id")
        .annotate(first=Min("local_date"), last=Max("local_date"))
        .values_list("athlete_id", "first", "last")
    }
    for athlete in athletes:
        if athlete.pk in logged:
            first, last = logged[athlete.pk]
            first, last = max(first, span.first or first), min(last, span.last or last)
            if first <= last:
                yield athlete, first, last


def _runner(athlete: Athlete, last: date) -> Runner:
    """What the replay of this athlete looks at. Two queries."""
    logs = statuses.day_logs([athlete], date.min, last)[athlete.pk]
    rated = DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete, readiness__isnull=False)
    return Runner(
        logs=logs,
        readiness=dict(rated.values_list("local_date", "readiness")),  # type: ignore[arg-type]
        new_plan=partial(_new_plan, athlete),
        phase_weeks={p.kind: (p.min_weeks, p.max_weeks) for p in default_template().phases},
        is_refused=_breaks_hard_limit,
    )


def _new_plan(athlete: Athlete, monday: date) -> PlanState:
    return generated(athlete, monday, uuid.uuid5(uuid.NAMESPACE_OID, f"replay/{athlete.pk}/{monday}"))


def _breaks_hard_limit(before: PlanState, after: PlanState) -> bool:
    """A coach's approval signs soft limits; a hard one refuses the change, as in `plans.changes`."""
    history = History(baseline_km_per_week=before.baseline_km_per_week)
    return any(breach.severity is Severity.HARD for breach in new_breaches(before, after, history))
