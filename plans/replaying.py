"""Replay a team's past nights: read the logs, run `plans.engine.replay` over them, write nothing."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.db.models import Max, Min

from athletes.consents import consented
from athletes.models import Athlete, ConsentKind, Group, Team
from plans.engine.policy import PlanPolicy
from plans.engine.replay import Night, Runner, assessed, replay
from plans.engine.replay_assumed import DEFAULT_ASSUMPTIONS, Assumptions
from plans.engine.replay_comparison import Comparison, compare
from plans.engine.replay_figures import Figures
from plans.engine.rulebook import Rulebook, differences, with_thresholds
from plans.engine.week import PlanState
from plans.models import TimeAway
from plans.planning import default_template, generated
from plans.rulebooks import rulebook_of, rulebooks_of, rulebooks_with
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

    @classmethod
    def of(cls, athletes: Sequence[AthleteReplay]) -> TeamReplay:
        return cls(tuple(athletes), Figures.total(each.figures for each in athletes))

    @property
    def by_name(self) -> list[tuple[str, Figures]]:
        """For the tables: each athlete, then all together."""
        return [*((each.athlete.name, each.figures) for each in self.athletes), ("together", self.total)]


@dataclass(frozen=True, slots=True)
class PolicyComparison:
    """The same nights under the team's own rulebook and under a changed one."""

    before: TeamReplay
    after: TeamReplay
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Span:
    """The days to replay; an open end is where an athlete's logs begin or end."""

    first: date | None = None
    last: date | None = None


WHOLE_SPAN = Span()


def replay_team(
    team: Team,
    rulebook: Rulebook | None = None,
    assumptions: Assumptions = DEFAULT_ASSUMPTIONS,
    *,
    span: Span = WHOLE_SPAN,
    athlete_name: str = "",
    progress: Progress = silent,
) -> TeamReplay:
    """Replay the nights of the team's athletes, or of those called `athlete_name`, under this rulebook, or under the
    one that holds for each.

    Each athlete is replayed from the first log (or `span.first`, if that is later) to the last one.
    """

    def one(athletes: Sequence[Athlete]) -> list[Mapping[int, Rulebook]]:
        return [dict.fromkeys([each.pk for each in athletes], rulebook) if rulebook else rulebooks_of(athletes)]

    [replayed] = _replayed(team, one, assumptions, span, athlete_name, progress)
    return replayed


def compare_policies(
    team: Team,
    thresholds: Mapping[str, float],
    assumptions: Assumptions = DEFAULT_ASSUMPTIONS,
    *,
    span: Span = WHOLE_SPAN,
    athlete_name: str = "",
    among: Collection[int] | None = None,
    group: Group | None = None,
    progress: Progress = silent,
) -> PolicyComparison:
    """Replay each athlete under the rulebook in force for them, and as it would be if the team, or a group of it,
    changed these thresholds, and hold both beside each other.

    Athletes whose key is not `among` them are left out. Raises `ValueError`, in a sentence for people and before
    anything is replayed, for thresholds that no rulebook can be made of.
    """
    with_thresholds({**differences(rulebook_of(team, group)), **thresholds})

    def both(athletes: Sequence[Athlete]) -> list[Mapping[int, Rulebook]]:
        return [rulebooks_of(athletes), rulebooks_with(athletes, thresholds, group)]

    before, after = _replayed(team, both, assumptions, span, athlete_name, progress, among)
    return PolicyComparison(before, after, compare(_nights_by_name(before), _nights_by_name(after)))


def _nights_by_name(replayed: TeamReplay) -> list[tuple[str, Sequence[Night]]]:
    return [(each.athlete.name, each.nights) for each in replayed.athletes]


def _replayed(
    team: Team,
    rulebooks: Callable[[Sequence[Athlete]], Sequence[Mapping[int, Rulebook]]],
    assumptions: Assumptions,
    span: Span,
    athlete_name: str,
    progress: Progress,
    among: Collection[int] | None = None,
) -> list[TeamReplay]:
    """One replay for each set of rulebooks by athlete; those with the same readiness thresholds share the assessed
    days."""
    athletes = Athlete.objects.in_team(team).filter(archived_at=None)
    if athlete_name:
        athletes = athletes.filter(name__iexact=athlete_name)
    if among is not None:
        athletes = athletes.filter(pk__in=among)
    them = list(athletes)
    spans, sets = list(_spans(them, span)), rulebooks(them)
    nights_to_do = len(sets) * sum((last - first).days + 1 for _, first, last in spans)
    replays: list[list[AthleteReplay]] = [[] for _ in sets]
    with progress("Replaying", nights_to_do, " nights") as advance:
        for athlete, first, last in spans:
            runner = _runner(athlete, last)
            own = [each[athlete.pk] for each in sets]
            days = {r: assessed(runner.logs, first, last, r) for r in {rules.readiness for rules in own}}
            for rules, done in zip(own, replays, strict=True):
                nights = []
                for night in replay(runner, days[rules.readiness], rules, assumptions):
                    nights.append(night)
                    advance(1)
                done.append(AthleteReplay(athlete, tuple(nights), Figures.of(nights)))
    return [TeamReplay.of(done) for done in replays]


def _spans(athletes: list[Athlete], span: Span) -> Iterator[tuple[Athlete, date, date]]:
    """The first and last day to replay of each athlete who has check-ins and agreed to them. Two queries."""
    asked = [id for id, kinds in consented(athletes).items() if ConsentKind.WELLNESS in kinds]
    logs = DailyLog.objects.filter(team__in={a.team_id for a in athletes}, athlete__in=asked)
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
    """What the replay of this athlete looks at. Three queries."""
    logs = statuses.day_logs([athlete], date.min, last)[athlete.pk]
    rated = DailyLog.objects.in_team(athlete.team_id).filter(athlete=athlete, readiness__isnull=False)
    times_away = TimeAway.objects.in_team(athlete.team_id).filter(athlete=athlete).values_list("first_day", "last_day")
    return Runner(
        logs=logs,
        readiness=dict(rated.values_list("local_date", "readiness")),  # type: ignore[arg-type]
        new_plan=partial(_new_plan, athlete),
        phase_weeks={p.kind: (p.min_weeks, p.max_weeks) for p in default_template().phases},
        away=frozenset(first + timedelta(days=n) for first, end in times_away for n in range((end - first).days + 1)),
    )


def _new_plan(athlete: Athlete, monday: date, policy: PlanPolicy) -> PlanState:
    return generated(athlete, monday, uuid.uuid5(uuid.NAMESPACE_OID, f"replay/{athlete.pk}/{monday}"), policy=policy)
