"""The coach's morning: who needs an answer, worst first, and where everybody else is.

The first page knows names only of those who need an answer, and how many are in each fold; a fold's lines are read
when it is opened. A constant number of queries, however many athletes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
)  # fmt: skip
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from athletes.consents import consented
from athletes.models import Athlete, ConsentKind, Team
from plans.engine.applying import NotPossible
from plans.engine.change_words import ChangeLine, describe
from plans.engine.operation_json import from_json
from plans.engine.operations import InsertRest, Operation
from plans.engine.week import PlanState
from plans.engine.words import Explanation
from plans.models import Answer, AnswerKind, Change, Decision, Message, NightFailure, Snooze, TimeAway
from plans.plan_rows import load_states
from plans.selectors import PhasePlace, latest_status, open_decisions, phase_places, status_strips, why
from plans.threads import open_questions
from readiness.models import DailyLog, DayStatus, Status

ILL = "D1"
NEAR = timedelta(weeks=2)
SILENT_DAYS = 4
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
    answer: Answer | None = None

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)


@dataclass(slots=True)
class Morning:
    """Everything the morning page shows on one day."""

    today: date
    athletes: int
    logged: int
    needs: list[MorningRow]
    folds: dict[Fold, list[Athlete]]
    failures: list[NightFailure]
    last_night_at: datetime | None
    snoozes: dict[int, Snooze] = field(default_factory=dict)
    by_itself: dict[int, Answer] = field(default_factory=dict)

    @property
    def shown_folds(self) -> list[tuple[Fold, int]]:
        return [(fold, len(self.folds[fold])) for fold in Fold if self.folds[fold]]


def morning(team: Team, scope: QuerySet[Athlete], today: date, now: datetime) -> Morning:
    """Who of `scope` needs an answer, worst first, and in which fold the others are."""
    athletes = list(scope.only("team_id", "name", "nights_from"))
    ids = scope.order_by().values("pk")
    asking = open_decisions(team, scope.order_by(), today)
    snoozes = _snoozes(team, today, now)
    statuses, logged_on = _last_days(team, ids, today)
    away, ill = _away(team, today), _ill(team, ids, today)
    by_itself = _by_itself(team, today)
    # Few are named one by one: a list of hundreds costs more than all the reading.
    agreed = consented([a for a in athletes if a.pk in asking or a.pk in ill or a.pk not in logged_on])
    folds: dict[Fold, list[Athlete]] = {fold: [] for fold in Fold}
    needing = []
    for athlete in athletes:
        id = athlete.pk
        snooze = snoozes.get(id)
        if id in by_itself:
            folds[Fold.BY_ITSELF].append(athlete)
        if id in asking and not (snooze and snooze.decision_id == asking[id].pk):
            needing.append(athlete)
        elif id in asking:
            folds[Fold.LATER].append(athlete)
        elif id in away or (id in ill and ConsentKind.ILLNESS in agreed[id]):
            folds[Fold.AWAY].append(athlete)
        elif id not in logged_on and _is_to_be_asked(athlete, agreed[id], today):
            folds[Fold.SILENT].append(athlete)
        elif id in statuses and statuses[id] in (Status.AMBER, Status.RED):
            folds[Fold.CAREFUL].append(athlete)
        elif id not in by_itself:
            folds[Fold.ON_TRACK].append(athlete)
    return Morning(
        today=today,
        athletes=len(athletes),
        logged=sum(day == today for day in logged_on.values()),
        needs=_rows(team, needing, asking, agreed, today),
        folds=folds,
        failures=list(
            NightFailure.objects.in_team(team)
            .filter(athlete__in=ids)
            .select_related("athlete")
            .order_by("night", "athlete__name")
        ),
        last_night_at=Decision.objects.in_team(team)
        .filter(athlete__in=ids, night__gte=today - timedelta(days=2))
        .aggregate(at=Max("decided_at"))["at"],
        snoozes=snoozes,
        by_itself=by_itself,
    )


def lines(team: Team, found: Morning, fold: Fold) -> list[Line]:
    """What an opened fold says of each of its athletes."""
    athletes = found.folds[fold]
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
            found.by_itself.get(athlete.pk) if fold is Fold.BY_ITSELF else None,
        )
        for athlete in athletes
    ]


def rows_of(team: Team, athletes: Sequence[Athlete], today: date) -> list[MorningRow]:
    """The rows of those of these athletes who wait for an answer, snoozed or not, worst first."""
    asking = open_decisions(team, athletes, today)
    return _rows(team, [a for a in athletes if a.pk in asking], asking, consented(athletes), today)


def version(team: Team, scope: QuerySet[Athlete], today: date, now: datetime) -> str:
    """A word that differs where the morning may have changed. One query."""
    asked = Q(decision__answer_until__gte=today, decision__athlete__in=scope)
    answers = Answer.objects.in_team(team).filter(asked).order_by().values("team")
    snoozes = Snooze.objects.in_team(team).filter(asked).order_by().values("team")
    changes = Change.objects.in_team(team).filter(plan__athlete__in=scope).order_by("-pk").values("pk")[:1]
    messages = Message.objects.in_team(team).filter(athlete__in=scope).order_by("-pk").values("pk")[:1]
    decisions = Decision.objects.in_team(team).filter(answer_until__gte=today, athlete__in=scope)
    in_force, due = Q(ended_at=None), Q(ended_at=None, until__lte=now)
    # Several numbers in one array: each part that names the scope costs the database a search of its own.
    parts: list[QuerySet[Any, Any]] = [
        decisions.order_by("-pk").values("pk")[:1],
        answers.annotate(n=_numbers(Max("pk"), Count("pk", filter=Q(undone_at=None)))).values("n"),
        snoozes.annotate(n=_numbers(Max("pk"), Count("pk", filter=in_force), Count("pk", filter=due))).values("n"),
        messages,
        changes,
    ]
    newest = Team.objects.filter(pk=team.pk).values_list(*[Subquery(part) for part in parts]).get()
    numbers = (n for each in newest for n in (each if isinstance(each, list) else [each or 0]))
    return "-".join([f"{today:%d}", *map(str, numbers)])


def _numbers(*aggregates: Max | Count) -> Func:
    return Func(*aggregates, template="ARRAY[%(expressions)s]", output_field=ArrayField(BigIntegerField()))


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


def _last_days(team: Team, ids: QuerySet[Athlete, Any], today: date) -> tuple[dict[int, str], dict[int, date]]:
    """The status shown today or, until today is logged, yesterday; and the last day with a check-in, of the last
    ones. A known status tells of one, too."""
    days = (today - timedelta(days=SILENT_DAYS - 1), today)
    statuses: dict[int, str] = {}
    logged_on: dict[int, date] = dict(
        DailyLog.objects.in_team(team)
        .filter(athlete__in=ids, local_date__range=days)
        .order_by()
        .values_list("athlete_id")
        .annotate(day=Max("local_date"))
    )
    known = (
        DayStatus.objects.in_team(team)
        .filter(athlete__in=ids, local_date__range=days)
        .exclude(shown=Status.UNKNOWN)
        .order_by("athlete_id", "-local_date")
        .distinct("athlete_id")
    )
    for athlete_id, day, shown in known.values_list("athlete_id", "local_date", "shown"):
        logged_on[athlete_id] = max(day, logged_on.get(athlete_id, day))
        if day >= today - timedelta(days=1):
            statuses[athlete_id] = shown
    return statuses, logged_on


def _is_to_be_asked(athlete: Athlete, agreed: Collection[ConsentKind], today: date) -> bool:
    """Nobody is silent who is not asked for check-ins, or has not been for long enough."""
    return ConsentKind.WELLNESS in agreed and athlete.nights_from <= today - timedelta(days=SILENT_DAYS)


def _away(team: Team, today: date) -> set[int]:
    times = TimeAway.objects.in_team(team).filter(first_day__lte=today, last_day__gte=today)
    return set(times.values_list("athlete_id", flat=True))


def _ill(team: Team, ids: QuerySet[Athlete, Any], today: date) -> set[int]:
    """Whose last night spoke of an illness."""
    newer = Decision.objects.in_team(team).filter(
        Q(night__gt=OuterRef("night")) | Q(night=OuterRef("night"), revision__gt=OuterRef("revision")),
        athlete=OuterRef("athlete"),
    )
    ill = Decision.objects.in_team(team).filter(
        ~Exists(newer), athlete__in=ids, rule=ILL, night__gte=today - timedelta(days=2)
    )
    return set(ill.values_list("athlete_id", flat=True))


def _by_itself(team: Team, today: date) -> dict[int, Answer]:
    """What the last night carried out by itself, as long as nobody took it back."""
    applied = (
        Answer.objects.in_team(team)
        .filter(kind=AnswerKind.APPLIED, undone_at=None, answered_at__date__gte=today - timedelta(days=1))
        .annotate(athlete_id=F("decision__athlete"), night=F("decision__night"))
        .order_by("pk")
    )
    return {answer.athlete_id: answer for answer in applied if answer.night >= today - timedelta(days=1)}


def _latest_decisions(team: Team, athletes: Sequence[Athlete], today: date) -> dict[int, Decision]:
    newest = (
        Decision.objects.in_team(team)
        .filter(athlete__in=athletes, night__gte=today - timedelta(days=3))
        .only("athlete_id", "reasons")
        .order_by("athlete_id", "-night", "-revision")
        .distinct("athlete_id")
    )
    return {decision.athlete_id: decision for decision in newest}
