"""What a coach reads on an athlete's page: a constant number of queries, whatever there is to read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Prefetch
from django.utils import translation

from athletes.models import Athlete, ConsentKind
from plans import withheld
from plans.engine import facts as night_facts
from plans.engine.gate_reading import Gate, gate_of
from plans.engine.rulebook import with_thresholds
from plans.engine.vocabulary import SessionKind
from plans.engine.week import SessionState
from plans.engine.week_loads import WeekLoad, week_loads
from plans.engine.words import Explanation, sentence
from plans.engine.work import Outcome, ReportedSession
from plans.models import Answer, Change, Decision, PhaseKind, Plan, Session, Week
from plans.plan_rows import session_state
from plans.selectors import why

QUIET = frozenset({"-", "S0"})
"""Rules of nights that left everything as it was."""
PAST_SIZE = 25


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the week with its sessions and what was reported of each; None: nothing yet."""

    day: date
    sessions: tuple[tuple[SessionState, Outcome | None], ...]


@dataclass(frozen=True, slots=True)
class GateReading:
    """The gate of a phase as the weekly night of `night` found it; `lines` are its conditions with their sentences,
    as far as there is consent to what they speak of."""

    night: date
    gate: Gate
    lines: tuple[tuple[bool, str], ...]
    is_current: bool
    """Whether the athlete is still in that phase."""

    @property
    def met(self) -> int:
        """Of the conditions that may be read."""
        return sum(met for met, _line in self.lines)

    @property
    def following_label(self) -> str:
        return str(PhaseKind(self.gate.following).label) if self.gate.following else ""


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    decision: Decision
    why: Explanation
    answer: Answer | None

    @property
    def at(self) -> datetime:
        return self.decision.decided_at

    @property
    def is_quiet(self) -> bool:
        return self.decision.rule in QUIET and not self.decision.operations


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    change: Change

    @property
    def at(self) -> datetime:
        return self.change.made_at


Entry = DecisionEntry | ChangeEntry


@dataclass(frozen=True, slots=True)
class Past:
    """A stretch of decisions and changes, newest first; quiet nights in a row are together in one group."""

    groups: tuple[tuple[bool, tuple[Entry, ...]], ...]
    """Whether it is a group of quiet nights, and what is in it."""
    earlier: datetime | None
    """What lies before this moment comes next; None where nothing does."""


def last_night(athlete: Athlete, agreed: Collection[ConsentKind]) -> tuple[date, Explanation] | None:
    """What the last night said; None before the first one. One query."""
    decisions = Decision.objects.in_team(athlete.team_id).filter(athlete=athlete)
    decision = decisions.order_by("-night", "-revision").only("night", "reasons").first()
    return (decision.night, why(decision, agreed)) if decision else None


def week_of(plan: Plan, today: date) -> tuple[WeekDay, ...]:
    """The seven days around `today`. One query."""
    monday = today - timedelta(days=today.weekday())
    rows = (
        Session.objects.in_team(plan.team_id)
        .filter(plan=plan, day__range=(monday, monday + timedelta(days=6)))
        .select_related("feedback")
        .order_by("day", "position")
    )
    told = [(session_state(row, ()), _outcome(row)) for row in rows]
    days = (monday + timedelta(days=n) for n in range(7))
    return tuple(WeekDay(day, tuple(each for each in told if each[0].day == day)) for day in days)


def _outcome(row: Session) -> Outcome | None:
    feedback = getattr(row, "feedback", None)
    return Outcome(feedback.outcome) if feedback else None


def gate_reading(plan: Plan, phase: str, agreed: Collection[ConsentKind]) -> GateReading | None:
    """The gate of the last weekly night of this plan, which is what advancing was decided by. One query."""
    decision = (
        Decision.objects.in_team(plan.team_id)
        .filter(plan=plan, facts__has_key="work", facts__v=night_facts.FACTS_VERSION)
        .order_by("-night", "-revision")
        .only("night", "facts", "thresholds")
        .first()
    )
    if decision is None:
        return None
    found = night_facts.from_json(decision.facts)
    gate = gate_of(found, with_thresholds(decision.thresholds).decisions)
    if gate is None:
        return None
    lines = tuple(
        (each.met, sentence(each.message, each.values, translation))
        for each in gate.conditions
        if withheld.said_from(each.message, each.values) <= set(agreed)
    )
    return GateReading(decision.night, gate, lines, is_current=gate.phase == phase)


def reported_sessions(plan: Plan) -> list[tuple[ReportedSession, tuple[str, ...]]]:
    """Every session of the plan with what was reported of it and what it protects. One query."""
    rows = (
        Session.objects.in_team(plan.team_id)
        .filter(plan=plan)
        .order_by()
        .values_list(
            "day", "kind", "distance_km", "rpe", "duration_min", "feedback__outcome", "feedback__distance_km",
            "feedback__rpe", "feedback__duration_min", "protects",
        )
    )  # fmt: skip
    return [
        (
            ReportedSession(
                day, SessionKind(kind), km, rpe, minutes, Outcome(outcome) if outcome else None,
                done_km, done_rpe, done_min,
            ),
            tuple(protects),
        )
        for day, kind, km, rpe, minutes, outcome, done_km, done_rpe, done_min, protects in rows
    ]  # fmt: skip


def mondays_of(plan: Plan) -> list[date]:
    """The first days of the plan's weeks, in their order. One query."""
    return list(Week.objects.in_team(plan.team_id).filter(plan=plan).values_list("monday", flat=True))


def loads_of(plan: Plan, today: date) -> tuple[WeekLoad, ...]:
    """Every week of the plan, planned and reported. Two queries."""
    return week_loads((session for session, _protects in reported_sessions(plan)), mondays_of(plan), today)


def past(
    athlete: Athlete, agreed: Collection[ConsentKind], before: datetime | None = None, size: int = PAST_SIZE
) -> Past:
    """Decisions and changes of all plans before a moment. Three queries and one for who answered."""
    answers = Answer.objects.in_team(athlete.team_id).filter(undone_at=None).select_related("answered_by")
    decisions = (
        Decision.objects.in_team(athlete.team_id)
        .filter(athlete=athlete, **_before("decided_at", before))
        .prefetch_related(Prefetch("answers", queryset=answers, to_attr="in_force"))
        .order_by("-decided_at", "-pk")[: size + 1]
    )
    changes = (
        Change.objects.in_team(athlete.team_id)
        .filter(plan__athlete=athlete, **_before("made_at", before))
        .select_related("actor", "undone_by")
        .order_by("-made_at", "-pk")[: size + 1]
    )
    entries: list[Entry] = [
        *(DecisionEntry(each, why(each, agreed), next(iter(each.in_force), None)) for each in decisions),
        *(ChangeEntry(each) for each in changes),
    ]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    shown = entries[:size]
    # What was written in the same moment stays together, since a moment is where the next stretch begins.
    shown += [entry for entry in entries[size:] if entry.at == shown[-1].at]
    groups = groupby(shown, key=lambda entry: isinstance(entry, DecisionEntry) and entry.is_quiet)
    return Past(
        tuple((quiet, tuple(group)) for quiet, group in groups),
        shown[-1].at if len(entries) > len(shown) else None,
    )


def _before(column: str, moment: datetime | None) -> dict[str, datetime]:
    return {} if moment is None else {f"{column}__lt": moment}
