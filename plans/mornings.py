"""The coach's morning: who needs an answer, worst first, and where everybody else is.

The first page knows names only of those who need an answer, and how many are in each fold; a fold's lines are read
when it is opened. A constant number of queries, however many athletes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db.models import (
    F,
    QuerySet,
    TextChoices,
)  # fmt: skip
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from athletes.consents import consented, consented_by_id
from athletes.models import Athlete, ConsentKind, Team
from plans.engine.applying import NotPossible
from plans.engine.change_words import ChangeLine, describe
from plans.engine.operation_json import from_json
from plans.engine.operations import InsertRest, Operation
from plans.engine.week import PlanState
from plans.engine.words import Explanation
from plans.models import Answer, AnswerKind, Decision, Message, NightFailure, Snooze
from plans.morning_version import version
from plans.plan_rows import load_states
from plans.selectors import PhasePlace, latest_status, open_decisions, phase_places, status_strips, why
from plans.threads import open_questions
from plans.whereabouts import RECENT_DAYS, whereabouts
from readiness.models import Status

ILL = "D1"
NEAR = timedelta(weeks=2)
SILENT_DAYS = RECENT_DAYS
"""Without a check-in for so many days, somebody is to be talked to rather than to be read."""
_WORST_FIRST = {"rest": 0, "ease": 1, "steady": 2, "hold": 3, "advance": 4}
_RED_FIRST = {Status.RED: 0, Status.AMBER: 1, Status.UNKNOWN: 2, Status.GREEN: 3}


class Fold(TextChoices):
    """Where those are who need no answer now, in the order of the page."""

    LATER = "later", _("Later")
    SILENT = "silent", _("Silent: talk to")
    CAREFUL = "careful", _("Careful or resting")
    BY_ITSELF = "by-itself", _("Applied by itself")
    AWAY = "away", _("Away or ill")
    ON_TRACK = "on-track", _("On track")


@dataclass(slots=True)
class MorningRow:
    """One athlete who needs an answer."""

    athlete: Athlete
    decision: Decision
    why: Explanation
    strip: list[str]
    """Status of the last seven days, oldest first; `unknown` where nothing is stored."""
    phase: PhasePlace | None = None
    changes: Sequence[ChangeLine] = ()
    no_longer_fits: bool = False
    question: Message | None = None
    """What a coach asked the athlete, while they have not written since."""

    @property
    def status(self) -> str:
        return latest_status(self.strip)

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)

    @property
    def first_name(self) -> str:
        return self.athlete.name.split(maxsplit=1)[0]

    @property
    def can_approve(self) -> bool:
        return bool(self.changes) or self.decision.verdict == "advance"

    @property
    def version(self) -> str:
        """Differs where the row says something else."""
        revision = self.decision.plan.revision if self.decision.plan else 0
        return f"{self.decision.pk}.{revision}.{self.question.pk if self.question else 0}.{self.status}"


@dataclass(frozen=True, slots=True)
class Line:
    """One athlete in a fold."""

    athlete: Athlete
    status: str
    phase: PhasePlace | None
    words: str
    snooze: Snooze | None = None
    answer_id: int | None = None

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)


@dataclass(slots=True)
class Morning:
    """Everything the morning page shows on one day."""

    today: date
    version: str
    athletes: int
    logged: int
    needs: list[MorningRow]
    folds: dict[Fold, list[int]]
    """Ids of athletes, in the order of their names."""
    failures: list[NightFailure]
    last_night_at: datetime | None
    snoozes: dict[int, Snooze] = field(default_factory=dict)
    applied: dict[int, int] = field(default_factory=dict)
    """What the last night carried out by itself: the answer's id by the athlete's."""

    @property
    def shown_folds(self) -> list[tuple[Fold, int]]:
        return [(fold, len(self.folds[fold])) for fold in Fold if self.folds[fold]]


def morning(team: Team, scope: QuerySet[Athlete], today: date, now: datetime) -> Morning:
    """Who of `scope` needs an answer, worst first, and in which fold the others are."""
    # Plain values: half a thousand athletes cost more to make than all else that is read.
    athletes: dict[int, date] = dict(scope.values_list("pk", "nights_from"))
    ids = scope.order_by().values("pk")
    # Read before everything that it speaks of: what changes in between is read twice rather than never.
    known_as = version(team, athletes, today, now)
    asking = open_decisions(team, scope.order_by(), today)
    snoozes = _snoozes(team, today, now)
    applied = _applied(team, today)
    stands = whereabouts(team, list(athletes), today)
    silent = {id for id, stand in stands.items() if not (stand.logged_on or stand.known_on)}
    ill = {id for id, stand in stands.items() if stand.rule == ILL}
    # Few are named one by one: a list of hundreds costs more than all the reading.
    agreed = consented_by_id({team.pk}, asking.keys() | ill | silent)
    folds: dict[Fold, list[int]] = {fold: [] for fold in Fold}
    needing = []
    for id, nights_from in athletes.items():
        snooze = snoozes.get(id)
        if id in applied:
            folds[Fold.BY_ITSELF].append(id)
        if id in asking and not (snooze and snooze.decision_id == asking[id].pk):
            needing.append(asking[id].athlete)
        elif id in asking:
            folds[Fold.LATER].append(id)
        elif stands[id].is_away or (id in ill and ConsentKind.ILLNESS in agreed[id]):
            folds[Fold.AWAY].append(id)
        elif id in silent and _is_to_be_asked(nights_from, agreed[id], today):
            folds[Fold.SILENT].append(id)
        elif stands[id].status(today) in (Status.AMBER, Status.RED):
            folds[Fold.CAREFUL].append(id)
        elif id not in applied:
            folds[Fold.ON_TRACK].append(id)
    return Morning(
        today=today,
        version=known_as,
        athletes=len(athletes),
        logged=sum(stand.has_logged(today) for stand in stands.values()),
        needs=_rows(team, needing, asking, agreed, today),
        folds=folds,
        failures=list(
            NightFailure.objects.in_team(team)
            .filter(athlete__in=ids)
            .select_related("athlete")
            .order_by("night", "athlete__name")
        ),
        last_night_at=_moment(max((stand.decided_s for stand in stands.values() if stand.decided_s), default=None)),
        snoozes=snoozes,
        applied=applied,
    )


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def lines(team: Team, found: Morning, fold: Fold) -> list[Line]:
    """What an opened fold says of each of its athletes."""
    athletes = list(Athlete.objects.in_team(team).filter(pk__in=found.folds[fold]))
    strips = status_strips(athletes, found.today, days=2)
    places = phase_places(team, athletes, found.today)
    agreed = consented(athletes)
    latest = _latest_decisions(team, athletes, found.today)
    return [
        Line(
            athlete,
            latest_status(strips[athlete.pk]),
            places.get(athlete.pk),
            why(latest[athlete.pk], agreed[athlete.pk]).headline if athlete.pk in latest else "",
            found.snoozes.get(athlete.pk) if fold is Fold.LATER else None,
            found.applied.get(athlete.pk) if fold is Fold.BY_ITSELF else None,
        )
        for athlete in athletes
    ]


def rows_of(team: Team, athletes: Sequence[Athlete], today: date) -> list[MorningRow]:
    """The rows of those of these athletes who wait for an answer, snoozed or not, worst first."""
    asking = open_decisions(team, athletes, today)
    return _rows(team, [a for a in athletes if a.pk in asking], asking, consented(athletes), today)


def _rows(
    team: Team,
    athletes: Sequence[Athlete],
    asking: Mapping[int, Decision],
    agreed: Mapping[int, Collection[ConsentKind]],
    today: date,
) -> list[MorningRow]:
    strips = status_strips(athletes, today)
    places = phase_places(team, athletes, today)
    questions = open_questions(team, athletes)
    rows = [
        MorningRow(
            athlete,
            asking[athlete.pk],
            why(asking[athlete.pk], agreed[athlete.pk]),
            strips[athlete.pk],
            places.get(athlete.pk),
            question=questions.get(athlete.pk),
        )
        for athlete in athletes
    ]
    _add_changes(rows, today)
    return sorted(rows, key=_urgency)


def _urgency(row: MorningRow) -> tuple[int, int, str]:
    return _WORST_FIRST[row.decision.verdict], _RED_FIRST[Status(row.status)], row.athlete.name


def _add_changes(rows: list[MorningRow], today: date) -> None:
    """A night changes near weeks, or says in words which weeks come or go: the rest of the plans is read only for
    what does not fit the near ones."""
    monday = today - timedelta(days=today.weekday())
    proposing = [(row, from_json(row.decision.operations)) for row in rows if row.decision.operations]
    near = (monday, max((_looks_until(operations, monday) for _, operations in proposing), default=monday))
    for within in (near, (date.min, date.max)):
        if not proposing:
            return
        states = load_states([row.decision.plan for row, _ in proposing if row.decision.plan], within)
        for row, operations in proposing:
            if row.decision.plan_id in states:
                row.no_longer_fits = not _described(row, states[row.decision.plan_id], operations)
        proposing = [(row, operations) for row, operations in proposing if row.no_longer_fits]


def _looks_until(operations: Sequence[Operation], monday: date) -> date:
    """The last day whose week has to be known: only a rest names its day, other changes may be in any near week."""
    rests = [operation.day for operation in operations if isinstance(operation, InsertRest)]
    return max(rests) if len(rests) == len(operations) else monday + NEAR


def _described(row: MorningRow, state: PlanState, operations: Sequence[Operation]) -> bool:
    try:
        row.changes = describe(state, operations, gettext)
    except NotPossible:
        return False
    return True


def _snoozes(team: Team, today: date, now: datetime) -> dict[int, Snooze]:
    in_force = (
        Snooze.objects.in_team(team)
        .filter(decision__answer_until__gte=today, ended_at=None, until__gt=now)
        .select_related("snoozed_by")
        .annotate(athlete_id=F("decision__athlete"))
        .order_by("pk")
    )
    return {snooze.athlete_id: snooze for snooze in in_force}


def _is_to_be_asked(nights_from: date, agreed: Collection[ConsentKind], today: date) -> bool:
    """Nobody is silent who is not asked for check-ins, or has not been for long enough."""
    return ConsentKind.WELLNESS in agreed and nights_from <= today - timedelta(days=SILENT_DAYS)


def _applied(team: Team, today: date) -> dict[int, int]:
    """What the last night carried out by itself, as long as nobody took it back: answers' ids by athlete id."""
    applied = Answer.objects.in_team(team).filter(
        kind=AnswerKind.APPLIED, undone_at=None, answered_at__date__gte=today - timedelta(days=1)
    )
    found = applied.order_by("pk").values_list("decision__athlete", "pk", "decision__night")
    return {athlete_id: id for athlete_id, id, night in found if night >= today - timedelta(days=1)}


def _latest_decisions(team: Team, athletes: Sequence[Athlete], today: date) -> dict[int, Decision]:
    newest = (
        Decision.objects.in_team(team)
        .filter(athlete__in=athletes, night__gte=today - timedelta(days=3))
        .only("athlete_id", "reasons")
        .order_by("athlete_id", "-night", "-revision")
        .distinct("athlete_id")
    )
    return {decision.athlete_id: decision for decision in newest}
