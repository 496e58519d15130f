"""Read plans for pages: each function is a constant number of queries within one team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import FilteredRelation, Max, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext

from athletes.consents import consent_of, consented
from athletes.models import Athlete, ConsentKind, Team
from plans import withheld
from plans.engine.applying import NotPossible
from plans.engine.change_words import ChangeLine, describe
from plans.engine.decision import Directive
from plans.engine.operation_json import from_json
from plans.engine.sentences.athlete import KEPT, WAITING, WAITING_HEALTH
from plans.engine.words import Explanation, athlete_sentence, explanation
from plans.models import Answer, AnswerKind, Decision, NightFailure, Plan, Verdict, Week
from plans.plan_rows import load_states
from readiness.models import DayStatus, Status

STRIP_DAYS = 7
SAID_AT_ONCE = frozenset({"d1.alarm"})
"""Headlines whose sentence for the athlete waits for no answer: a doctor comes before a plan."""
_WORST_FIRST = {"rest": 0, "ease": 1, "steady": 2, "hold": 3, "advance": 4}


@dataclass(frozen=True, slots=True)
class PhasePlace:
    """Where in a plan a day is: the phase, the week in it, and how many weeks it has now."""

    kind: str
    label: str
    week: int
    weeks: int


@dataclass(slots=True)
class MorningRow:
    """One athlete on the morning page."""

    athlete: Athlete
    strip: list[str]
    """Status of the last seven days, oldest first; `unknown` where nothing is stored."""
    phase: PhasePlace | None = None
    decision: Decision | None = None
    why: Explanation | None = None
    changes: Sequence[ChangeLine] = ()
    no_longer_fits: bool = False

    @property
    def status(self) -> str:
        return latest_status(self.strip)

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)


@dataclass(slots=True)
class Morning:
    """Everything the morning page shows for one team on one day."""

    today: date
    needs: list[MorningRow]
    careful: list[MorningRow]
    """Below their own normal, but nothing to answer: the plan stands, or was answered."""
    on_track: list[MorningRow]
    failures: list[NightFailure]
    logged: int
    last_night_at: datetime | None

    @property
    def rows(self) -> list[MorningRow]:
        return [*self.needs, *self.careful, *self.on_track]

    @property
    def athletes(self) -> int:
        return len(self.rows)


def morning(team: Team, scope: QuerySet[Athlete], today: date) -> Morning:
    """Who of `scope` needs an answer, worst first, and everyone else. Twelve queries for any number of athletes."""
    athletes = list(scope)
    strips = status_strips(athletes, today)
    places = phase_places(team, athletes, today)
    latest = {
        d.athlete_id: d
        for d in Decision.objects.in_team(team)
        .filter(athlete__in=athletes, night__gte=today - timedelta(days=3))
        .order_by("athlete_id", "-night", "-revision")
        .distinct("athlete_id")
    }
    asking = open_decisions(team, athletes, today)
    agreed = consented(athletes)
    rows: list[MorningRow] = []
    for athlete in athletes:
        decision = asking.get(athlete.pk) or latest.get(athlete.pk)
        row = MorningRow(athlete, strips[athlete.pk], places.get(athlete.pk), decision)
        if decision:
            row.why = why(decision, agreed[athlete.pk])
        rows.append(row)
    needs = [row for row in rows if row.athlete.pk in asking]
    others = [row for row in rows if row.athlete.pk not in asking]
    _add_changes(needs)
    needs.sort(key=_urgency)
    return Morning(
        today=today,
        needs=needs,
        careful=[row for row in others if row.status in (Status.AMBER, Status.RED)],
        on_track=[row for row in others if row.status not in (Status.AMBER, Status.RED)],
        failures=list(
            NightFailure.objects.in_team(team)
            .filter(athlete__in=athletes)
            .select_related("athlete")
            .order_by("night", "athlete__name")
        ),
        logged=sum(row.strip[-1] != Status.UNKNOWN for row in rows),
        last_night_at=Decision.objects.in_team(team)
        .filter(athlete__in=athletes, night__gte=today - timedelta(days=7))
        .aggregate(at=Max("decided_at"))["at"],
    )


def open_decisions(team: Team, athletes: Sequence[Athlete] | QuerySet[Athlete], today: date) -> dict[int, Decision]:
    """The newest decision per athlete that waits for an answer today, by athlete id."""
    waiting = (
        Decision.objects.in_team(team)
        .filter(athlete__in=athletes, answer_until__gte=today, plan__ended_at=None)
        .select_related("plan__athlete")
        .order_by("athlete_id", "-night", "-revision")
        .distinct("athlete_id")
    )
    answered = set(
        Answer.objects.in_team(team)
        .filter(decision__answer_until__gte=today, undone_at=None)
        .values_list("decision_id", flat=True)
    )
    return {d.athlete_id: d for d in waiting if d.pk not in answered}


def _urgency(row: MorningRow) -> tuple[int, int, str]:
    assert row.decision is not None
    red_first = {"red": 0, "amber": 1, "unknown": 2, "green": 3}[row.status]
    return _WORST_FIRST[row.decision.verdict], red_first, row.athlete.name


def why(decision: Decision, agreed: Collection[ConsentKind]) -> Explanation:
    """The decision in the reader's language, as far as its athlete agrees to what it speaks of."""
    return explanation(withheld.shown(decision.reasons, agreed), translation)


def last_night_words(athlete: Athlete, day: date) -> str:
    """What the athlete reads on `day` of the night before it; empty where there was none. Two queries.

    What a night only proposes is not the athlete's plan: until a coach answers they read that one will look at it.
    """
    found = (
        Decision.objects.in_team(athlete.team_id)
        .filter(athlete=athlete, night=day - timedelta(days=1))
        .annotate(answer=FilteredRelation("answers", condition=Q(answers__undone_at=None)))
        .order_by("-revision")
        .values_list("reasons", "verdict", "directive", "operations", "answer__kind")
        .first()
    )
    if found is None:
        return ""
    reasons, verdict, directive, operations, answer = found
    agreed = consent_of(athlete)
    reasons = withheld.shown(reasons, agreed)
    if reasons[0][0] in SAID_AT_ONCE:
        return athlete_sentence(reasons, translation)
    if answer == AnswerKind.KEPT:
        return gettext(KEPT)
    if answer is None and (operations or directive == Directive.FINISH):
        of_health = verdict == Verdict.REST and agreed >= {ConsentKind.ILLNESS, ConsentKind.WELLNESS}
        return gettext(WAITING_HEALTH if of_health else WAITING)
    return athlete_sentence(reasons, translation)


def _add_changes(rows: list[MorningRow]) -> None:
    states = load_states([r.decision.plan for r in rows if r.decision and r.decision.plan and r.decision.operations])
    for row in rows:
        if row.decision and row.decision.operations and row.decision.plan_id in states:
            try:
                row.changes = describe(states[row.decision.plan_id], from_json(row.decision.operations), gettext)
            except NotPossible:
                row.no_longer_fits = True


def latest_status(strip: Sequence[str]) -> str:
    """Today's status, or yesterday's until today is logged."""
    return strip[-1] if strip[-1] != Status.UNKNOWN else strip[-2]


def status_strips(athletes: Sequence[Athlete], today: date, days: int = STRIP_DAYS) -> dict[int, list[str]]:
    """Shown statuses of the days up to `today`, oldest first, by athlete id."""
    first = today - timedelta(days=days - 1)
    known: dict[int, dict[date, str]] = defaultdict(dict)
    rows = DayStatus.objects.filter(
        team__in={a.team_id for a in athletes}, athlete__in=athletes, local_date__range=(first, today)
    ).values_list("athlete_id", "local_date", "shown")
    for athlete_id, day, shown in rows:
        known[athlete_id][day] = shown
    span = [first + timedelta(days=n) for n in range(days)]
    return {a.pk: [known[a.pk].get(day, Status.UNKNOWN) for day in span] for a in athletes}


def phase_places(team: Team, athletes: Sequence[Athlete], today: date) -> dict[int, PhasePlace]:
    """The phase and week of each athlete's running plan on `today`, by athlete id."""
    weeks: dict[int, list[Week]] = defaultdict(list)
    for week in (
        Week.objects.in_team(team)
        .filter(plan__athlete__in=athletes, plan__ended_at=None)
        .select_related("phase", "plan")
        .order_by("monday")
    ):
        weeks[week.plan.athlete_id].append(week)
    return {id: place for id, rows in weeks.items() if (place := _place(rows, today))}


def _place(weeks: list[Week], today: date) -> PhasePlace | None:
    current = next((w for w in weeks if w.monday <= today <= w.monday + timedelta(days=6)), None)
    if current is None:
        return None
    same = [w for w in weeks if w.phase_id == current.phase_id]
    return PhasePlace(current.phase.kind, str(current.phase.get_kind_display()), same.index(current) + 1, len(same))


def running_plan(athlete: Athlete) -> Plan | None:
    return (
        Plan.objects.in_team(athlete.team_id)
        .filter(athlete=athlete, ended_at=None)
        .select_related("athlete", "team")
        .first()
    )
